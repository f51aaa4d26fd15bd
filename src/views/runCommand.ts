import { commands } from 'vscode';
import type { CommandId, TakesOf } from '../contributions';
import type { Arguments } from './registerCommands';

/** Runs a command of the extension. */
export function runCommand<Id extends CommandId>(id: Id, ...args: Arguments[TakesOf<Id>]): Thenable<unknown> {
  return commands.executeCommand(id, ...args);
}
