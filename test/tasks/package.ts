import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { provisionNode } from '../hosts/provision';
import { run as build, hashOf, hashOfInputs } from './build';
import { mustExecute } from './childProcess';

/** The path of the packed extension. */
export const vsixFile = resolve('out/partner-central-opportunities.vsix');

/** What the package beside it was made of, and what it is: see {@link packIfChanged}. */
const recordFile = `${vsixFile}.sha256`;
/** The same, of a package that was packed twice from nothing with the same bytes. */
const twiceFile = `${vsixFile}.twice`;

/** The moment of every file in the package, so that it is the same whenever it is packed: the first one that a zip knows. */
const packedAt = String(Date.UTC(1980, 0, 1) / 1_000);

/** What vsce is told. It looks for secrets in every file by itself, and nothing here tells it not to. */
export const packOptions = [
  // The bundles contain everything the extension needs. README's links stay unchanged, wherever it is published from.
  ...['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'],
] as const;

/** Builds what ships and packs it into {@link vsixFile}; with `--if-changed` as {@link packIfChanged} does. */
export async function run(options: readonly string[] = []): Promise<void> {
  if (options.includes('--if-changed')) await packIfChanged({ twice: options.includes('--twice') });
  else await pack();
}

async function pack(): Promise<void> {
  await rm(recordFile, { force: true });
  const made = await hashOfInputs();
  await packInto(vsixFile);
  await writeFile(recordFile, `${made} ${await hashOf([vsixFile])}`);
}

async function packInto(file: string): Promise<void> {
  await build();
  await mkdir(dirname(file), { recursive: true });
  // vsce needs a newer Node than the extension itself.
  const node = await provisionNode();
  await mustExecute(node, ['node_modules/@vscode/vsce/vsce', 'package', ...packOptions, '--out', file], {
    output: 'stderr',
    env: { ...process.env, SOURCE_DATE_EPOCH: packedAt },
  });
  await access(file);
}

/**
 * Packs, unless the package is there and every byte that it is made of is the same as when it was made.
 * @param twice builds and packs once more from nothing, and throws unless every byte is the same
 */
export async function packIfChanged({ twice = false } = {}): Promise<void> {
  if ((await readRecord()) !== (await wantedRecord())) await pack();
  if (!twice) return;
  const record = await wantedRecord();
  if ((await readRecord(twiceFile)) === record) return;
  const again = resolve('out/again.vsix');
  await packInto(again);
  const [first, second] = await Promise.all([vsixFile, again].map((file) => readFile(file)));
  await rm(again);
  if (!first || !second?.equals(first)) throw new Error('Two builds of the same sources made different packages.');
  await writeFile(twiceFile, record);
}

function readRecord(file = recordFile): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}

/** Returns what the record says where nothing has changed since. */
async function wantedRecord(): Promise<string> {
  const isThere = await access(vsixFile).then(
    () => true,
    () => false,
  );
  return isThere ? `${await hashOfInputs()} ${await hashOf([vsixFile])}` : 'nothing is packed';
}
