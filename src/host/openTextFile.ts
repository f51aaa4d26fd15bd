import { Range, Uri, window } from 'vscode';
import { tell, translated } from './tell';

/**
 * Opens a file on this machine in the editor, or says that it does not exist.
 *
 * @param line the line to show, from 1
 */
export async function openTextFile(path: string, line?: number): Promise<void> {
  try {
    const selection = line === undefined ? undefined : new Range(line - 1, 0, line - 1, 0);
    await window.showTextDocument(Uri.file(path), { ...(selection && { selection }) });
  } catch {
    void tell('warning', translated('There is no file {0} yet. Create it with “aws configure”.', path));
  }
}
