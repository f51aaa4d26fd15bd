import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import Mocha from 'mocha';
import { type Counts, countReasons, countsFile, forgetCounts } from '../counts';
import { mochaHooks } from './failOnRejections';
import './seedProperties';

/** What every process that runs tests loads first. */
const hooks = ['failOnRejections.ts', 'seedProperties.ts'].map((file) => resolve('test/tasks/mocha', file));

/**
 * Runs every `*.test.ts` in a folder, as many files at once as there are cores, leaves the counts under `name` and sets the
 * exit code. `--grep TEXT` picks tests by name, any other argument files by a part of their path. FC_SEED and FC_PATH run a
 * case of a property again.
 */
export async function runMocha(name: string, folder: string, args: readonly string[]): Promise<void> {
  await forgetCounts(name);
  const grepAt = args.indexOf('--grep');
  const grep = grepAt < 0 ? undefined : args[grepAt + 1];
  const parts = args.filter((_, index) => grepAt < 0 || (index !== grepAt && index !== grepAt + 1));
  const files = testFiles(folder).filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)));
  const jobs = Math.min(availableParallelism(), files.length);
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: 'spec',
    // For a machine that is busy with other things: property tests take seconds there.
    timeout: 20_000,
    ...(grep ? { grep } : {}),
    // One file alone runs in this process, where a debugger finds it.
    ...(jobs > 1 ? { parallel: true, jobs, require: ['tsx', ...hooks] } : { forbidOnly: true, rootHooks: mochaHooks }),
  });
  for (const file of files) mocha.addFile(file);
  if (jobs <= 1) await mocha.loadFilesAsync();
  const skipped: (readonly string[])[] = [];
  const counts = await new Promise<Counts>((resolve) => {
    const runner = mocha.run(() => {
      const { passes: passed = 0, failures: failed = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed, failed, skipped: pending, reasons: countReasons(skipped) });
    });
    runner.on('pending', (test) => void skipped.push(test.titlePath()));
  });
  await writeFile(countsFile(name), JSON.stringify(counts));
  if (counts.failed > 0 || files.length === 0) process.exitCode = 1;
}

export function testFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .map((file) => join(process.cwd(), folder, file));
}
