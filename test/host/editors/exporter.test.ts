import assert from 'node:assert/strict';
import promises, { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, env, type Memento, Uri, window, workspace } from 'vscode';
import { SourceError } from '../../../src/core/errors/sourceError';
import { loadAll } from '../../../src/core/lists/loadAll';
import { createSampleSource } from '../../../src/demo/sampleSource';
import { Exporter } from '../../../src/views/export/exporter';
import type { Row } from '../../../src/views/opportunities/rows';
import { FakeSource, pagesOf } from '../../support/fakeSource';
import { utc } from '../../support/moments';
import { eventually } from '../support/eventually';
import { TreeUnderTest, today } from '../support/treeUnderTest';

type Answer = string | undefined | ((choices: readonly string[]) => Promise<string | undefined>);

/** What VS Code would ask a person, answered by a test: each kind of question in the order it comes. */
class Answers {
  readonly picks: Answer[] = [];
  readonly targets: (Uri | undefined)[] = [];
  readonly messages: Answer[] = [];
  /** What was shown, in words. */
  readonly said: string[] = [];
  /** What the save dialog started with. */
  readonly proposed: Uri[] = [];
  private readonly original = { ...window };

  constructor() {
    const choose = async (answer: Answer, choices: readonly string[]) => {
      const chosen = typeof answer === 'function' ? await answer(choices) : answer;
      assert.ok(chosen === undefined || choices.includes(chosen), `${chosen} is not among ${choices.join(', ')}`);
      return chosen;
    };
    const message = async (words: string, ...buttons: string[]) => {
      this.said.push(words);
      return await choose(this.messages.shift(), buttons);
    };
    Object.assign(window, {
      showQuickPick: async (items: readonly { label: string }[], options: { title: string; placeHolder: string }) => {
        this.said.push(`${options.title}: ${options.placeHolder}`);
        const labels = items.map(({ label }) => label);
        const chosen = await choose(this.picks.shift(), labels);
        return items.find(({ label }) => label === chosen);
      },
      showSaveDialog: async ({ defaultUri }: { defaultUri: Uri }) => {
        this.proposed.push(defaultUri);
        return this.targets.shift();
      },
      showInformationMessage: message,
      showErrorMessage: message,
    });
  }

  restore(): void {
    const { showQuickPick, showSaveDialog, showInformationMessage, showErrorMessage } = this.original;
    Object.assign(window, { showQuickPick, showSaveDialog, showInformationMessage, showErrorMessage });
  }
}

class State implements Memento {
  readonly values = new Map<string, unknown>();
  keys = () => [...this.values.keys()];
  get = <T>(key: string) => this.values.get(key) as T | undefined;
  update = async (key: string, value: unknown) => void this.values.set(key, value);
}

