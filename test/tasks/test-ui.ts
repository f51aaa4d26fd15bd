import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { JSONReport, JSONReportSuite, JSONReportTest } from '@playwright/test/reporter';
import { type HostVersion, provision, targetVersion } from '../hosts/provision';
import { execute } from './childProcess';
import { type Counts, countReasons, countsFile, forgetCounts } from './counts';
import { packIfChanged } from './package';

/** Most tests of a run that may have needed their second try: more are a fault of the tests, or of what they test. */
const mostFlaky = 1;

/** The name under which the counts of the UI suite in this version are kept. */
export function uiRunName(version: HostVersion): string {
  return `ui-${version.vscode}`;
}

/** Runs the UI suite on the real workbench; arguments go to Playwright. VSCODE_TARGET=1.100 takes the oldest VS Code. */
export async function run(args: readonly string[]): Promise<void> {
  const version = targetVersion();
  const name = uiRunName(version);
  const report = resolve(countsFile(`playwright-${version.vscode}`));
  await forgetCounts(name, `playwright-${version.vscode}`);
  // What users get is tested: the packed extension, installed.
  await packIfChanged();
  await provision(version);
  const command = ['node_modules/@playwright/test/cli.js', 'test', '--config', 'test/ui/playwright.config.ts', ...args];
  process.exitCode = await execute(process.execPath, command, { env: { ...process.env, UI_REPORT_FILE: report } });
  const counts = await playwrightCounts(report);
  if (counts && counts.failed > 0) process.exitCode ||= 1;
  if (counts) await writeFile(countsFile(name), JSON.stringify(counts));
}

async function playwrightCounts(report: string): Promise<Counts | undefined> {
  try {
    const { stats, errors, suites } = JSON.parse(await readFile(report, 'utf8')) as JSONReport;
    const { expected, unexpected, flaky, skipped } = stats;
    const titles = (status: Status) => suites.flatMap((suite) => titlesOf(suite, status));
    const reasons = countReasons(titles('skipped'));
    if (flaky > 0)
      console.log(
        titles('flaky')
          .map((title) => `Needed a second try: ${title.join(' › ')}`)
          .join('\n'),
      );
    if (flaky > mostFlaky) console.log(`No more than ${mostFlaky} may need one.`);
    // Errors outside of tests have no test to be counted with.
    const failed = unexpected + errors.length;
    return flaky > mostFlaky
      ? { passed: expected, failed: failed + flaky, skipped, reasons }
      : { passed: expected + flaky, failed, skipped, reasons };
  } catch {
    return undefined;
  }
}

type Status = JSONReportTest['status'];

/** Returns the titles of tests that ended like this, each with those of the file and the groups that it is in. */
function titlesOf({ title, specs, suites = [] }: JSONReportSuite, status: Status): string[][] {
  const own = specs.filter(({ tests }) => tests.some((test) => test.status === status)).map((spec) => [spec.title]);
  return [...own, ...suites.flatMap((suite) => titlesOf(suite, status))].map((titles) => [title, ...titles]);
}
