import { commands } from 'vscode';

/**
 * Opens an http or https address in the person's browser exactly as it is written. A `Uri` does not work: VS Code
 * decodes its escapes and writes its own, so that `?q=R%26D` arrives as `?q=R&D`. VS Code passes a string on unchanged.
 */
export async function openAddress(address: string): Promise<void> {
  await commands.executeCommand('vscode.open', address);
}
