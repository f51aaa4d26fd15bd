import { commands, env, l10n, Uri, window, workspace } from 'vscode';
import { isSourceError, type SourceError } from '../../core/errors/sourceError';
import { type ExportSnapshot, exportChunks, takeSnapshot } from '../../core/formats/exportDocument';
import { exportName } from '../../core/formats/exportName';
import { jsonLineChunks } from '../../core/formats/jsonLines';
import { markdownTable } from '../../core/formats/markdownTable';
import { type AfterFailure, canWriteWhole, WholeExport } from '../../core/formats/wholeExport';
import type { ExportScope } from '../../core/lists/completeness';
import type { TextPiece } from '../../core/text/textPiece';
import { csvChunks } from '../../files/csv';
import { type Chunks, KeptBeside } from '../../files/writeBeside';
import { clock } from '../../host/clock';
import { askForTarget, inTurns, writeTarget } from '../../host/exportTarget';
import { tell, tellBriefly, tellWhile, translated } from '../../host/tell';
import type { CurrentLists } from '../currentLists';
import { errorText } from '../errorText';
import { itemsOfRows } from '../opportunities/rowItems';
import type { Row } from '../opportunities/rows';
import type { WindowParts } from '../windowParts';
import { CsvForm } from './csvForm';
import { ExportComparer } from './exportComparer';
import { type ExportDestination, pickDestination } from './exportPick';
import { extentText, wholeText, writeErrorText } from './exportText';

export type ExporterDeps = Pick<WindowParts, 'current' | 'state' | 'habits' | 'now' | 'today'>;

/** A format that opportunities can be written in. */
interface Format {
  readonly suffix: string;
  readonly language: string;
  readonly filters: Readonly<Record<string, string[]>>;
  readonly chunks: (snapshot: ExportSnapshot) => Iterable<string>;
  /** The options of the format that the person can choose. */
  readonly form?: CsvForm;
}

const json: Format = {
  suffix: '.opportunities.json',
  language: 'json',
  filters: { JSON: ['json'] },
  chunks: exportChunks,
};

const lines: Format = {
  suffix: '.opportunities.jsonl',
  language: 'jsonl',
  filters: { 'JSON Lines': ['jsonl'] },
  chunks: ({ items }) => jsonLineChunks(items),
};

const csv = (form: CsvForm): Format => ({
  suffix: '.opportunities.csv',
  language: 'csv',
  filters: { CSV: ['csv'] },
  chunks: ({ items }) => csvChunks(items, form.value),
  form,
});

/** Milliseconds before the person is told that a file is being written, with a way to stop it. */
const patience = 400;

/** Exports what is loaded. */
export class Exporter {
  private comparer: ExportComparer | undefined;

  constructor(private readonly deps: ExporterDeps) {}

  /** @param rows the rows to export; without any, everything that is loaded */
  async exportJson(rows: readonly Row[] = []): Promise<void> {
    await this.export(l10n.t('Export to JSON'), json, ['file', 'lines', 'untitled'], rows);
  }

  async exportCsv(rows: readonly Row[] = []): Promise<void> {
    await this.export(l10n.t('Export to CSV'), csv(new CsvForm(this.deps.habits)), ['file', 'untitled'], rows);
  }

  async copyMarkdownTable(rows: readonly Row[] = []): Promise<void> {
    const { current, now } = this.deps;
    const { items } = takeSnapshot(current.value, scopeOf(rows, current), now());
    if (items.length === 0) return tellNothingLoaded();
    await env.clipboard.writeText(markdownTable(items));
    tellBriefly(l10n.t('A Markdown table of {0} is on the clipboard.', items.length));
  }

  async compare(uri?: Uri): Promise<void> {
    this.comparer ??= new ExportComparer(this.deps.current, this.deps.now);
    await this.comparer.compare(uri);
  }

  private async export(
    title: string,
    format: Format,
    destinations: readonly ExportDestination[],
    rows: readonly Row[],
  ): Promise<void> {
    const { current, now } = this.deps;
    const scope = scopeOf(rows, current);
    const snapshot = takeSnapshot(current.value, scope, now());
    const { facts } = snapshot;
    // The person can also read what is not loaded yet directly into a file.
    const whole = format === json && scope.kind === 'loaded' && !facts.complete && canWriteWhole(current.value);
    const offered = facts.count === 0 ? [] : destinations;
    if (offered.length === 0 && !whole) return tellNothingLoaded();
    const all: readonly ExportDestination[] = whole ? [...offered, 'whole'] : offered;
    const destination = await pickDestination(title, extentText(facts), facts.count, all, format.form);
    if (destination === 'untitled') await openUntitled(format, snapshot);
    else if (destination === 'whole') await this.saveWhole(title);
    else if (destination) await this.saveLoaded(title, destination === 'lines' ? lines : format, scope, snapshot);
  }

