import { l10n } from 'vscode';
import type { Remedy, SourceError } from '../core/errors/sourceError';
import { asSourceError } from '../core/errors/sourceError';
import { tell } from '../host/tell';
import { errorText, remedyText } from './errorText';
import { copyErrors } from './failureDetails';
import { runCommand } from './runCommand';

/**
 * Tells the person what went wrong, with the remedies as buttons. Says nothing if the person stopped it.
 * @param about the thing that failed, such as an id
 * @param again repeats the same action
 */
export async function reportFailure(about: string, thrown: unknown, again: () => unknown): Promise<void> {
  const error = asSourceError(thrown);
  if (error.code === 'aborted') return;
  const buttons = buttonsOf(error, again);
  const chosen = await tell('error', `${about}: ${errorText(error)}`, ...buttons.keys());
  if (chosen !== undefined) await buttons.get(chosen)?.();
}

function buttonsOf(error: SourceError, again: () => unknown): ReadonlyMap<string, () => unknown> {
  const buttons = new Map<string, () => unknown>();
  // It may be in the other catalog.
  if (error.code === 'notFound') {
    buttons.set(l10n.t('Select Catalog…'), () => runCommand('partnerCentral.selectCatalog'));
    buttons.set(l10n.t('Select AWS Profile…'), () => runCommand('partnerCentral.selectProfile'));
  }
  const sameAgain: readonly Remedy['kind'][] = ['retry', 'reload', 'enterMfaCode'];
  for (const remedy of error.remedies) {
    const words = remedyText(remedy);
    buttons.set(words, sameAgain.includes(remedy.kind) ? again : () => runCommand('partnerCentral.runRemedy', remedy));
  }
  if (error.requestId || error.said) buttons.set(l10n.t('Copy Error'), () => copyErrors([error]));
  return buttons;
}
