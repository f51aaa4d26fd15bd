import { CancellationError, commands, Disposable, l10n, type Uri } from 'vscode';
import { type CommandId, commandsOf, type Feature, type TakesOf } from '../contributions';
import { isSourceError, type Remedy } from '../core/errors/sourceError';
import { lazily } from '../core/runtime/lazily';
import { tell, translated } from '../host/tell';
import type { GivenChanges } from './changes/changeRows';
import { errorText } from './errorText';
import type { FailedRow } from './opportunities/rows';
import type { GivenRows } from './opportunities/selection';

/** The arguments of a command, by what it takes. */
export interface Arguments {
  nothing: [];
  rows: GivenRows;
  rowsOrAll: GivenRows;
  changes: GivenChanges;
  file: [uri?: Uri];
  files: [uri?: Uri, all?: readonly Uri[]];
  remedy: [remedy: Remedy, failed?: FailedRow];
}

/** The commands of a feature as VS Code runs them. */
export type RunnableCommands<F extends Feature> = {
  readonly [Id in CommandId<F>]: (...args: Arguments[TakesOf<Id>]) => unknown;
};

/** Registers the commands of a feature. Their code is loaded when one of them first runs. */
export function registerCommands<F extends Feature>(feature: F, load: () => Promise<RunnableCommands<F>>): Disposable {
  const loaded = lazily(load);
  const run = async (id: CommandId<F>, args: readonly unknown[]): Promise<unknown> => {
    try {
      const command = (await loaded())[id] as (...args: readonly unknown[]) => unknown;
      return await command(...args);
    } catch (error) {
      // VS Code would show the error message unchanged, and would turn parts of it into links.
      if (!(error instanceof CancellationError)) void tell('error', failureText(error));
      return undefined;
    }
  };
  return Disposable.from(
    ...commandsOf(feature).map(([id, takes]) =>
      // VS Code also passes the focused row to actions in the title of a view.
      commands.registerCommand(id, (...args) => run(id, takes === 'nothing' ? [] : args)),
    ),
  );
}

const ofTheMachine = [TypeError, RangeError, ReferenceError, SyntaxError];

/**
 * Returns what to tell the person after an unexpected error: messages of VS Code are meant for people, those of the
 * machine are not.
 */
function failureText(error: unknown): string {
  if (isSourceError(error)) return errorText(error);
  if (!(error instanceof Error) || ofTheMachine.some((kind) => error instanceof kind)) {
    return l10n.t('This could not be done: something in the extension failed.');
  }
  return translated('This could not be done: {0}', error.message);
}
