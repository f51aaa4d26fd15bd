import { commands, l10n, TabInputText, TabInputTextDiff, Uri, window, workspace } from 'vscode';
import { comparisonScheme } from '../../contributions';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { inSlices } from '../../core/runtime/inSlices';
import { cancellable } from '../../host/cancellable';
import { clock } from '../../host/clock';
import { tell, translated } from '../../host/tell';
import { comparedWith, type ShownComparison, titleOf, writeComparison } from './comparisonDocument';
import { writeJson } from './comparisonJson';
import { type ComparisonChoice, pickFromComparison } from './comparisonPick';

/** Milliseconds of work before everything else gets its turn. */
export const sliceMs = 8;

/**
 * The maximum number of opportunities per side for which the diff editor also shows unchanged ones: with more it is
 * slow.
 */
const mostInFull = 5_000;

type Sides = readonly [before: readonly OpportunitySummary[], after: readonly OpportunitySummary[]];

/** A comparison with its two lists. */
export interface Compared extends ShownComparison {
  readonly sides: Sides;
}

/** The names of the documents of the later side in the diff editor. */
const laterSides = { loaded: 'current', file: 'later' } as const;

/** The documents of comparisons, and what diff editors show of them. */
export class ComparisonDocuments {
  /** The comparisons whose documents are open, by the paths of those. */
  private readonly comparisons = new Map<string, { readonly compared: Compared; readonly text: string }>();
  /** The texts that open diff editors show. */
  private readonly texts = new Map<string, string>();
  private count = 0;

  constructor() {
    // The provider stays registered as long as the window is open.
    workspace.registerTextDocumentContentProvider(comparisonScheme, {
      provideTextDocumentContent: ({ path }) => this.textOf(path),
    });
    // VS Code tells extensions nothing about documents larger than 50 MB except for their tabs.
    window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const { input } of closed) this.forget(input);
    });
  }

  /** Writes the document of a comparison, and returns where it is. */
  async add(compared: Compared, signal: AbortSignal): Promise<Uri> {
    const pieces: string[] = [];
    await inSlices(writeComparison(compared, pieces), clock, signal, sliceMs);
    signal.throwIfAborted();
    this.count += 1;
    // The name of the file may be that of a customer, so it is in no address.
    const path = `/comparison-${this.count}/Comparison.md`;
    this.comparisons.set(path, { compared, text: pieces.join('') });
    return Uri.from({ scheme: comparisonScheme, path });
  }

  /** Shows the comparison of a document, or a part of it, in the diff editor. */
  async openDiff(uri: Uri | undefined): Promise<void> {
    const compared = uri?.scheme === comparisonScheme && this.comparisons.get(uri.path)?.compared;
    if (!compared)
      return void tell(
        'info',
        l10n.t('Open a comparison first: Compare with Current or Compare Two Exports makes one.'),
      );
    const choice = await pickFromComparison(compared, mostInFull);
    if (!choice) return;
    const written = await cancellable(translated('Comparing {0}', titleOf(compared)), (signal) =>
      this.write(compared, sidesOf(choice, compared), signal),
    );
    const { before, after } = compared;
    const title =
      'facts' in after ? translated('{0} ↔ Current', before.name) : translated('{0} ↔ {1}', before.name, after.name);
    // Outside of the progress: the command never ends if the editor is closed while it opens.
    if (written) await commands.executeCommand('vscode.diff', ...written, title);
  }

  /** Closes the diff editors of what is loaded. The documents stay: they say which profile and catalog they are about. */
  async closeLoaded(): Promise<void> {
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs).filter(({ input }) => isOfLoaded(input));
    await window.tabGroups.close(tabs, true);
    for (const { input } of tabs) this.forget(input);
  }

  private textOf(path: string): string {
    const shown = this.comparisons.get(path)?.text ?? this.texts.get(path);
    if (shown !== undefined) return shown;
    const gone = l10n.t(
      'This comparison is no longer kept. Compare with Current or Compare Two Exports makes it again.',
    );
    return path.endsWith('.md')
      ? `${gone}
`
      : '';
  }

  /** Writes both sides and returns where they are. */
  private async write(shown: ShownComparison, [before, after]: Sides, signal: AbortSignal): Promise<[Uri, Uri]> {
    this.count += 1;
    const later = laterSides[comparedWith(shown)];
    return [await this.side('export', before, signal), await this.side(later, after, signal)];
  }

  /** Returns one side, sorted by id so that both versions of an opportunity are beside each other. */
  private async side(name: string, items: readonly OpportunitySummary[], signal: AbortSignal): Promise<Uri> {
    const path = `/comparison-${this.count}/${name}.opportunities.json`;
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
}

function isDiff(input: unknown): input is TabInputTextDiff {
  return input instanceof TabInputTextDiff && input.modified.scheme === comparisonScheme;
}

function isOfLoaded(input: unknown): boolean {
  return isDiff(input) && input.modified.path.endsWith(`/${laterSides.loaded}.opportunities.json`);
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
