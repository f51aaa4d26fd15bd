import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build } from 'esbuild';

/** Bundles the host suite and returns the path of the module whose `run()` VS Code calls. */
export async function buildHostSuite(): Promise<string> {
  const outdir = resolve('out/test/host');
  // A removed or renamed test must not keep running.
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: ['test/host/index.ts', 'test/host/**/*.test.ts'],
    outbase: 'test/host',
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return resolve(outdir, 'index.js');
}
