import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Mocha from 'mocha';
import { type Counts, countsFile, forgetCounts } from './counts';

/**
 * Runs every `*.test.ts` in a folder in this process, leaves the counts under `name` and sets the exit code.
 * `--grep TEXT` picks tests by name, any other argument files by a part of their path.
 */
export async function runMocha(name: string, folder: string, args: readonly string[]): Promise<void> {
  await forgetCounts(name);
  const grepAt = args.indexOf('--grep');
  const grep = grepAt < 0 ? undefined : args[grepAt + 1];
  const parts = args.filter((_, index) => grepAt < 0 || (index !== grepAt && index !== grepAt + 1));
  // For a machine that is busy with other things: property tests take seconds there.
  const timeout = 20_000;
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', forbidOnly: true, timeout, ...(grep ? { grep } : {}) });
  for (const file of testFiles(folder)) {
    if (parts.length === 0 || parts.some((part) => file.includes(part))) mocha.addFile(file);
  }
  await mocha.loadFilesAsync();
  const counts = await new Promise<Counts>((resolve) => {
    const runner = mocha.run(() => {
      const { passes: passed = 0, failures: failed = 0, pending: skipped = 0 } = runner.stats ?? {};
      resolve({ passed, failed, skipped });
    });
  });
  await writeFile(countsFile(name), JSON.stringify(counts));
  if (counts.failed > 0 || mocha.files.length === 0) process.exitCode = 1;
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .map((file) => join(process.cwd(), folder, file));
}
