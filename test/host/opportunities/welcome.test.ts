import assert from 'node:assert/strict';
import { SourceError } from '../../../src/core/errors/sourceError';
import { stages } from '../../../src/core/model/opportunity';
import { FakeSource, page, pagesOf } from '../../support/fakeSource';
import { eventually } from '../support/eventually';
import { rowIds, TreeUnderTest } from '../support/treeUnderTest';

describe('the welcome views', () => {
  let open: TreeUnderTest;

  afterEach(() => open.dispose());

  it('ask for a profile where none is chosen and no credentials can be seen', async () => {
    const source = new FakeSource(pagesOf(1, 1));
    open = new TreeUnderTest(() => source);
    open.hasCredentials = false;
    assert.deepEqual(await open.tree.getChildren(), []);
    await eventually(() => assert.equal(open.welcome, 'noProfile'));
    assert.equal(source.calls.length, 0);
  });

  it('give way to the stages when a profile is chosen, in a pick or in the settings', async () => {
    open = new TreeUnderTest(() => new FakeSource());
    open.hasCredentials = false;
    await open.tree.getChildren();
    await open.choices.choose({ profile: 'demo' });
    assert.equal((await open.tree.getChildren()).length, 7);
    assert.equal(open.welcome, undefined);
    await open.choices.choose({ profile: undefined });
    assert.deepEqual(await open.tree.getChildren(), []);
    assert.equal(open.welcome, 'noProfile');
    open.fired.length = 0;
    open.settings.set('profile', 'demo');
    assert.ok(open.fired.includes(undefined));
    assert.equal((await open.tree.getChildren()).length, 7);
  });

  it('give way to sample data, and come back after it', async () => {
    open = new TreeUnderTest(() => new FakeSource());
    open.hasCredentials = false;
    await open.choices.choose({ sampleData: true });
    assert.equal((await open.tree.getChildren()).length, 7);
    await open.choices.choose({ sampleData: undefined });
    assert.deepEqual(await open.tree.getChildren(), []);
  });

  it('give way to the stages when the person insists: a machine’s own role leaves no file', async () => {
    open = new TreeUnderTest(() => new FakeSource());
    open.hasCredentials = false;
    await open.tree.getChildren();
    open.tree.insist();
    assert.ok(open.fired.includes(undefined));
    assert.equal((await open.tree.getChildren()).length, 7);
    await open.choices.choose({ catalog: 'Sandbox' });
    assert.deepEqual(await open.tree.getChildren(), [], 'for the next connection they are asked again');
  });

  for (const code of ['noCredentials', 'profileNotFound'] as const) {
    it(`leave it to the rows to say why nothing could be read (${code})`, async () => {
      open = new TreeUnderTest(() => new FakeSource(() => new SourceError(code)));
      const rows = await open.expand('Prospect');
      assert.equal(rows[0]?.kind, 'failed');
      assert.equal((await open.tree.getChildren()).length, 7);
      assert.equal(open.welcome, undefined);
    });
  }

  it('give way to the stages as soon as credentials can be seen, without a click', async () => {
    open = new TreeUnderTest(() => new FakeSource());
    open.hasCredentials = false;
    await eventually(() => assert.equal(open.welcome, 'noProfile'));
    open.tree.look();
    assert.deepEqual(open.fired, []);
    open.hasCredentials = true;
    open.tree.look();
    assert.deepEqual(open.fired, [undefined]);
    assert.equal((await open.tree.getChildren()).length, 7);
    assert.equal(open.welcome, undefined);
  });

  it('say that nothing was found once every stage was read to its end', async () => {
    open = new TreeUnderTest(() => new FakeSource(() => page([])));
    const rows = new Map(await Promise.all(stages.map(async (stage) => [stage, await open.stage(stage)] as const)));
    for (const stage of stages) {
      assert.equal(open.welcome, undefined, `before ${stage}`);
      await open.tree.getChildren(rows.get(stage));
      await open.tree.getChildren();
    }
    assert.deepEqual(await open.tree.getChildren(), []);
    assert.equal(open.welcome, 'nothingInStages');
  });

  it('hide neither a refresh that failed nor entries that cannot be read', async () => {
    let answer: 'empty' | 'failed' | 'unreadable' = 'empty';
    const source = new FakeSource(() =>
      answer === 'failed' ? new SourceError('offline') : { ...page([]), skipped: answer === 'unreadable' ? 2 : 0 },
    );
    open = new TreeUnderTest(() => source);
    for (const stage of stages) await open.expand(stage);
    assert.deepEqual(await open.tree.getChildren(), []);
    answer = 'failed';
    await open.current.value.refresh();
    assert.equal((await open.tree.getChildren()).length, 7);
    const [failed] = await open.expand('Prospect');
    assert.equal(failed?.kind, 'failed');
    answer = 'unreadable';
    await open.current.value.refresh();
    assert.equal((await open.tree.getChildren()).length, 7);
    const labels = (await open.expand('Prospect')).map((row) => open.itemOf(row).label);
    assert.deepEqual(labels, ['2 could not be read', 'No readable entries']);
    assert.equal(open.welcome, undefined);
  });

  it('never take the place of a bad setting’s row', async () => {
    open = new TreeUnderTest(() => new FakeSource());
    open.settings.set('pageSize', 0);
    open.settings.set('sort.by', 7);
    assert.deepEqual(rowIds(await open.tree.getChildren()).slice(0, 3), [
      'problem/pageSize',
      'problem/sort.by',
      'Prospect',
    ]);
    open.settings.set('pageSize', 5);
    open.settings.set('sort.by', 'Identifier');
    assert.equal(rowIds(await open.tree.getChildren())[0], 'Prospect');
  });
});
