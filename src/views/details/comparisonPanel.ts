import { type Disposable, l10n, type WebviewPanel } from 'vscode';
import { newestVersion } from '../../core/lists/newestVersion';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { comparisonState } from '../../core/present/detail/comparison';
import { pageText } from '../../core/present/detail/pageText';
import { messageType, readIntent } from '../../core/present/detail/panelIntents';
import type { PanelState } from '../../core/present/detail/panelState';
import { namePanel } from '../../host/tell';
import { connectionText, type PanelDeps, writing } from './panelDeps';
import { showDiff } from './showDiff';
import { comparisonTitle } from './tabTitle';

/** Shows a few opportunities side by side. It follows their changes, and closes when the connection changes. */
export class ComparisonPanel implements Disposable {
  private items: readonly OpportunitySummary[] | undefined;
  private readonly from: string;
  private readonly subscriptions: readonly Disposable[];

  constructor(
    private readonly panel: WebviewPanel,
    private readonly deps: PanelDeps,
    items: readonly OpportunitySummary[],
    private readonly open: (item: OpportunitySummary) => void,
  ) {
    const { current } = deps;
    this.items = items;
    this.from = connectionText(current.connection);
    this.subscriptions = [
      panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      current.onDidChange(() => this.follow()),
      current.onDidReplace(({ sameConnection }) => {
        if (sameConnection) return;
        this.items = undefined;
        this.post();
      }),
      deps.onDidChangeDay(() => this.post()),
    ];
    this.post();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private follow(): void {
    const newest = this.items?.map((item) => newestVersion(this.deps.current.value, item));
    if (!newest || newest.every((item, index) => item === this.items?.[index])) return;
    this.items = newest;
    this.post();
  }

  private receive(message: unknown): void {
    const intent = readIntent(message);
    if (intent?.type === 'ready') this.post();
    else if (intent?.type === 'timeZone') this.deps.hearZone(intent.zone);
    else if (intent?.type === 'openCompared') {
      const item = this.items?.[intent.index];
      if (item) this.open(item);
    } else if (intent?.type === 'openDiff') {
      const [left, right] = this.items ?? [];
      if (left && right) void showDiff(this.deps.documents, left, right);
    } else this.deps.log.warn(`panel message dropped: ${messageType(message)}`);
  }

  private post(): void {
    namePanel(this.panel, comparisonTitle(this.items));
    if (this.panel.visible) void this.panel.webview.postMessage(this.state());
  }

  private state(): PanelState {
    const style = writing(this.deps);
    if (this.items) return comparisonState(this.items, style);
    const now = connectionText(this.deps.current.connection);
    const text = l10n.t(
      'These opportunities were read with another connection ({0}). The window now uses {1}.',
      this.from,
      now,
    );
    const base = { language: style.locale, turn: 0, words: pageText(style.t) };
    return { ...base, kind: 'message', heading: l10n.t('Comparison'), busy: false, failure: { text, actions: [] } };
  }
}
