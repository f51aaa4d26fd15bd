import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CancellationToken,
  CancellationTokenSource,
  commands,
  Range,
  TabInputText,
  TabInputTextDiff,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { OpportunitySummary } from '../../../src/core/model/opportunity';
import { ExportComparer } from '../../../src/views/export/exportComparer';
import { FakeSource, page, summary } from '../../support/fakeSource';
import { eventually } from '../support/eventually';
import { now, TreeUnderTest } from '../support/treeUnderTest';

interface Shown {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

describe('comparing an export with what is loaded', () => {
  const named = (id: string, CompanyName: string): OpportunitySummary => ({
    ...summary(id),
    Customer: { Account: { CompanyName } },
  });
  const original = { ...window };
  /** The comparer registers what it shows for as long as the window lives. */
  let comparer: ExportComparer;
  let open: TreeUnderTest;
  let folder: string;
  let said: string[];
  let shown: Shown[];
  let answer: string | undefined;

  before(() => {
    open = new TreeUnderTest(
      () => new FakeSource(() => page([named('O1', 'New $(x) name'), summary('O2'), summary('O4')])),
    );
    comparer = new ExportComparer({ current: open.current, now });
  });

  after(() => open.dispose());

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'comparing-'));
    [said, shown, answer] = [[], [], undefined];
    const say = async (words: string) => {
      said.push(words);
      return answer;
    };
    Object.assign(window, {
      showErrorMessage: say,
      showWarningMessage: say,
      showInformationMessage: say,
      showQuickPick: async (items: readonly Shown[], options: { title: string; placeHolder: string }) => {
        said.push(options.title, options.placeHolder);
        shown = [...items];
        return items.find(({ label }) => label === answer);
      },
    });
  });

  afterEach(async () => {
    const { showErrorMessage, showWarningMessage, showInformationMessage, showQuickPick } = original;
    Object.assign(window, { showErrorMessage, showWarningMessage, showInformationMessage, showQuickPick });
    await commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true, force: true });
  });

  let files = 0;
  /** An export; VS Code keeps documents for a while, so each has a name of its own. */
  async function file(content: unknown): Promise<Uri> {
    const uri = Uri.file(join(folder, `mine-${++files}.opportunities.json`));
    await writeFile(uri.fsPath, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
    return uri;
  }

  /** Compares with a file, and returns the address of the document that comes of it. */
  async function compare(uri?: Uri): Promise<Uri | undefined> {
    await comparer.compare(uri);
    return window.activeTextEditor?.document.uri;
  }

  /** The text of the comparison in front. */
  const text = () => window.activeTextEditor?.document.getText() ?? '';
  /** The counts in it. */
  const counts = () =>
    text()
      .match(/^- \*\*(Changed|Only.*|Unchanged):\*\* \d+$/gm)
      ?.map((line) => line.replaceAll('*', ''));

  /** The two sides of the diff editor that is open. */
  async function sides(): Promise<string[]> {
    const input = await eventually(() => {
      const found = window.tabGroups.activeTabGroup.activeTab?.input;
      assert.ok(found instanceof TabInputTextDiff);
      return found;
    });
    const documents = [input.original, input.modified].map((uri) => workspace.openTextDocument(uri));
    return (await Promise.all(documents)).map((document) => document.getText());
  }

  const theirs = [named('O1', 'Old name'), summary('O2'), summary('O3')];

  it('offers to load all where nothing is loaded', async () => {
    await comparer.compare(await file(theirs));
    assert.match(said.join(), /^Nothing is loaded to compare mine-\d+\.opportunities\.json with\.$/);
  });

  it('is a Markdown document that is read-only and stays, and from there the diff editor', async () => {
    await open.expand('Prospect');
    const uri = await compare(
      await file({ OpportunitySummaries: theirs, Export: { formatVersion: 1, catalog: 'AWS' } }),
    );
    const document = window.activeTextEditor?.document;
    assert.deepEqual(
      [uri?.scheme, document?.languageId, document?.isDirty],
      ['partner-central-comparison', 'markdown', false],
    );
    assert.deepEqual(counts(), [
      '- Changed: 1',
      '- Only in what is loaded: 1',
      '- Only in the file: 1',
      '- Unchanged: 1',
    ]);
    assert.match(text(), /### New \\\$\(x\) name \(O1\)\n\n- \*\*Customer:\*\* Old name → New/);
    assert.deepEqual(said, []);
    answer = 'Show All in the Diff Editor';
    await comparer.openDiff(uri);
    assert.deepEqual(
      shown.map(({ label }) => label),
      [
        ...['Show All in the Diff Editor', 'Changed', 'New $\u200b(x) name', 'Only in what is loaded'],
        ...['No company name', 'Only in the file', 'No company name'],
      ],
    );
    const [before = '', after = ''] = await sides();
    assert.deepEqual(JSON.parse(before), theirs);
    assert.deepEqual(JSON.parse(after), [...open.current.value.loaded()]);
  });

  it('shows one opportunity in the diff editor', async () => {
    const uri = await compare(await file(theirs));
    answer = 'New $\u200b(x) name';
    await comparer.openDiff(uri);
    const [before = '', after = ''] = await sides();
    assert.deepEqual(JSON.parse(before), theirs[0]);
    assert.deepEqual(JSON.parse(after), open.current.value.find('O1'));
  });

  it('takes a file that is too large for an editor, says soon that it works, and can be cancelled', async function () {
    this.timeout(60_000);
    const { withProgress } = window;
    const list = Array.from({ length: 30_000 }, (_, n) => ({
      ...summary(`O${n}`),
      LifeCycle: { Stage: 'Prospect', NextSteps: 'x'.repeat(1_800) },
    }));
    const uri = await file({ OpportunitySummaries: list });
    assert.ok((await stat(uri.fsPath)).size > 53 * 1024 * 1024);
    let begun = 0;
    let after: number | undefined;
    const cancelling = new CancellationTokenSource();
    const show = (cancel: boolean) => {
      Object.assign(window, {
        withProgress: (_options: unknown, work: (progress: object, token: CancellationToken) => Promise<unknown>) => {
          after = performance.now() - begun;
          const working = work({ report: () => {} }, cancelling.token);
          if (cancel) cancelling.cancel();
          return working;
        },
      });
      begun = performance.now();
    };
    try {
      show(false);
      await comparer.compare(uri);
      assert.match(text(), /^- \*\*Only in the file:\*\* 29,997$/m);
      const took = performance.now() - begun;
      // Work that keeps the extension host from its turn is told of at its end. A busy machine makes both times longer.
      assert.ok(after !== undefined && after < took / 2, `told after ${after} of ${took} ms`);
      said.length = 0;
      await commands.executeCommand('workbench.action.closeAllEditors');
      show(true);
      await comparer.compare(uri);
      assert.deepEqual([said, text()], [[], '']);
    } finally {
      Object.assign(window, { withProgress });
    }
  });

  it('reads changes that are not saved, and files whose names say nothing', async () => {
    const uri = Uri.file(join(folder, 'printed.json'));
    await writeFile(uri.fsPath, JSON.stringify({ OpportunitySummaries: [summary('O2')], NextToken: 'more' }, null, 4));
    await comparer.compare(uri);
    assert.deepEqual(counts(), [
      '- Changed: 0',
      '- Only in what is loaded: 2',
      '- Only in the file: 0',
      '- Unchanged: 1',
    ]);
    assert.match(text(), /^- The file does not say which catalog, profile and filter it was read with/m);
    const document = await workspace.openTextDocument(uri);
    const editor = await window.showTextDocument(document);
    await editor.edit((edit) => edit.replace(new Range(0, 0, document.lineCount, 0), '[]'));
    await comparer.compare();
    assert.deepEqual(counts(), [
      '- Changed: 0',
      '- Only in what is loaded: 3',
      '- Only in the file: 0',
      '- Unchanged: 0',
    ]);
    await window.showTextDocument(document);
    await commands.executeCommand('workbench.action.files.revert');
  });

  it('says that a file is gone', async () => {
    await comparer.compare(Uri.file(join(folder, 'gone.json')));
    assert.equal(said.join(), 'gone.json could not be read (ENOENT).');
  });

  it('says by line what is wrong with a file, and goes there', async () => {
    answer = 'Go to Line';
    const uri = await file('{\n"OpportunitySummaries": [\n{},\n]}');
    await comparer.compare(uri);
    assert.match(said.join(), /^mine-\d+\.opportunities\.json, line 4: this is not JSON \(a value is missing\)\.$/);
    await eventually(() => {
      assert.equal(window.activeTextEditor?.document.uri.toString(), uri.toString());
      assert.equal(window.activeTextEditor?.selection.active.line, 3);
    });
    said.length = 0;
    await comparer.compare(await file('[\n1]'));
    await comparer.compare(await file('{}'));
    await comparer.compare(await file('{"OpportunitySummaries":[],\n"Export":{"formatVersion":7}}'));
    assert.deepEqual(
      said.map((words) => words.replace(/^.*json, /, '')),
      [
        'line 2: this is not an opportunity.',
        'line 1: there is no OpportunitySummaries list.',
        'line 2: format version 7 needs a newer version of this extension.',
      ],
    );
  });

  it('compares no two catalogs, and closes what it shows of a connection in the diff editor', async () => {
    await comparer.compare(
      await file({ OpportunitySummaries: theirs, Export: { formatVersion: 1, catalog: 'Sandbox' } }),
    );
    assert.match(said.join(), /is from the catalog Sandbox; what is loaded is from AWS\.$/);
    const uri = await compare(await file(theirs));
    answer = 'Show All in the Diff Editor';
    await comparer.openDiff(uri);
    await sides();
    await open.choices.choose({ catalog: 'Sandbox' });
    const inputs = () => window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ input }) => input);
    await eventually(() => assert.ok(inputs().every((input) => input instanceof TabInputText)));
    assert.equal(inputs().length, 1, 'the document says whose it is, and stays');
  });
});
