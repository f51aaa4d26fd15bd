import { cp, mkdir, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Host } from '../../hosts/provision';

/**
 * The extensions of VS Code's own that tests see the work of: themes, and what makes JSON more than text. Each of the
 * about ninety others takes time in every window; the host suite has them all.
 */
const needed = ['theme-defaults', 'json', 'json-language-features', 'configuration-editing'];

/** Fills a folder with the extensions that VS Code comes with in tests, and the driver of its windows. */
export async function writeBuiltins(folder: string, host: Host): Promise<string> {
  const own = resolve(dirname(host.serverMain), '../extensions');
  await mkdir(folder, { recursive: true });
  for (const name of needed) await symlink(join(own, name), join(folder, name), 'junction');
  await cp(join(__dirname, '../driver'), join(folder, 'driver'), { recursive: true });
  return folder;
}
