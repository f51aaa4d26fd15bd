import type { Disposable } from 'vscode';
import { registerCommands } from '../registerCommands';
import type { ExportCommandDeps } from './exportCommands';

/** The exports, and their comparison with what is loaded. */
export function registerExport(deps: ExportCommandDeps): Disposable {
  return registerCommands('export', async () => (await import('./exportCommands')).exportCommands(deps));
}
