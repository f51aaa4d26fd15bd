import { Disposable, workspace } from 'vscode';
import { documentScheme } from '../../contributions';
import type { WindowParts } from '../windowParts';
import { ListFiles } from './listFiles';

/** Registers the documents of opportunities, and the detection of other files that contain a list of them. */
export function registerDocuments({ documents }: Pick<WindowParts, 'documents'>): Disposable {
  const options = { isReadonly: true, isCaseSensitive: true };
  return Disposable.from(workspace.registerFileSystemProvider(documentScheme, documents, options), new ListFiles());
}
