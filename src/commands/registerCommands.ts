import { commands, Disposable, type Uri } from 'vscode';
import { type CommandId, commandIds, rowCommandIds, type TakingCommandId, takingCommandIds } from '../contributions';
import type { Remedy } from '../core/sourceError';
import type { FailedRow, Row } from '../views/rows';

/** The row whose menu was opened and, where it is one of several selected, all of those; none from a key. */
type Rows = [row?: Row, rows?: readonly Row[]];

/** What the commands take that take anything. */
interface Taken extends Record<TakingCommandId, readonly unknown[]> {
  'partnerCentral.loadMore': Rows;
  'partnerCentral.retry': Rows;
  'partnerCentral.loadAll': Rows;
  'partnerCentral.openJson': Rows;
  'partnerCentral.openDetails': Rows;
  'partnerCentral.openInConsole': Rows;
  'partnerCentral.compare': Rows;
  'partnerCentral.copyId': Rows;
  'partnerCentral.copyArn': Rows;
  'partnerCentral.copyCompanyName': Rows;
  'partnerCentral.copyMarkdown': Rows;
  'partnerCentral.copyMarkdownTable': Rows;
  'partnerCentral.copyCliCommand': Rows;
  'partnerCentral.exportJson': Rows;
  'partnerCentral.exportCsv': Rows;
  'partnerCentral.filterByCompany': Rows;
  'partnerCentral.filterByStatus': Rows;
  'partnerCentral.filterByStage': Rows;
  'partnerCentral.compareExport': [uri?: Uri];
  'partnerCentral.runRemedy': [remedy: Remedy, failed?: FailedRow];
}

/** What each command takes. */
export type CommandArguments = { [Id in CommandId]: Id extends TakingCommandId ? Taken[Id] : [] };

export type CommandTable = { readonly [Id in CommandId]: (...args: CommandArguments[Id]) => unknown };

/** Registers every command; what they do is loaded when the first of them runs. */
export function registerCommands(load: () => Promise<CommandTable>): Disposable {
  let loading: Promise<CommandTable> | undefined;
  const taking = new Set<CommandId>(takingCommandIds);
  const run = async (id: CommandId, args: readonly unknown[]): Promise<unknown> => {
    loading ??= load();
    const command = (await loading)[id] as (...args: readonly unknown[]) => unknown;
    // VS Code gives the row with the focus to actions in the title of a view too.
    return taking.has(id) ? command(...args) : command();
  };
  const ids: readonly CommandId[] = [...commandIds, ...rowCommandIds];
  return Disposable.from(...ids.map((id) => commands.registerCommand(id, (...args) => run(id, args))));
}
