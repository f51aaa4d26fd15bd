import { commands, env, l10n } from 'vscode';
import { isOfCredentials, isOfEndpoint } from '../../core/errors/connectionFailures';
import type { Remedy } from '../../core/errors/sourceError';
import { openAddress } from '../../host/openAddress';
import { tell } from '../../host/tell';
import type { FailedRow } from '../opportunities/rows';
import { runCommand } from '../runCommand';
import type { WindowParts } from '../windowParts';
import { type SignInDeps, signIn } from './signIn';

export type RemedyDeps = Pick<WindowParts, 'current' | 'openConfig' | 'forgetRefusals'> &
  SignInDeps & {
    readonly choices: Pick<WindowParts['choices'], 'choose'>;
    readonly log: Pick<WindowParts['log'], 'show'>;
    /** Runs a command; by default as VS Code does. */
    readonly run?: typeof runCommand;
  };

/** AWS's Support Center, where a case is opened for the account that is signed in. */
const supportCenter = 'https://console.aws.amazon.com/support/home';

/**
 * The smallest policy that allows everything the extension does (see the actions and condition keys in the service
 * authorization reference).
 */
const policy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: [
        'partnercentral:ListOpportunities',
        // Needed for the full record only.
        'partnercentral:GetOpportunity',
        'partnercentral:GetAwsOpportunitySummary',
      ],
      Resource: '*',
      Condition: { StringEquals: { 'partnercentral:Catalog': ['AWS', 'Sandbox'] } },
    },
  ],
};

/** Carries out the remedy that a failed row offers. */
export function runRemedy(remedy: Remedy, failed: FailedRow | undefined, deps: RemedyDeps): unknown {
  const { run = runCommand } = deps;
  switch (remedy.kind) {
    case 'retry':
    case 'enterMfaCode':
      return run('partnerCentral.retry', failed);
    case 'reload':
      // Reloads the whole list, even if the failure offers to request the page again.
      return run('partnerCentral.retry', failed && { ...failed, of: 'refresh' });
    case 'fromBeginning':
      return deps.choices.choose({ startingToken: undefined });
    case 'signIn':
      return signIn(remedy, () => deps.current.recover(isOfCredentials), deps);
    case 'selectProfile':
    case 'selectCatalog':
    case 'checkAccess':
      return run(`partnerCentral.${remedy.kind}`);
    case 'openConfig':
      return deps.openConfig(remedy.file, remedy.line);
    case 'allowEndpoint':
      return deps.forgetRefusals().then(() => deps.current.recover(isOfEndpoint));
    case 'copyPolicy':
      return copyPolicy();
    case 'openSetting':
      return commands.executeCommand('workbench.action.openSettings', `@id:${remedy.key}`);
    case 'changeFilter':
    case 'clearFilter':
      return run(`partnerCentral.${remedy.kind}`);
    case 'openLink':
      return openAddress(remedy.url);
    case 'contactSupport':
      return openAddress(supportCenter);
    case 'showLog':
      return deps.log.show();
  }
}

async function copyPolicy(): Promise<void> {
  await env.clipboard.writeText(`${JSON.stringify(policy, null, 2)}\n`);
  void tell('info', l10n.t('The IAM policy is on the clipboard. Hand it to your AWS administrator.'));
}
