import { execute } from './childProcess';

/** Formats everything and applies the linter's safe fixes. */
export async function run(): Promise<void> {
  process.exitCode = await execute(process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'check', '--write']);
}
