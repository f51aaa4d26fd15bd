import { type Disposable, l10n, ViewColumn, type WebviewPanel, window } from 'vscode';
import { comparisonPanelType, detailPanelType } from '../../contributions';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { clock } from '../../host/clock';
import { setContextKey } from '../../host/contextKeys';
import { pageHtml, pageOptions } from '../pageHtml';
import { ComparisonPanel } from './comparisonPanel';
import { DetailPanel, type PanelOwner, type PanelStart } from './detailPanel';
import { FrontEditors } from './frontEditors';
import { type KeptPanel, keptPanelsKey, readKeptPanels } from './keptPanels';
import type { PanelDeps } from './panelDeps';

/** How an opportunity is opened. */
export interface Opening {
  /** True to leave the keyboard where it is. */
  readonly preserveFocus: boolean;
  /** True if the panel stays when the next opportunity is opened. */
  readonly keep: boolean;
}

/** Milliseconds after which what was left in pages is stored. */
const storingMs = 500;

/** The panels of the window: one that shows what is opened next, and one for each opportunity that a person keeps. */
export class DetailPanels implements Disposable {
  private readonly panels = new Map<DetailPanel, WebviewPanel>();
  private readonly comparisons = new Set<Disposable>();
  private cancelStoring: (() => void) | undefined;
  private previewInUse = false;
  private disposed = false;

  constructor(private readonly deps: PanelDeps) {}

  /** Shows an opportunity in its panel; else in the one that nobody keeps, unless it is to be kept, or in a new one. */
  open(item: OpportunitySummary, { preserveFocus, keep }: Opening): void {
    const own = this.panelOf(item);
    const shown = own ?? (keep ? undefined : this.preview);
    if (!shown) {
      this.add(this.create(l10n.t('Opportunity'), ViewColumn.Active, preserveFocus), { item }, !keep);
      return;
    }
    if (!own) shown.open(item);
    if (keep) shown.keep();
    shown.reveal(preserveFocus);
  }

  /** Keeps the panel in use when the next opportunity is opened. */
  keep(): void {
    for (const [detail, panel] of this.panels) if (panel.active) detail.keep();
  }

  /** Opens the panels of the window before, where they were. Each is read once a person looks at it. */
  async restore(kept = readKeptPanels(this.deps.state)): Promise<void> {
    if (this.disposed) return;
    const before = new FrontEditors();
    const opened = kept.map((each): readonly [KeptPanel, WebviewPanel] => {
      const panel = this.create(each.id, each.column, true);
      this.add(panel, { kept: each }, each.preview);
      return [each, panel];
    });
    for (const column of new Set(kept.map((each) => each.column))) {
      const front = opened.find(([each]) => each.column === column && each.front);
      if (front) front[1].reveal(column, true);
      else await before.bringBack(column);
    }
  }

  /** Shows two to five opportunities side by side. */
  compare(items: readonly OpportunitySummary[]): void {
    const panel = window.createWebviewPanel(comparisonPanelType, l10n.t('Comparison'), ViewColumn.Active, {
      ...pageOptions,
      enableFindWidget: true,
    });
    const open = (item: OpportunitySummary) => this.open(item, { preserveFocus: false, keep: false });
    const comparison = new ComparisonPanel(this.prepare(panel), this.deps, items, open);
    this.comparisons.add(comparison);
    panel.onDidDispose(() => {
      comparison.dispose();
      this.comparisons.delete(comparison);
    });
  }

  /** What was left last is still stored. Then that stays as it is: the window closes with its panels open. */
  dispose(): void {
    if (this.cancelStoring) this.store();
    this.disposed = true;
    for (const panel of [...this.panels.keys(), ...this.comparisons]) panel.dispose();
  }

  private get preview(): DetailPanel | undefined {
    return [...this.panels.keys()].find((panel) => panel.preview);
  }

  private create(title: string, viewColumn: ViewColumn, preserveFocus: boolean): WebviewPanel {
    const where = { viewColumn, preserveFocus };
    const panel = window.createWebviewPanel(detailPanelType, title, where, {
      ...pageOptions,
      enableFindWidget: true,
    });
    return this.prepare(panel);
  }

  private prepare(panel: WebviewPanel): WebviewPanel {
    panel.webview.options = pageOptions;
    panel.webview.html = pageHtml('details', this.deps.pageScript('details'));
    return panel;
  }

  private add(panel: WebviewPanel, start: PanelStart, preview: boolean): void {
    const owner: PanelOwner = {
      goTo: (from, item) => {
        const other = this.panelOf(item);
        if (other) other.reveal(false);
        else from.open(item);
      },
      // A panel that the person has gone away from has nothing more to say: the window may close at once.
      changed: () => this.changed(panel.visible ? storingMs : 0),
    };
    const detail = new DetailPanel(panel, this.deps, start, owner, preview);
    this.panels.set(detail, panel);
    panel.onDidDispose(() => {
      detail.dispose();
      this.panels.delete(detail);
      this.changed();
    });
    this.changed();
  }

  private panelOf(item: OpportunitySummary): DetailPanel | undefined {
    for (const panel of this.panels.keys()) if (panel.shows(item)) return panel;
    return undefined;
  }

  /** @param ms how long what is left in pages may change further before it is stored */
  private changed(ms = storingMs): void {
    if (this.disposed) return;
    const preview = [...this.panels].some(([detail, panel]) => detail.preview && panel.active);
    if (preview !== this.previewInUse) setContextKey('partnerCentral.previewPanel', preview);
    this.previewInUse = preview;
    if (ms === 0) this.store();
    else this.cancelStoring ??= clock.schedule(ms, () => this.store());
  }

  private store(): void {
    this.cancelStoring?.();
    this.cancelStoring = undefined;
    void this.deps.state.update(keptPanelsKey, this.kept());
  }

  private kept(): readonly KeptPanel[] | undefined {
    const kept = [...this.panels].flatMap(([detail, { visible, viewColumn }]): KeptPanel[] => {
      const left = detail.left();
      if (!left || viewColumn === undefined) return [];
      return [{ ...left, column: viewColumn, preview: detail.preview, front: visible }];
    });
    return kept.length > 0 ? kept : undefined;
  }
}
