import { l10n } from 'vscode';
import type { ExportProblem } from '../../files/readExport';
import { translated } from '../../host/tell';

/** Returns what is wrong with a file, for the person who opened it. */
export function exportProblemText({ kind, detail }: ExportProblem, name: string, line: number): string {
  switch (kind) {
    case 'malformed':
      return translated('{0}, line {1}: this is not JSON ({2}).', name, line, malformedText(detail));
    case 'tooDeep':
      return translated('{0}, line {1}: this is nested deeper than any export.', name, line);
    case 'noList':
      return translated('{0}, line {1}: there is no OpportunitySummaries list.', name, line);
    case 'noOpportunity':
      return translated('{0}, line {1}: this is not an opportunity.', name, line);
    case 'noVersion':
      return translated(
        '{0}, line {1}: the file is damaged, Export.formatVersion must be a number of 1 or more.',
        name,
        line,
      );
    case 'newerFormat':
      return translated(
        '{0}, line {1}: format version {2} needs a newer version of this extension.',
        name,
        line,
        detail,
      );
  }
}

/** Returns a description of a fault that the parser names. */
function malformedText(fault: string): string {
  switch (fault) {
    case 'ValueExpected':
      return l10n.t('a value is missing');
    case 'PropertyNameExpected':
      return l10n.t('the name of a field is missing');
    case 'ColonExpected':
      return l10n.t('a colon is missing');
    case 'CommaExpected':
      return l10n.t('a comma is missing');
    case 'CloseBraceExpected':
    case 'CloseBracketExpected':
      return l10n.t('a bracket is not closed');
    case 'EndOfFileExpected':
      return l10n.t('there is text after its end');
    case 'InvalidCommentToken':
    case 'UnexpectedEndOfComment':
      return l10n.t('JSON has no comments');
    case 'UnexpectedEndOfString':
      return l10n.t('a string is not closed');
    case 'InvalidNumberFormat':
    case 'UnexpectedEndOfNumber':
      return l10n.t('a number is incomplete');
    default:
      return l10n.t('an unexpected character');
  }
}
