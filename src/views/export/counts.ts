import { env, l10n } from 'vscode';

/** Returns a number in the person's format. */
export function numberText(n: number): string {
  return n.toLocaleString(env.language);
}

export function opportunitiesText(n: number): string {
  return n === 1 ? l10n.t('1 opportunity') : l10n.t('{0} opportunities', numberText(n));
}
