import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { provisionNode } from '../hosts/provision';
import { run as build, hashOf, hashOfInputs } from './build';
import { mustExecute } from './childProcess';

/** The path of the packed extension. */
export const vsixFile = resolve('out/partner-central-opportunities.vsix');

/** What the package beside it was made of, and what it is: see {@link packIfChanged}. */
const recordFile = `${vsixFile}.sha256`;

/** Builds what ships and packs it into {@link vsixFile}; with `--if-changed` as {@link packIfChanged} does. */
export async function run([option]: readonly string[] = []): Promise<void> {
  if (option === '--if-changed') await packIfChanged();
  else await pack();
}

async function pack(): Promise<void> {
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

/** Packs, unless the package is there and every byte that it is made of is the same as when it was made. */
export async function packIfChanged(): Promise<void> {
  const record = await readFile(recordFile, 'utf8').catch(() => '');
  const isThere = await access(vsixFile).then(
    () => true,
    () => false,
  );
  if (isThere && record === `${await hashOfInputs()} ${await hashOf([vsixFile])}`) return;
  await pack();
}
