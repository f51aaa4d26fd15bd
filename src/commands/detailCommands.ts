import { env, l10n, type TreeView, Uri } from 'vscode';
import { markdownSummary } from '../core/markdownSummary';
import type { Moment } from '../core/zone';
import { consolePage } from '../host/consolePage';
import { tell } from '../host/tell';
import type { CurrentPipeline } from '../views/currentPipeline';
import type { DetailPanels } from '../views/detailPanels';
import type { OpportunityRow, Row } from '../views/rows';
import type { CommandTable } from './registerCommands';

export interface DetailCommandDeps {
  readonly current: CurrentPipeline;
  readonly view: TreeView<Row>;
  readonly panels: () => Promise<DetailPanels>;
  /** The person's calendar date, `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly now: () => Moment;
}

/** What a person does with one opportunity beyond its row. */
export function detailCommands({ current, view, panels, today, now }: DetailCommandDeps) {
  /** Bound to a key, a command gets no row: then the selected one is meant, unless it is of a connection that was left. */
  const opportunityOf = (row: Row | undefined): OpportunityRow | undefined => {
    const [selected] = view.selection;
    const target = row ?? selected;
    if (target?.kind !== 'opportunity') return undefined;
    const { Id: id } = target.item;
    return row || id === undefined || current.value.find(id) ? target : undefined;
  };

  return {
    'partnerCentral.openDetails': async (row) => {
      const target = opportunityOf(row);
      // A click leaves the keyboard in the tree, as with files.
      if (target) (await panels()).open(target.item, row !== undefined);
    },
    'partnerCentral.copyMarkdown': async (row) => {
      const target = opportunityOf(row);
      if (!target) return;
      const writing = { t: l10n.t, locale: env.language, today: today(), zone: now().zone };
      await env.clipboard.writeText(markdownSummary(target.item, writing));
    },
    'partnerCentral.openInConsole': async (row) => {
      const target = opportunityOf(row);
      if (!target) return;
      const address = consolePage(target.item, current.connection);
      if (address !== undefined) await env.openExternal(Uri.parse(address, true));
      else void tell('warning', noPage(current));
    },
  } satisfies Partial<CommandTable>;
}

function noPage({ connection: { kind, catalog } }: CurrentPipeline): string {
  if (kind === 'sample') return l10n.t('Sample data has no pages in Partner Central.');
  if (catalog !== 'AWS') return l10n.t('Only opportunities of the AWS catalog have pages in Partner Central.');
  return l10n.t('The setting partnerCentral.consoleUrl must be an https address.');
}
