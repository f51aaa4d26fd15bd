import { access, mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { provisionNode } from '../hosts/provision';
import { run as build } from './build';
import { mustExecute } from './childProcess';

/** Where the packed extension ends up. */
export const vsixFile = resolve('out/partner-central-opportunities.vsix');

/** Builds what ships and packs it into {@link vsixFile}. */
export async function run(): Promise<void> {
  await build();
  await mkdir(dirname(vsixFile), { recursive: true });
  // vsce wants a newer Node than the one that the extension itself is developed with.
  const node = await provisionNode();
  // Everything the extension needs is in its bundles; README's links stay as they are, wherever it is published from.
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  await mustExecute(node, ['node_modules/@vscode/vsce/vsce', 'package', ...options, '--out', vsixFile], {
    output: 'stderr',
  });
  await access(vsixFile);
}
