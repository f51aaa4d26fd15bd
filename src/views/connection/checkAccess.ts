import { env, l10n, ThemeIcon } from 'vscode';
import type { AccessFacts } from '../../core/present/access/accessFacts';
import { accessReport } from '../../core/present/access/accessReport';
import { type AccessStep, accessSteps, stepTitle } from '../../core/present/access/accessSteps';
import type { AwsConnection } from '../../core/query/connection';
import { installation } from '../../host/installation';
import { createPick, tell, tellBriefly, tellWhile, translated } from '../../host/tell';
import { writing } from '../details/panelDeps';
import { copyErrors } from '../failureDetails';
import { runCommand } from '../runCommand';
import type { WindowParts } from '../windowParts';
import { type AccessAction, type AccessItem, accessItems } from './accessItems';
import type { AskedCheck } from './askedCheck';
import { type RemedyDeps, runRemedy } from './runRemedy';

export type CheckAccessDeps = RemedyDeps &
  Pick<WindowParts, 'checkAccess' | 'settings' | 'today' | 'now'> & {
    readonly choices: Pick<WindowParts['choices'], 'profile'>;
  };

/** Checks the connection of the window, shows what came of it, and does what the person picks there. */
export async function checkAccess(deps: CheckAccessDeps): Promise<void> {
  for (;;) {
    const { connection } = deps.current;
    if (connection.kind === 'sample') return tellOfSampleData();
    const facts = await check(connection, deps);
    const action = await pickAction(facts, deps);
    if (action === undefined) return;
    if (action.kind === 'remedy') {
      const { remedy } = action;
      if (remedy.kind === 'allowEndpoint') await deps.forgetRefusals();
      else if (remedy.kind !== 'enterMfaCode') return void (await runRemedy(remedy, undefined, deps));
    }
  }
}

async function tellOfSampleData(): Promise<void> {
  const select = l10n.t('Select AWS Profile…');
  const chosen = await tell('info', l10n.t('This window shows sample data: there is no access to check.'), select);
  if (chosen === select) await runCommand('partnerCentral.selectProfile');
}

async function check(connection: AwsConnection, deps: CheckAccessDeps): Promise<AccessFacts> {
  const stop = new AbortController();
  const chosenBy = deps.choices.profile ? 'window' : deps.settings.value.profile ? 'setting' : undefined;
  return tellWhile(l10n.t('Checking access'), (report, token) => {
    token.onCancellationRequested(() => stop.abort());
    const asked: AskedCheck = {
      connection,
      ...(chosenBy && { chosenBy }),
      tell: (step) => report(stepTitle(step, l10n.t)),
      tellWaiting: (profile, signal) => {
        report(
          profile === undefined
            ? l10n.t('still waiting for AWS credentials')
            : translated('still waiting for the credentials of {0}', profile),
        );
        // The person cancels the check as a whole.
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      },
    };
    return deps.checkAccess(asked, stop.signal);
  });
}

/** Shows what was found out until the person leaves it or picks something that cannot be done beside it. */
async function pickAction(
  facts: AccessFacts,
  deps: CheckAccessDeps,
): Promise<Extract<AccessAction, { kind: 'remedy' | 'again' }> | undefined> {
  const steps = accessSteps(facts, writing(deps));
  const pick = createPick<AccessItem>();
  pick.title = l10n.t('Check Access: {0} Catalog', facts.catalog);
  pick.placeholder = verdict(steps, facts);
  pick.items = accessItems(steps);
  // People look at other things while they read it.
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const bad = steps.find(({ status }) => status === 'failed') ?? steps.find(({ status }) => status === 'warning');
  pick.activeItems = pick.items.filter(({ step }) => bad && step === bad);
  pick.buttons = [{ iconPath: new ThemeIcon('copy'), tooltip: l10n.t('Copy Report') }];
  try {
    return await new Promise((resolve) => {
      pick.onDidAccept(() => {
        const [{ action } = {}] = pick.selectedItems;
        if (action?.kind === 'copyReport') void copyReport(facts, deps);
        else if (action?.kind === 'copyError') void copyErrors([action.error]);
        else if (action) resolve(action);
      });
      pick.onDidTriggerButton(() => copyReport(facts, deps));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

function verdict(steps: readonly AccessStep[], { stoppedAt }: AccessFacts): string {
  const bad = steps.find(({ status }) => status === 'failed');
  if (bad) return l10n.t('{0} failed. What can be done is listed below it.', bad.title);
  if (stoppedAt !== undefined) return l10n.t('You stopped the check. This is what is known.');
  return steps.some(({ status }) => status === 'warning')
    ? l10n.t('Opportunities can be read, but not everything works.')
    : l10n.t('Everything works.');
}

async function copyReport(facts: AccessFacts, deps: CheckAccessDeps): Promise<void> {
  await env.clipboard.writeText(accessReport(facts, installation(), writing(deps)));
  tellBriefly(l10n.t('The report is on the clipboard.'));
}
