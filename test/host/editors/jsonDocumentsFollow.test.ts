import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import type { OpportunitySummary } from '../../../src/core/model/opportunity';
import { Documents } from '../../../src/views/documents/documents';
import { FakeSource, page, summary } from '../../support/fakeSource';
import { eventually } from '../support/eventually';
import { TreeUnderTest } from '../support/treeUnderTest';

describe('a JSON document whose lists change', () => {
  const uri = Uri.from({ scheme: 'partner-central', path: '/AWS/O1.opportunity.json' });
  const older = summary('O1');
  const newer = summary('O1', 'Prospect', '2026-05-01T00:00:00.000Z');
  let tree: TreeUnderTest;
  let documents: Documents;
  let sources: FakeSource[];
  /** What the lists hold. */
  let listed: readonly OpportunitySummary[];

  beforeEach(() => {
    sources = [];
    listed = [];
    tree = new TreeUnderTest(() => {
      const source = new FakeSource(({ Identifier: ids }) => (ids ? undefined : page(listed)));
      sources.push(source);
      return source;
    });
    documents = new Documents(tree.current);
  });

  afterEach(() => {
    documents.dispose();
    tree.dispose();
  });

  const read = async (): Promise<unknown> => JSON.parse(new TextDecoder().decode(await documents.readFile(uri)));
  const asked = (source: FakeSource | undefined) => source?.calls.filter(({ request }) => request.Identifier) ?? [];

  for (const [name, change] of [
    ['another filter', () => tree.choices.choose({ filter: { LifeCycleStage: ['Launched'] } })],
    ['another profile', () => tree.choices.choose({ profile: 'other' })],
  ] as const) {
    it(`is read with what the window uses now: ${name}`, async () => {
      const reading = read();
      await eventually(() => assert.equal(asked(sources[0]).length, 1));
      await change();
      // An answer of the one before comes too late.
      asked(sources[0])[0]?.answer(page([older]));
      await eventually(() => assert.equal(asked(sources[1]).length, 1));
      asked(sources[1])[0]?.answer(page([newer]));
      assert.deepEqual(await reading, newer);
    });
  }

  it('shows the version that a list brought meanwhile, where that is newer, and never goes back', async () => {
    const reading = read();
    await eventually(() => assert.equal(asked(sources[0]).length, 1));
    listed = [newer];
    await tree.expand('Prospect');
    asked(sources[0])[0]?.answer(page([older]));
    assert.deepEqual(await reading, newer);
    await tree.choices.choose({ filter: { LifeCycleStage: ['Prospect'] } });
    listed = [older];
    await tree.expand('Prospect');
    assert.deepEqual(await read(), newer);
  });
});
