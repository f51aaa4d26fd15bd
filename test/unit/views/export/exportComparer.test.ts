import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mock } from 'node:test';
import type { Uri } from 'vscode';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import type * as comparerModule from '../../../../src/views/export/exportComparer';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { type FakeTab, vscode, vscodeModule } from '../../../support/fakeVscode';
import { calm, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

const named = (id: string, CompanyName: string): OpportunitySummary => ({
  ...summary(id),
  Customer: { Account: { CompanyName } },
});
const all = 'Show All in the Diff Editor';

describe('comparing an export with what is loaded', () => {
  let window: WindowUnderTest;
  let comparer: comparerModule.ExportComparer;
  let loaded: OpportunitySummary[];
  let folder: string;

  beforeEach(async () => {
    loaded = [named('O1', 'New name'), summary('O2'), summary('O4')];
    folder = await mkdtemp(join(tmpdir(), 'comparing-'));
    window = await openWindow(() => new FakeSource(() => page(loaded)));
    const { ExportComparer } = await import('../../../../src/views/export/exportComparer');
    comparer = new ExportComparer(window.current, window.day.now);
  });

  afterEach(async () => {
    window.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const theirs = [named('O1', 'Old name'), summary('O2'), summary('O3')];
  const said = () => vscode.textsIn('notification');
  const load = () => window.current.value.listOf('Prospect')?.firstPage();
  const file = async (content: unknown): Promise<Uri> => {
    const path = join(folder, 'mine.json');
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return vscodeModule().Uri.file(path);
  };
  /** Compares with a file, and picks an item of what comes of it. */
  const compare = async (content: unknown, label?: string) => {
    if (label !== undefined) vscode.answers.push(label);
    await comparer.compare(await file(content));
  };
  const diffs = () => vscode.executed.filter(([id]) => id === 'vscode.diff');
  const sides = () => {
    const [, before, after] = diffs().at(-1) ?? [];
    return [before, after].map((uri) => JSON.parse(String(vscode.contentOf(uri)) || 'null'));
  };
  const sizes = () => sides().map((side) => (Array.isArray(side) ? side.length : side));
  /** Opens the tab that VS Code would. */
  const openTab = (): FakeTab => {
    const [, before, after] = diffs().at(-1) ?? [];
    const { TabInputTextDiff } = vscodeModule();
    const tab = {
      input: new TabInputTextDiff(before as Uri, after as Uri),
      ...{ label: '', isActive: true, group: {} },
    };
    vscode.tabs.push(tab);
    return tab;
  };

  it('lists what changed, was added and removed, and shows all of it side by side, sorted by id', async () => {
    await load();
    await compare({ OpportunitySummaries: theirs.toReversed(), Export: { formatVersion: 1, catalog: 'AWS' } }, all);
    assert.deepEqual(vscode.textsIn('pick.placeHolder'), [
      '1 changed, 1 only in what is loaded, 1 only in the file, 1 unchanged',
    ]);
    assert.deepEqual(vscode.textsIn('pick.title'), ['mine.json and what is loaded (3 loaded, more exist)']);
    assert.deepEqual(vscode.offered.map(({ label }) => label).slice(2), [
      ...[all, 'Changed', 'New name', 'Only in what is loaded', 'No company name', 'Only in the file'],
      'No company name',
    ]);
    assert.equal(diffs()[0]?.[3], 'mine.json ↔ Current');
    assert.deepEqual(sides(), [theirs, loaded]);
  });

  it('shows one that changed, was added or removed alone', async () => {
    await load();
    await compare(theirs, 'New name');
    assert.deepEqual(sides(), [theirs[0], loaded[0]]);
    vscode.answers.push('No company name');
    await comparer.compare(await file([theirs[0], theirs[1]]));
    assert.deepEqual(sides(), [null, loaded[2]]);
    const [before, after] = diffs().map(([, side]) => String(side));
    assert.notEqual(before, after, 'each comparison has its own documents');
  });

  it('shows nothing where the person leaves', async () => {
    await load();
    await compare(theirs);
    assert.deepEqual(diffs(), []);
  });

  it('shows of very many only those that differ', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => summary(`O${n}`));
    loaded = many(5_000);
    await load();
    await compare(many(5_000), all);
    assert.deepEqual(sizes(), [5_000, 5_000]);
    await compare([...many(4_998), named('O4998', 'Old'), summary('O9998'), summary('O9999')], all);
    assert.deepEqual(sizes(), [3, 2], 'the file has one more than is shown in full');
    const extent = () => vscode.offered.find(({ label }) => label === all)?.description;
    assert.equal(extent(), 'only those that differ');
    loaded = many(5_001);
    await window.current.value.refresh();
    await compare(
      many(5_001).map((item) => ({ ...item, Id: `O9${item.Id}` })),
      all,
    );
    assert.deepEqual(sizes(), [5_000, 5_000]);
    assert.equal(extent(), 'the first 5000 on each side that differ');
  });

  it('says where nothing can be compared: no file, nothing loaded, another catalog', async () => {
    await comparer.compare();
    await compare(theirs);
    await load();
    await compare({ OpportunitySummaries: [], Export: { formatVersion: 1, catalog: 'Sandbox' } });
    await compare([{ Id: 'O1' }, { ...summary('O1'), Catalog: 'Sandbox' }]);
    await compare([{ Id: 'O1' }]);
    assert.equal(vscode.textsIn('pick.title').length, 1, 'a file that names no catalog is of any');
    assert.deepEqual(said(), [
      'Open a file with opportunities first, such as an export.',
      'Nothing is loaded to compare mine.json with.',
      'mine.json is from the catalog Sandbox; what is loaded is from AWS.',
      'mine.json is from the catalog Sandbox; what is loaded is from AWS.',
    ]);
  });

  it('takes the file of the editor in front, or of its tab where VS Code shows no editor', async () => {
    await load();
    vscode.activeDocument = { uri: await file(theirs) };
    await comparer.compare();
    vscode.activeDocument = undefined;
    const { TabInputText } = vscodeModule();
    const tab = { input: new TabInputText(await file(theirs)), label: '', isActive: true, group: {} };
    vscode.tabs.push(tab);
    await comparer.compare();
    assert.equal(vscode.textsIn('pick.title').length, 2);
    vscode.tabs.splice(0, 1, { ...tab, isDirty: true });
    await comparer.compare();
    assert.deepEqual(said(), ['mine.json has unsaved changes, and is too large for them to be read: save it first.']);
    vscode.tabs.splice(0, 1, { ...tab, isDirty: true, input: {} });
    await compare(theirs);
    assert.equal(said().length, 1, 'another file');
  });

  it('says why a file cannot be read, by its code alone', async () => {
    await load();
    const { Uri } = vscodeModule();
    await comparer.compare(Uri.file(join(folder, 'gone.json')));
    await comparer.compare(Uri.parse('remote:/files/gone.json'));
    assert.deepEqual(said(), ['gone.json could not be read (ENOENT).', 'gone.json could not be read (FileNotFound).']);
    const { workspace } = vscodeModule();
    const { fs } = workspace;
    try {
      for (const failure of [
        new Error('/home/me'),
        { code: '/home/me' },
        { code: 'A /home' },
        { code: '/home A' },
        { code: 7 },
        'no',
        null,
      ]) {
        Object.assign(workspace, { fs: { readFile: () => Promise.reject(failure) } });
        await comparer.compare(Uri.parse('remote:/files/a.json'));
        assert.equal(said().at(-1), 'a.json could not be read (unknown reason).', JSON.stringify(failure));
      }
    } finally {
      Object.assign(workspace, { fs });
    }
    vscode.files.set('remote:/files/a.json', new TextEncoder().encode(JSON.stringify(theirs)));
    await comparer.compare(Uri.parse('remote:/files/a.json'));
    assert.equal(vscode.textsIn('pick.title').length, 1);
  });

  it('says by line what is wrong with a file, and goes there where the person says so', async () => {
    await load();
    await compare('{\n"OpportunitySummaries": [\n{},\n]}');
    assert.deepEqual(said(), ['mine.json, line 4: this is not JSON (a value is missing).']);
    assert.deepEqual(vscode.executed, []);
    vscode.answer = ([first]) => first;
    await compare('[\n1]');
    const [command, uri, how] = vscode.executed[0] ?? [];
    assert.deepEqual(
      [command, String(uri)],
      ['vscode.open', String(vscodeModule().Uri.file(join(folder, 'mine.json')))],
    );
    const { Range } = vscodeModule();
    assert.deepEqual(how, { selection: new Range(1, 0, 1, 0), preview: false });
  });

  it('shows no progress any more once the editor opens, which may never end', async () => {
    await load();
    vscode.endless.add('vscode.diff');
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      void compare(theirs, all);
      while (diffs().length === 0) {
        mock.timers.tick(1);
        await turn();
      }
      // Long after a notification would have appeared.
      mock.timers.tick(60_000);
      await turn();
      assert.equal(vscode.inProgress, 0);
    } finally {
      mock.timers.reset();
    }
  });

  it('forgets what it shows once its tab is closed, and not before', async () => {
    await load();
    await compare(theirs, all);
    const tab = openTab();
    const other = { ...tab, input: {} };
    vscode.changeTabs([other]);
    assert.deepEqual(sizes(), [3, 3]);
    vscode.changeTabs([tab]);
    assert.deepEqual(sizes(), [null, null]);
  });

  it('closes with the connection, and stays where only the filter changes', async () => {
    await load();
    await compare(theirs, all);
    openTab();
    const { TabInputTextDiff } = vscodeModule();
    const theirFile = await file(theirs);
    const input = new TabInputTextDiff(theirFile, theirFile);
    const other: FakeTab = { input, label: 'other', isActive: false, group: {} };
    vscode.tabs.push(other);
    await window.choices.choose({ filter: { LifeCycleStage: ['Prospect'] } });
    await calm();
    assert.deepEqual([vscode.tabs.length, sizes()], [2, [3, 3]]);
    await window.choices.choose({ catalog: 'Sandbox' });
    await calm();
    assert.deepEqual([vscode.tabs, sizes()], [[other], [null, null]]);
  });
});
