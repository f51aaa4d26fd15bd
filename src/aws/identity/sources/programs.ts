import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join, relative, sep } from 'node:path';
import type { Environment } from '../files/sharedFiles';

/**
 * Returns the path of a program on the PATH, as the shell would find it, except that no folder counts which somebody
 * else fills: those of the workspace, and entries that depend on where the editor was started.
 * @param folders the workspace's folders
 * @returns undefined if there is none
 */
export async function findProgram(
  name: string,
  env: Environment,
  folders: readonly string[],
  platform: NodeJS.Platform = process.platform,
): Promise<string | undefined> {
  const names = platform === 'win32' ? ['.exe', '.cmd', '.bat', '.com'].map((end) => `${name}${end}`) : [name];
  const forbidden = await Promise.all(folders.map((folder) => realpath(folder).catch(() => folder)));
  for (const folder of (env.PATH ?? env.Path ?? '').split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    for (const file of names) {
      const path = join(folder, file);
      if (!(await isProgram(path, platform))) continue;
      const real = await realpath(path).catch(() => path);
      if (![path, real].some((one) => [...folders, ...forbidden].some((outer) => isInside(one, outer)))) return path;
    }
  }
  return undefined;
}

async function isProgram(path: string, platform: NodeJS.Platform): Promise<boolean> {
  try {
    if (platform !== 'win32') await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
