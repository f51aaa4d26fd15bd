import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { type Counts, countReasons } from '../tasks/counts';
import { failOnOurErrors } from './support/ourErrors';

/**
 * Runs the host suite: VS Code calls this in the extension host, in the browser's workbench as in desktop VS Code.
 * Tests are found by name, so that none can be forgotten. The report goes to the file named by HOST_REPORT_FILE, or to the
 * console; the counts go to HOST_COUNTS_FILE.
 */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const { HOST_REPORT_FILE: report, HOST_COUNTS_FILE: counts, HOST_GREP: grep } = process.env;
  if (report) Mocha.reporters.Base.consoleLog = (...args) => appendFileSync(report, `${format(...args)}\n`);
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: 'spec',
    color: false,
    timeout: 30_000,
    forbidOnly: true,
    rootHooks: failOnOurErrors,
    ...(grep ? { grep } : {}),
  });
  for (const file of testFiles(__dirname)) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const skipped: (readonly string[])[] = [];
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pending', (test) => void skipped.push(test.titlePath()));
    runner.once('end', () => {
      const { passes: passed = 0, failures: failed = 0, pending = 0 } = runner.stats ?? {};
      const result: Counts = { passed, failed, skipped: pending, reasons: countReasons(skipped) };
      if (counts) writeFileSync(counts, JSON.stringify(result));
    });
  });
  if (failures > 0) throw new Error(`${failures} ${failures === 1 ? 'test' : 'tests'} failed.`);
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.js'))
    .sort()
    .map((name) => join(folder, name));
}
