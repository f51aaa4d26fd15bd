import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustExecute } from './childProcess';
import { writeSbom } from './shipped/sbom';

/** What dist was made of, and what it is: see {@link buildIfChanged}. */
const recordFile = 'out/dist.sha256';

/** Builds what ships into dist. */
export async function run(args: readonly string[] = []): Promise<void> {
  await rm(recordFile, { force: true });
  const made = await hashOfInputs();
  await mustExecute(process.execPath, ['esbuild.mjs', ...args]);
  await writeSbom('dist/sbom.cdx.json');
  await mkdir('out', { recursive: true });
  await writeFile(recordFile, `${made} ${await hashOf(await filesIn('dist'))}`);
}

/** Builds as {@link run} does, unless dist is there and every byte that it is made of is the same as when it was made. */
export async function buildIfChanged(): Promise<void> {
  const record = await readFile(recordFile, 'utf8').catch(() => '');
  if (record && record === `${await hashOfInputs()} ${await hashOf(await filesIn('dist'))}`) return;
  await run();
}

/** What cannot end up in what ships, or is made on the way to it. */
const notShipped = new Set(['.git', '.vscode-test', 'node_modules', 'dist', 'out', 'test']);

/** Returns a hash of the project's files, of the tasks that build it, and of the versions of all that npm installed. */
export async function hashOfInputs(): Promise<string> {
  const files: string[] = [];
  for (const entry of await readdir('.', { withFileTypes: true })) {
    if (notShipped.has(entry.name)) continue;
    files.push(...(entry.isDirectory() ? await filesIn(entry.name) : [entry.name]));
  }
  return await hashOf([...files, ...(await filesIn('test/tasks')), 'node_modules/.package-lock.json']);
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Returns a hash of these files, by their names and all that is in them. */
export async function hashOf(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [...files].sort())
    hash
      .update(`${file}\0`)
      .update(await readFile(file))
      .update('\0');
  return hash.digest('hex');
}
