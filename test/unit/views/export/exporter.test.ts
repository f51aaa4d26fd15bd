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
const forExcel = 'Save for Excel…';
const loaded = 'All Loaded';
const selected = 'Selected';
const everything = 'Everything AWS Has';
const formParts = ['Separator…', 'Decimal Separator…', 'Made For…', 'Headings…'];

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

  it('offers everything where nothing is loaded, and says so where that is no choice either', async () => {
    await commands['partnerCentral.exportLoadedJson']();
    assert.deepEqual(vscode.textsIn('pick.title'), ['Export to JSON: Everything AWS Has'], 'no pick of only one thing');
    assert.deepEqual(offered(), [toFile, toLines]);
    await commands['partnerCentral.exportLoadedCsv']();
    assert.deepEqual(offered(), [toFile, forExcel, ...formParts]);
    await commands['partnerCentral.exportJson']({ kind: 'stage', stage: 'Prospect' });
    assert.deepEqual(offered(), ['Everything AWS Has of Prospect', everything]);
    await commands['partnerCentral.copyLoadedMarkdownTable']();
    await window.choices.choose({ maxItems: 20 });
    await commands['partnerCentral.exportLoadedJson']();
    assert.deepEqual(said(), Array(2).fill('Nothing is loaded to export. Expand a stage first.'));
  });

  describe('what is exported', () => {
    const shown = () => vscode.offered.map(({ label, description }) => [label, description]);
    const stage: Row = { kind: 'stage', stage: 'Prospect' };
    const all = ['reads all pages, loaded or not'] as const;

    it('is asked first, whatever is selected, and says how much it is and whether that is all', async () => {
      await list().firstPage();
      window.view.selection = list().items.map(rowOf);
      for (const id of ['exportLoadedJson', 'exportLoadedCsv', 'exportJson', 'exportCsv'] as const) {
        await commands[`partnerCentral.${id}`]();
        assert.deepEqual(shown(), [
          [loaded, '2 loaded, more exist'],
          [everything, ...all],
          [selected, '2 opportunities'],
        ]);
      }
      assert.deepEqual(vscode.textsIn('pick.placeHolder'), Array(4).fill('What to export'));
      assert.deepEqual(vscode.proposed, []);
    });

    it('is what was selected first where it is started there, and the stage in the menu of a stage', async () => {
      await list().firstPage();
      const [one] = list().items.map(rowOf);
      await commands['partnerCentral.exportJson'](one);
      assert.deepEqual(shown().slice(0, 2), [
        [selected, '1 opportunity'],
        [loaded, '2 loaded, more exist'],
      ]);
      await commands['partnerCentral.exportJson'](stage, one ? [stage, one] : []);
      assert.deepEqual(shown()[0], [selected, '2 loaded opportunities in the selected rows']);
      await commands['partnerCentral.exportCsv'](stage);
      assert.deepEqual(shown(), [
        ['Loaded of Prospect', '2 loaded, more exist'],
        ['Everything AWS Has of Prospect', ...all],
        [loaded, '2 loaded, more exist'],
        [everything, ...all],
      ]);
      vscode.answers.push('Loaded of Prospect');
      await commands['partnerCentral.exportCsv'](stage);
      assert.equal(vscode.textsIn('pick.title').at(-1), 'Export to CSV: Loaded of Prospect');
      assert.equal(vscode.textsIn('pick.placeHolder').at(-1), '2 loaded, more exist');
    });

    it('names the filter, the rest of which holds for a stage too, and is not called AWS’s in sample data', async () => {
      const labels = async (row?: Row) => {
        await (row ? commands['partnerCentral.exportJson'](row) : commands['partnerCentral.exportLoadedJson']());
        return row ? offered() : vscode.textsIn('pick.title').at(-1);
      };
      await window.choices.choose({ filter: { LifeCycleStage: ['Prospect'] } });
      assert.equal(await labels(), 'Export to JSON: Everything AWS Has Under This Filter');
      assert.deepEqual((await labels(stage))?.[0], 'Everything AWS Has of Prospect');
      await window.choices.choose({ filter: { CustomerCompanyName: ['A'] } });
      assert.deepEqual((await labels(stage))?.[0], 'Everything AWS Has of Prospect Under This Filter');
      await window.choices.choose({ sampleData: true });
      assert.equal(await labels(), 'Export to JSON: All Sample Data That Is Listed');
    });

    it('is all that is loaded, which is said and not asked, where that is everything', async () => {
      script = pagesOf(2, 2);
      await window.choices.choose({ grouping: 'industry' });
      await window.current.value.listOf('All')?.firstPage();
      await commands['partnerCentral.exportLoadedJson']();
      assert.deepEqual(offered(), [toFile, toLines, untitled]);
      assert.deepEqual(vscode.textsIn('pick.title'), ['Export to JSON: All Loaded']);
      assert.deepEqual(vscode.textsIn('pick.placeHolder'), ['2 loaded, complete']);
    });

    it('is what was said although more is loaded while it is asked', async () => {
      await list().firstPage();
      vscode.answers.push(loaded, toFile);
      vscode.targets.push(target);
      const { window: shownIn } = vscodeModule();
      const { showQuickPick } = shownIn;
      Object.assign(shownIn, {
        showQuickPick: async (...args: Parameters<typeof showQuickPick>) => {
          await list().loadMore();
          return showQuickPick(...args);
        },
      });
      try {
        await commands['partnerCentral.exportLoadedJson']();
      } finally {
        Object.assign(shownIn, { showQuickPick });
      }
      assert.equal((await written()).OpportunitySummaries.length, 2);
    });

    it('leaves others their turn, although it is thousands of groups', async () => {
      script = () =>
        page(
          Array.from({ length: 10_000 }, (_, n) => ({
            ...summary(`O${n}`),
            Customer: { Account: { CompanyName: `Company ${n % 3_000}` } },
          })),
        );
      await window.choices.choose({ grouping: 'company' });
      await window.current.value.listOf('All')?.firstPage();
      const rows = Array.from(
        { length: 3_000 },
        (_, n): Row => ({ kind: 'bucket', grouping: 'company', value: `Company ${n}` }),
      );
      let turns = 0;
      let over = false;
      const count = () => {
        turns += 1;
        if (!over) setImmediate(count);
      };
      setImmediate(count);
      await commands['partnerCentral.exportCsv'](rows[0], rows);
      assert.deepEqual(shown()[0], [selected, '10,000 loaded opportunities in the selected rows']);
      vscode.answers.push(selected, toFile);
      vscode.targets.push(target);
      turns = 0;
      await commands['partnerCentral.exportCsv'](rows[0], rows);
      over = true;
      assert.ok(turns >= 100, `${turns} turns for 100 slices`);
      assert.equal((await readFile(target.fsPath, 'utf8')).split('\r\n').length, 10_002);
    });
  });

  it('offers no document that VS Code would be slow with', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => rowOf(summary(`O${n}`)));
    for (const [count, destinations] of [
      [20_000, [toFile, toLines, untitled]],
      [20_001, [toFile, toLines]],
    ] as const) {
      const rows = many(count);
      vscode.answers.push(selected);
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
    const cases: readonly (readonly [rows: readonly Row[], what: string, count: number, name: string])[] = [
      [[], loaded, 3, ''],
      [[stage], 'Loaded of Prospect', 2, 'prospect-'],
      [[row], selected, 1, 'selection-'],
      [[stage, row], selected, 2, 'selection-'],
    ];
    for (const [rows, what, count, name] of cases) {
      vscode.answers.push(what, toFile);
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
      vscode.answers.push(loaded, toFile);
      vscode.targets.push(target);
      press(button);
      await commands['partnerCentral.exportLoadedJson']();
      await calm();
    }
    assert.deepEqual(vscode.executed, [['vscode.open', target, { preview: false }]]);
  });

  it('writes JSON Lines and CSV, and opens untitled documents', async () => {
    await list().firstPage();
    vscode.answers.push(loaded, toLines);
    vscode.targets.push(target);
    await commands['partnerCentral.exportLoadedJson']();
    const lines = (await readFile(target.fsPath, 'utf8')).trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      list().items,
    );
    vscode.answers.push(loaded, 'Separator…', 'Semicolon', toFile);
    vscode.targets.push(target);
    await commands['partnerCentral.exportLoadedCsv']();
    assert.match(await readFile(target.fsPath, 'utf8'), /^\ufeff"Id";"Arn";/);
    vscode.answers.push(selected, toFile);
    vscode.targets.push(at('one.csv'));
    await commands['partnerCentral.exportCsv'](rowOf(summary('O9')));
    assert.match(await readFile(at('one.csv').fsPath, 'utf8'), /^\ufeff"Id";.*\r\n"O9";[^\n]*\n$/);
    vscode.proposed.pop();
    assert.deepEqual(
      vscode.proposed.map(({ uri, title, filters }) => [uri.replace(/^.*2026-03-15/, ''), title, filters]),
      [
        ['.opportunities.jsonl', 'Export to JSON: All Loaded', { 'JSON Lines': ['jsonl'] }],
        ['.opportunities.csv', 'Export to CSV: All Loaded', { CSV: ['csv'] }],
      ],
    );
    vscode.answers.push(loaded, untitled, loaded, untitled);
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
      'A Markdown table of 2 opportunities is on the clipboard.',
      'A Markdown table of 1 opportunity is on the clipboard.',
    ]);
  });

  it('compares a file with what is loaded, and tells the comparisons apart', async () => {
    await list().firstPage();
    await writeFile(target.fsPath, JSON.stringify(list().items));
    for (let n = 0; n < 2; n++) await commands['partnerCentral.compareExport'](target);
    const documents = vscode.documents.map((shown) => String((shown as { uri: unknown }).uri));
    assert.deepEqual(
      documents,
      [1, 2].map((n) => `partner-central-comparison:/comparison-${n}/Comparison.md`),
    );
    vscode.answers.push('Show All in the Diff Editor');
    await commands['partnerCentral.openComparisonDiff'](vscodeModule().Uri.parse(documents[1] ?? ''));
    assert.deepEqual(
      vscode.executed.map(([id, before]) => [id, String(before)]),
      [['vscode.diff', 'partner-central-comparison:/comparison-3/export.opportunities.json']],
    );
  });

  it('writes CSV for people in Excel in one choice, and keeps that form', async () => {
    await list().firstPage();
    vscode.answers.push(loaded, forExcel);
    vscode.targets.push(target);
    await commands['partnerCentral.exportLoadedCsv']();
    assert.match(await readFile(target.fsPath, 'utf8'), /^\ufeff"Customer","Stage",.*"Monthly spend",.*"ID","ARN",/);
    vscode.answers.push(loaded);
    await commands['partnerCentral.exportLoadedCsv']();
    assert.deepEqual(offered(), [toFile, untitled, ...formParts], 'Save to a File… does the same now');
    const described = vscode.offered.slice(-2).map(({ description }) => description);
    assert.deepEqual(described, ['Excel', 'Readable Headings']);
    vscode.answers.push(loaded, 'Headings…', 'Field Names', toFile);
    vscode.targets.push(target);
    await commands['partnerCentral.exportLoadedCsv']();
    assert.match(await readFile(target.fsPath, 'utf8'), /^\ufeff"Id","Arn",/);
  });

  it('writes nothing where the person leaves', async () => {
    await list().firstPage();
    await commands['partnerCentral.exportLoadedJson']();
    assert.equal(vscode.proposed.length, 0);
    vscode.answers.push(loaded, toFile);
    await commands['partnerCentral.exportLoadedJson']();
    assert.deepEqual([vscode.proposed.length, said(), await readdir(folder)], [1, [], []]);
  });

  it('says why a file is not written, tries again, and saves elsewhere', async () => {
    await list().firstPage();
    vscode.answers.push(loaded, toFile);
    vscode.targets.push(at('gone', 'a.json'), target);
    press('Retry', 'Save Elsewhere…');
    await commands['partnerCentral.exportLoadedJson']();
    assert.deepEqual(said(), [
      'a.json was not written: its folder no longer exists.',
      'a.json was not written: its folder no longer exists.',
      'mine.opportunities.json was written: 2 loaded, more exist.',
    ]);
    assert.equal((await written()).Export.count, 2);
    vscode.answers.push(loaded, toFile);
    await mkdir(at('folder').fsPath);
    vscode.targets.push(at('folder'));
    press(undefined);
    await commands['partnerCentral.exportLoadedJson']();
    assert.equal(said().at(-1), 'folder was not written: there is a folder with this name.');
    vscode.answers.push(loaded, toFile);
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
    vscode.answers.push(loaded, toFile, loaded, toFile);
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
    vscode.answers.push(loaded, toFile, loaded, toFile, loaded, toFile);
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
      vscode.answers.push(toFile);
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

    it('asks in place of its progress, which comes back where it goes on', async () => {
      const pages = pagesOf(5, 2);
      let broken = true;
      script = (request) => (broken && request.NextToken === 't1' ? new SourceError('redirected') : pages(request));
      const seen: number[] = [];
      vscode.answer = (present) => {
        if (!present.includes('Continue')) return undefined;
        broken = false;
        seen.push(vscode.inProgress);
        return new Promise((resolve) => setTimeout(resolve, 0, 'Continue')) as never;
      };
      await start();
      assert.deepEqual([...seen, vscode.inProgress], [0, 0], 'nothing is said twice');
      assert.equal(vscode.textsIn('progress.title').at(-1), 'Reading everything to mine.opportunities.json');
      assert.equal((await written()).Export.count, 5);
    });

    it('is discarded where the person says so, and leaves no file', async () => {
      script = () => new SourceError('redirected');
      press('Discard');
      await start();
      assert.equal(said().length, 1);
      assert.deepEqual(vscode.textsIn('notification.button'), ['Continue', 'Save What Was Read', 'Discard']);
      assert.deepEqual([vscode.inProgress, await readdir(folder)], [0, []]);
    });

    it('is CSV and JSON Lines too, and one stage alone', async () => {
      script = (request) => (isLook(request) ? page([]) : pagesOf(5, 2)(request));
      vscode.answers.push(toFile, toLines, 'Everything AWS Has of Committed', toFile);
      vscode.targets.push(target, target, target);
      await commands['partnerCentral.exportLoadedCsv']();
      assert.match(await readFile(target.fsPath, 'utf8'), /^\ufeff"Id",.*\r\n("O0000\d",.*\r\n){5}$/);
      await commands['partnerCentral.exportLoadedJson']();
      assert.equal((await readFile(target.fsPath, 'utf8')).match(/^\{"Catalog":.*\}$/gm)?.length, 5);
      await commands['partnerCentral.exportJson']({ kind: 'stage', stage: 'Committed' });
      const { OpportunitySummaries: items, Export: facts } = await written();
      assert.deepEqual([items.length, facts.basis, facts.complete], [5, 'oneStage', true]);
      assert.deepEqual(facts.filter, { LifeCycleStage: ['Committed'] });
      assert.match(vscode.proposed.at(-1)?.uri ?? '', /\/partner-central-AWS-committed-2026-03-15\./);
      assert.deepEqual(said(), Array(3).fill('mine.opportunities.json was written: 5, everything AWS lists.'));
    });

    it('does not promise a token that CSV does not have', async () => {
      const pages = pagesOf(5, 2);
      script = (request) => (request.NextToken === 't1' ? new SourceError('redirected') : pages(request));
      press('Save What Was Read');
      vscode.answers.push(toFile);
      vscode.targets.push(target);
      await commands['partnerCentral.exportLoadedCsv']();
      assert.match(said()[1] ?? '', /: 2, up to a page that could not be read; what comes after it is missing\.$/);
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
