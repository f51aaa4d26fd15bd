import { commands, l10n, Range, TabInputTextDiff, Uri, window, workspace } from 'vscode';
import { comparisonScheme } from '../../contributions';
import { type ComparisonBasis, comparisonBasis } from '../../core/formats/comparisonBasis';
import { Comparison, comparing } from '../../core/formats/exportComparison';
import { takeSnapshot } from '../../core/formats/exportDocument';
import { loadedCount } from '../../core/lists/loadAll';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { inSlices } from '../../core/runtime/inSlices';
import type { Moment } from '../../core/time/zone';
import { type ExportProblem, readExport } from '../../files/readExport';
import { cancellable } from '../../host/cancellable';
import { clock } from '../../host/clock';
import { activeFile, bytesOf, hasUnseenChanges } from '../../host/fileBytes';
import { tell, translated } from '../../host/tell';
import type { CurrentLists } from '../currentLists';
import { loadedText } from '../find/findItems';
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

/** A file that was compared with what is loaded. */
interface Compared {
  readonly sides: Sides;
  readonly comparison: Comparison;
  readonly basis: ComparisonBasis;
  /** A description of how much is loaded. */
  readonly loaded: string;
}

/** Compares an export with what is loaded, as a list and in the diff editor. */
export class ExportComparer {
  /** The texts that open diff editors show. */
  private readonly texts = new Map<string, string>();
  private count = 0;

  constructor(
    private readonly current: CurrentLists,
    private readonly now: () => Moment,
  ) {
    // The provider stays registered as long as the window is open.
    workspace.registerTextDocumentContentProvider(comparisonScheme, {
      provideTextDocumentContent: ({ path }) => this.texts.get(path) ?? '',
    });
    // VS Code tells extensions nothing about documents larger than 50 MB except for their tabs.
    window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const { input } of closed) if (isComparison(input)) this.forget(input);
    });
    current.onDidReplace(({ sameConnection }) => {
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
    const title = translated('Comparing {0} with what is loaded', name);
    const compared = await cancellable(title, (signal) => this.read(uri, name, signal)).catch((error: unknown) => {
      void tell('error', translated('{0} could not be read ({1}).', name, codeOf(error)));
    });
    if (!compared) return;
    if ('problem' in compared) return tellProblem(uri, name, compared.problem);
    const { loaded, comparison, basis } = compared;
    const choice = await pickFromComparison(name, { loaded, comparison, basis, mostInFull });
    if (!choice) return;
    const written = await cancellable(title, (signal) => this.write(sidesOf(choice, compared), signal));
    // Outside of the progress: the command never ends if the editor is closed while it opens.
    if (written) await commands.executeCommand('vscode.diff', ...written, translated('{0} ↔ Current', name));
  }

  /** Reads the file and compares it, or says why the two cannot be compared. */
  private async read(
    uri: Uri,
    name: string,
    signal: AbortSignal,
  ): Promise<Compared | { readonly problem: ExportProblem } | undefined> {
    const read = await readExport(await bytesOf(uri), signal);
    if ('problem' in read) return read;
    const { value: lists, connection } = this.current;
    const { claims, items: before } = read;
    const catalog = claims.catalog ?? before.find((item) => item.Catalog !== undefined)?.Catalog;
    if (catalog !== undefined && catalog !== connection.catalog) {
      const words = '{0} is from the catalog {1}; what is loaded is from {2}.';
      void tell('warning', translated(words, name, catalog, connection.catalog));
      return undefined;
    }
    const { items: after, facts } = takeSnapshot(lists, { kind: 'loaded' }, this.now());
    if (after.length === 0) {
      void tell('info', translated('Nothing is loaded to compare {0} with.', name));
      return undefined;
    }
    const comparison = new Comparison();
    await inSlices(comparing(before, after, comparison), clock, signal, sliceMs);
    signal.throwIfAborted();
    const loaded = loadedText(lists, loadedCount(lists));
    return { sides: [before, after], comparison, basis: comparisonBasis(claims, facts, connection), loaded };
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

  private forget({ original, modified }: TabInputTextDiff): void {
    for (const { path } of [original, modified]) this.texts.delete(path);
  }

  private async closeAll(): Promise<void> {
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    await window.tabGroups.close(
      tabs.filter(({ input }) => isComparison(input)),
      true,
    );
    this.texts.clear();
  }
}

function isComparison(input: unknown): input is TabInputTextDiff {
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
