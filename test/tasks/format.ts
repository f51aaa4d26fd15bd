import { execute } from './childProcess';

/** Formats everything and mends what the linter can mend safely. */
export async function run(): Promise<void> {
  process.exitCode = await execute(process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'check', '--write']);
}
