import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Metafile } from 'esbuild';

/** A build of the extension's bundles in a folder of its own. */
export interface Built {
  /** The absolute path of a bundle: `extension`, `aws` or `demo`. */
  file(entry: string): string;
  /** Its size in bytes. */
  size(entry: string): number;
  /** The source files in it. */
  inputs(entry: string): readonly string[];
}

/** What ships, built anew so that nobody's `npm run build` gets in between. */
export async function buildOurs(): Promise<Built> {
  return await buildInto('out/bench/ours', await shippingOptions());
}

/** The same entries as esbuild builds them for Node by default: which of a package's builds to take is left to it. */
export async function buildDefault(): Promise<Built> {
  const { mainFields: _fields, conditions: _conditions, ...defaults } = await shippingOptions();
  return await buildInto('out/bench/default', defaults);
}

async function shippingOptions(): Promise<BuildOptions> {
  const { options } = (await import(pathToFileURL(resolve('esbuild.mjs')).href)) as { options: BuildOptions };
  return options;
}

async function buildInto(outdir: string, options: BuildOptions): Promise<Built> {
  const { metafile } = await build({ ...options, outdir, metafile: true });
  const outputOf = (entry: string): Metafile['outputs'][string] => {
    const output = metafile?.outputs[`${outdir}/${entry}.js`];
    if (!output) throw new Error(`esbuild made no ${entry}.js.`);
    return output;
  };
  return {
    file: (entry) => resolve(outdir, `${entry}.js`),
    size: (entry) => outputOf(entry).bytes,
    inputs: (entry) => Object.keys(outputOf(entry).inputs),
  };
}
