import { Hover, l10n, type Position, Range, type TextDocument } from 'vscode';
import { findOpportunities } from '../../core/model/opportunityMentions';
import { opportunityTooltip } from '../opportunities/tooltip';
import type { WindowParts } from '../windowParts';

/** The number of characters before and after the pointer that are looked at. */
const around = 1_000;

/** Returns what is known of the opportunity under the pointer, if it is loaded. Nothing is requested for it. */
export function hoverOf(
  document: Pick<TextDocument, 'lineAt'>,
  { line, character }: Position,
  { current, today, now }: Pick<WindowParts, 'current' | 'today' | 'now'>,
): Hover | undefined {
  const lists = current.opened;
  if (!lists) return undefined;
  const from = Math.max(0, character - around);
  const at = character - from;
  const text = document.lineAt(line).text.slice(from, character + around);
  const named = findOpportunities(text).find(({ start, end }) => start <= at && at <= end);
  const { catalog, kind } = current.connection;
  if (!named || (named.catalog !== undefined && named.catalog !== catalog)) return undefined;
  const item = lists.find(named.id);
  if (!item) return undefined;
  const about = opportunityTooltip(item, { today: today(), zone: now().zone });
  if (kind === 'sample') about.appendMarkdown(`\n\n_${l10n.t('Sample data')}_`);
  return new Hover(about, new Range(line, from + named.start, line, from + named.end));
}
