import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSourceError } from '../../../../src/core/errors/sourceError';
import { type ListPart, startOf } from '../../../../src/core/paging/pageCursor';
import { walkPages } from '../../../../src/core/paging/pageWalk';
import { pageOf } from '../../../support/fakeSource';
import { card } from '../../../support/toyList';

const signal = new AbortController().signal;

/** A list in pages whose tokens are `p1`, `p2`, …; `-1` items stand for an empty page. */
function listOf(sizes: readonly number[]) {
  const tokens: string[] = [];
  let next = 1;
  const pages = sizes.map((size) => Array.from({ length: size }, () => card(`O${next++}`)));
  const read = async (token: string | undefined) => {
    tokens.push(token ?? '-');
    const index = Number(token?.slice(1) ?? 0);
    return pageOf(pages[index] ?? [], index + 1 < pages.length ? `p${index + 1}` : undefined);
  };
  return { read, tokens, ids: pages.flat().map((item) => item.id) };
}

async function walk(read: ReturnType<typeof listOf>['read'], part: ListPart) {
  const ids: (string | undefined)[] = [];
  let resumeToken: string | undefined;
  for await (const walked of walkPages(read, startOf(part), signal)) {
    ids.push(...walked.items.map((item) => item.id));
    resumeToken = walked.next.kind === 'cut' ? walked.next.resumeToken : undefined;
  }
  return { ids, resumeToken };
}

describe('walkPages', () => {
  it('walks to the end', async () => {
    const list = listOf([3, 0, 2]);
    assert.deepEqual(await walk(list.read, {}), { ids: list.ids, resumeToken: undefined });
    assert.deepEqual(list.tokens, ['-', 'p1', 'p2']);
  });

  it('cuts within a page, and says which page and where', async () => {
    const { ids, resumeToken } = await walk(listOf([3, 3]).read, { maxItems: 4 });
    assert.deepEqual(ids, ['O1', 'O2', 'O3', 'O4']);
    assert.equal(atob(resumeToken ?? ''), '{"NextToken": "p1", "boto_truncate_amount": 1}');
  });

  it('cuts within the first page', async () => {
    const { resumeToken } = await walk(listOf([3, 3]).read, { maxItems: 2 });
    assert.equal(atob(resumeToken ?? ''), '{"NextToken": null, "boto_truncate_amount": 2}');
  });

  it('cuts between two pages', async () => {
    const list = listOf([3, 3]);
    const { resumeToken } = await walk(list.read, { maxItems: 3 });
    assert.equal(atob(resumeToken ?? ''), '{"NextToken": "p1"}');
    assert.deepEqual(list.tokens, ['-'], 'without reading the next one');
  });

  it('has nothing to resume after the last item', async () => {
    assert.equal((await walk(listOf([3, 3]).read, { maxItems: 6 })).resumeToken, undefined);
  });

  it('goes on where it was cut, again and again, without losing or repeating any', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 7 }),
        async (sizes, maxItems) => {
          const list = listOf(sizes);
          const ids: (string | undefined)[] = [];
          let startingToken: string | undefined;
          do {
            const part = await walk(list.read, { maxItems, ...(startingToken && { startingToken }) });
            ids.push(...part.ids);
            startingToken = part.resumeToken;
          } while (startingToken);
          assert.deepEqual(ids, list.ids);
        },
      ),
    );
  });

  it('stops at a token that comes again', async () => {
    let reads = 0;
    const read = async () => pageOf([card(`O${++reads}`)], 'again');
    await assert.rejects(walk(read, {}), (error) => isSourceError(error) && error.code === 'repeatedToken');
    assert.equal(reads, 2);
  });
});
