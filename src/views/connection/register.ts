import { Disposable } from 'vscode';
import { registerCommands } from '../registerCommands';
import type { ConnectionCommandDeps } from './connectionCommands';
import { StatusBar } from './statusBar';

/** Registers the profile and the catalog in the status bar, and the commands that choose them. */
export function registerConnection(deps: ConnectionCommandDeps): Disposable {
  return Disposable.from(
    new StatusBar(deps.current),
    registerCommands('connection', async () => (await import('./connectionCommands')).connectionCommands(deps)),
  );
}
