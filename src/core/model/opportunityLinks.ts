import { type Catalog, catalogs } from './opportunity';
import { isOpportunityId } from './opportunityIds';

/** The address of the extension in every editor. */
const host = 'partner-central-tools.partner-central-opportunities';

/** What a link names. */
export interface LinkedOpportunity {
  readonly id: string;
  readonly catalog: Catalog;
}

/**
 * Returns a link that opens an opportunity in the editor of whoever follows it. It has nothing of a customer in it.
 * @param scheme The scheme of the editor, such as `vscode`.
 */
export function opportunityLink(scheme: string, { id, catalog }: LinkedOpportunity): string {
  return `${scheme}://${host}/opportunity/${id}?catalog=${catalog}`;
}

/** Returns what a link names; undefined if it is not exactly such a link, in whatever editor it was made. */
export function readOpportunityLink(link: string): LinkedOpportunity | undefined {
  const [, authority, path = '', query = ''] =
    /^[a-z][a-z0-9+.-]{0,39}:\/\/([^/?#]*)((?:\/[^?#]*)?)\?([^?#]*)$/.exec(link) ?? [];
  return authority === host ? readLinkParts(path, query) : undefined;
}

/** Returns what the path and the query of a link name; undefined if they are not exactly those of such a link. */
export function readLinkParts(path: string, query: string): LinkedOpportunity | undefined {
  const id = path.startsWith('/opportunity/') ? path.slice('/opportunity/'.length) : '';
  const catalog = catalogs.find((known) => query === `catalog=${known}`);
  return catalog !== undefined && isOpportunityId(id) ? { id, catalog } : undefined;
}
