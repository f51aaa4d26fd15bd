import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { provisionNode } from '../hosts/provision';
import { run as build } from './build';
import { mustExecute } from './childProcess';

/** The path of the packed extension. */
export const vsixFile = resolve('out/partner-central-opportunities.vsix');

/** What the package beside it was made of, and what it is: see {@link packIfChanged}. */
const recordFile = `${vsixFile}.sha256`;

/** Builds what ships and packs it into {@link vsixFile}. */
export async function run(): Promise<void> {
  await rm(recordFile, { force: true });
  const made = await hashOfInputs();
  await build();
  await mkdir(dirname(vsixFile), { recursive: true });
  // vsce needs a newer Node than the extension itself.
  const node = await provisionNode();
  // The bundles contain everything the extension needs. README's links stay unchanged, wherever it is published from.
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  await mustExecute(node, ['node_modules/@vscode/vsce/vsce', 'package', ...options, '--out', vsixFile], {
    output: 'stderr',
  });
  await access(vsixFile);
  await writeFile(recordFile, `${made} ${await hashOf([vsixFile])}`);
}

/** Packs as {@link run} does, unless the package is there and every byte that it is made of is the same as when it was made. */
export async function packIfChanged(): Promise<void> {
  const record = await readFile(recordFile, 'utf8').catch(() => '');
  const isThere = await access(vsixFile).then(
    () => true,
    () => false,
  );
  if (isThere && record === `${await hashOfInputs()} ${await hashOf([vsixFile])}`) return;
  await run();
}

/** What cannot end up in the package, or is made on the way to it. */
const notPacked = new Set(['.git', '.vscode-test', 'node_modules', 'dist', 'out', 'test']);

/** A hash of the project's files, of the tasks that build it, and of the versions of all that npm installed. */
async function hashOfInputs(): Promise<string> {
  const files: string[] = [];
  for (const entry of await readdir('.', { withFileTypes: true })) {
    if (notPacked.has(entry.name)) continue;
    files.push(...(entry.isDirectory() ? await filesIn(entry.name) : [entry.name]));
  }
  return await hashOf([...files, ...(await filesIn('test/tasks')), 'node_modules/.package-lock.json'].sort());
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function hashOf(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(await readFile(file))
      .update('\0');
  return hash.digest('hex');
}
