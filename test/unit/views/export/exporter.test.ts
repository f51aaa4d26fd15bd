import assert from 'node:assert/strict';
import promises, { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Uri } from 'vscode';
import { SourceError } from '../../../../src/core/errors/sourceError';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import type { OpportunityRow, Row } from '../../../../src/views/opportunities/rows';
import type { RunnableCommands } from '../../../../src/views/registerCommands';
import { FakeSource, isLook, page, pagesOf, summary } from '../../../support/fakeSource';
import { vscode, vscodeModule } from '../../../support/fakeVscode';
import { calm, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

const toFile = 'Save to a File…';
const toLines = 'Save to a File as JSON Lines…';
const untitled = 'Open as an Untitled Document';
const everything = 'Read Everything to a File…';

const rowOf = (item: OpportunitySummary): OpportunityRow => ({
  ...{ kind: 'opportunity', group: { kind: 'stage', stage: 'Prospect' } },
  ...{ item, key: item.Id ?? '' },
});

describe('exporting', () => {
  let window: WindowUnderTest;
  let source: FakeSource;
  let commands: RunnableCommands<'export'>;
  let script: ConstructorParameters<typeof FakeSource>[0];
  let folder: string;
  let target: Uri;

  beforeEach(async () => {
    script = pagesOf(5, 2);
    folder = await mkdtemp(join(tmpdir(), 'exporting-'));
    source = new FakeSource();
    window = await openWindow(() => {
      source = new FakeSource((request, n) => script?.(request, n));
      return source;
    });
    target = at('mine.opportunities.json');
    const { exportCommands } = await import('../../../../src/views/export/exportCommands');
    commands = exportCommands(window.parts);
  });

  afterEach(async () => {
    window.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const at = (...names: readonly string[]) => vscodeModule().Uri.file(join(folder, ...names));
  const said = () => vscode.textsIn('notification');
  const offered = () => vscode.offered.map(({ label }) => label);
  const list = () => window.current.value.listOf('Prospect') ?? assert.fail();
  const written = async () => JSON.parse(await readFile(target.fsPath, 'utf8'));
  const idsOf = (items: readonly OpportunitySummary[]) => items.map(({ Id: id }) => id);
  /** Presses these buttons of notifications, one after the other. */
  const press = (...buttons: readonly (string | undefined)[]) => {
    const left = [...buttons];
    vscode.answer = (present) => {
      const next = left.shift();
      assert.ok(next === undefined || present.includes(next), `${next} is not among ${present}`);
      return next;
    };
  };

  it('says that nothing is loaded, and offers to read everything where a file can hold it', async () => {
    await commands['partnerCentral.exportLoadedCsv']();
    await commands['partnerCentral.copyLoadedMarkdownTable']();
    await commands['partnerCentral.exportJson']({ kind: 'stage', stage: 'Prospect' });
    assert.deepEqual(said(), Array(3).fill('Nothing is loaded to export. Expand a stage first.'));
    await commands['partnerCentral.exportLoadedJson']();
    assert.deepEqual(offered(), [everything]);
    await window.choices.choose({ maxItems: 20 });
    await commands['partnerCentral.exportLoadedJson']();
    assert.equal(said().length, 4, 'a part of a list is not everything');
  });

  it('offers what there is to do with what is loaded', async () => {
    await list().firstPage();
    await commands['partnerCentral.exportLoadedJson']();
    assert.deepEqual(offered(), [toFile, toLines, untitled, everything]);
    assert.deepEqual(vscode.textsIn('pick.placeHolder'), ['2 loaded, more exist']);
    await commands['partnerCentral.exportJson'](rowOf(summary('O1')));
    assert.deepEqual(offered(), [toFile, toLines, untitled]);
    await commands['partnerCentral.exportLoadedCsv']();
    assert.deepEqual(offered(), [toFile, untitled, 'Separator…', 'Decimal Separator…', 'Made For…']);
    script = pagesOf(2, 2);
    await window.choices.choose({ grouping: 'industry' });
    await window.current.value.listOf('All')?.firstPage();
    await commands['partnerCentral.exportLoadedJson']();
    assert.deepEqual(offered(), [toFile, toLines, untitled], 'everything is loaded');
    const many = (count: number) => Array.from({ length: count }, (_, n) => rowOf(summary(`O${n}`)));
    for (const [count, destinations] of [
      [20_000, [toFile, toLines, untitled]],
      [20_001, [toFile, toLines]],
    ] as const) {
      const rows = many(count);
      await commands['partnerCentral.exportJson'](rows[0], rows);
      assert.deepEqual(offered(), destinations, String(count));
    }
  });

  it('writes what is loaded, a stage or rows, under a name without customer data', async () => {
    const first = summary('O1');
    script = ({ LifeCycleStage: [stage] = [] }) =>
      page(stage === 'Prospect' ? [first, summary('O2')] : [summary('O3', 'Launched')], 't1');
    await list().firstPage();
    await window.current.value.listOf('Launched')?.firstPage();
    const stage: Row = { kind: 'stage', stage: 'Prospect' };
    const row = rowOf(list().items[0] ?? first);
    const cases: readonly (readonly [rows: readonly Row[], count: number, name: string])[] = [
      [[], 3, ''],
      [[stage], 2, 'prospect-'],
      [[row], 1, 'selection-'],
      [[stage, row], 2, 'selection-'],
    ];
    for (const [rows, count, name] of cases) {
      vscode.answers.push(toFile);
      vscode.targets.push(target);
      if (rows.length > 0) await commands['partnerCentral.exportJson'](rows[0], rows);
      else await commands['partnerCentral.exportJson']();
      assert.equal((await written()).OpportunitySummaries.length, count);
      assert.match(vscode.proposed.at(-1)?.uri ?? '', new RegExp(`/partner-central-AWS-${name}2026-03-15\\.opp`));
      if (rows.length > 0) continue;
      const { Export: facts } = await written();
      assert.deepEqual([facts.complete, facts.count, facts.missing], [false, 3, ['moreExist', 'withoutStage']]);
    }
    assert.deepEqual(said().slice(0, 3), [
      'mine.opportunities.json was written: 3 loaded, more exist.',
      'mine.opportunities.json was written: 2 loaded, more exist.',
      'mine.opportunities.json was written: 1 selected.',
    ]);
    assert.ok(!vscode.proposed[0]?.uri.startsWith(String(at('partner'))));
    assert.ok(vscode.proposed[1]?.uri.startsWith(String(at('partner'))), 'the folder of the last export');
  });

  it('opens the file where the person says so', async () => {
    await list().firstPage();
    for (const button of [undefined, 'Open']) {
      vscode.answers.push(toFile);
      vscode.targets.push(target);
      press(button);
      await commands['partnerCentral.exportLoadedJson']();
      await calm();
    }
    assert.deepEqual(vscode.executed, [['vscode.open', target, { preview: false }]]);
  });

  it('writes JSON Lines and CSV, and opens untitled documents', async () => {
    await list().firstPage();
    vscode.answers.push(toLines);
    vscode.targets.push(target);
    await commands['partnerCentral.exportLoadedJson']();
    const lines = (await readFile(target.fsPath, 'utf8')).trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      list().items,
    );
    vscode.answers.push('Separator…', 'Semicolon', toFile);
    vscode.targets.push(target);
    await commands['partnerCentral.exportLoadedCsv']();
    assert.match(await readFile(target.fsPath, 'utf8'), /^\ufeff"Id";"Arn";/);
    vscode.answers.push(toFile);
    vscode.targets.push(at('one.csv'));
    await commands['partnerCentral.exportCsv'](rowOf(summary('O9')));
    assert.match(await readFile(at('one.csv').fsPath, 'utf8'), /^\ufeff"Id";.*\r\n"O9";[^\n]*\n$/);
    vscode.proposed.pop();
    assert.deepEqual(
      vscode.proposed.map(({ uri, title, filters }) => [uri.replace(/^.*2026-03-15/, ''), title, filters]),
      [
        ['.opportunities.jsonl', 'Export to JSON', { 'JSON Lines': ['jsonl'] }],
        ['.opportunities.csv', 'Export to CSV', { CSV: ['csv'] }],
      ],
    );
    vscode.answers.push(untitled, untitled);
    await commands['partnerCentral.exportLoadedJson']();
    await commands['partnerCentral.exportLoadedCsv']();
    const [json, csv] = vscode.documents.map((shown) => (shown as { uri: { language: string; content: string } }).uri);
    assert.deepEqual([json?.language, csv?.language], ['json', 'csv']);
    assert.equal(JSON.parse(json?.content ?? '').Export.count, 2);
    assert.match(csv?.content ?? '', /^\ufeff"Id";/, 'in the form that was chosen before');
  });

  it('copies a Markdown table', async () => {
    await list().firstPage();
    await commands['partnerCentral.copyLoadedMarkdownTable']();
    await commands['partnerCentral.copyMarkdownTable'](rowOf(summary('O9')));
    assert.deepEqual(
      vscode.clipboard.map((text) => text.trimEnd().split('\n').length),
      [4, 3],
    );
    assert.match(vscode.clipboard[1] ?? '', /\n\| O9 \|/);
    assert.deepEqual(vscode.textsIn('statusBar.text'), [
      'A Markdown table of 2 is on the clipboard.',
      'A Markdown table of 1 is on the clipboard.',
    ]);
  });

  it('compares a file with what is loaded, and tells the comparisons apart', async () => {
    await list().firstPage();
    await writeFile(target.fsPath, JSON.stringify(list().items));
    vscode.answers.push(...Array(2).fill('Show All in the Diff Editor'));
    for (let n = 0; n < 2; n++) await commands['partnerCentral.compareExport'](target);
    assert.deepEqual(
      vscode.executed.map(([id, before]) => [id, String(before)]),
      [1, 2].map((n) => ['vscode.diff', `partner-central-comparison:/comparison-${n}/export.opportunities.json`]),
    );
  });

  it('writes nothing where the person leaves', async () => {
    await list().firstPage();
    await commands['partnerCentral.exportLoadedJson']();
    assert.equal(vscode.proposed.length, 0);
    vscode.answers.push(toFile);
    await commands['partnerCentral.exportLoadedJson']();
    assert.deepEqual([vscode.proposed.length, said(), await readdir(folder)], [1, [], []]);
  });

  it('says why a file is not written, tries again, and saves elsewhere', async () => {
    await list().firstPage();
    vscode.answers.push(toFile);
    vscode.targets.push(at('gone', 'a.json'), target);
    press('Retry', 'Save Elsewhere…');
    await commands['partnerCentral.exportLoadedJson']();
    assert.deepEqual(said(), [
      'a.json was not written: its folder no longer exists.',
      'a.json was not written: its folder no longer exists.',
      'mine.opportunities.json was written: 2 loaded, more exist.',
    ]);
    assert.equal((await written()).Export.count, 2);
    vscode.answers.push(toFile);
    await mkdir(at('folder').fsPath);
    vscode.targets.push(at('folder'));
    press(undefined);
    await commands['partnerCentral.exportLoadedJson']();
    assert.equal(said().at(-1), 'folder was not written: there is a folder with this name.');
    vscode.answers.push(toFile);
    vscode.targets.push(at('gone', 'a.json'), undefined);
    press('Save Elsewhere…');
    await commands['partnerCentral.exportLoadedJson']();
    assert.deepEqual((await readdir(folder)).sort(), ['folder', 'mine.opportunities.json']);
  });

  it('keeps what is written but cannot take its place, copies it from there, and takes it away then', async () => {
    await list().firstPage();
    const elsewhere = at('elsewhere.json');
    const { rename } = promises;
    Object.assign(promises, {
      rename: async (from: string, to: string) => {
        if (to === target.fsPath) throw Object.assign(new Error('held'), { code: 'EXDEV' });
        await rename(from, to);
      },
    });
    vscode.answers.push(toFile, toFile);
    vscode.targets.push(target, elsewhere, target);
    try {
      press('Retry', 'Save Elsewhere…');
      await commands['partnerCentral.exportLoadedJson']();
      assert.deepEqual(await readdir(folder), ['elsewhere.json']);
      press(undefined);
      await commands['partnerCentral.exportLoadedJson']();
    } finally {
      Object.assign(promises, { rename });
    }
    assert.deepEqual(said(), [
      ...[1, 2].map(
        (n) =>
          `mine.opportunities.json was not written (EXDEV). The complete file is beside it, as mine (${n}).opportunities.json.`,
      ),
      'elsewhere.json was written: 2 loaded, more exist.',
      'mine.opportunities.json was not written (EXDEV). The complete file is beside it, as mine (1).opportunities.json.',
    ]);
    const texts = [elsewhere, at('mine (1).opportunities.json')].map(async ({ fsPath }) => readFile(fsPath, 'utf8'));
    const [copied, made] = await Promise.all(texts);
    assert.equal(copied, made);
    assert.deepEqual((await readdir(folder)).sort(), ['elsewhere.json', 'mine (1).opportunities.json']);
  });

  it('writes wherever VS Code can, as a whole or not at all', async () => {
    await list().firstPage();
    const { Uri } = vscodeModule();
    vscode.answers.push(toFile, toFile, toFile);
    const remote = Uri.parse('remote:/files/a.json');
    vscode.targets.push(remote, remote, Uri.parse('remote:/files/held.json'));
    await commands['partnerCentral.exportLoadedJson']();
    await commands['partnerCentral.exportLoadedJson']();
    await commands['partnerCentral.exportLoadedJson']();
    assert.deepEqual([...vscode.files.keys()], ['remote:/files/a.json']);
    const text = new TextDecoder().decode(vscode.files.get('remote:/files/a.json'));
    assert.deepEqual(idsOf(JSON.parse(text).OpportunitySummaries), idsOf(list().items));
    assert.equal(said().at(-1), 'held.json was not written: you have no permission to write there.');
  });

  describe('everything', () => {
    const start = () => {
      vscode.answers.push(everything);
      vscode.targets.push(target);
      return commands['partnerCentral.exportLoadedJson']();
    };
    /** Waits until the file is there and the first page is asked for. */
    const asked = async () => {
      while (source.calls.length === 0) await calm();
    };

    it('writes it while it is read, says how far it is, and loads nothing for it', async () => {
      const pages = pagesOf(5, 2);
      script = (request, n) => (n === 1 ? undefined : isLook(request) ? page([]) : pages(request));
      const exporting = start();
      await asked();
      // It tells of its progress from here on.
      while (vscode.textsIn('progress.title').length === 0) await calm();
      const [first] = source.calls;
      first?.answer(pages(first.request));
      await exporting;
      const { OpportunitySummaries: items, Export: facts } = await written();
      assert.deepEqual([items.length, facts.count, facts.complete], [5, 5, true]);
      assert.deepEqual([facts.basis, facts.missing], ['wholeList', []]);
      assert.match(vscode.proposed[0]?.uri ?? '', /\/partner-central-AWS-2026-03-15\.opportunities\.json$/);
      assert.equal(source.tokens, '- t1 t2 -', 'the pages, and what changed meanwhile');
      assert.ok(isLook(source.calls.at(-1)?.request ?? assert.fail()));
      assert.deepEqual(said(), ['mine.opportunities.json was written: 5, everything AWS lists.']);
      assert.deepEqual(vscode.textsIn('progress.title'), ['Reading everything to mine.opportunities.json']);
      const counts = vscode.textsIn('progress.message').filter((text) => /^[1-9]\d* written$/.test(text));
      assert.deepEqual([...new Set(counts)], ['2 written', '4 written', '5 written']);
      assert.deepEqual(window.current.value.loaded(), []);
    });

    it('asks about a page that cannot be read, and goes on from there or saves what was read', async () => {
      const pages = pagesOf(5, 2);
      let broken = true;
      script = (request) => (broken && request.NextToken === 't1' ? new SourceError('redirected') : pages(request));
      vscode.answer = (present) => {
        if (!present.includes('Continue')) return undefined;
        broken = false;
        return 'Continue';
      };
      await start();
      assert.equal(
        said()[0],
        'Reading stopped after 2 opportunities. Unexpected redirect. Continue from there, or save what was read.',
      );
      assert.deepEqual([(await written()).Export.count, (await written()).Export.complete], [5, true]);
      broken = true;
      press('Save What Was Read');
      await start();
      const { NextToken: token, Export: facts } = await written();
      assert.deepEqual([facts.count, facts.missing, atob(token)], [2, ['failedPage'], '{"NextToken": "t1"}']);
    });

    it('ends where the person cancels it, and leaves no file', async () => {
      script = () => undefined;
      const done = start();
      await asked();
      vscode.cancel();
      await done;
      assert.ok(source.calls.every(({ signal }) => signal.aborted));
      assert.deepEqual([said(), await readdir(folder)], [[], []]);
    });

    it('ends where the person cancels it while it is asked what to do', async () => {
      script = () => new SourceError('redirected');
      const asking = new Promise<undefined>(() => {});
      vscode.answer = () => asking as never;
      const done = start();
      for (let turn = 0; turn < 50 && said().length === 0; turn++) await calm();
      assert.equal(said().length, 1);
      vscode.cancel();
      await done;
      assert.deepEqual(await readdir(folder), []);
    });

    it('R18: ends with the connection, and offers no other in its place', async () => {
      script = undefined;
      const done = start();
      await asked();
      source.calls[0]?.fail(new SourceError('aborted'));
      await done;
      assert.match(said()[0] ?? '', /the profile, catalog or filter changed in the meantime/);
      assert.deepEqual(vscode.textsIn('notification.button'), []);
      assert.deepEqual(await readdir(folder), []);
    });
  });
});