describe('exporting', () => {
  let open: TreeUnderTest;
  let answers: Answers;
  let state: State;
  let habits: State;
  let exporter: Exporter;
  let folder: string;
  let target: Uri;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'exporting-'));
    target = Uri.file(join(folder, 'mine.opportunities.json'));
    open = new TreeUnderTest(() => createSampleSource({ opportunities: 250, hostile: true }));
    answers = new Answers();
    state = new State();
    habits = new State();
    const now = () => utc('2026-03-15T12:00:00Z');
    exporter = new Exporter({ current: open.current, state, habits, now, today: () => today, view: { selection: [] } });
  });

  afterEach(async () => {
    answers.restore();
    open.dispose();
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await rm(folder, { recursive: true, force: true });
  });

  const toFile = 'Save to a File…';
  const loaded = 'All Loaded';
  const written = async () => JSON.parse(await readFile(target.fsPath, 'utf8'));

  it('says that nothing is loaded', async () => {
    await open.choices.choose({ maxItems: 20 });
    await exporter.exportCsv();
    assert.deepEqual(answers.said, ['Nothing is loaded to export. Expand a stage first.']);
  });

  it('writes everything while it is read, with nothing loaded', async () => {
    answers.picks.push(async (choices) => {
      assert.deepEqual(choices, [toFile, 'Save to a File as JSON Lines…']);
      return toFile;
    });
    answers.targets.push(target);
    await exporter.exportJson();
    const { OpportunitySummaries: items, Export: facts } = await written();
    assert.deepEqual([items.length, facts.complete, facts.basis], [250, true, 'wholeList']);
    assert.deepEqual(answers.said, [
      'Export to JSON: Everything AWS Has: reads all pages, loaded or not',
      'mine.opportunities.json was written: 250, everything AWS lists.',
    ]);
    assert.equal([...open.current.value.loaded()].length, 0);
  });

  it('asks about a page that cannot be read, keeps what was read meanwhile, and goes on from there', async () => {
    open.dispose();
    const pages = pagesOf(30, 10);
    const source = new FakeSource((request, n) => (n === 2 ? new SourceError('redirected') : pages(request)));
    open = new TreeUnderTest(() => source);
    exporter = new Exporter({
      current: open.current,
      state,
      habits,
      now: () => utc(),
      today: () => today,
      view: { selection: [] },
    });
    answers.picks.push(toFile);
    answers.targets.push(target);
    answers.messages.push(async (choices) => {
      assert.deepEqual(
        (await readdir(folder)).map((name) => name.replace(/[0-9a-f]{16}/, '…')),
        ['.partner-central-….tmp'],
      );
      assert.deepEqual(choices, ['Continue', 'Save What Was Read', 'Discard']);
      return 'Continue';
    });
    await exporter.exportJson();
    assert.equal(
      answers.said[1],
      'Reading stopped after 10 opportunities. Unexpected redirect. Continue from there, or save what was read.',
    );
    const { Export: facts } = await written();
    assert.deepEqual([facts.count, facts.complete], [30, true]);
  });

  it('saves what was read of a list that cannot be read to its end, and says where it goes on', async () => {
    open.dispose();
    const pages = pagesOf(30, 10);
    const source = new FakeSource((request) =>
      request.NextToken === 't2' ? new SourceError('redirected') : pages(request),
    );
    open = new TreeUnderTest(() => source);
    exporter = new Exporter({
      current: open.current,
      state,
      habits,
      now: () => utc(),
      today: () => today,
      view: { selection: [] },
    });
    answers.picks.push(toFile);
    answers.targets.push(target);
    answers.messages.push(async () => undefined);
    await exporter.exportJson();
    const { NextToken: token, Export: facts } = await written();
    assert.deepEqual([facts.count, facts.complete, facts.missing], [20, false, ['failedPage']]);
    assert.equal(atob(token), '{"NextToken": "t2"}');
  });

  it('ends what it reads with the connection, and offers no other in its place', async () => {
    open.dispose();
    const source = new FakeSource();
    open = new TreeUnderTest(() => source);
    exporter = new Exporter({
      current: open.current,
      state,
      habits,
      now: () => utc(),
      today: () => today,
      view: { selection: [] },
    });
    answers.picks.push(toFile);
    answers.targets.push(target);
    answers.messages.push(async (choices) => {
      assert.deepEqual(choices, []);
      return undefined;
    });
    const done = exporter.exportJson();
    await eventually(() => assert.equal(source.calls.length, 1));
    source.calls[0]?.fail(new SourceError('aborted'));
    await done;
    assert.match(answers.said[1] ?? '', /the profile, catalog or filter changed in the meantime/);
    assert.deepEqual(await readdir(folder), []);
  });

  it('writes all that is loaded to a file, proposes a name without customer data, and opens it', async () => {
    await loadAll(open.current.value, 1_000, new AbortController().signal);
    answers.picks.push(loaded, toFile);
    answers.targets.push(target);
    answers.messages.push('Open');
    await exporter.exportJson();
    const { OpportunitySummaries: items, Export: facts } = await written();
    assert.deepEqual(items, [...open.current.value.loaded()]);
    assert.equal(facts.count, items.length);
    assert.deepEqual(answers.said, [
      'Export to JSON: What to export',
      `Export to JSON: All Loaded: ${items.length} loaded, all stages complete; an opportunity without a stage would not be in any stage’s list`,
      `mine.opportunities.json was written: ${items.length} loaded, all stages complete; an opportunity without a stage would not be in any stage’s list.`,
    ]);
    assert.equal(answers.proposed[0]?.path.split('/').at(-1), 'partner-central-AWS-2026-03-15.opportunities.json');
    await eventually(() => assert.equal(window.activeTextEditor?.document.uri.fsPath, target.fsPath));
  });

  it('proposes the folder of the last export', async () => {
    await open.expand('Prospect');
    answers.picks.push(loaded, toFile, loaded, toFile);
    answers.targets.push(target, undefined);
    await exporter.exportJson();
    await exporter.exportJson();
    assert.equal(answers.proposed[0]?.fsPath.startsWith(folder), false);
    assert.equal(join(answers.proposed[1]?.fsPath ?? '', '..'), folder);
    assert.deepEqual(state.keys(), ['exportFolder']);
  });

  it('takes the stage or the rows that it was called on', async () => {
    const rows = await open.expand('Committed');
    await open.expand('Prospect');
    const stage = await open.stage('Committed');
    const items = open.current.value.listOf('Committed')?.items ?? [];
    const some = (...all: readonly (Row | undefined)[]) => all.filter((row) => row !== undefined);
    const cases: readonly [rows: readonly Row[], what: string, count: number, name: string][] = [
      [some(stage), 'Loaded of Committed', items.length, 'committed-'],
      [some(rows[1]), 'Selected', 1, 'selection-'],
      [some(rows[1], rows[3], rows[1]), 'Selected', 2, 'selection-'],
      [some(stage, rows[0]), 'Selected', items.length, 'selection-'],
      [[], loaded, [...open.current.value.loaded()].length, ''],
    ];
    for (const [selected, what, count, name] of cases) {
      answers.picks.push(what, toFile);
      answers.targets.push(target);
      await exporter.exportJson(selected);
      assert.equal((await written()).OpportunitySummaries.length, count);
      assert.ok(answers.proposed.at(-1)?.path.endsWith(`/partner-central-AWS-${name}${today}.opportunities.json`));
    }
  });

  it('takes a group of the one list', async () => {
    await open.choices.choose({ grouping: 'company' });
    const [bucket] = await open.tree.getChildren();
    answers.picks.push('Selected', toFile);
    answers.targets.push(target);
    await exporter.exportJson(bucket ? [bucket] : []);
    const names = (await written()).OpportunitySummaries.map(
      (item: { Customer?: { Account?: { CompanyName?: string } } }) => item.Customer?.Account?.CompanyName,
    );
    assert.deepEqual([...new Set(names)], bucket?.kind === 'bucket' ? [bucket.value] : []);
  });

  it('opens an untitled document, but none that VS Code would be slow with', async () => {
    await open.expand('Prospect');
    answers.picks.push(loaded, 'Open as an Untitled Document');
    await exporter.exportJson();
    const document = window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    assert.equal(document.languageId, 'json');
    assert.equal(JSON.parse(document.getText()).Export.count, open.current.value.listOf('Prospect')?.items.length);

    const [row] = await open.expand('Prospect');
    assert.ok(row?.kind === 'opportunity');
    const many = Array.from({ length: 20_001 }, (_, n): Row => ({ ...row, item: { ...row.item, Id: `O${n}` } }));
    let offered: readonly string[] = [];
    answers.picks.push('Selected', async (labels) => {
      offered = labels;
      return undefined;
    });
    await exporter.exportJson(many);
    assert.deepEqual(offered, [toFile, 'Save to a File as JSON Lines…']);
  });

  it('R25: tells why a file could not be written, tries again and saves elsewhere; what was there stays', async () => {
    await open.expand('Prospect');
    const gone = Uri.file(join(folder, 'gone', 'a.json'));
    answers.picks.push(loaded, toFile);
    answers.targets.push(gone, target);
    answers.messages.push(
      'Retry',
      async () => {
        await mkdir(join(folder, 'gone'));
        await mkdir(gone.fsPath);
        return 'Retry';
      },
      'Save Elsewhere…',
    );
    await writeFile(target.fsPath, 'old');
    await exporter.exportJson();
    assert.deepEqual(answers.said.slice(2, 5), [
      'a.json was not written: its folder no longer exists.',
      'a.json was not written: its folder no longer exists.',
      'a.json was not written: there is a folder with this name.',
    ]);
    assert.match(answers.said[5] ?? '', /^mine\.opportunities\.json was written: \d+ loaded/);
    assert.ok((await written()).Export.count > 0);
    assert.deepEqual((await readdir(folder)).sort(), ['gone', 'mine.opportunities.json']);
  });

  it('keeps what was written where another program has the file open, and copies it from there', async () => {
    await open.expand('Prospect');
    const { rename } = promises;
    Object.assign(promises, {
      rename: async (from: string, to: string) => {
        if (to === target.fsPath) throw Object.assign(new Error('held'), { code: 'EPERM' });
        await rename(from, to);
      },
    });
    const elsewhere = Uri.file(join(folder, 'elsewhere.json'));
    const kept = join(folder, 'mine (1).opportunities.json');
    answers.picks.push(loaded, toFile);
    answers.targets.push(target, elsewhere);
    let first = '';
    answers.messages.push('Retry', async () => {
      first = await readFile(kept.replace('(1)', '(2)'), 'utf8');
      return 'Save Elsewhere…';
    });
    try {
      await exporter.exportJson();
    } finally {
      Object.assign(promises, { rename });
    }
    assert.deepEqual(answers.said.slice(2, 4), [
      ...[1, 2].map(
        (n) =>
          `mine.opportunities.json was not written: another program has it open. The complete file is beside it, as mine (${n}).opportunities.json.`,
      ),
    ]);
    assert.match(answers.said[4] ?? '', /^elsewhere\.json was written: \d+ loaded/);
    assert.deepEqual(await readdir(folder), ['elsewhere.json']);
    assert.equal(await readFile(elsewhere.fsPath, 'utf8'), first);
    assert.ok(JSON.parse(first).Export.count > 0);
  });

  it('writes CSV and JSON Lines, and a Markdown table to the clipboard', async () => {
    const [first, , third] = await open.expand('Prospect');
    assert.ok(first && third?.kind === 'opportunity');
    const count = open.current.value.listOf('Prospect')?.items.length ?? 0;
    answers.picks.push(loaded, toFile, loaded, 'Save to a File as JSON Lines…');
    answers.targets.push(target, target);
    await exporter.exportCsv();
    const csv = await readFile(target.fsPath, 'utf8');
    assert.equal(csv.slice(0, 5), '\ufeff"Id"');
    assert.equal(csv.match(/\r\n"O\d+",/g)?.length, count);
    assert.match(answers.proposed[0]?.path ?? '', /\/partner-central-AWS-2026-03-15\.opportunities\.csv$/);

    await exporter.exportJson();
    const lines = (await readFile(target.fsPath, 'utf8')).trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      [...open.current.value.loaded()],
    );
    assert.match(answers.proposed[1]?.path ?? '', /\.opportunities\.jsonl$/);

    await exporter.copyMarkdownTable([first, third]);
    const table = (await env.clipboard.readText()).trimEnd().split('\n');
    assert.equal(table.length, 4);
    assert.ok(table[3]?.startsWith(`| ${third.item.Id} |`));
  });

  it('writes CSV in the form that the person chose, and remembers it', async () => {
    await open.expand('Prospect');
    answers.picks.push(
      loaded,
      'Separator…',
      'Semicolon',
      'Decimal Separator…',
      'Comma',
      'Made For…',
      'Excel',
      'Separator…',
      undefined,
      toFile,
    );
    answers.targets.push(target, target);
    await exporter.exportCsv();
    const chosen = await readFile(target.fsPath, 'utf8');
    assert.ok(chosen.startsWith('\ufeff"Id";"Arn";'));
    assert.match(chosen, /;\d+,\d+;"USD"/);
    assert.match(chosen, /;\d{4}-\d\d-\d\d \d\d:\d\d:\d\d;/);
    const extent = answers.said[1];
    assert.equal(answers.said.filter((words) => words === extent).length, 5, 'what is asked at first comes again');

    answers.picks.push(loaded, toFile);
    await new Exporter({
      current: open.current,
      state: new State(),
      habits,
      now: () => utc(),
      today: () => today,
      view: { selection: [] },
    }).exportCsv();
    assert.equal(await readFile(target.fsPath, 'utf8'), chosen);
  });

  it('opens CSV as CSV', async () => {
    await open.expand('Prospect');
    answers.picks.push(loaded, 'Open as an Untitled Document');
    await exporter.exportCsv();
    const document = window.activeTextEditor?.document;
    assert.deepEqual([document?.isUntitled, document?.languageId], [true, 'csv']);
    assert.match(document?.getText() ?? '', /^"Id","Arn",/);
  });

  it('gives up when the person does', async () => {
    await open.expand('Prospect');
    answers.picks.push(undefined, loaded, toFile, loaded, toFile);
    answers.targets.push(undefined, Uri.file(join(folder, 'gone', 'a.json')));
    for (let n = 0; n < 3; n++) await exporter.exportJson();
    assert.deepEqual(await readdir(folder), []);
  });

  it('writes wherever VS Code can', async () => {
    await open.expand('Prospect');
    const elsewhere = target.with({ scheme: 'vscode-userdata' });
    answers.picks.push(loaded, toFile, loaded, toFile);
    answers.targets.push(elsewhere, Uri.parse('nowhere:/a.json'));
    await exporter.exportJson();
    assert.match(answers.said[2] ?? '', /was written/);
    assert.equal(JSON.parse((await workspace.fs.readFile(elsewhere)).toString()).Export.formatVersion, 1);
    await workspace.fs.delete(elsewhere);
    await exporter.exportJson();
    assert.match(answers.said.at(-1) ?? '', /^a\.json was not written/);
  });
});
