import { commands, Disposable, type Uri } from 'vscode';
import { type CommandId, commandIds, rowCommandIds } from '../contributions';
import type { Remedy } from '../core/sourceError';
import type { FailedRow, Row } from '../views/rows';

/** What each command takes. A row comes from the tree; from a keybinding without arguments it is missing. */
export interface CommandArguments {
  'partnerCentral.refresh': [];
  'partnerCentral.filter': [];
  'partnerCentral.changeFilter': [];
  'partnerCentral.clearFilter': [];
  'partnerCentral.saveFilter': [];
  'partnerCentral.sort': [];
  'partnerCentral.filterByCompany': [row?: Row];
  'partnerCentral.filterByStatus': [row?: Row];
  'partnerCentral.filterByStage': [row?: Row];
  'partnerCentral.find': [];
  'partnerCentral.triage': [];
  'partnerCentral.goTo': [];
  'partnerCentral.selectProfile': [];
  'partnerCentral.selectCatalog': [];
  'partnerCentral.loadMore': [row?: Row];
  'partnerCentral.retry': [row?: Row];
  'partnerCentral.loadAll': [row?: Row];
  'partnerCentral.stopLoading': [];
  'partnerCentral.continueLoading': [];
  'partnerCentral.openJson': [row?: Row, rows?: readonly Row[]];
  'partnerCentral.compare': [row?: Row, rows?: readonly Row[]];
  'partnerCentral.copyId': [row?: Row];
  'partnerCentral.copyArn': [row?: Row];
  'partnerCentral.copyCompanyName': [row?: Row];
  'partnerCentral.copyCliCommand': [row?: Row];
  'partnerCentral.groupBy': [];
  'partnerCentral.useSampleData': [];
  'partnerCentral.leaveSampleData': [];
  'partnerCentral.showLog': [];
  'partnerCentral.exportJson': [row?: Row, rows?: readonly Row[]];
  'partnerCentral.exportCsv': [row?: Row, rows?: readonly Row[]];
  'partnerCentral.copyMarkdownTable': [row?: Row, rows?: readonly Row[]];
  'partnerCentral.copyPipelineMarkdown': [];
  'partnerCentral.compareExport': [uri?: Uri];
  'partnerCentral.openDetails': [row?: Row];
  'partnerCentral.copyMarkdown': [row?: Row];
  'partnerCentral.openInConsole': [row?: Row];
  'partnerCentral.activateRow': [];
  'partnerCentral.runRemedy': [remedy: Remedy, failed?: FailedRow];
}

export type CommandTable = { readonly [Id in CommandId]: (...args: CommandArguments[Id]) => unknown };

/** Registers every command; what they do is loaded when the first of them runs. */
export function registerCommands(load: () => Promise<CommandTable>): Disposable {
  let loading: Promise<CommandTable> | undefined;
  const run = async (id: CommandId, args: readonly unknown[]): Promise<unknown> => {
    loading ??= load();
    const command = (await loading)[id] as (...args: readonly unknown[]) => unknown;
    return command(...args);
  };
  const ids: readonly CommandId[] = [...commandIds, ...rowCommandIds];
  return Disposable.from(...ids.map((id) => commands.registerCommand(id, (...args) => run(id, args))));
}
