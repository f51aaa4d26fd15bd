import { env, l10n } from 'vscode';
import { isOpportunityId } from '../../core/model/opportunityIds';
import { opportunityLink } from '../../core/model/opportunityLinks';
import { tellBriefly } from '../../host/tell';
import type { CurrentLists } from '../currentLists';
import type { Selection } from '../opportunities/selection';

/**
 * Copies a link to each opportunity, one a line. It has the scheme of this editor and no address of this machine, so that it
 * works for a colleague too.
 */
export async function copyLinks(
  { opportunities }: Pick<Selection, 'opportunities'>,
  { connection: { kind, catalog } }: Pick<CurrentLists, 'connection'>,
): Promise<void> {
  // A colleague's sample data is not the same, and AWS has nothing of it.
  if (kind === 'sample') return tellBriefly(l10n.t('Sample data has no links.'));
  const ids = opportunities.flatMap(({ Id: id }) => (id !== undefined && isOpportunityId(id) ? [id] : []));
  if (ids.length === 0) return;
  await env.clipboard.writeText(ids.map((id) => opportunityLink(env.uriScheme, { id, catalog })).join('\n'));
  if (opportunities.length > 1) tellBriefly(copiedText(ids.length, opportunities.length - ids.length));
}

function copiedText(copied: number, without: number): string {
  const links = copied === 1 ? l10n.t('Copied 1 link.') : l10n.t('Copied {0} links.', copied);
  if (without === 0) return links;
  return copied === 1
    ? l10n.t('Copied 1 link; {0} of those selected have no ID.', without)
    : l10n.t('Copied {0} links; {1} of those selected have no ID.', copied, without);
}
