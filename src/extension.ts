import type { ExtensionContext } from 'vscode';

/** VS Code hands no event and runs no command before this has ended; other extensions start meanwhile. */
export async function activate(context: ExtensionContext): Promise<void> {
  const { openWindow } = await import('./window');
  openWindow(context);
}
