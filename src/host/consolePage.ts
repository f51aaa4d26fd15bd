import { workspace } from 'vscode';
import { prefix } from '../contributions';
import type { OpportunitySummary } from '../core/model/opportunity';
import type { Connection } from '../core/query/connection';
import { toConsoleAddress } from '../core/text/webAddress';

/**
 * Returns the page of an opportunity in Partner Central, made from the setting `consoleUrl`. Undefined for the Sandbox
 * catalog, for sample data, for an opportunity without an id, and for a template that does not produce an https
 * address.
 */
export function consolePage(item: OpportunitySummary, connection: Connection): string | undefined {
  if (connection.kind === 'sample' || connection.catalog !== 'AWS' || item.Id === undefined) return undefined;
  const template: unknown = workspace.getConfiguration(prefix).get('consoleUrl');
  return typeof template === 'string' ? toConsoleAddress(template.trim(), item.Id) : undefined;
}
