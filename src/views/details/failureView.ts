import { l10n } from 'vscode';
import type { Remedy, SourceError } from '../../core/errors/sourceError';
import type { RemedyPlace } from '../../core/present/detail/panelIntents';
import type { Action, Failure, IconName } from '../../core/present/detail/panelState';
import { oneLine } from '../../core/text/plainText';
import { errorText, remedyText } from '../errorText';
import { failureNotes, requestIdLine } from '../failureDetails';

const icons: Partial<Record<Remedy['kind'], IconName>> = { retry: 'refresh', reload: 'refresh', copyPolicy: 'copy' };

/** Returns what happened and what can be done about it, as buttons of the page. */
export function failureView(error: SourceError, of: RemedyPlace, text = errorText(error)): Failure {
  const requestId = requestIdLine(error);
  const remedies = error.remedies.map((remedy, index): Action => {
    const icon = icons[remedy.kind];
    return { label: remedyText(remedy), ...(icon && { icon }), intent: { type: 'remedy', of, index } };
  });
  return {
    text: oneLine(text, 600),
    notes: failureNotes(error),
    ...(requestId && { requestId }),
    actions: [...remedies, { label: l10n.t('Copy Error'), icon: 'copy', intent: { type: 'copyError', of } }],
  };
}

/** True if a remedy repeats the same request, which the panel does itself. */
export function isAgain({ kind }: Remedy): boolean {
  return kind === 'retry' || kind === 'reload' || kind === 'enterMfaCode';
}
