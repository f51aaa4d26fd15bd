import assert from 'node:assert/strict';
import fc from 'fast-check';
import { startOf } from '../../src/core/paging/pageCursor';
import { walkPages } from '../../src/core/paging/pageWalk';
import { page, summary } from '../support/fakeSource';
import { titleOf } from './agreement';
import { findBoto3, startWithBoto3 } from './programs';

const boto3 = findBoto3();
const pageSize = 100;

type Start = { readonly token: string | undefined; readonly skipped: number } | 'refused';

/** Returns how the page walker begins at a starting token. */
async function start(startingToken: string): Promise<Start> {
  const sent: (string | undefined)[] = [];
  const read = async (token: string | undefined) => {
    sent.push(token);
    return page(Array.from({ length: pageSize }, (_, n) => summary(`O${n}`)));
  };
  try {
    let left = 0;
    for await (const { items } of walkPages(read, startOf({ startingToken }), new AbortController().signal))
      left += items.length;
    assert.equal(sent.length, 1);
    return { token: sent[0], skipped: pageSize - left };
  } catch (error) {
    assert.ok(error instanceof RangeError);
    assert.equal(sent.length, 0);
    return 'refused';
  }
}

/** Returns whether boto3 might have written the token, instead of only accepting it. */
function isWritable(token: string): boolean {
  const { NextToken, boto_truncate_amount: used = 0, ...others } = JSON.parse(String(Buffer.from(token, 'base64')));
  return NextToken !== '' && typeof used === 'number' && used >= 0 && Object.keys(others).length === 0;
}

const visible = fc.string({ minLength: 1, maxLength: 30 }).filter((text) => text.trim() !== '' && !text.includes('\n'));
const place = fc.oneof(visible, fc.constantFrom(null, 'None', '', 'eyJvZmZzZXQiOiAzMDAwfQ==', 'a___5'));
const amount = fc.oneof(fc.nat(150), fc.constantFrom(-3, '5', null, true, []));
const own = fc.dictionary(
  fc.constantFrom('offset', 'MaxResults', 'key', 'nextToken', 'boto_encoded_keys'),
  fc.jsonValue(),
  {
    maxKeys: 2,
  },
);
const json = fc.oneof(
  fc.record({ NextToken: place, boto_truncate_amount: amount }, { requiredKeys: ['NextToken'] }),
  fc.record({ boto_truncate_amount: amount }),
  fc.tuple(fc.record({ NextToken: place }), own).map(([a, b]) => ({ ...a, ...b })),
  fc.record({ NextToken: fc.jsonValue() }),
  own,
  fc.jsonValue(),
);
const base64 = json.map((value) => Buffer.from(JSON.stringify(value)).toString('base64'));
const tokens = fc.oneof(
  { weight: 6, arbitrary: base64 },
  { weight: 1, arbitrary: base64.map((text) => text.replace(/=+$/, '')) },
  { weight: 1, arbitrary: base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')) },
  { weight: 1, arbitrary: base64.map((text) => `"${text}"`) },
  { weight: 2, arbitrary: fc.tuple(visible, fc.nat(150)).map(([text, used]) => `${text}___${used}`) },
  { weight: 1, arbitrary: fc.tuple(visible, visible).map(([a, b]) => `${a}___${b}`) },
  { weight: 2, arbitrary: visible },
  { weight: 1, arbitrary: fc.constantFrom('None', 'None___3', '___5', 'e30=', 'eyJvZmZzZXQiOiAzMDAwfQ==') },
);

('missing' in boto3 ? describe.skip : describe)(`starting tokens and ${titleOf('boto3', boto3)}`, function () {
  this.timeout(60_000);
  const sample = [...new Set(fc.sample(tokens, { numRuns: 3_000, seed: 9 }))];
  const counts = { same: 0, 'sent as it is': 0, 'refused by both': 0, 'refused here': 0 };
  after(() => console.log(`    ${sample.length} starting tokens: ${JSON.stringify(counts)}`));

  it('begin where they begin with boto3, or are sent as they are, or are refused: none begins elsewhere unsaid', async () => {
    const theirs = await startWithBoto3(sample, pageSize);
    for (const [n, text] of sample.entries()) {
      const ours = await start(text);
      const their = theirs[n] ?? assert.fail();
      const said = `${text} = ${Buffer.from(text, 'base64')}: ${JSON.stringify({ ours, their })}`;
      if (ours === 'refused') {
        assert.ok('refused' in their || !isWritable(text), said);
        counts['refused' in their ? 'refused by both' : 'refused here'] += 1;
      } else if ('sent' in their && their.sent.NextToken === ours.token && their.first === ours.skipped) {
        counts.same += 1;
      } else {
        // boto3 refuses the token, or would begin at the first row because its own key is missing.
        assert.deepEqual(ours, { token: text, skipped: 0 }, said);
        const isOld = text.includes('___');
        assert.ok('refused' in their || isOld || !String(Buffer.from(text, 'base64')).includes('"NextToken"'), said);
        counts['sent as it is'] += 1;
      }
      // Only tokens that say so begin at the first row.
      if (ours !== 'refused' && ours.token === undefined) {
        assert.match(
          /^None(___\d+)?$/.test(text) ? text : String(Buffer.from(text.replaceAll('"', ''), 'base64')),
          /None|"NextToken":null/,
        );
      }
    }
    assert.ok(
      Object.values(counts).every((count) => count > 20),
      JSON.stringify(counts),
    );
  });
});
