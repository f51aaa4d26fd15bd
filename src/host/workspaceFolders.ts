import { workspace } from 'vscode';

/** Returns the paths of the workspace's folders. */
export function workspaceFolders(): readonly string[] {
  return (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
}
