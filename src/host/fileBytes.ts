import { TabInputText, type TextDocument, type Uri, window, workspace } from 'vscode';
import { bytesOfFile, inPieces } from '../files/readExport';

/** The file of the editor that is in front; VS Code shows extensions no editor of a file that is larger than 50 MB. */
export function activeFile(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  return window.activeTextEditor?.document.uri ?? (input instanceof TabInputText ? input.uri : undefined);
}

/** True where the editor of a file has changes that extensions cannot see: VS Code does not show them files so large. */
export function hasUnseenChanges(uri: Uri): boolean {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const isOpen = ({ input }: { readonly input: unknown }) =>
    input instanceof TabInputText && input.uri.toString() === uri.toString();
  return documentOf(uri) === undefined && tabs.some((tab) => tab.isDirty && isOpen(tab));
}

/**
 * What a file holds: in its editor, where that has changes that are not saved, else where it is kept.
 * @throws where it cannot be read; of a file of this machine that happens while the bytes are read
 */
export async function bytesOf(uri: Uri): Promise<AsyncIterable<Uint8Array> | Iterable<Uint8Array>> {
  const document = documentOf(uri);
  if (document && (document.isDirty || document.isUntitled)) return textOf(document);
  if (uri.scheme === 'file') return bytesOfFile(uri.fsPath);
  try {
    return inPieces(await workspace.fs.readFile(uri));
  } catch (error) {
    // Some documents are in no file system.
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
