import type { Disposable } from 'vscode';
import { registerCommands } from '../registerCommands';
import type { ExportCommandDeps } from './exportCommands';

/** Registers the exports, and the comparison of an export with what is loaded. */
export function registerExport(deps: ExportCommandDeps): Disposable {
  return registerCommands('export', async () => (await import('./exportCommands')).exportCommands(deps));
}
