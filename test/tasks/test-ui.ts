import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type HostVersion, provision, targetVersion } from '../hosts/provision';
import { execute } from './childProcess';
import { type Counts, countsFile, forgetCounts } from './counts';
import { run as pack } from './package';

/** Most tests of a run that may have needed their second try: more are a fault of the tests, or of what they test. */
const mostFlaky = 3;

/** The name under which the counts of the UI suite in this version are kept. */
export function uiRunName(version: HostVersion): string {
  return `ui-${version.vscode}`;
}

/** Runs the UI suite on the real workbench; arguments go to Playwright. VSCODE_TARGET=1.100 takes the oldest VS Code. */
export async function run(args: readonly string[]): Promise<void> {
  const version = targetVersion();
  await forgetCounts(uiRunName(version), 'playwright');
  // What users get is tested: the packed extension, installed.
  await pack();
  await provision(version);
  const report = resolve(countsFile('playwright'));
  const command = ['node_modules/@playwright/test/cli.js', 'test', '--config', 'test/ui/playwright.config.ts', ...args];
  process.exitCode = await execute(process.execPath, command, { env: { ...process.env, UI_REPORT_FILE: report } });
  const counts = await playwrightCounts(report);
  if (counts && counts.failed > 0) process.exitCode ||= 1;
  if (counts) await writeFile(countsFile(uiRunName(version)), JSON.stringify(counts));
}

async function playwrightCounts(report: string): Promise<Counts | undefined> {
  try {
    const { stats, errors } = JSON.parse(await readFile(report, 'utf8'));
    // Playwright lists by name what passed at the second try; errors outside of tests have no test to be counted with.
    const failed = stats.unexpected + errors.length;
    return stats.flaky > mostFlaky
      ? { passed: stats.expected, failed: failed + stats.flaky, skipped: stats.skipped }
      : { passed: stats.expected + stats.flaky, failed, skipped: stats.skipped };
  } catch {
    return undefined;
  }
}
