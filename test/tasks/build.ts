import { mustExecute } from './childProcess';

/** Builds what ships into dist. */
export async function run(args: readonly string[] = []): Promise<void> {
  await mustExecute(process.execPath, ['esbuild.mjs', ...args]);
}
