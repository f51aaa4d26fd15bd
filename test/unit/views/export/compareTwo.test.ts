import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Uri } from 'vscode';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import type * as comparerModule from '../../../../src/views/export/exportComparer';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { vscode, vscodeModule } from '../../../support/fakeVscode';
import { hostileMessages } from '../../../support/hostileTexts';
import { assertInertMarkdown } from '../../../support/inert';
import { deal } from '../../../support/review/reviews';
import { openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

const monday = '2026-03-02T08:00:00Z';
const friday = '2026-03-06T16:30:00Z';

describe('comparing two exports', () => {
  let window: WindowUnderTest;
  let comparer: comparerModule.ExportComparer;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'comparing-two-'));
    window = await openWindow(() => new FakeSource(() => page([summary('O1')])));
    const { ExportComparer } = await import('../../../../src/views/export/exportComparer');
    comparer = new ExportComparer({ current: window.current, now: window.day.now });
  });

  afterEach(async () => {
    window.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const said = () => vscode.textsIn('notification');
  const file = async (name: string, content: unknown): Promise<Uri> => {
    const path = join(folder, name);
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
    return vscodeModule().Uri.file(path);
  };
  const exported = (exportedAt: string | undefined, items: readonly OpportunitySummary[], facts: object = {}) => ({
    OpportunitySummaries: items,
    Export: {
      ...{ formatVersion: 1, catalog: 'AWS', profile: 'team', filter: {}, complete: true, missing: [] },
      ...(exportedAt !== undefined && { exportedAt }),
      ...facts,
    },
  });
  const uris = () => vscode.documents.map((shown) => (shown as { uri: Uri }).uri);
  const text = (uri = uris().at(-1)) => String(vscode.contentOf(uri));

  const before = [
    deal({ id: 'O1000001', company: 'Acme', stage: 'Committed', spend: ['10 USD'] }),
    deal({ id: 'O1000002', stage: 'Prospect' }),
  ];
  const after = [
    deal({ id: 'O1000001', company: 'Acme', stage: 'Launched', spend: ['10 USD'] }),
    deal({ id: 'O1000003', stage: 'Prospect' }),
  ];

  it('is one document: what was compared, the summary, and all of it in detail', async () => {
    const [later, earlier] = [
      await file('b.opportunities.json', exported(friday, after)),
      await file('a.opportunities.json', exported(monday, before)),
    ];
    await comparer.compareTwo([later, earlier]);
    assert.equal(String(uris()[0]), 'partner-central-comparison:/comparison-1/Comparison.md');
    assert.deepEqual(text().split('\n').slice(0, 20), [
      '# a.opportunities.json and b.opportunities.json',
      '',
      '- **Earlier file:** a.opportunities.json',
      '- **Exported:** Mar 2, 2026, 8:00 AM UTC',
      '- **In the file:** 2 opportunities, complete',
      '- **Later file:** b.opportunities.json',
      '- **Exported:** Mar 6, 2026, 4:30 PM UTC',
      '- **In the file:** 2 opportunities, complete',
      '- **Catalog:** AWS',
      '- **Profile:** team',
      '- **Filter:** none',
      '',
      '## Summary',
      '',
      'What moved is counted among the 1 opportunity that both lists have.',
      '',
      '- **Won (→ Launched) (1):**',
      '  - **From Committed (1):** O1000001 (Acme)',
      '- **Lost (→ Closed Lost):** none',
      '- **Target close date moved later:** none',
    ]);
    assert.match(text(), /^- \*\*New in the list \(1\):\*\*\n {2}- \*\*Prospect \(1\):\*\* O1000003$/m);
    assert.match(text(), /^\| Launched \| 0 \| 1 \| 0 \| 0 \| 0 \| 1 \| \+1 \|$/m);
    assert.match(text(), /^\| Open pipeline, USD \| \$10 \| \$0 \| -\$10 \|$/m);
    assert.match(
      text(),
      /^### Acme \(O1000001\)\n\n- \*\*Stage:\*\* Committed → Launched\n\n## New in the list \(1\)$/m,
    );
    assert.doesNotMatch(text(), /\n\n\n/);
    assert.deepEqual(said(), []);
  });

  it('is the same to the last byte whenever it is made, in whatever order the files are selected', async () => {
    const files = [await file('a.json', exported(monday, before)), await file('b.json', exported(friday, after))];
    await comparer.compareTwo(files);
    window.moveTo({ ...window.day.now(), at: new Date('2027-01-01T00:00:00Z') });
    await window.choices.choose({ catalog: 'Sandbox' });
    await comparer.compareTwo(files.toReversed());
    assert.equal(text(uris()[1]), text(uris()[0]));
  });

  it('shows both sides in the diff editor, which stays open with another connection', async () => {
    await comparer.compareTwo([
      await file('a.json', exported(monday, before)),
      await file('b.json', exported(friday, after)),
    ]);
    vscode.answers.push('Show All in the Diff Editor');
    await comparer.openDiff(uris()[0]);
    assert.deepEqual(vscode.textsIn('pick.title'), ['a.json and b.json']);
    const [, left, right, title] = vscode.executed.find(([id]) => id === 'vscode.diff') ?? [];
    assert.equal(title, 'a.json ↔ b.json');
    const { TabInputTextDiff } = vscodeModule();
    vscode.tabs.push({ input: new TabInputTextDiff(left as Uri, right as Uri), label: '', isActive: true, group: {} });
    await window.choices.choose({ catalog: 'Sandbox' });
    assert.equal(vscode.tabs.length, 1);
    assert.deepEqual(JSON.parse(String(vscode.contentOf(left))), before);
    assert.deepEqual(JSON.parse(String(vscode.contentOf(right))), after);
  });

  it('says gone only where the later file is complete, and new only where the earlier one is, of one list', async () => {
    const partial = { complete: false, missing: ['moreExist'] };
    const headings = async (earlier: object, later: object) => {
      await comparer.compareTwo([
        await file('a.json', exported(monday, before, earlier)),
        await file('b.json', exported(friday, after, later)),
      ]);
      return text().match(/^## (?!Summary|In detail|Changed).*/gm);
    };
    assert.deepEqual(await headings({}, partial), [
      '## New in the list (1)',
      '## Not in the later file, which is not complete (1)',
    ]);
    assert.match(text(), /^- The later file is not complete: more exist$/m);
    assert.deepEqual(await headings(partial, {}), [
      '## Not in the earlier file, which is not complete (1)',
      '## No longer in the list (1)',
    ]);
    const other = { filter: { LifeCycleStage: ['Prospect'] } };
    assert.deepEqual(await headings({}, other), ['## Only in the later file (1)', '## Only in the earlier file (1)']);
    assert.match(text(), /^- The files have different filters: the earlier one none; the later one Prospect$/m);
    assert.doesNotMatch(text(), /^- \*\*Filter:/m);
    await headings({}, { profile: 'other' });
    assert.match(
      text(),
      /^- The files were read with different profiles: the earlier one with team; the later one with other$/m,
    );
    await headings({ readAt: friday }, { readAt: monday });
    assert.match(text(), /^- What is in the file that was exported earlier was read from AWS later$/m);
    await headings({ sampleData: true }, {});
    assert.match(text(), /^- The earlier file contains sample data; the later one is real$/m);
  });

  it('takes what the AWS CLI printed, which says no time, in the order that the person says', async () => {
    const files = [
      await file('one.json', { OpportunitySummaries: after }),
      await file('two.json', { OpportunitySummaries: before, NextToken: 'x' }),
    ];
    await comparer.compareTwo(files);
    assert.deepEqual([uris(), vscode.textsIn('pick.placeHolder').length], [[], 1], 'nothing without an answer');
    vscode.answers.push('two.json');
    await comparer.compareTwo(files);
    assert.match(text(), /^# two\.json and one\.json$/m);
    assert.equal(text().match(/^- \*\*Exported:\*\* the file does not say when$/gm)?.length, 2);
    assert.match(text(), /^- The earlier file does not say which catalog, profile and filter/m);
    assert.match(text(), /^- The later file does not say which catalog, profile and filter/m);
    assert.match(text(), /^- \*\*Catalog:\*\* AWS$/m);
    assert.match(text(), /^ {2}- \*\*From Committed \(1\):\*\* O1000001 \(Acme\)$/m);
  });

  it('offers the exports at the top of each folder where the search of VS Code does not run', async () => {
    const [a, b] = [
      await file('a.opportunities.json', exported('2026-11-20T16:00:00Z', [])),
      await file('b.opportunities.json', exported('2026-11-27T16:00:00Z', [])),
    ];
    const { Uri, workspace } = vscodeModule();
    const names = [a, b].map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
    const { findFiles, workspaceFolders } = workspace;
    Object.assign(workspace, {
      findFiles: () => Promise.reject(new Error('spawn rg ENOENT')),
      workspaceFolders: [{ uri: Uri.file(a.path.slice(0, a.path.lastIndexOf('/'))) }, { uri: Uri.file('/gone') }],
    });
    Object.assign(workspace.fs, {
      readDirectory: async (uri: Uri) =>
        uri.path === '/gone' ? Promise.reject(new Error('gone')) : [...names, 'package.json'].map((name) => [name, 1]),
    });
    vscode.answers.push('b.opportunities.json', 'a.opportunities.json');
    await comparer.compareTwo([]);
    Object.assign(workspace, { findFiles, workspaceFolders });
    assert.match(text(), /^# a\.opportunities\.json and b\.opportunities\.json$/m);
  });

  it('offers the exports of the workspace and of open editors, the earlier one first, and any other file', async () => {
    const [a, b] = [
      await file('a.opportunities.json', exported(undefined, before)),
      await file('b.json', exported(undefined, after)),
    ];
    vscode.found.push(a);
    const { TabInputText, Uri } = vscodeModule();
    const tab = (uri: Uri) => ({ input: new TabInputText(uri), label: '', isActive: false, group: {} });
    vscode.tabs.push(tab(b), tab(Uri.parse('partner-central:/AWS/O1.json')), tab(Uri.file('/x/readme.md')));
    vscode.answers.push('b.json', 'a.opportunities.json');
    await comparer.compareTwo([]);
    assert.deepEqual(vscode.textsIn('pick.placeHolder'), ['The earlier export (1 of 2)', 'The later export (2 of 2)']);
    assert.deepEqual(
      vscode.offered.map(({ label }) => label),
      ['a.opportunities.json', 'Choose a File…'],
    );
    assert.match(text(), /^# b\.json and a\.opportunities\.json$/m);
    vscode.answers.push('a.opportunities.json', 'Choose a File…');
    vscode.targets.push(b);
    await comparer.compareTwo([a]);
    assert.match(text(), /^# a\.opportunities\.json and b\.json$/m, 'one file is not two');
    assert.deepEqual(vscode.textsIn('dialog.title'), ['The later export (2 of 2)']);
    const documents = vscode.documents.length;
    await comparer.compareTwo([]);
    vscode.answers.push('b.json');
    await comparer.compareTwo([]);
    assert.equal(vscode.documents.length, documents, 'who leaves compares nothing');
  });

  it('offers what an export put into an editor and nobody saved, and no other text of such an editor', async () => {
    const saved = await file('b.json', exported(friday, after));
    const { TabInputText, Uri, workspace } = vscodeModule();
    const unsaved = ['json', 'markdown'].map((languageId, n) => {
      const uri = Uri.from({ scheme: 'untitled', path: `Untitled-${n}` });
      const getText = () => JSON.stringify(exported(monday, before));
      return { uri, languageId, isUntitled: true, getText };
    });
    Object.assign(workspace, { textDocuments: unsaved });
    try {
      for (const uri of [...unsaved.map((each) => each.uri), saved]) {
        vscode.tabs.push({
          input: new TabInputText(uri),
          label: '',
          isActive: false,
          isDirty: uri !== saved,
          group: {},
        });
      }
      vscode.answers.push('Untitled-0', 'b.json');
      await comparer.compareTwo([]);
      assert.deepEqual(
        vscode.offered.map(({ label }) => label),
        ['b.json', 'Choose a File…'],
      );
      assert.match(text(), /^# Untitled-0 and b\.json$/m);
    } finally {
      Object.assign(workspace, { textDocuments: [] });
    }
  });

  it('asks for a file at once where none is known', async () => {
    vscode.targets.push(await file('a.json', exported(monday, before)), await file('b.json', exported(friday, after)));
    await comparer.compareTwo([]);
    assert.deepEqual(vscode.textsIn('dialog.title'), ['The earlier export (1 of 2)', 'The later export (2 of 2)']);
    assert.match(text(), /^# a\.json and b\.json$/m);
  });

  it('says why two files cannot be compared: one file twice, two catalogs, no export, gone, too large and unsaved', async () => {
    const [a, b] = [await file('a.json', exported(monday, before)), await file('b.json', exported(friday, after))];
    const sandbox = await file('s.json', exported(friday, after, { catalog: 'Sandbox' }));
    const broken = await file('broken.json', '{\n"OpportunitySummaries": [\n{},\n]}');
    const { TabInputText, Uri } = vscodeModule();
    await comparer.compareTwo([a, a]);
    await comparer.compareTwo([sandbox, a]);
    await comparer.compareTwo([a, await file('list.json', '{}')]);
    await comparer.compareTwo([broken, b]);
    await comparer.compareTwo([a, Uri.file(join(folder, 'gone.json'))]);
    vscode.tabs.push({ input: new TabInputText(b), label: '', isActive: false, isDirty: true, group: {} });
    await comparer.compareTwo([a, b]);
    assert.deepEqual(uris(), []);
    assert.deepEqual(said(), [
      'a.json is the earlier and the later file at once: choose two different exports.',
      'a.json is from the catalog AWS, and s.json from Sandbox: only two exports of one catalog can be compared.',
      'list.json, line 1: there is no OpportunitySummaries list.',
      'broken.json, line 4: this is not JSON (a value is missing).',
      'gone.json could not be read (ENOENT).',
      'b.json has unsaved changes, and is too large for them to be read: save it first.',
    ]);
  });

  it('says what of a file it leaves out, and tells files of one name apart', async () => {
    const { mkdir } = await import('node:fs/promises');
    for (const day of ['mon', 'fri']) await mkdir(join(folder, day));
    const odd = { ...before[1], Project: { ExpectedCustomerSpend: [7] } } as never;
    await comparer.compareTwo([
      await file('mon/x.json', exported(monday, [before[0] as never, before[0] as never, odd])),
      await file('fri/x.json', exported(friday, after)),
    ]);
    assert.match(text(), /^# mon\/x\.json and fri\/x\.json$/m);
    assert.match(
      text(),
      /^- \*\*Repeated in the file:\*\* 1 opportunity is in it more than once; its last entry counts$/m,
    );
    assert.match(text(), /^- \*\*Left out:\*\* 1 value that cannot be read$/m);
    assert.match(text(), /^\| Committed \| 1 \| /m);
  });

  it('neither links nor runs anything that the files say', async () => {
    const { Uri } = vscodeModule();
    for (const hostile of hostileMessages) {
      const items = [deal({ id: hostile, company: hostile, stage: hostile, status: hostile, spend: ['x'] })];
      const claims = { profile: hostile, missing: [hostile], filter: hostile, sort: hostile };
      const addresses = [monday, hostile].map((exportedAt, n) => {
        const uri = Uri.from({ scheme: 'remote', path: `/files/${n}${hostile}` });
        vscode.files.set(String(uri), Buffer.from(JSON.stringify(exported(exportedAt, items, n ? claims : {}))));
        return uri;
      });
      vscode.answer = ([first]) => first;
      vscode.answers.push(`0${hostile}`);
      vscode.targets.push(...addresses);
      await comparer.compareTwo([]);
      assertInertMarkdown(text());
    }
    assert.equal(uris().length, hostileMessages.length);
  });
});