  private async saveLoaded(title: string, format: Format, scope: ExportScope, snapshot: ExportSnapshot): Promise<void> {
    const { facts } = snapshot;
    await this.save(title, format, exportName(facts.catalog, scope, this.deps.today(), format.suffix), () => {
      const words = (name: string) => translated('Writing {0} opportunities to {1}', facts.count, name);
      return { chunks: () => format.chunks(snapshot), words, patience, extent: () => extentText(facts) };
    });
  }

  /** Writes the single list under the filter while it is being read. */
  private async saveWhole(title: string): Promise<void> {
    const { current, now, today } = this.deps;
    const lists = current.value;
    const name = exportName(lists.query.catalog, { kind: 'loaded' }, today(), json.suffix);
    await this.save(title, json, name, () => {
      const whole = new WholeExport(lists, { clock, now: now(), onFailure: askAfterFailure });
      const words = (file: string) => translated('Reading everything to {0}', file);
      const extent = () => wholeText(whole.facts);
      return { chunks: (signal) => whole.chunks(signal), words, patience: 0, extent, count: () => whole.count };
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
      const outcome = await write(target, work);
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

function tellNothingLoaded(): void {
  void tell('info', l10n.t('Nothing is loaded to export. Expand a stage first.'));
}

function scopeOf(rows: readonly Row[], current: CurrentLists): ExportScope {
  const [only, ...others] = rows;
  if (!only) return { kind: 'loaded' };
  if (only.kind === 'stage' && others.length === 0) return { kind: 'stage', stage: only.stage };
  return { kind: 'selection', items: itemsOfRows(rows, current.value) };
}

async function openUntitled({ language, chunks }: Format, snapshot: ExportSnapshot): Promise<void> {
  const content = await inTurns(chunks(snapshot), new AbortController().signal);
  await window.showTextDocument(await workspace.openTextDocument({ language, content }), { preview: false });
}

/** A file to write, from its first character on. */
interface Work {
  readonly chunks: (signal: AbortSignal) => Chunks;
  /** Returns a description of the work for the person who waits. */
  readonly words: (fileName: string) => string;
  /** Milliseconds before the person is told about it, with a way to stop it. */
  readonly patience: number;
  /** Returns how much was written. */
  readonly extent: () => string;
  /** Returns the number of opportunities written so far, for work that takes long. */
  readonly count?: () => number;
}

type Outcome = 'written' | 'cancelled' | { readonly error: unknown };

/** Writes a file. If it takes long, the person can cancel it. */
async function write(target: Uri, { chunks, words, patience, count }: Work): Promise<Outcome> {
  const stop = new AbortController();
  let report = () => {};
  const writing = writeTarget(
    target,
    reporting(chunks(stop.signal), () => report()),
    stop.signal,
  ).then(
    (): Outcome => 'written',
    (error: unknown): Outcome => (stop.signal.aborted ? 'cancelled' : { error }),
  );
  const slow = new Promise<'slow'>((resolve) => setTimeout(resolve, patience, 'slow'));
  const first = await Promise.race([writing, slow]);
  if (first !== 'slow') return first;
  return await tellWhile(words(fileName(target)), (say, token) => {
    token.onCancellationRequested(() => stop.abort());
    if (count) report = () => say(l10n.t('{0} written', count()));
    return writing;
  });
}

/** Asks what to do about a page that cannot be read. What was read before is kept in any case. */
async function askAfterFailure(error: SourceError, written: number, signal: AbortSignal): Promise<AfterFailure> {
  const goOn = l10n.t('Continue');
  const words = l10n.t(
    'Reading stopped after {0} opportunities. {1} Continue from there, or save what was read.',
    written,
    errorText(error),
  );
  let stop = () => {};
  const stopped = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
  });
  signal.addEventListener('abort', stop);
  try {
    const asked = tell('error', words, goOn, l10n.t('Save What Was Read'));
    return (await Promise.race([asked, stopped])) === goOn ? 'again' : 'end';
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function* reporting(chunks: Chunks, report: () => void): AsyncGenerator<TextPiece, void, void> {
  for await (const chunk of chunks) {
    yield chunk;
    report();
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
