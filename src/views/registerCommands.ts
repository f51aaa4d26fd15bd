import { CancellationError, commands, Disposable, l10n, type Uri } from 'vscode';
import { type CommandId, commandsOf, type Feature, type TakesOf } from '../contributions';
import { isSourceError, type Remedy } from '../core/errors/sourceError';
import { lazily } from '../core/runtime/lazily';
import { tell, translated } from '../host/tell';
import { errorText } from './errorText';
import type { FailedRow } from './opportunities/rows';
import type { GivenRows } from './opportunities/selection';

/** What a command is run with, by what it takes. */
export interface Arguments {
  nothing: [];
  rows: GivenRows;
  rowsOrAll: GivenRows;
  file: [uri?: Uri];
  remedy: [remedy: Remedy, failed?: FailedRow];
}

/** The commands of a feature as VS Code runs them. */
export type RunnableCommands<F extends Feature> = {
  readonly [Id in CommandId<F>]: (...args: Arguments[TakesOf<Id>]) => unknown;
};

/** Registers the commands of a feature; what they do is loaded when the first of them runs. */
export function registerCommands<F extends Feature>(feature: F, load: () => Promise<RunnableCommands<F>>): Disposable {
  const loaded = lazily(load);
  const run = async (id: CommandId<F>, args: readonly unknown[]): Promise<unknown> => {
    try {
      const command = (await loaded())[id] as (...args: readonly unknown[]) => unknown;
      return await command(...args);
    } catch (error) {
      // VS Code would show the error's own words as they come, and make links of what is in them.
      if (!(error instanceof CancellationError)) void tell('error', failureText(error));
      return undefined;
    }
  };
  return Disposable.from(
    ...commandsOf(feature).map(([id, takes]) =>
      // VS Code gives the row with the focus to actions in the title of a view too.
      commands.registerCommand(id, (...args) => run(id, takes === 'nothing' ? [] : args)),
    ),
  );
}

const ofTheMachine = [TypeError, RangeError, ReferenceError, SyntaxError];

/** What a command failed with, when it did not expect to: VS Code's own words are for people, those of the machine are not. */
function failureText(error: unknown): string {
  if (isSourceError(error)) return errorText(error);
  if (!(error instanceof Error) || ofTheMachine.some((kind) => error instanceof kind)) {
    return l10n.t('This could not be done: something in the extension failed.');
  }
  return translated('This could not be done: {0}', error.message);
}
