import { l10n } from 'vscode';
import { type CommandId, commandsOf, type Feature, type TakesOf } from '../../contributions';
import { tell } from '../../host/tell';
import type { Arguments, RunnableCommands } from '../registerCommands';
import { type Selection, type SelectionDeps, selectionOf } from './selection';

/** What a command is given in the end: in place of rows, what it works on. */
interface Given extends Omit<Arguments, 'rows' | 'rowsOrAll'> {
  rows: [selection: Selection];
  rowsOrAll: [selection: Selection];
}

/** What each command of a feature does. */
export type CommandTable<F extends Feature> = {
  readonly [Id in CommandId<F>]: (...given: Given[TakesOf<Id>]) => unknown;
};

type Run = (...args: readonly unknown[]) => unknown;

/** Returns the commands of a feature as VS Code runs them: it is decided here, once, what each works on. */
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
        // A click on a row that VS Code is painting again comes without the row. What is selected is not what was clicked.
        if (args.length > 0 && known[0] === undefined) return void tell('info', rowGone());
        if (takes !== 'rows' && takes !== 'rowsOrAll') return command(...known);
        return command(selectionOf(takes, known as Arguments['rows'], list));
      },
    ];
  });
  return Object.fromEntries(runnable) as Record<CommandId<F>, Run>;
}

function rowGone(): string {
  return l10n.t('The list was just changing under the pointer, so nothing was done. Click once more.');
}
