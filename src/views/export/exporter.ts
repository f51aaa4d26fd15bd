import { commands, env, l10n, Uri, window, workspace } from 'vscode';
import { isSourceError, type SourceError } from '../../core/errors/sourceError';
import { type ExportSnapshot, exportChunks } from '../../core/formats/exportDocument';
import { exportName } from '../../core/formats/exportName';
import { jsonLineChunks } from '../../core/formats/jsonLines';
import { markdownTable } from '../../core/formats/markdownTable';
import { spendsIn } from '../../core/formats/tableColumns';
import { type AfterFailure, WholeExport, type WholeExportOptions } from '../../core/formats/wholeExport';
import { type WholeFormat, wholeJson, wholeLines } from '../../core/formats/wholeFormat';
import type { ExportScope } from '../../core/lists/completeness';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import type { Stage } from '../../core/model/opportunity';
import { csvChunks, wholeCsv } from '../../files/csv';
import { KeptBeside } from '../../files/writeBeside';
import { clock } from '../../host/clock';
import { askForTarget, inTurns } from '../../host/exportTarget';
import { tell, tellBriefly, translated } from '../../host/tell';
import type { Row } from '../opportunities/rows';
import { type SelectionDeps, selectionOf } from '../opportunities/selection';
import type { WindowParts } from '../windowParts';
import { numberText, opportunitiesText } from './counts';
import { CsvForm } from './csvForm';
import { ExportComparer } from './exportComparer';
import { type ExportDestination, mostInDocument, pickDestination } from './exportPick';
import { extentText, readingStoppedText, wholeText, writeErrorText, writingText } from './exportText';
import { type ExportWhat, exportable, itemsOf, pickWhat } from './exportWhat';
import { type Work, type Writing, writeFile } from './writing';

export type ExporterDeps = Pick<WindowParts, 'current' | 'state' | 'habits' | 'now' | 'today'> &
  Pick<SelectionDeps, 'view'>;

/** A format that opportunities can be written in. */
interface Format {
  readonly suffix: string;
  readonly language: string;
  readonly filters: Readonly<Record<string, string[]>>;
  readonly chunks: (snapshot: ExportSnapshot) => Iterable<string>;
  /** Returns the format of what is written while it is read. */
  readonly whole: (lists: OpportunityLists) => WholeFormat;
  /** The options of the format that the person can choose. */
  readonly form?: CsvForm;
}

const json: Format = {
  suffix: '.opportunities.json',
  language: 'json',
  filters: { JSON: ['json'] },
  chunks: exportChunks,
  whole: () => wholeJson,
};

const lines: Format = {
  suffix: '.opportunities.jsonl',
  language: 'jsonl',
  filters: { 'JSON Lines': ['jsonl'] },
  chunks: ({ items }) => jsonLineChunks(items),
  whole: () => wholeLines,
};

const csv = (form: CsvForm): Format => ({
  suffix: '.opportunities.csv',
  language: 'csv',
  filters: { CSV: ['csv'] },
  chunks: ({ items }) => csvChunks(items, form.value, l10n.t),
  whole: (lists) => wholeCsv(form.value, l10n.t, spendsIn(lists.loaded())),
  form,
});

/** Milliseconds before the person is told that a file is being written, with a way to stop it. */
const patience = 400;

/** Exports what is loaded, what is selected, or everything that AWS has. */
export class Exporter {
  private comparer: ExportComparer | undefined;

  constructor(private readonly deps: ExporterDeps) {}

  /** @param rows the rows in whose menu it was started; none elsewhere */
  async exportJson(rows: readonly Row[] = []): Promise<void> {
    const title = (what?: string) => (what ? translated('Export to JSON: {0}', what) : l10n.t('Export to JSON'));
    await this.export(title, json, ['file', 'lines', 'untitled'], rows);
  }

  async exportCsv(rows: readonly Row[] = []): Promise<void> {
    const title = (what?: string) => (what ? translated('Export to CSV: {0}', what) : l10n.t('Export to CSV'));
    await this.export(title, csv(new CsvForm(this.deps.habits)), ['file', 'excel', 'untitled'], rows);
  }

  /** @param rows the rows to copy; without any, everything that is loaded */
  async copyMarkdownTable(rows: readonly Row[] = []): Promise<void> {
    const lists = this.deps.current.value;
    const items = rows.length > 0 ? await itemsOf(rows, lists) : lists.loaded();
    if (items.length === 0) return tellNothingLoaded();
    await env.clipboard.writeText(await inTurns(markdownTable(items), new AbortController().signal));
    tellBriefly(l10n.t('A Markdown table of {0} is on the clipboard.', opportunitiesText(items.length)));
  }

  async compare(uri?: Uri): Promise<void> {
    await this.comparing().compare(uri);
  }

  /** @param files the two files that are selected; otherwise the person chooses */
  async compareTwo(files: readonly Uri[]): Promise<void> {
    await this.comparing().compareTwo(files);
  }

  async openComparisonDiff(uri?: Uri): Promise<void> {
    await this.comparing().openDiff(uri);
  }

  private comparing(): ExportComparer {
    this.comparer ??= new ExportComparer(this.deps);
    return this.comparer;
  }

