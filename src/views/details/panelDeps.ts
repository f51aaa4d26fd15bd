import { commands, type Event, env, type LogOutputChannel, l10n, type TreeView, type Uri } from 'vscode';
import type { CommandId } from '../../contributions';
import type { Remedy } from '../../core/errors/sourceError';
import type { OpportunitySummary } from '../../core/model/opportunity';
import type { Connection } from '../../core/query/connection';
import { oneLine } from '../../core/text/plainText';
import type { Writing } from '../../core/text/translate';
import type { Moment } from '../../core/time/zone';
import type { CurrentPipeline } from '../currentPipeline';
import type { JsonDocuments } from '../documents/jsonDocuments';
import type { OpportunityTree } from '../opportunities/opportunityTree';
import type { OpportunityRow, Row } from '../opportunities/rows';

/** What panels work on. */
export interface PanelDeps {
  readonly current: CurrentPipeline;
  readonly tree: OpportunityTree;
  readonly view: TreeView<Row>;
  readonly documents: JsonDocuments;
  readonly log: LogOutputChannel;
  /** Where the extension is installed. */
  readonly extensionUri: Uri;
  /** The person's calendar date, `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly now: () => Moment;
  /** Fires after another day began for the person. */
  readonly onDidChangeDay?: Event<void>;
  /** Takes the time zone that a page says is its own. */
  readonly hearZone?: (zone: string) => void;
}

/** How this window writes. */
export function writing({ today, now }: Pick<PanelDeps, 'today' | 'now'>): Writing {
  return { t: l10n.t, locale: env.language, today: today(), zone: now().zone };
}

/** The row that stands for an opportunity, for commands that take one; in the tree or not. */
export function rowFor({ tree }: PanelDeps, item: OpportunitySummary): OpportunityRow {
  return tree.rowOf(item) ?? { kind: 'opportunity', group: { kind: 'other' }, item, key: item.Id ?? '' };
}

/** A connection in words. */
export function connectionText(connection: Connection): string {
  const { kind, catalog } = connection;
  if (kind === 'sample') return l10n.t('sample data, {0} catalog', catalog);
  return connection.profile === undefined
    ? l10n.t('default credentials, {0} catalog', catalog)
    : l10n.t('profile {0}, {1} catalog', oneLine(connection.profile, 60), catalog);
}

/** Does what helps against a failure. */
export function runRemedy(remedy: Remedy): void {
  void commands.executeCommand('partnerCentral.runRemedy' satisfies CommandId, remedy);
}
