import { CancellationError, commands, Disposable, l10n, type Uri } from 'vscode';
import { type CommandId, commandIds, rowCommandIds, type TakingCommandId, takingCommandIds } from '../contributions';
import { type Remedy, SourceError } from '../core/errors/sourceError';
import { inWords, tell } from '../host/tell';
import type { FailedRow, Row } from './opportunities/rows';
import { errorWords } from './words';

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
    try {
      loading ??= load();
      const command = (await loading)[id] as (...args: readonly unknown[]) => unknown;
      // VS Code gives the row with the focus to actions in the title of a view too.
      if (!taking.has(id)) return await command();
      const known = args.map((arg) => (Array.isArray(arg) ? arg.filter((row) => row !== undefined) : arg));
      // A click on a row that VS Code is painting again comes without the row. What is selected is not what was clicked.
      if (args.length > 0 && known[0] === undefined) return void tell('info', rowGone());
      return await command(...known);
    } catch (error) {
      // VS Code would show the error's own words as they come, and make links of what is in them.
      if (!(error instanceof CancellationError)) void tell('error', failureWords(error));
      return undefined;
    }
  };
  const ids: readonly CommandId[] = [...commandIds, ...rowCommandIds];
  return Disposable.from(...ids.map((id) => commands.registerCommand(id, (...args) => run(id, args))));
}

function rowGone(): string {
  return l10n.t('The list was just changing under the pointer, so nothing was done. Click once more.');
}

const ofTheMachine = [TypeError, RangeError, ReferenceError, SyntaxError];

/** What a command failed with, when it did not expect to: VS Code's own words are for people, those of the machine are not. */
function failureWords(error: unknown): string {
  if (error instanceof SourceError) return errorWords(error);
  if (!(error instanceof Error) || ofTheMachine.some((kind) => error instanceof kind)) {
    return l10n.t('This could not be done: something in the extension failed.');
  }
  return inWords('This could not be done: {0}', error.message);
}
