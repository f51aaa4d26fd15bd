import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { chromiumFlags, findChromium } from '../hosts/chromium';
import { writeAwsFiles } from '../hosts/environment';
import { type HostVersion, hostVersions, provision } from '../hosts/provision';
import { startVscodeServer } from '../hosts/vscodeServer';
import { buildIfChanged } from './build';
import { countsFile, forgetCounts, readCounts, settle } from './counts';
import { buildHostSuite } from './mocha/buildHostSuite';

const timeLimit = 240_000;

/** The name under which the counts of the host suite in this version are kept. */
export function hostRunName(version: HostVersion): string {
  return `host-${version.vscode}`;
}

/**
 * Runs the host suite in every supported VS Code, or in those named (`1.100`); `--grep TEXT` picks tests by name.
 * The exit code says whether all passed.
 */
export async function run(args: readonly string[]): Promise<void> {
  const grepAt = args.indexOf('--grep');
  const grep = grepAt < 0 ? undefined : args[grepAt + 1];
  const wanted = hostVersions.filter(({ vscode }) => args.includes(vscode));
  const versions = wanted.length > 0 ? wanted : hostVersions;

  await buildIfChanged();
  const suite = await buildHostSuite();
  for (const version of versions) {
    const name = hostRunName(version);
    await forgetCounts(name);
    console.log(`\nHost suite in VS Code ${version.vscode}`);
    const exitCode = await runSuite(version, suite, countsFile(name), grep);
    const { passed, failed } = settle(await readCounts(name), exitCode);
    console.log(`VS Code ${version.vscode}: ${passed} passed, ${failed} failed`);
    if (failed > 0) process.exitCode = 1;
  }
}

/** Opens VS Code in a browser with the suite as its tests, prints the report and returns VS Code's exit code. */
async function runSuite(version: HostVersion, suite: string, counts: string, grep?: string): Promise<number> {
  const host = await provision(version);
  const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumFlags] });
  const folder = await mkdtemp(join(tmpdir(), 'partner-central-host-'));
  const workspace = join(folder, 'workspace');
  const report = join(folder, 'report.txt');
  await mkdir(workspace);
  const aws = await writeAwsFiles(join(folder, 'aws'));
  const files = { HOST_REPORT_FILE: report, HOST_COUNTS_FILE: resolve(counts) };
  const env = { ...aws.env, ...files, ...(grep ? { HOST_GREP: grep } : {}) };
  const server = await startVscodeServer(host, { env, development: true });
  try {
    const page = await browser.newPage();
    const log: string[] = [];
    const exit = new Promise<number>((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => void log.push(args.join(' ')));
    await page.goto(server.url({ folder: workspace, extension: resolve('.'), tests: suite }));
    const exitCode = await Promise.race([exit, gone(page, timeLimit)]);
    console.log(await readFile(report, 'utf8').catch(() => 'The suite did not report anything.'));
    if (exitCode !== undefined) return exitCode;
    console.error(`VS Code did not end its tests. Its log:\n${log.slice(-40).join('\n')}`);
    console.error(`Its server's output:\n${server.output().slice(-4000)}`);
    return 1;
  } finally {
    await browser.close();
    await server.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Resolves when the window is lost or the time is up. */
function gone(page: Page, limit: number): Promise<undefined> {
  return new Promise((resolve) => {
    page.once('close', () => resolve(undefined));
    page.once('crash', () => resolve(undefined));
    setTimeout(() => resolve(undefined), limit).unref();
  });
}
