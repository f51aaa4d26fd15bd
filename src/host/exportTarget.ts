import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { type Memento, Uri, window, workspace } from 'vscode';
import { startOver } from '../core/text/textPiece';
import { type Chunks, writeBeside } from '../files/writeBeside';

const folderKey = 'exportFolder';

/** Asks where to write a file. Undefined if the person cancels. VS Code itself asks before it overwrites a file. */
export async function askForTarget(
  state: Memento,
  file: { readonly name: string; readonly title: string; readonly filters: Readonly<Record<string, string[]>> },
): Promise<Uri | undefined> {
  const { name, title, filters } = file;
  const folder = startingFolder(state);
  const target = await window.showSaveDialog({ defaultUri: Uri.joinPath(folder, name), title, filters });
  if (target) await state.update(folderKey, Uri.joinPath(target, '..').toString());
  return target;
}

/** Returns the folder of the last export, or else the folder that is open, or else the person's home folder. */
function startingFolder(state: Memento): Uri {
  const kept = state.get(folderKey);
  if (typeof kept === 'string') return Uri.parse(kept, true);
  return workspace.workspaceFolders?.[0]?.uri ?? Uri.file(homedir());
}

/**
 * Writes a file, on this machine or wherever VS Code can. The file is either complete or not there at all.
 * @throws an error with a `code`, or the reason of `signal`
 */
export async function writeTarget(target: Uri, chunks: Chunks, signal: AbortSignal): Promise<void> {
  if (target.scheme === 'file') return await writeBeside(target.fsPath, chunks, signal);
  const beside = Uri.joinPath(target, '..', `.partner-central-${randomUUID()}.tmp`);
  const text = await inTurns(chunks, signal);
  try {
    await workspace.fs.writeFile(beside, new TextEncoder().encode(text));
    signal.throwIfAborted();
    await workspace.fs.rename(beside, target, { overwrite: true });
  } catch (error) {
    await workspace.fs.delete(beside).then(undefined, () => {});
    throw error;
  }
}

/** Yields the whole text with pauses, so that everything else in the extension host gets its turn. */
export async function inTurns(chunks: Chunks, signal: AbortSignal): Promise<string> {
  const parts: string[] = [];
  for await (const chunk of chunks) {
    if (chunk === startOver) parts.length = 0;
    else parts.push(chunk);
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  }
  return parts.join('');
}
