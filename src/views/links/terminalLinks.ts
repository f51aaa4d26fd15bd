import { l10n, type TerminalLink } from 'vscode';
import { findOpportunities, type NamedOpportunity } from '../../core/model/opportunityMentions';

/** A link in a terminal to an opportunity. */
export interface NamedInTerminal extends TerminalLink {
  readonly named: NamedOpportunity;
}

/** Returns links for the opportunities that a line of a terminal names. */
export function terminalLinks(line: string): NamedInTerminal[] {
  return findOpportunities(line.slice(0, 10_000)).map(({ start, end, ...named }) => ({
    startIndex: start,
    length: end - start,
    tooltip: l10n.t('Open Details'),
    named,
  }));
}
