import { commands, type Disposable, env, l10n, ViewColumn, type WebviewPanel, type WebviewView, window } from 'vscode';
import { pipelinePanelType, pipelineViewId } from '../../contributions';
import { messageType } from '../../core/present/detail/panelIntents';
import { type Breakdown, breakdowns } from '../../core/present/summary/breakdown';
import { type PipelineIntent, readPipelineIntent } from '../../core/present/summary/pipelineIntents';
import { pipelineMarkdown } from '../../core/present/summary/pipelineMarkdown';
import { PipelineSums } from '../../core/present/summary/pipelineSums';
import { type PipelineContent, pipelineContents } from '../../core/present/summary/pipelineView';
import { readExchangeRates } from '../../core/query/readExchangeRates';
import { inSlices } from '../../core/runtime/inSlices';
import type { Writing } from '../../core/text/translate';
import { clock } from '../../host/clock';
import { exchangeRates } from '../../host/currentSettings';
import { tell, tellBriefly } from '../../host/tell';
import { type PanelDeps, writing } from '../details/panelDeps';
import { limitTexts } from '../filterPick/filterText';
import { pageOptions } from '../pageHtml';
import type { RunnableCommands } from '../registerCommands';
import { runCommand } from '../runCommand';
import type { WindowParts } from '../windowParts';
import { type PageFrame, SummaryPage } from './summaryPage';

export type PipelineSummaryDeps = Pick<
  PanelDeps,
  'current' | 'tree' | 'view' | 'log' | 'pageScript' | 'today' | 'now' | 'onDidChangeDay' | 'hearZone'
> &
  Pick<WindowParts, 'settings'> & {
    /** Milliseconds between two states that are sent to the page while pages of the list arrive. */
    readonly gapMs?: number;
  };

/**
 * The Pipeline view, which sums up the loaded opportunities, and the same page in an editor. It makes no requests, and does
 * nothing while it is hidden. It is a bundle of its own, loaded when the view is first opened.
 */
export class PipelineSummary implements Disposable {
  readonly commands: RunnableCommands<'pipeline'> = {
    'partnerCentral.copyPipelineMarkdown': () => this.copyMarkdown(),
    'partnerCentral.openPipeline': () => this.openInEditor(),
    'partnerCentral.forecast': () => this.forecast(),
  };
  private readonly pages = new Set<SummaryPage>();
  private inSidebar: SummaryPage | undefined;
  private panel: WebviewPanel | undefined;
  /** What the view shows as soon as it is opened, if a command asked for it. */
  private wanted: Breakdown | undefined;
  private sums: PipelineSums | undefined;
  /** The update in progress, and whether more has changed since it began. */
  private running: AbortController | undefined;
  private stale = false;
  private cancelTimer: (() => void) | undefined;
  private postedAt = Number.NEGATIVE_INFINITY;
  private readonly subscriptions: readonly Disposable[];

  constructor(private readonly deps: PipelineSummaryDeps) {
    const { current, settings, onDidChangeDay } = deps;
    this.subscriptions = [
      current.onDidChange(() => this.updateSoon()),
      current.onDidReplace(() => this.replaced()),
      onDidChangeDay(() => this.update()),
      settings.onDidChange((affects) => {
        if (affects('exchangeRates')) this.update();
      }),
    ];
  }

  /** Fills the view. VS Code calls this when the view is opened. */
  resolve(view: WebviewView): void {
    const page = this.add({ place: 'sidebar', frame: view, onDidLook: view.onDidChangeVisibility });
    page.by = this.wanted;
    this.wanted = undefined;
    this.inSidebar = page;
  }

  /** Shows the same page in an editor, where there is room for it. */
  openInEditor(): void {
    if (this.panel) {
      this.panel.reveal();
      return;
    }
    const options = { ...pageOptions, enableFindWidget: true };
    const panel = window.createWebviewPanel(pipelinePanelType, l10n.t('Pipeline'), ViewColumn.Active, options);
    this.panel = panel;
    panel.onDidDispose(() => {
      this.panel = undefined;
    });
    this.add({ place: 'editor', frame: panel, onDidLook: panel.onDidChangeViewState }).by = this.inSidebar?.by;
  }

  /** Shows the open pipeline by month in the view, and opens the view for it. */
  async forecast(): Promise<void> {
    if (this.inSidebar) this.inSidebar.by = 'month';
    else this.wanted = 'month';
    await commands.executeCommand(`${pipelineViewId}.focus`);
    this.update();
  }

  async copyMarkdown(): Promise<void> {
    const { current } = this.deps;
    const never = new AbortController().signal;
    let contents: readonly PipelineContent[] = [];
    let sums: PipelineSums;
    // The sums are calculated separately, because the view may be closed, and again if other lists took over in the
    // meantime.
    do {
      sums = new PipelineSums(current.value, this.deps.today());
      contents = (await this.contents(sums, breakdowns, this.originInFull(), never)) ?? [];
    } while (sums.lists !== current.value);
    const text = pipelineMarkdown(contents, l10n.t);
    if (text === undefined) {
      void tell('info', l10n.t('Nothing is loaded yet. Expand a stage first.'));
      return;
    }
    await env.clipboard.writeText(text);
    tellBriefly(l10n.t('The pipeline summary is on the clipboard.'));
  }

