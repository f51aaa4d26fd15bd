import { TabInputText, type TextDocument, type Uri, window, workspace } from 'vscode';
import { bytesOfFile, inPieces } from '../files/readExport';

/** Returns the file of the active editor. VS Code does not show extensions the editor of a file larger than 50 MB. */
export function activeFile(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  return window.activeTextEditor?.document.uri ?? (input instanceof TabInputText ? input.uri : undefined);
}

/** True if the editor of a file has changes that extensions cannot see. VS Code does not show them such large files. */
export function hasUnseenChanges(uri: Uri): boolean {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const isOpen = ({ input }: { readonly input: unknown }) =>
    input instanceof TabInputText && input.uri.toString() === uri.toString();
  return documentOf(uri) === undefined && tabs.some((tab) => tab.isDirty && isOpen(tab));
}

/**
 * Returns the content of a file: from its editor if that has unsaved changes, otherwise from the file system.
 * @throws if it cannot be read; for a file on this machine, this happens while the bytes are read
 */
export async function bytesOf(uri: Uri): Promise<AsyncIterable<Uint8Array> | Iterable<Uint8Array>> {
  const document = documentOf(uri);
  if (document && (document.isDirty || document.isUntitled)) return textOf(document);
  if (uri.scheme === 'file') return bytesOfFile(uri.fsPath);
  try {
    return inPieces(await workspace.fs.readFile(uri));
  } catch (error) {
    // Some documents exist in no file system.
    if (document) return textOf(document);
    throw error;
  }
}

function documentOf(uri: Uri): TextDocument | undefined {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}

function textOf(document: TextDocument): Iterable<Uint8Array> {
  return inPieces(Buffer.from(document.getText()));
}
