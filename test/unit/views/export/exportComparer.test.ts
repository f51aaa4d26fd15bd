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
import { hostileMessages } from '../../../support/hostileTexts';
import { assertInertMarkdown } from '../../../support/inert';
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
    comparer = new ExportComparer({ current: window.current, now: window.day.now });
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
  /** Compares with a file, and picks an item of the comparison for the diff editor. */
  const compare = async (content: unknown, label?: string) => {
    const before = vscode.documents.length;
    await comparer.compare(await file(content));
    if (label === undefined || vscode.documents.length === before) return;
    vscode.answers.push(label);
    await comparer.openDiff(uris().at(-1));
  };
  /** The addresses of the documents that were opened. */
  const uris = () => vscode.documents.map((shown) => (shown as { uri: Uri }).uri);
  const text = (uri = uris().at(-1)) => String(vscode.contentOf(uri));
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

  const written = (facts: object = {}) => ({
    OpportunitySummaries: theirs.toReversed(),
    Export: { formatVersion: 1, catalog: 'AWS', exportedAt: '2026-03-01T08:30:00Z', ...facts },
  });

  it('is a document that can be pasted: what was compared, how complete both are, and what differs', async () => {
    await load();
    await compare(written());
    assert.equal(String(uris()[0]), 'partner-central-comparison:/comparison-1/Comparison.md');
    assert.equal(
      text(),
      [
        '# mine.json and what is loaded',
        '',
        '- **File:** mine.json',
        '- **Exported:** Mar 1, 2026, 8:30 AM UTC',
        '- **In the file:** 3 opportunities, not complete',
        '- **Compared:** Mar 15, 2026, 12:00 PM UTC',
        '- **Compared with:** 3 loaded, more exist',
        '- **Catalog:** AWS',
        '- **Profile of what is loaded:** none chosen',
        '',
        '**What this comparison cannot tell**',
        '',
        '- The file does not say that it is complete',
        '- What is loaded is not complete: more exist; an opportunity without a stage would not be in any stage’s list',
        '',
        '## Summary',
        '',
        'What moved is counted among the 2 opportunities that both lists have.',
        '',
        '- **Won (→ Launched):** none',
        '- **Lost (→ Closed Lost):** none',
        '- **Target close date moved later:** none',
        '- **Target close date moved earlier:** none',
        '- **Target close date added:** none',
        '- **Target close date removed:** none',
        '- **Review status → Action Required:** none',
        '- **Review status → Approved:** none',
        '- **Review status → Rejected:** none',
        '- **Only in what is loaded (1):**',
        '  - **Prospect (1):** O4',
        '- **Only in the file (1):**',
        '  - **Prospect (1):** O3',
        '',
        '### Stages',
        '',
        '| Stage | File | Entered | Only loaded | Left | Only in the file | Loaded | Difference |',
        '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
        '| Prospect | 3 | 0 | 1 | 0 | 1 | 3 | 0 |',
        '',
        '- None of those in both lists moved to another stage.',
        '',
        '### Expected monthly spend',
        '',
        'Nothing in either list has a monthly amount that can be read.',
        '',
        '- **File, without a monthly amount that can be read (3):** O2, O1 (Old name), O3',
        '- **Loaded, without a monthly amount that can be read (3):** O2, O1 (New name), O4',
        '',
        '## In detail',
        '',
        '- **Changed:** 1',
        '- **Only in what is loaded:** 1',
        '- **Only in the file:** 1',
        '- **Unchanged:** 1',
        '',
        '## Changed (1)',
        '',
        '### New name (O1)',
        '',
        '- **Customer:** Old name → New name',
        '',
        '## Only in what is loaded (1)',
        '',
        '- No company name (O4)',
        '',
        '## Only in the file (1)',
        '',
        '- No company name (O3)',
        '',
      ].join('\n'),
    );
    assert.deepEqual([said(), diffs()], [[], []]);
  });

  it('shows all of it side by side in the diff editor, sorted by id', async () => {
    await load();
    await compare(written(), all);
    assert.deepEqual(vscode.textsIn('pick.title'), ['mine.json and what is loaded']);
    assert.deepEqual(
      vscode.offered.map(({ label }) => label),
      [all, 'Changed', 'New name', 'Only in what is loaded', 'No company name', 'Only in the file', 'No company name'],
    );
    assert.equal(diffs()[0]?.[3], 'mine.json ↔ Current');
    assert.deepEqual(sides(), [theirs, loaded]);
    vscode.answers.length = 0;
    await comparer.openDiff();
    await comparer.openDiff(vscodeModule().Uri.parse('partner-central-comparison:/comparison-99/Comparison.md'));
    assert.deepEqual(
      said(),
      Array(2).fill('Open a comparison first: Compare with Current or Compare Two Exports makes one.'),
    );
  });

  it('calls those new or gone only where both lists are complete, and none where nobody looked for it', async () => {
    const stageless = (id: string): OpportunitySummary => ({ Catalog: 'AWS', Id: id });
    loaded = [summary('O1')];
    const headings = () => text().match(/^## (?!Summary|In detail).*/gm);
    const filter = { LifeCycleStage: ['Prospect'] };
    await window.choices.choose({ filter: { LifeCycleStage: ['Prospect'] } });
    await load();
    const facts = { complete: true, missing: [], filter, sort: window.current.query.sort };
    await compare({ ...written(facts), OpportunitySummaries: [summary('O9')] });
    assert.deepEqual(headings(), ['## New in the list (1)', '## No longer in the list (1)']);
    await window.choices.choose({ filter: {} });
    await load();
    const whole = { ...facts, filter: {} };
    await compare({ ...written(whole), OpportunitySummaries: [summary('O1'), summary('O9'), stageless('S1')] });
    assert.deepEqual(headings(), [
      '## Only in the file (1)',
      '## Without a stage, not looked for in what is loaded (1)',
    ]);
    assert.match(text(), /cannot show whether these still exist\.\n\n- No company name \(S1\)\n/);
    await window.choices.choose({ grouping: 'industry' });
    loaded = [summary('O1'), stageless('S1')];
    await window.current.value.listOf('All')?.firstPage();
    const byStage = { ...whole, complete: false, missing: ['withoutStage'] };
    await compare({ ...written(byStage), OpportunitySummaries: [summary('O1'), stageless('S2')] });
    assert.deepEqual(headings(), [
      '## Without a stage, not looked for in the file (1)',
      '## No longer in the list (1)',
    ]);
  });

  it('writes out the first of very many, and says how many it leaves out and where they are', async () => {
    loaded = Array.from({ length: 1_501 }, (_, n) => named(`O${n}`, `Company ${n}`));
    await load();
    await compare([{ ...summary('O1500'), Customer: { Account: { CompanyName: 'Old' } } }]);
    assert.match(text(), /^- \*\*Only in what is loaded:\*\* 1,500$/m);
    assert.equal(text().match(/^- Company \d+ /gm)?.length, 500);
    assert.match(text(), /^1,000 opportunities not written out here: Open Comparison in Diff Editor, /m);
    const fields = Object.fromEntries(Array.from({ length: 22 }, (_, n) => [n, 'x']));
    loaded = [{ ...summary('O1'), Project: { DeliveryModels: Object.values(fields) as never } }];
    await window.current.value.refresh();
    await compare([summary('O1')]);
    assert.match(text(), /Delivery models 20:\*\* – → x\n- 2 more fields\n/);
  });

  it('neither links nor runs anything that the lists or the file say', async () => {
    for (const hostile of hostileMessages) {
      loaded = [named('O1', hostile), named(hostile, hostile)];
      await window.choices.choose({ filter: {} });
      await load();
      await window.current.value.refresh();
      await compare([named('O1', 'x'), named(`${hostile}2`, hostile)]);
      assertInertMarkdown(text());
      const elsewhere = vscodeModule().Uri.from({ scheme: 'remote', path: `/files/${hostile}` });
      const claims = { formatVersion: 1, profile: hostile, exportedAt: hostile, missing: [hostile], filter: hostile };
      vscode.files.set(String(elsewhere), Buffer.from(JSON.stringify({ OpportunitySummaries: [], Export: claims })));
      await comparer.compare(elsewhere);
      assertInertMarkdown(text());
    }
    assert.equal(uris().length, 2 * hostileMessages.length);
    for (const uri of uris())
      assert.match(String(uri), /^partner-central-comparison:\/comparison-\d+\/Comparison\.md$/);
  });

  it('loads all where nothing is loaded and the person says so, and goes on by itself', async () => {
    vscode.answer = ([first]) => first;
    const { commands } = vscodeModule();
    const { executeCommand } = commands;
    const calls: unknown[] = [];
    Object.assign(commands, {
      executeCommand: async (id: string, ...args: unknown[]) => {
        // The window itself sets its context keys whenever it gets its turn.
        if (id !== 'setContext') calls.push(id);
        if (id === 'partnerCentral.loadAllLists') await load();
        else await executeCommand(id, ...args);
      },
    });
    try {
      await compare(theirs);
      assert.deepEqual(
        [said(), calls],
        [['Nothing is loaded to compare mine.json with.'], ['partnerCentral.loadAllLists']],
      );
      assert.match(text(), /^- \*\*Changed:\*\* 1$/m);
    } finally {
      Object.assign(commands, { executeCommand });
    }
  });

  it('waits until those without a stage are known too, or says that they are not where that is stopped', async () => {
    const { LoadAllSession } = await import('../../../../src/views/loadAll/loadAllSession');
    const { loadAllCommands } = await import('../../../../src/views/loadAll/loadAllCommands');
    const stageless: OpportunitySummary = { Catalog: 'AWS', Id: 'O5', LastModifiedDate: '2026-01-01T00:00:00.000Z' };
    for (const comes of [true, false]) {
      const source = new FakeSource((request) => {
        if (request.LifeCycleStage) return page(loaded.filter(() => request.LifeCycleStage?.[0] === 'Prospect'));
        // What was modified last is asked for whatever the filter is.
        if (!request.LifeCycleReviewStatus) return page([]);
        return comes ? page([stageless]) : undefined;
      });
      const other = await openWindow(() => source);
      await other.choices.choose({ filter: { LifeCycleReviewStatus: ['Approved'] } });
      const { ExportComparer } = await import('../../../../src/views/export/exportComparer');
      comparer = new ExportComparer({ current: other.current, now: other.day.now });
      const loading = new LoadAllSession(other);
      const table = loadAllCommands(loading, other.current);
      const { commands } = vscodeModule();
      const { executeCommand } = commands;
      Object.assign(commands, {
        executeCommand: async (id: string, ...args: unknown[]) =>
          id === 'partnerCentral.loadAllLists' ? table[id]() : executeCommand(id, ...args),
      });
      vscode.answer = ([first]) => first;
      const done = compare(theirs);
      if (!comes) {
        while (!other.view.message.includes('Looking for opportunities without a stage')) await calm();
        assert.deepEqual(uris(), [], 'it waits');
        loading.stop();
      }
      await done;
      const isMissing = text().includes('an opportunity without a stage would not be in any stage’s list');
      assert.deepEqual([isMissing, text().includes('(O5)')], [!comes, comes]);
      Object.assign(commands, { executeCommand });
      other.dispose();
    }
  });

  it('says where to look if nothing came, and does not go on with another connection', async () => {
    vscode.answer = ([first]) => first;
    await compare(theirs);
    assert.equal(said()[1], 'Nothing was loaded to compare mine.json with. The Opportunities view says why.');
    const { commands } = vscodeModule();
    const { executeCommand } = commands;
    Object.assign(commands, {
      executeCommand: async () => {
        await window.choices.choose({ sampleData: true });
        await load();
      },
    });
    try {
      await compare(theirs);
      assert.equal(said().length, 3);
      assert.deepEqual(uris(), []);
    } finally {
      Object.assign(commands, { executeCommand });
    }
  });

  it('compares with a list that is known to be empty', async () => {
    loaded = [];
    await window.choices.choose({ filter: { LifeCycleStage: ['Prospect'] } });
    await load();
    await compare(theirs);
    assert.match(text(), /^- \*\*Only in the file:\*\* 3$/m);
  });

  it('shows one that changed, was added or removed alone', async () => {
    await load();
    await compare(theirs, 'New name');
    assert.deepEqual(sides(), [theirs[0], loaded[0]]);
    await compare([theirs[0], theirs[1]], 'No company name');
    assert.deepEqual(sides(), [null, loaded[2]]);
    const [before, after] = diffs().map(([, side]) => String(side));
    assert.notEqual(before, after, 'each comparison has its own documents');
  });

  it('shows no diff editor where the person leaves', async () => {
    await load();
    await compare(theirs);
    await comparer.openDiff(uris()[0]);
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
    assert.equal(extent(), 'the first 5,000 opportunities on each side that differ');
  });

  it('says where nothing can be compared: no file, nothing loaded, another catalog', async () => {
    await comparer.compare();
    await compare(theirs);
    await load();
    await compare({ OpportunitySummaries: [], Export: { formatVersion: 1, catalog: 'Sandbox' } });
    await compare([{ Id: 'O1' }, { ...summary('O1'), Catalog: 'Sandbox' }]);
    await compare([{ Id: 'O1' }]);
    assert.equal(uris().length, 1, 'a file that names no catalog is of any');
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
    assert.equal(uris().length, 2);
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
    assert.equal(uris().length, 1);
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

  it('keeps the document until its last tab is closed, also with another connection, and then says what to do', async () => {
    await load();
    await compare(theirs);
    const [uri] = uris();
    const { TabInputText } = vscodeModule();
    const tab = () => ({ input: new TabInputText(uri as Uri), label: '', isActive: true, group: {} });
    const [one, two] = [tab(), tab()];
    vscode.tabs.push(one, two);
    await window.choices.choose({ catalog: 'Sandbox' });
    await calm();
    assert.equal(vscode.tabs.length, 2);
    vscode.tabs.pop();
    vscode.changeTabs([two]);
    assert.match(text(), /^# mine\.json/);
    vscode.answers.push(all);
    await comparer.openDiff(uri);
    assert.equal(diffs().length, 1);
    vscode.tabs.pop();
    vscode.changeTabs([one]);
    assert.equal(
      text(),
      'This comparison is no longer kept. Compare with Current or Compare Two Exports makes it again.\n',
    );
  });

  it('closes the diff editors with the connection, and leaves them where only the filter changes', async () => {
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
