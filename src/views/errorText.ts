import { l10n } from 'vscode';
import { prefix } from '../contributions';
import type { Remedy, SourceError } from '../core/errors/sourceError';
import type { SettingProblem } from '../core/query/settings';
import { oneLine } from '../core/text/plainText';
import { translated } from '../host/tell';
import { signInLine } from './connection/signInCommand';

/** Returns what happened, in the person's language. */
export function errorText(error: SourceError): string {
  return translated(error.words, ...error.args);
}

/** Returns the label of a remedy on a row or a button. */
export function remedyText(remedy: Remedy): string {
  switch (remedy.kind) {
    case 'retry':
      return l10n.t('Retry');
    case 'reload':
      return l10n.t('Reload This Stage');
    case 'fromBeginning':
      return l10n.t('Start from the Beginning');
    case 'signIn':
      return translated('Run “{0}”', signInLine(remedy));
    case 'enterMfaCode':
      return l10n.t('Enter MFA Code…');
    case 'selectProfile':
      return l10n.t('Select AWS Profile…');
    case 'selectCatalog':
      return l10n.t('Select Catalog…');
    case 'openConfig': {
      const words = remedy.file === 'config' ? l10n.t('Open AWS Config File') : l10n.t('Open AWS Credentials File');
      return remedy.line === undefined ? words : l10n.t('{0} at Line {1}', words, remedy.line);
    }
    case 'allowEndpoint':
      return l10n.t('Allow This Endpoint…');
    case 'copyPolicy':
      return l10n.t('Copy IAM Policy');
    case 'openSetting':
      return l10n.t('Open Setting {0}', remedy.key);
    case 'changeFilter':
      return l10n.t('Change Filter…');
    case 'clearFilter':
      return l10n.t('Clear Filter');
    case 'openLink':
      return l10n.t('Open AWS’s Guide');
    case 'contactSupport':
      return l10n.t('Contact AWS Support');
    case 'checkAccess':
      return l10n.t('Check Access…');
    case 'showLog':
      return l10n.t('Show Log');
  }
}

/** Returns what is wrong with a setting, and which value is used instead. */
export function problemText({ key, expected, used, skipped }: SettingProblem): string {
  const name = `${prefix}.${key}`;
  if (skipped) {
    const names = skipped.slice(0, 5).map((text) => oneLine(text, 40));
    return key === 'rowDetails'
      ? translated('{0}: there is no field {1}.', name, names.join(', '))
      : translated('{0}: cannot use {1}. Filter Opportunities… shows why.', name, names.join(', '));
  }
  return used === undefined
    ? translated('{0} must be {1}.', name, expected)
    : translated('{0} must be {1}. Using {2}.', name, expected, used);
}
