import { Disposable, env, l10n, type WebviewView } from 'vscode';
import { messageType } from '../../core/present/detail/panelIntents';
import { type PipelineIntent, readPipelineIntent } from '../../core/present/summary/pipelineIntents';
import { pipelineMarkdown } from '../../core/present/summary/pipelineMarkdown';
import type { PipelineState } from '../../core/present/summary/pipelineState';
import { PipelineSums } from '../../core/present/summary/pipelineSums';
import { pipelineState, preparePipelineState } from '../../core/present/summary/pipelineView';
import { inSlices } from '../../core/runtime/inSlices';
import { clock } from '../../host/clock';
import { tell, tellBriefly } from '../../host/tell';
import { type PanelDeps, writing } from '../details/panelDeps';
import { limitTexts } from '../filterPick/filterText';
import { pageHtml, pageOptions } from '../pageHtml';
import type { RunnableCommands } from '../registerCommands';
import { runCommand } from '../runCommand';

export type PipelineSummaryDeps = Pick<
  PanelDeps,
  'current' | 'tree' | 'view' | 'log' | 'pageScript' | 'today' | 'now' | 'hearZone'
> & {
  /** Milliseconds between two states that are sent to the page while pages of the list arrive. */
  readonly gapMs?: number;
};

/**
 * The Pipeline view, which sums up the loaded opportunities. It makes no requests, and does nothing while it is hidden.
 * It is a bundle of its own, loaded when the view is first opened.
 */
export class PipelineSummary implements Disposable {
  readonly commands: RunnableCommands<'pipeline'> = {
    'partnerCentral.copyPipelineMarkdown': () => this.copyMarkdown(),
  };
  private page: WebviewView | undefined;
  private sums: PipelineSums | undefined;
  /** The update in progress, and whether more has changed since it began. */
  private running: AbortController | undefined;
  private stale = false;
  private cancelTimer: (() => void) | undefined;
  private postedAt = Number.NEGATIVE_INFINITY;
  private readonly subscriptions: readonly Disposable[];

  constructor(private readonly deps: PipelineSummaryDeps) {
    const { current } = deps;
    this.subscriptions = [current.onDidChange(() => this.updateSoon()), current.onDidReplace(() => this.replaced())];
  }

  /** Fills the view. VS Code calls this when the view is opened. */
  resolve(page: WebviewView): void {
    this.page = page;
    const subscriptions = Disposable.from(
      page.webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      page.onDidChangeVisibility(() => (page.visible ? this.update() : this.rest())),
    );
    page.onDidDispose(() => {
      subscriptions.dispose();
      if (this.page !== page) return;
      this.page = undefined;
      this.rest();
    });
    page.webview.options = pageOptions;
    page.webview.html = pageHtml('pipeline', this.deps.pageScript('pipeline'));
  }

  async copyMarkdown(): Promise<void> {
    const { current } = this.deps;
    const never = new AbortController().signal;
    let sums: PipelineSums;
    // The sums are calculated separately, because the view may be closed, and again if other lists took over in the
    // meantime.
    do {
      sums = new PipelineSums(current.value);
      await inSlices(preparePipelineState(sums, env.language), clock, never);
    } while (sums.lists !== current.value);
    const text = pipelineMarkdown(this.state(sums, this.originInFull()), l10n.t);
    if (text === undefined) {
      void tell('info', l10n.t('Nothing is loaded yet. Expand a stage first.'));
      return;
    }
    await env.clipboard.writeText(text);
    tellBriefly(l10n.t('The pipeline summary is on the clipboard.'));
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.rest();
  }

  private replaced(): void {
    if (this.sums?.lists !== this.deps.current.value) this.sums = undefined;
    this.update();
  }

  private updateSoon(): void {
    if (!this.page?.visible || this.cancelTimer) return;
    if (this.running) {
      this.stale = true;
      return;
    }
    const wait = this.postedAt + (this.deps.gapMs ?? 250) - clock.now();
    this.cancelTimer = clock.schedule(Math.max(0, wait), () => this.update());
  }

  private update(): void {
    this.rest();
    if (this.page?.visible) void this.catchUp();
  }

  /** Takes in the changes, and shows them. */
  private async catchUp(): Promise<void> {
    const running = new AbortController();
    this.running = running;
    const sums = this.sums ?? new PipelineSums(this.deps.current.value);
    this.sums = sums;
    const done = await inSlices(preparePipelineState(sums, env.language), clock, running.signal);
    if (!done || this.running !== running) return;
    this.running = undefined;
    this.postedAt = clock.now();
    void this.page?.webview.postMessage(this.state(sums, this.origin()));
    if (!this.stale) return;
    this.stale = false;
    this.updateSoon();
  }

  private rest(): void {
    this.running?.abort();
    this.running = undefined;
    this.stale = false;
    this.cancelTimer?.();
    this.cancelTimer = undefined;
  }

  private receive(message: unknown): void {
    const intent = readPipelineIntent(message);
    if (intent) void this.run(intent);
    else this.deps.log.warn(`view message dropped: ${messageType(message)}`);
  }

  private async run(intent: PipelineIntent): Promise<void> {
    const { tree, view } = this.deps;
    switch (intent.type) {
      case 'ready':
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

  private state(sums: PipelineSums, limits: readonly string[]): PipelineState {
    const { lists, stages } = sums;
    return pipelineState({ lists, sums: stages, grouping: this.deps.current.grouping, limits }, writing(this.deps));
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
