import { Uri, window } from 'vscode';
import { tell, translated } from './tell';

/** Opens a file on this machine in the editor, or says that it does not exist. */
export async function openTextFile(path: string): Promise<void> {
  try {
    await window.showTextDocument(Uri.file(path));
  } catch {
    void tell('warning', translated('There is no file {0} yet. Create it with “aws configure”.', path));
  }
}
