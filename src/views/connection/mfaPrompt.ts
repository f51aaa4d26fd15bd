import { CancellationTokenSource, l10n } from 'vscode';
import { askForText, translated } from '../../host/tell';

export interface MfaQuestion {
  readonly profile: string;
  /** The device, from `mfa_serial`. */
  readonly serial: string;
  /** Starts at 1 and grows by one after each code that AWS did not accept. */
  readonly attempt: number;
}

/** Asks for the code of an MFA device. Undefined if the person cancels, or if nobody needs it any more. */
export async function askMfaCode(question: MfaQuestion, signal: AbortSignal): Promise<string | undefined> {
  const closing = new CancellationTokenSource();
  const close = () => closing.cancel();
  signal.addEventListener('abort', close, { once: true });
  try {
    return await askForText(
      {
        title: translated('MFA Code for the AWS Profile {0}', question.profile),
        prompt:
          question.attempt > 1
            ? translated('AWS did not accept that code. Enter the next one from {0}.', question.serial)
            : translated('Enter the code from {0}.', question.serial),
        ignoreFocusOut: true,
        check: (code) => (/^\d{6}$/.test(code.trim()) ? undefined : l10n.t('A code has six digits.')),
      },
      closing.token,
    );
  } finally {
    signal.removeEventListener('abort', close);
    closing.dispose();
  }
}
