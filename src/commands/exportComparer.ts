import { commands, l10n, Range, TabInputTextDiff, Uri, window, workspace } from 'vscode';
import { compareOpportunities } from '../core/exportComparison';
import { loadedCount } from '../core/loadAll';
import type { OpportunitySummary } from '../core/opportunity';
import { type ExportProblem, readExport } from '../files/readExport';
import { inWords, tell } from '../host/tell';
import { pickFromComparison } from '../views/comparisonPick';
import type { CurrentPipeline } from '../views/currentPipeline';
import { loadedWords } from '../views/findItems';
import { exportProblemWords } from './exportProblemWords';

const scheme = 'partner-central-comparison';

/** Compares an export with what is loaded, as a list and in the diff editor. */
export class ExportComparer {
  /** What the sides of open diff editors show. */
  private readonly texts = new Map<string, string>();
  private count = 0;

  constructor(private readonly current: CurrentPipeline) {
    // They live as long as the window.
    workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: ({ path }) => this.texts.get(path) ?? '',
    });
    workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === scheme) this.texts.delete(uri.path);
    });
    current.onDidReplace(({ sameConnection }) => {
      if (!sameConnection) void this.closeAll();
    });
  }

  async compare(uri = window.activeTextEditor?.document.uri): Promise<void> {
    if (!uri) return;
    const document = await workspace.openTextDocument(uri);
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const read = readExport(document.getText());
    if ('problem' in read) return await this.tellProblem(uri, name, read.problem);
    const { catalog } = this.current.connection;
    if (read.catalog !== undefined && read.catalog !== catalog) {
      const words = inWords('{0} is of the catalog {1}; what is loaded is of {2}.', name, read.catalog, catalog);
      void tell('warning', words);
      return;
    }
    const pipeline = this.current.value;
    const loaded = [...pipeline.loaded()];
    if (loaded.length === 0) {
      void tell('info', inWords('Nothing is loaded that {0} could be compared with.', name));
      return;
    }
    const comparison = compareOpportunities(read.items, loaded);
    const choice = await pickFromComparison(name, loadedWords(pipeline, loadedCount(pipeline)), comparison);
    if (!choice) return;
    const [before, after] =
      choice.kind === 'all' ? [read.items, loaded] : [listOf(choice.before), listOf(choice.after)];
    await this.show(name, before, after);
  }

  private async show(
    name: string,
    before: readonly OpportunitySummary[],
    after: readonly OpportunitySummary[],
  ): Promise<void> {
    this.count += 1;
    const title = inWords('{0} ↔ Current', name);
    await commands.executeCommand('vscode.diff', this.side('export', before), this.side('current', after), title);
  }

  /** One side: sorted by id, so that an opportunity stands beside itself. */
  private side(which: 'export' | 'current', items: readonly OpportunitySummary[]): Uri {
    const path = `/comparison-${this.count}/${which}.opportunities.json`;
    const sorted = items.toSorted((a, b) => (a.Id ?? '').localeCompare(b.Id ?? '', 'en', { numeric: true }));
    const shown = sorted.length === 1 ? sorted[0] : sorted;
    this.texts.set(path, sorted.length === 0 ? '' : `${JSON.stringify(shown, null, 2)}\n`);
    return Uri.from({ scheme, path });
  }

  private async tellProblem(uri: Uri, name: string, problem: ExportProblem): Promise<void> {
    const document = await workspace.openTextDocument(uri);
    const position = document.positionAt(problem.offset);
    const goTo = l10n.t('Go to Line');
    const words = exportProblemWords(problem, name, position.line + 1);
    if ((await tell('error', words, goTo)) !== goTo) return;
    await window.showTextDocument(document, { selection: new Range(position, position) });
  }

  private async closeAll(): Promise<void> {
    this.texts.clear();
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    await window.tabGroups.close(
      tabs.filter(({ input }) => input instanceof TabInputTextDiff && input.modified.scheme === scheme),
      true,
    );
  }
}

function listOf(item: OpportunitySummary | undefined): readonly OpportunitySummary[] {
  return item ? [item] : [];
}