  dispose(): void {
    for (const part of [...this.subscriptions, ...this.pages]) part.dispose();
    this.pages.clear();
    this.panel?.dispose();
    this.rest();
  }

  private add(frame: PageFrame): SummaryPage {
    const page = new SummaryPage(frame, this.deps.pageScript('pipeline'), {
      message: (message) => this.receive(message, page),
      looked: () => this.looked(),
      closed: () => {
        this.pages.delete(page);
        if (this.inSidebar === page) this.inSidebar = undefined;
        if (!this.isSeen) this.rest();
      },
    });
    this.pages.add(page);
    return page;
  }

  private get isSeen(): boolean {
    return [...this.pages].some(({ visible }) => visible);
  }

  private looked(): void {
    if (this.isSeen) this.update();
    else this.rest();
  }

  private replaced(): void {
    // The opportunities of lists that are gone are not kept.
    if (this.sums?.lists !== this.deps.current.opened) this.sums = undefined;
    this.update();
  }

  private updateSoon(): void {
    if (!this.isSeen || this.cancelTimer) return;
    if (this.running) {
      this.stale = true;
      return;
    }
    const wait = this.postedAt + (this.deps.gapMs ?? 250) - clock.now();
    this.cancelTimer = clock.schedule(Math.max(0, wait), () => this.update());
  }

  private update(): void {
    this.rest();
    if (this.isSeen) void this.catchUp();
  }

  /** Takes in the changes, and shows them. */
  private async catchUp(): Promise<void> {
    const running = new AbortController();
    this.running = running;
    const pages = [...this.pages].filter(({ visible }) => visible);
    const bys = pages.map(({ by }) => by ?? 'stage');
    const contents = await this.contents(this.sumsNow(), bys, this.origin(), running.signal);
    if (!contents || this.running !== running) return;
    this.running = undefined;
    this.postedAt = clock.now();
    for (const [index, page] of pages.entries()) {
      const content = contents[index];
      if (content) page.show(content);
    }
    if (!this.stale) return;
    this.stale = false;
    this.updateSoon();
  }

  /** Returns the sums of today over the current lists, with what they have taken in so far. */
  private sumsNow(): PipelineSums {
    const [lists, today] = [this.deps.current.value, this.deps.today()];
    const kept = this.sums?.lists === lists && this.sums.today === today ? this.sums : undefined;
    this.sums = kept ?? new PipelineSums(lists, today);
    return this.sums;
  }

  private rest(): void {
    this.running?.abort();
    this.running = undefined;
    this.stale = false;
    this.cancelTimer?.();
    this.cancelTimer = undefined;
  }

  private receive(message: unknown, page: SummaryPage): void {
    const intent = readPipelineIntent(message);
    if (intent) void this.run(intent, page);
    else this.deps.log.warn(`view message dropped: ${messageType(message)}`);
  }

  private async run(intent: PipelineIntent, page: SummaryPage): Promise<void> {
    const { tree, view } = this.deps;
    switch (intent.type) {
      case 'ready':
        this.update();
        return;
      case 'keptBy':
        page.by ??= intent.by;
        return;
      case 'showBy':
        page.by = intent.by;
        this.update();
        return;
      case 'timeZone':
        this.deps.hearZone(intent.zone);
        return;
      case 'loadAll':
        await runCommand('partnerCentral.loadAllLists');
        return;
      case 'groupBy':
        await runCommand('partnerCentral.groupBy');
        return;
      case 'reveal': {
        const row = tree.rowOfStage(intent.stage);
        if (row) await view.reveal(row, { select: true, focus: true, expand: false });
      }
    }
  }

  /** Returns what pages with these lines show; undefined when it was given up. */
  private async contents(
    sums: PipelineSums,
    bys: readonly Breakdown[],
    limits: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly PipelineContent[] | undefined> {
    const { rates } = readExchangeRates(exchangeRates());
    const frame = { grouping: this.deps.current.grouping, limits, rates };
    let contents: readonly PipelineContent[] | undefined;
    const steps = function* (style: Writing): Generator<void, void> {
      contents = yield* pipelineContents(sums, bys, frame, style);
    };
    await inSlices(steps(writing(this.deps)), clock, signal);
    return contents;
  }

  /** Returns where the opportunities come from, if these are not all of the real ones. */
  private origin(): readonly string[] {
    const { connection, query } = this.deps.current;
    const { kind, catalog } = connection;
    const limits = limitTexts(query).join(' · ');
    return [
      ...(kind === 'sample' ? [l10n.t('Sample data')] : []),
      ...(catalog === 'Sandbox' ? [l10n.t('Sandbox catalog')] : []),
      ...(limits ? [l10n.t('Filter: {0}', limits)] : []),
    ];
  }

  /** Returns the same for a reader who does not see this window. */
  private originInFull(): readonly string[] {
    const { connection, query } = this.deps.current;
    const { kind, catalog } = connection;
    const origin = kind === 'sample' ? l10n.t('Sample data, {0} catalog', catalog) : l10n.t('{0} catalog', catalog);
    return [origin, l10n.t('Filter: {0}', limitTexts(query).join(' · ') || l10n.t('none'))];
  }
}
