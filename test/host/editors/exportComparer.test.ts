import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CancellationToken,
  CancellationTokenSource,
  commands,
  Range,
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
    comparer = new ExportComparer(open.current, now);
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

  it('says that nothing is loaded', async () => {
    await comparer.compare(await file(theirs));
    assert.match(said.join(), /^Nothing is loaded to compare mine-\d+\.opportunities\.json with\.$/);
  });

  it('lists what was added, removed and changed, field by field, and shows it in the diff editor', async () => {
    await open.expand('Prospect');
    answer = 'Show All in the Diff Editor';
    await comparer.compare(await file({ OpportunitySummaries: theirs, Export: { formatVersion: 1, catalog: 'AWS' } }));
    assert.match(said[0] ?? '', /^mine-\d+\.opportunities\.json and what is loaded \(3 loaded, more exist\)$/);
    assert.equal(said[1], '1 changed, 1 only in what is loaded, 1 only in the file, 1 unchanged');
    const [partial] = shown.splice(1, 1);
    assert.match(partial?.label ?? '', /^What is loaded is not complete: more exist/);
    assert.deepEqual(
      shown.map(({ label, description, detail }) => [label, description, detail].filter((text) => text !== undefined)),
      [
        ['The file does not say that it is complete'],
        ['Show All in the Diff Editor', ''],
        ['Changed'],
        ['New $\u200b(x) name', 'O1', 'Customer.Account.CompanyName: Old name → New $\u200b(x) name'],
        ['Only in what is loaded'],
        ['No company name', 'O4'],
        ['Only in the file'],
        ['No company name', 'O3'],
      ],
    );
    const [before = '', after = ''] = await sides();
    assert.deepEqual(JSON.parse(before), theirs);
    assert.deepEqual(JSON.parse(after), [...open.current.value.loaded()]);
  });

  it('shows one opportunity', async () => {
    answer = 'New $\u200b(x) name';
    await comparer.compare(await file(theirs));
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
      assert.match(said[1] ?? '', /^3 changed, 0 only in what is loaded, 29997 only in the file, 0 unchanged$/);
      const took = performance.now() - begun;
      // Work that keeps the extension host from its turn is told of at its end. A busy machine makes both times longer.
      assert.ok(after !== undefined && after < took / 2, `told after ${after} of ${took} ms`);
      said.length = 0;
      show(true);
      await comparer.compare(uri);
      assert.deepEqual(said, []);
    } finally {
      Object.assign(window, { withProgress });
    }
  });

  it('reads changes that are not saved, and files whose names say nothing', async () => {
    const uri = Uri.file(join(folder, 'printed.json'));
    await writeFile(uri.fsPath, JSON.stringify({ OpportunitySummaries: [summary('O2')], NextToken: 'more' }, null, 4));
    await comparer.compare(uri);
    assert.equal(said[1], '0 changed, 2 only in what is loaded, 0 only in the file, 1 unchanged');
    assert.match(shown[0]?.label ?? '', /^The file does not say which catalog, profile and filter it was read with/);
    const document = await workspace.openTextDocument(uri);
    const editor = await window.showTextDocument(document);
    await editor.edit((edit) => edit.replace(new Range(0, 0, document.lineCount, 0), '[]'));
    said.length = 0;
    await comparer.compare();
    assert.equal(said[1], '0 changed, 3 only in what is loaded, 0 only in the file, 0 unchanged');
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

  it('compares no two catalogs, and closes with the connection', async () => {
    await comparer.compare(
      await file({ OpportunitySummaries: theirs, Export: { formatVersion: 1, catalog: 'Sandbox' } }),
    );
    assert.match(said.join(), /is from the catalog Sandbox; what is loaded is from AWS\.$/);
    answer = 'Show All in the Diff Editor';
    await comparer.compare(await file(theirs));
    await sides();
    await open.choices.choose({ catalog: 'Sandbox' });
    await eventually(() => assert.equal(window.tabGroups.all.flatMap(({ tabs }) => tabs).length, 0));
  });
});