  private async export(
    title: (what?: string) => string,
    format: Format,
    destinations: readonly ExportDestination[],
    rows: readonly Row[],
  ): Promise<void> {
    const { current, view, now } = this.deps;
    const lists = current.value;
    const { rows: selected } = selectionOf('rows', [], { view, current });
    const items = await exportable({ lists, now: now(), rows, selected });
    if (items.length === 0) return tellNothingLoaded();
    const chosen = await pickWhat(title(), items);
    if (!chosen) return;
    const { what, label, description = '' } = chosen;
    const most = what.kind === 'held' ? what.snapshot.facts.count : Number.POSITIVE_INFINITY;
    const offered = destinations.filter((destination) => destination !== 'untitled' || most <= mostInDocument);
    const destination = await pickDestination(title(label), description, offered, format.form);
    if (!destination) return;
    const chosenFormat = destination === 'lines' ? lines : format;
    if (what.kind === 'everything') await this.saveEverything(title(label), chosenFormat, lists, what.stage);
    else if (destination === 'untitled') await openUntitled(format, what.snapshot);
    else await this.saveHeld(title(label), chosenFormat, what);
  }

  private async saveHeld(title: string, format: Format, { scope, snapshot }: HeldWhat): Promise<void> {
    const { facts } = snapshot;
    await this.save(title, format, exportName(facts.catalog, scope, this.deps.today(), format.suffix), () => ({
      chunks: () => format.chunks(snapshot),
      words: (name) => writingText(facts.count, name),
      patience,
      extent: () => extentText(facts),
    }));
  }

  /** Writes the single list under the filter, or that of one stage, while it is being read. */
  private async saveEverything(title: string, format: Format, lists: OpportunityLists, stage?: Stage): Promise<void> {
    const { now, today } = this.deps;
    const scope: ExportScope = stage ? { kind: 'stage', stage } : { kind: 'loaded' };
    const name = exportName(lists.query.catalog, scope, today(), format.suffix);
    await this.save(title, format, name, (): Work => {
      let writing: Writing | undefined;
      const onFailure: WholeExportOptions['onFailure'] = (...failure) =>
        writing ? writing.whileAsking(() => askAfterFailure(...failure, writing)) : Promise.resolve('end');
      const wholeFormat = format.whole(lists);
      const whole = new WholeExport(lists, {
        ...{ clock, now: now(), onFailure, format: wholeFormat },
        ...(stage && { stage }),
      });
      return {
        chunks: (begun) => {
          writing = begun;
          return whole.chunks(begun.signal);
        },
        words: (file) => translated('Reading everything to {0}', file),
        patience: 0,
        extent: () => wholeText(whole.facts, wholeFormat),
        progress: () => l10n.t('{0} written', numberText(whole.count)),
      };
    });
  }

  /** Asks for a file name until the file is written or the person gives up. */
  private async save(title: string, { filters }: Format, name: string, begin: () => Work): Promise<void> {
    const { state } = this.deps;
    let target = await askForTarget(state, { name, title, filters });
    let work: Work | undefined;
    let kept: KeptBeside | undefined;
    while (target) {
      const written = kept;
      // A complete file is copied instead of being written a second time.
      work = work && written ? { ...work, chunks: () => written.chunks() } : begin();
      const outcome = await writeFile(target, fileName(target), work);
      const again = outcome !== 'written' && outcome !== 'cancelled' && outcome.error instanceof KeptBeside;
      if (outcome === 'written') void tellWritten(target, work.extent());
      if (outcome === 'written' || again) await kept?.discard();
      if (typeof outcome === 'string') return;
      if (outcome.error instanceof KeptBeside) kept = outcome.error;
      const [retry, elsewhere] = [l10n.t('Retry'), l10n.t('Save Elsewhere…')];
      const keptAs = again && kept ? fileName(Uri.file(kept.kept)) : undefined;
      const words = writeErrorText(outcome.error, fileName(target), keptAs);
      // The source no longer exists, so starting again would read something else.
      const gone = isSourceError(outcome.error) && outcome.error.code === 'aborted';
      const chosen = await tell('error', words, ...(gone ? [] : [retry, elsewhere]));
      if (chosen === elsewhere) target = await askForTarget(state, { name, title, filters });
      else if (chosen !== retry) return;
    }
  }
}

type HeldWhat = Extract<ExportWhat, { readonly kind: 'held' }>;

function tellNothingLoaded(): void {
  void tell('info', l10n.t('Nothing is loaded to export. Expand a stage first.'));
}

async function openUntitled({ language, chunks }: Format, snapshot: ExportSnapshot): Promise<void> {
  const content = await inTurns(chunks(snapshot), new AbortController().signal);
  await window.showTextDocument(await workspace.openTextDocument({ language, content }), { preview: false });
}

/** Asks what to do about a page that cannot be read. What was read before is kept unless the person discards it. */
async function askAfterFailure(
  error: SourceError,
  written: number,
  signal: AbortSignal,
  writing: Writing | undefined,
): Promise<AfterFailure> {
  const [goOn, discard] = [l10n.t('Continue'), l10n.t('Discard')];
  let stop = () => {};
  const stopped = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
  });
  signal.addEventListener('abort', stop);
  try {
    const asked = tell('error', readingStoppedText(error, written), goOn, l10n.t('Save What Was Read'), discard);
    const chosen = await Promise.race([asked, stopped]);
    if (chosen === discard) writing?.cancel();
    return chosen === goOn ? 'again' : 'end';
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Returns the file name without its folders, because the person chose it. */
function fileName({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

async function tellWritten(target: Uri, extent: string): Promise<void> {
  const open = l10n.t('Open');
  const chosen = await tell('info', translated('{0} was written: {1}.', fileName(target), extent), open);
  // VS Code itself asks what to do with a file that is too large for it.
  if (chosen === open) await commands.executeCommand('vscode.open', target, { preview: false });
}
