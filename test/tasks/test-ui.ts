import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import { type HostVersion, provision, targetVersion } from '../hosts/provision';
import { execute } from './childProcess';
import { type Counts, countsFile, forgetCounts } from './counts';
import { run as pack } from './package';

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
  await pack();
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
    if (flaky > 0) console.log(`Needed a second try: ${suites.flatMap(flakyOf).join('; ')}.`);
    if (flaky > mostFlaky) console.log(`These are ${flaky}, and at most ${mostFlaky} may.`);
    // Errors outside of tests have no test to be counted with.
    const failed = unexpected + errors.length;
    return flaky > mostFlaky
      ? { passed: expected, failed: failed + flaky, skipped }
      : { passed: expected + flaky, failed, skipped };
  } catch {
    return undefined;
  }
}

/** The tests of a suite that passed at their second try, each with its file. */
function flakyOf({ file, specs, suites = [] }: JSONReportSuite): string[] {
  const own = specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky'));
  return [...own.map(({ title }) => `${file} › ${title}`), ...suites.flatMap(flakyOf)];
}
