import { commands } from 'vscode';

/**
 * Opens an http or https address in the person's browser, to the letter as it is written. A `Uri` would not do: VS Code
 * decodes its escapes and writes its own, so that `?q=R%26D` arrives as `?q=R&D`. A text it hands over as it is.
 */
export async function openAddress(address: string): Promise<void> {
  await commands.executeCommand('vscode.open', address);
}
