import { env, l10n } from 'vscode';
import type { ListRequest, Stage } from '../../core/model/opportunity';
import { type CliCommand, type CliCommandOptions, toCliCommand } from '../../core/query/cliCommand';
import { criteria } from '../../core/query/criteria';
import { toRequest } from '../../core/query/request';
import type { Shell } from '../../core/text/shells';
import type { Moment } from '../../core/time/zone';
import { tell, translated } from '../../host/tell';
import type { CurrentLists } from '../currentLists';
import type { Row } from '../opportunities/rows';
import { reportFailure } from '../reportFailure';
import type { WindowParts } from '../windowParts';
import { pickShell, shellText, terminalShell } from './shellPick';

/**
 * Copies the lists that rows show as AWS CLI commands, one per line, for the person's shell: the one they chose in this
 * window, or else the terminal's. The notification offers another shell. If one command cannot be written, none is
 * copied.
 */
export async function copyCliCommands(
  window: Pick<WindowParts, 'choices' | 'current' | 'now'>,
  rows: readonly Row[],
): Promise<void> {
  const { choices, current, now } = window;
  let lists: readonly CliList[];
  try {
    lists = listsOf(current, rows, now());
  } catch (error) {
    // The filter cannot be sent.
    return reportFailure(l10n.t('AWS CLI command'), error, () => copyCliCommands(window, rows));
  }
  if (lists.length === 0) return;
  const copy = async (shell: Shell): Promise<void> => {
    const lines: string[] = [];
    let failed: Unwritten | undefined;
    for (const { request, options } of lists) {
      const written = toCliCommand(request, options, shell);
      if ('command' in written) lines.push(written.command);
      else failed ??= written;
    }
    if (!failed) await env.clipboard.writeText(lines.join('\n'));
    // The command ends without waiting for the person to read the notification.
    void offerAnother(shell, lines.length, failed);
  };
  const offerAnother = async (shell: Shell, count: number, failed: Unwritten | undefined): Promise<void> => {
    const another = l10n.t('Another Shell…');
    const chosen = await (failed
      ? tell('warning', whyNot(failed, shell), another)
      : tell('info', copiedText(count, shell), another));
    const picked = chosen && (await pickShell(shell));
    if (!picked) return;
    await choices.choose({ shell: picked === terminalShell() ? undefined : picked });
    await copy(picked);
  };
  await copy(choices.shell ?? terminalShell());
}

type Unwritten = Exclude<CliCommand, { command: string }>;

/** What the AWS CLI should list, and how. */
interface CliList {
  readonly request: ListRequest;
  readonly options: CliCommandOptions;
}

/**
 * Returns a list of the opportunities by their ids, and one for each stage. Without rows, returns what the filter
 * matches.
 */
function listsOf(current: CurrentLists, rows: readonly Row[], now: Moment): readonly CliList[] {
  const { connection, query } = current;
  const { catalog, filter, sort, pageSize, maxItems, startingToken } = query;
  const options = connection.kind === 'aws' ? { profile: connection.profile, endpoint: connection.endpoint } : {};
  const listed = (stage?: Stage): CliList => ({
    request: toRequest({ catalog, sort, filter, pageSize, ...(stage && { stage }), now }),
    options: { ...options, maxItems, startingToken },
  });
  if (rows.length === 0) return [listed()];
  const ids = rows.flatMap((row) => (row.kind === 'opportunity' && row.item.Id ? [row.item.Id] : []));
  const byId: CliList[] = [];
  for (let start = 0; start < ids.length; start += criteria.Identifier.most) {
    const Identifier = ids.slice(start, start + criteria.Identifier.most);
    byId.push({
      request: toRequest({ catalog, sort, filter: { Identifier }, pageSize: Identifier.length, now }),
      options,
    });
  }
  return [...byId, ...rows.flatMap((row) => (row.kind === 'stage' ? [listed(row.stage)] : []))];
}

function copiedText(count: number, shell: Shell): string {
  const name = shellText(shell);
  return count === 1
    ? translated('The AWS CLI command for {0} is on the clipboard.', name)
    : translated('{0} AWS CLI commands for {1} are on the clipboard.', count, name);
}

function whyNot(written: Unwritten, shell: Shell): string {
  const name = shellText(shell);
  if ('tooLong' in written) {
    return translated(
      'Nothing was copied: the AWS CLI command would be longer than the {0} characters that {1} accepts.',
      written.tooLong,
      name,
    );
  }
  switch (written.unwritable) {
    case '--profile':
      return translated('Nothing was copied: the name of this AWS profile cannot be written safely for {0}.', name);
    case '--endpoint-url':
      return translated('Nothing was copied: the address of the endpoint cannot be written safely for {0}.', name);
    case '--starting-token':
      return translated('Nothing was copied: the starting token cannot be written safely for {0}.', name);
  }
}
