import { FileDecoration, type FileDecorationProvider, l10n, ThemeColor, type Uri } from 'vscode';
import { documentScheme } from '../../contributions';

/** Highlights rows that need attention with a colour and a badge. The URI of a row contains its mark. */
export const rowDecorations: FileDecorationProvider = {
  provideFileDecoration({ scheme, path, query }: Uri): FileDecoration | undefined {
    if (scheme !== documentScheme || path !== '/row') return undefined;
    const marks = query.split('+');
    if (marks.includes('action')) {
      return new FileDecoration('!', l10n.t('Action Required'), new ThemeColor('list.warningForeground'));
    }
    return new FileDecoration('◷', l10n.t('Overdue'), new ThemeColor('list.errorForeground'));
  },
};
