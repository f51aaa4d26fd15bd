import { type Disposable, l10n, ViewColumn, type WebviewPanel, window } from 'vscode';
import { comparisonPanelType, detailPanelType } from '../../contributions';
import { catalogs, type OpportunitySummary } from '../../core/model/opportunity';
import { isOpportunityId } from '../../core/model/opportunityIds';
import type { Kept } from '../../core/present/detail/panelState';
import { pageHtml, pageOptions } from '../pageHtml';
import { ComparisonPanel } from './comparisonPanel';
import { DetailPanel } from './detailPanel';
import type { PanelDeps } from './panelDeps';

/** The panels of the window: one for each open opportunity. */
export class DetailPanels implements Disposable {
  private readonly panels = new Map<DetailPanel, WebviewPanel>();
  private readonly comparisons = new Set<Disposable>();

  constructor(private readonly deps: PanelDeps) {}

  /** Shows an opportunity in its panel, or in a new one. */
  open(item: OpportunitySummary, preserveFocus: boolean): void {
    const own = this.panelOf(item);
    if (own) own.reveal(preserveFocus);
    else this.add(this.create(preserveFocus), { item });
  }

  /** Takes over a panel that VS Code kept when the window was reloaded, together with the state that its page saved. */
  restore(panel: WebviewPanel, kept: unknown): void {
    if (!isKept(kept)) panel.dispose();
    else this.add(this.prepare(panel), { kept });
  }

  /** Shows two to five opportunities side by side. */
  compare(items: readonly OpportunitySummary[]): void {
    const panel = window.createWebviewPanel(comparisonPanelType, l10n.t('Comparison'), ViewColumn.Active, {
      ...pageOptions,
      enableFindWidget: true,
    });
    const comparison = new ComparisonPanel(this.prepare(panel), this.deps, items, (item) => this.open(item, false));
    this.comparisons.add(comparison);
    panel.onDidDispose(() => {
      comparison.dispose();
      this.comparisons.delete(comparison);
    });
  }

  dispose(): void {
    for (const panel of [...this.panels.keys(), ...this.comparisons]) panel.dispose();
  }

  private create(preserveFocus: boolean): WebviewPanel {
    const where = { viewColumn: ViewColumn.Active, preserveFocus };
    const panel = window.createWebviewPanel(detailPanelType, '', where, {
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

  private add(panel: WebviewPanel, start: { readonly item: OpportunitySummary } | { readonly kept: Kept }): void {
    const goTo = (item: OpportunitySummary) => {
      const other = this.panelOf(item);
      if (other) other.reveal(false);
      else detail.open(item);
    };
    const detail = new DetailPanel(panel, this.deps, start, goTo);
    this.panels.set(detail, panel);
    panel.onDidDispose(() => {
      detail.dispose();
      this.panels.delete(detail);
    });
  }

  private panelOf(item: OpportunitySummary): DetailPanel | undefined {
    for (const panel of this.panels.keys()) if (panel.shows(item)) return panel;
    return undefined;
  }
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const { catalog, id } = value as Partial<Record<keyof Kept, unknown>>;
  return (catalogs as readonly unknown[]).includes(catalog) && typeof id === 'string' && isOpportunityId(id);
}
