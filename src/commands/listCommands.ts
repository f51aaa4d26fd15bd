import { env, l10n } from 'vscode';
import { type Shell, toCliCommand } from '../core/cliCommand';
import { toRequest } from '../core/filter';
import type { Moment } from '../core/zone';
import { tellBriefly } from '../host/tell';
import type { WindowChoices } from '../host/windowChoices';
import type { CurrentPipeline } from '../views/currentPipeline';
import { pickGrouping } from '../views/groupingPick';
import type { Row } from '../views/rows';
import type { CommandTable } from './registerCommands';

export interface ListCommandDeps {
  readonly choices: WindowChoices;
  readonly current: CurrentPipeline;
  readonly now: () => Moment;
}

/** How the list is shown, and how to get it elsewhere. */
export function listCommands({ choices, current, now }: ListCommandDeps) {
  return {
    'partnerCentral.groupBy': async () => {
      const grouping = await pickGrouping(current.grouping);
      if (grouping) await choices.choose({ grouping });
    },
    'partnerCentral.copyCliCommand': async (row) => {
      await env.clipboard.writeText(cliCommand(current, row, now()));
      tellBriefly(l10n.t('The AWS CLI command is on the clipboard.'));
    },
  } satisfies Partial<CommandTable>;
}

/** What a row shows as the AWS CLI lists it: one opportunity, one stage, or all that the filter lets through. */
function cliCommand(current: CurrentPipeline, row: Row | undefined, now: Moment): string {
  const { connection, query } = current;
  const { catalog, filter, sort, pageSize, maxItems, startingToken } = query;
  const options = connection.kind === 'aws' ? { profile: connection.profile, endpoint: connection.endpoint } : {};
  const shell: Shell = /pwsh|powershell|cmd\.exe/i.test(env.shell) ? 'powershell' : 'posix';
  if (row?.kind === 'opportunity' && row.item.Id !== undefined) {
    const request = toRequest({ catalog, sort, filter: { Identifier: [row.item.Id] }, pageSize: 1, now });
    return toCliCommand(request, options, shell);
  }
  const stage = row?.kind === 'stage' ? { stage: row.stage } : {};
  const request = toRequest({ catalog, sort, filter, pageSize, ...stage, now });
  return toCliCommand(request, { ...options, maxItems, startingToken }, shell);
}
