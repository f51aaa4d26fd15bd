import { l10n } from 'vscode';
import { tellWhile, translated } from '../../host/tell';

/**
 * Tells the person that credentials take long, for as long as they do.
 * @returns once the person cancels, or once `signal` is aborted
 */
export async function tellWaiting(profile: string | undefined, signal: AbortSignal): Promise<void> {
  const title =
    profile === undefined
      ? l10n.t('Still waiting for AWS credentials.')
      : translated('Still waiting for the credentials of the AWS profile {0}.', profile);
  await tellWhile(title, (_report, token) => {
    return new Promise<void>((resolve) => {
      token.onCancellationRequested(() => resolve());
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  });
}
