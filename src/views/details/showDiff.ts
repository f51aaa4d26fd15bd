import { commands, type Uri } from 'vscode';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { translated } from '../../host/tell';
import type { Documents } from '../documents/documents';

/** Shows the documents of two opportunities side by side. VS Code may store the title, so it names no customer. */
export async function showDiff(
  documents: Pick<Documents, 'uriOf'>,
  left: OpportunitySummary,
  right: OpportunitySummary,
): Promise<void> {
  const [before, after] = [documents.uriOf(left), documents.uriOf(right)];
  const title = translated('{0} ↔ {1}', nameOf(before), nameOf(after));
  await commands.executeCommand('vscode.diff', before, after, title, { preview: true });
}

/** Returns the id: the document's name without the ending that all of them share. */
function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.opportunity\.json$/, '');
}
