import { commands, l10n, Range, TabInputText, TabInputTextDiff, Uri, window, workspace } from 'vscode';
import { comparisonScheme } from '../../contributions';
import { comparisonBasis } from '../../core/formats/comparisonBasis';
import { Comparison, comparing } from '../../core/formats/exportComparison';
import { takeSnapshot } from '../../core/formats/exportDocument';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { inSlices } from '../../core/runtime/inSlices';
import { type ExportProblem, readExport } from '../../files/readExport';
import { cancellable } from '../../host/cancellable';
import { clock } from '../../host/clock';
import { activeFile, bytesOf, hasUnseenChanges } from '../../host/fileBytes';
import { tell, translated } from '../../host/tell';
import type { WindowParts } from '../windowParts';
import { type ShownComparison, writeComparison } from './comparisonDocument';
import { writeJson } from './comparisonJson';
import { type ComparisonChoice, pickFromComparison } from './comparisonPick';
import { exportProblemText } from './exportProblemText';

/** Milliseconds of work before everything else gets its turn. */
const sliceMs = 8;

/**
 * The maximum number of opportunities per side for which the diff editor also shows unchanged ones: with more it is
 * slow.
 */
const mostInFull = 5_000;

type Sides = readonly [before: readonly OpportunitySummary[], after: readonly OpportunitySummary[]];

/** A comparison with its two lists. */
interface Compared extends ShownComparison {
  readonly sides: Sides;
}

/** Compares an export with what is loaded: as a document that stays, and from there in the diff editor. */
export class ExportComparer {
  /** The comparisons whose documents are open, by the paths of those. */
  private readonly comparisons = new Map<string, { readonly compared: Compared; readonly text: string }>();
  /** The texts that open diff editors show. */
  private readonly texts = new Map<string, string>();
  private count = 0;

