import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Metafile } from 'esbuild';

/** A build of the extension's bundles in its own folder. */
export interface Built {
  /** Returns the absolute path of a bundle: `extension`, `aws` or `demo`. */
  file(entry: string): string;
  /** Returns the size in bytes of all that it may load in the end. */
  size(entry: string): number;
  /** Returns the size in bytes of what is loaded with it. */
  sizeAtOnce(entry: string): number;
  /** Returns the source files in it. */
  inputs(entry: string): readonly string[];
}

/** Builds what ships separately, so that a concurrent `npm run build` cannot interfere. */
export async function buildOurs(): Promise<Built> {
  const { options, awsOptions } = await shipping();
  return await buildInto('out/bench/ours', options, awsOptions);
}

/**
 * Builds the same entries with esbuild's defaults for Node, which decide what to include of a package and what to split.
 */
export async function buildDefault(): Promise<Built> {
  const { options, awsOptions } = await shipping();
  return await buildInto('out/bench/default', byDefault(options), byDefault({ ...awsOptions, plugins: [] }));
}

interface Shipping {
  readonly options: BuildOptions;
  readonly awsOptions: BuildOptions;
}

async function shipping(): Promise<Shipping> {
  return (await import(pathToFileURL(resolve('esbuild.mjs')).href)) as Shipping;
}

function byDefault({
  mainFields: _fields,
  conditions: _conditions,
  splitting: _,
  outExtension: __,
  ...options
}: BuildOptions) {
  return { ...options, format: 'cjs' } satisfies BuildOptions;
}

async function buildInto(outdir: string, ...parts: readonly BuildOptions[]): Promise<Built> {
  await rm(outdir, { recursive: true, force: true });
  const outputs: Metafile['outputs'] = {};
  for (const options of parts) {
    const { metafile } = await build({ ...options, outdir, metafile: true });
    Object.assign(outputs, metafile?.outputs);
  }
  const fileOf = (entry: string): string => {
    const file = [`${outdir}/${entry}.mjs`, `${outdir}/${entry}.js`].find((name) => outputs[name]);
    if (!file) throw new Error(`esbuild made no ${entry}.js.`);
    return file;
  };
  const reached = (entry: string, kinds: readonly string[]): Metafile['outputs'][string][] => {
    const files = new Set([fileOf(entry)]);
    for (const file of files) {
      for (const { path, kind } of outputs[file]?.imports ?? [])
        if (outputs[path] && kinds.includes(kind)) files.add(path);
    }
    return [...files].flatMap((file) => outputs[file] ?? []);
  };
  const sum = (each: readonly Metafile['outputs'][string][]) => each.reduce((bytes, output) => bytes + output.bytes, 0);
  return {
    file: (entry) => resolve(fileOf(entry)),
    size: (entry) => sum(reached(entry, ['import-statement', 'dynamic-import'])),
    sizeAtOnce: (entry) => sum(reached(entry, ['import-statement'])),
    inputs: (entry) => reached(entry, ['import-statement']).flatMap(({ inputs }) => Object.keys(inputs)),
  };
}
