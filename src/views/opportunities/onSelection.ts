import { l10n } from 'vscode';
import { type CommandId, commandsOf, type Feature, type TakesOf } from '../../contributions';
import { tell } from '../../host/tell';
import type { Arguments, RunnableCommands } from '../registerCommands';
import { type Selection, type SelectionDeps, selectionOf } from './selection';

/** What a command finally gets: its selection in place of rows. */
interface Given extends Omit<Arguments, 'rows' | 'rowsOrAll'> {
  rows: [selection: Selection];
  rowsOrAll: [selection: Selection];
}

/** What each command of a feature does. */
export type CommandTable<F extends Feature> = {
  readonly [Id in CommandId<F>]: (...given: Given[TakesOf<Id>]) => unknown;
};

type Run = (...args: readonly unknown[]) => unknown;

/** Returns the commands of a feature as VS Code runs them. The selection of each command is decided here, once. */
export function onSelection<F extends Feature>(
  feature: F,
  table: CommandTable<F>,
  list: SelectionDeps,
): RunnableCommands<F> {
  const runnable = commandsOf(feature).map(([id, takes]): [CommandId<F>, Run] => {
    const command = table[id] as Run;
    if (takes === 'nothing') return [id, () => command()];
    return [
      id,
      (...args) => {
        const known = args.map((arg) => (Array.isArray(arg) ? arg.filter((row) => row !== undefined) : arg));
        // If VS Code is repainting a row that is clicked, the command gets no row. The selected row is not the one that
        // was clicked.
        if (args.length > 0 && known[0] === undefined) return void tell('info', rowGone());
        if (takes !== 'rows' && takes !== 'rowsOrAll') return command(...known);
        return command(selectionOf(takes, known as Arguments['rows'], list));
      },
    ];
  });
  return Object.fromEntries(runnable) as Record<CommandId<F>, Run>;
}

function rowGone(): string {
  return l10n.t('The list was just changing under the pointer, so nothing was done. Click again.');
}
