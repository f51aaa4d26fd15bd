import { l10n, type QuickPickItem, TabInputText, ThemeIcon, Uri, window, workspace } from 'vscode';
import { comparisonScheme, documentScheme } from '../../contributions';
import { compareMoments, isMoment } from '../../core/time/moments';
import type { ReadExport } from '../../files/readExport';
import { pickOne, translated } from '../../host/tell';

/** Nobody looks through more files in a pick. */
const mostFiles = 200;

type FileItem = QuickPickItem & { readonly uri?: Uri };

/** A file whose content was read. */
export interface ReadFile {
  readonly uri: Uri;
  readonly name: string;
  readonly read: ReadExport;
}

/**
 * Lets the person choose a file: one of the exports in the workspace and in open editors, or any other. Undefined if they
 * cancel.
 */
export async function pickExport(placeHolder: string, chosen: readonly Uri[]): Promise<Uri | undefined> {
  const title = l10n.t('Compare Two Exports');
  const known = (await knownFiles()).filter((uri) => !chosen.some((other) => other.toString() === uri.toString()));
  const browse: FileItem = {
    label: l10n.t('Choose a File…'),
    iconPath: new ThemeIcon('folder-opened'),
    alwaysShow: true,
  };
  const items = known.map((uri): FileItem => {
    return { label: fileName(uri), description: folderText(uri), iconPath: new ThemeIcon('json'), uri };
  });
  const picked =
    items.length === 0 ? browse : await pickOne([...items, browse], { title, placeHolder, matchOnDescription: true });
  if (!picked || picked.uri) return picked?.uri;
  const [folder] = workspace.workspaceFolders ?? [];
  const opened = await window.showOpenDialog({
    ...{ title: placeHolder, openLabel: l10n.t('Compare'), filters: { JSON: ['json'] } },
    ...(folder && { defaultUri: folder.uri }),
  });
  return opened?.[0];
}

/** Returns the exports that are open, and those in the workspace by their paths. */
async function knownFiles(): Promise<readonly Uri[]> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const open = tabs.flatMap(({ input }) =>
    input instanceof TabInputText && canBeExport(input.uri) ? [input.uri] : [],
  );
  const found = await workspace
    .findFiles('**/*.opportunities.json', '**/node_modules/**', mostFiles)
    // The search of VS Code does not run in every build of it.
    .then((files) => files, filesAtTop);
  found.sort((a, b) => (a.path < b.path ? -1 : 1));
  return [...new Map([...open, ...found].map((uri) => [uri.toString(), uri])).values()];
}

/** Returns the exports at the top of each folder of the workspace. */
async function filesAtTop(): Promise<Uri[]> {
  const folders = (workspace.workspaceFolders ?? []).map(async ({ uri }) => {
    const entries = await workspace.fs.readDirectory(uri);
    const names = entries.flatMap(([name]) => (name.endsWith('.opportunities.json') ? [name] : []));
    return names.slice(0, mostFiles).map((name) => Uri.joinPath(uri, name));
  });
  return (await Promise.allSettled(folders)).flatMap((read) => (read.status === 'fulfilled' ? read.value : []));
}

/** True for JSON files, and for exports in editors that are not saved to a file. */
function canBeExport({ scheme, path }: Uri): boolean {
  if (scheme !== 'untitled') return scheme !== documentScheme && scheme !== comparisonScheme && path.endsWith('.json');
  return workspace.textDocuments.some(
    ({ uri, languageId }) => uri.scheme === scheme && uri.path === path && languageId === 'json',
  );
}

/**
 * Returns two files with the earlier one first: by what they say of when they were exported, or else as the person chose
 * them. Undefined if nobody says.
 */
export function inOrder(
  [one, other]: readonly [ReadFile, ReadFile],
  isChosenInOrder: boolean,
): readonly [ReadFile, ReadFile] | undefined {
  const [a, b] = [one, other].map(({ read }) => read.claims.exportedAt);
  const order = isMoment(a) && isMoment(b) ? compareMoments(a, b) : 0;
  if (order !== 0) return order < 0 ? [one, other] : [other, one];
  return isChosenInOrder ? [one, other] : undefined;
}

/** Asks which of two files is the earlier one. Undefined if the person cancels. */
export async function askForOrder([one, other]: readonly [ReadFile, ReadFile]): Promise<
  readonly [ReadFile, ReadFile] | undefined
> {
  const items = [one, other].map((file) => ({ label: file.name, description: folderText(file.uri), file }));
  const picked = await pickOne(items, {
    title: l10n.t('Compare Two Exports'),
    placeHolder: l10n.t('Which file is the earlier one? They do not say when they were exported'),
  });
  if (!picked) return undefined;
  return picked.file === one ? [one, other] : [other, one];
}

/** Returns the names of two files, with their folders if they have the same name. */
export function namesOf(one: Uri, other: Uri): readonly [string, string] {
  const names = [fileName(one), fileName(other)] as const;
  if (names[0] !== names[1]) return names;
  const withFolder = ({ path }: Uri) => path.split('/').slice(-2).join('/');
  return [withFolder(one), withFolder(other)];
}

/** Returns the file name without its folders, because the person chose it. */
export function fileName({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderText(uri: Uri): string {
  const path = workspace.asRelativePath(uri);
  const end = path.lastIndexOf('/');
  return end < 0 ? '' : path.slice(0, end);
}

/** Returns why two files cannot be compared, or nothing. */
export function sameFileText(one: Uri, other: Uri): string | undefined {
  if (one.toString() !== other.toString()) return undefined;
  return translated('{0} is the earlier and the later file at once: choose two different exports.', fileName(one));
}