  constructor(private readonly deps: Pick<WindowParts, 'current' | 'now'>) {
    // The provider stays registered as long as the window is open.
    workspace.registerTextDocumentContentProvider(comparisonScheme, {
      provideTextDocumentContent: ({ path }) => this.textOf(path),
    });
    // VS Code tells extensions nothing about documents larger than 50 MB except for their tabs.
    window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const { input } of closed) this.forget(input);
    });
    deps.current.onDidReplace(({ sameConnection }) => {
      if (!sameConnection) void this.closeAll();
    });
  }

  async compare(uri = activeFile()): Promise<void> {
    if (!uri) return void tell('info', l10n.t('Open a file with opportunities first, such as an export.'));
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    if (hasUnseenChanges(uri)) {
      void tell(
        'warning',
        translated('{0} has unsaved changes, and is too large for them to be read: save it first.', name),
      );
      return;
    }
    const compared = await this.compareFile(uri, name);
    if (compared !== 'nothingLoaded') return;
    const loadAll = l10n.t('Load All');
    const words = translated('Nothing is loaded to compare {0} with.', name);
    if ((await tell('info', words, loadAll)) !== loadAll) return;
    const { connection } = this.deps.current;
    await commands.executeCommand('partnerCentral.loadAllLists');
    // The person may have gone to another connection in the meantime.
    if (JSON.stringify(connection) !== JSON.stringify(this.deps.current.connection)) return;
    if ((await this.compareFile(uri, name)) !== 'nothingLoaded') return;
    void tell('info', translated('Nothing was loaded to compare {0} with. The Opportunities view says why.', name));
  }

  /** Shows a comparison, or a part of it, in the diff editor. */
  async openDiff(uri = activeFile()): Promise<void> {
    const compared = uri?.scheme === comparisonScheme && this.comparisons.get(uri.path)?.compared;
    if (!compared) return void tell('info', l10n.t('Open a comparison first: Compare with Current makes one.'));
    const { name } = compared;
    const choice = await pickFromComparison(compared, mostInFull);
    if (!choice) return;
    const title = translated('Comparing {0} with what is loaded', name);
    const written = await cancellable(title, (signal) => this.write(sidesOf(choice, compared), signal));
    // Outside of the progress: the command never ends if the editor is closed while it opens.
    if (written) await commands.executeCommand('vscode.diff', ...written, translated('{0} ↔ Current', name));
  }

  /** Reads the file, compares it and opens the document, or says why the two cannot be compared. */
  private async compareFile(uri: Uri, name: string): Promise<'nothingLoaded' | undefined> {
    const title = translated('Comparing {0} with what is loaded', name);
    const compared = await cancellable(title, (signal) => this.read(uri, name, signal)).catch((error: unknown) => {
      void tell('error', translated('{0} could not be read ({1}).', name, codeOf(error)));
    });
    if (compared === 'nothingLoaded') return compared;
    if (compared && 'problem' in compared) await tellProblem(uri, name, compared.problem);
    else if (compared) await this.openDocument(compared.path);
    return undefined;
  }

  private async openDocument(path: string): Promise<void> {
    const uri = Uri.from({ scheme: comparisonScheme, path });
    await window.showTextDocument(await workspace.openTextDocument(uri), { preview: false });
  }

  private async read(
    uri: Uri,
    name: string,
    signal: AbortSignal,
  ): Promise<{ readonly path: string } | { readonly problem: ExportProblem } | 'nothingLoaded' | undefined> {
    const read = await readExport(await bytesOf(uri), signal);
    if ('problem' in read) return read;
    const { value: lists, connection } = this.deps.current;
    const { claims, items: before } = read;
    const catalog = claims.catalog ?? before.find((item) => item.Catalog !== undefined)?.Catalog;
    if (catalog !== undefined && catalog !== connection.catalog) {
      const words = '{0} is from the catalog {1}; what is loaded is from {2}.';
      void tell('warning', translated(words, name, catalog, connection.catalog));
      return undefined;
    }
    const at = this.deps.now();
    const { items: after, facts } = takeSnapshot(lists, { kind: 'loaded' }, at);
    // A list that is known to be empty can be compared.
    if (after.length === 0 && !lists.empty) return 'nothingLoaded';
    const comparison = new Comparison();
    await inSlices(comparing(before, after, comparison), clock, signal, sliceMs);
    const basis = comparisonBasis(claims, facts, connection);
    const sides: Sides = [before, after];
    const compared: Compared = { name, claims, inFile: before.length, facts, comparison, basis, at, sides };
    const pieces: string[] = [];
    await inSlices(writeComparison(compared, pieces), clock, signal, sliceMs);
    signal.throwIfAborted();
    this.count += 1;
    // The name of the file may be that of a customer, so it is in no address.
    const path = `/comparison-${this.count}/Comparison.md`;
    this.comparisons.set(path, { compared, text: pieces.join('') });
    return { path };
  }

  private textOf(path: string): string {
    const shown = this.comparisons.get(path)?.text ?? this.texts.get(path);
    if (shown !== undefined) return shown;
    const gone = l10n.t('This comparison is no longer kept. Compare with Current makes it again.');
    return path.endsWith('.md')
      ? `${gone}
`
      : '';
  }

  /** Writes both sides and returns where they are. */
  private async write([before, after]: Sides, signal: AbortSignal): Promise<readonly [Uri, Uri]> {
    this.count += 1;
    return [await this.side('export', before, signal), await this.side('current', after, signal)];
  }

  /** Returns one side, sorted by id so that both versions of an opportunity are beside each other. */
  private async side(
    which: 'export' | 'current',
    items: readonly OpportunitySummary[],
    signal: AbortSignal,
  ): Promise<Uri> {
    const path = `/comparison-${this.count}/${which}.opportunities.json`;
    const pieces: string[] = [];
    await inSlices(writeJson(items, pieces), clock, signal, sliceMs);
    signal.throwIfAborted();
    this.texts.set(path, pieces.join(''));
    return Uri.from({ scheme: comparisonScheme, path });
  }

  private forget(input: unknown): void {
    if (isDiff(input)) for (const { path } of [input.original, input.modified]) this.texts.delete(path);
    if (!(input instanceof TabInputText) || input.uri.scheme !== comparisonScheme) return;
    const { path } = input.uri;
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    const isOpen = tabs.some(({ input: other }) => other instanceof TabInputText && other.uri.path === path);
    if (!isOpen) this.comparisons.delete(path);
  }

  /** Closes the diff editors. The documents stay: they say which profile and catalog they are about. */
  private async closeAll(): Promise<void> {
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    await window.tabGroups.close(
      tabs.filter(({ input }) => isDiff(input)),
      true,
    );
    this.texts.clear();
  }
}

function isDiff(input: unknown): input is TabInputTextDiff {
  return input instanceof TabInputTextDiff && input.modified.scheme === comparisonScheme;
}

/** Returns what the diff editor shows; if there are very many opportunities, only those that differ. */
function sidesOf(choice: ComparisonChoice, { sides, comparison }: Compared): Sides {
  if (choice.kind === 'one') return [listOf(choice.before), listOf(choice.after)];
  if (sides.every(({ length }) => length <= mostInFull)) return sides;
  const { added, removed, changed } = comparison;
  return [
    [...changed.map(({ before }) => before), ...removed].slice(0, mostInFull),
    [...changed.map(({ after }) => after), ...added].slice(0, mostInFull),
  ];
}

function listOf(item: OpportunitySummary | undefined): readonly OpportunitySummary[] {
  return item ? [item] : [];
}

async function tellProblem(uri: Uri, name: string, problem: ExportProblem): Promise<void> {
  const goTo = l10n.t('Go to Line');
  if ((await tell('error', exportProblemText(problem, name, problem.line), goTo)) !== goTo) return;
  const start = problem.line - 1;
  // Unlike `showTextDocument`, this opens files of any size.
  await commands.executeCommand('vscode.open', uri, { selection: new Range(start, 0, start, 0), preview: false });
}

/** Returns only the code, because messages of the file system quote paths. */
function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^\w+$/.test(code) ? code : l10n.t('unknown reason');
}
