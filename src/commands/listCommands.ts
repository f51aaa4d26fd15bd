import { env, l10n } from 'vscode';
import { type Shell, toCliCommand } from '../core/cliCommand';
import { limits, toRequest } from '../core/filter';
import type { Stage } from '../core/opportunity';
import type { Moment } from '../core/zone';
import { tellBriefly } from '../host/tell';
import type { WindowChoices } from '../host/windowChoices';
import type { CurrentPipeline } from '../views/currentPipeline';
import { pickGrouping } from '../views/groupingPick';
import type { Row } from '../views/rows';
import { givenRows } from '../views/selection';
import type { CommandTable } from './registerCommands';

export interface ListCommandDeps {
  readonly choices: WindowChoices;
  readonly current: CurrentPipeline;
  readonly now: () => Moment;
}

/** How the list is shown, and how to get it elsewhere. */
export function listCommands({ choices, current, now }: ListCommandDeps) {
  const copyCliCommands = async (rows: readonly Row[]): Promise<void> => {
    const lines = cliCommands(current, rows, now());
    if (lines.length === 0) return;
    await env.clipboard.writeText(lines.join('\n'));
    const words =
      lines.length === 1
        ? l10n.t('The AWS CLI command is on the clipboard.')
        : l10n.t('{0} AWS CLI commands are on the clipboard.', lines.length);
    tellBriefly(words);
  };

  return {
    'partnerCentral.groupBy': async () => {
      const grouping = await pickGrouping(current.grouping);
      if (grouping) await choices.choose({ grouping });
    },
    'partnerCentral.copyCliCommand': (row, rows) => copyCliCommands(givenRows(row, rows)),
    'partnerCentral.copyListCliCommand': () => copyCliCommands([]),
  } satisfies Partial<CommandTable>;
}

/**
 * What rows show as the AWS CLI lists it: opportunities by their ids, each stage by itself; without rows, all that the
 * filter lets through.
 */
function cliCommands(current: CurrentPipeline, rows: readonly Row[], now: Moment): readonly string[] {
  const { connection, query } = current;
  const { catalog, filter, sort, pageSize, maxItems, startingToken } = query;
  const options = connection.kind === 'aws' ? { profile: connection.profile, endpoint: connection.endpoint } : {};
  const shell: Shell = /pwsh|powershell|cmd\.exe/i.test(env.shell) ? 'powershell' : 'posix';
  const listed = (stage?: Stage) => {
    const request = toRequest({ catalog, sort, filter, pageSize, ...(stage && { stage }), now });
    return toCliCommand(request, { ...options, maxItems, startingToken }, shell);
  };
  if (rows.length === 0) return [listed()];
  const ids = rows.flatMap((row) => (row.kind === 'opportunity' && row.item.Id ? [row.item.Id] : []));
  const byId: string[] = [];
  for (let start = 0; start < ids.length; start += limits.Identifier) {
    const Identifier = ids.slice(start, start + limits.Identifier);
    const request = toRequest({ catalog, sort, filter: { Identifier }, pageSize: Identifier.length, now });
    byId.push(toCliCommand(request, options, shell));
  }
  return [...byId, ...rows.flatMap((row) => (row.kind === 'stage' ? [listed(row.stage)] : []))];
}
