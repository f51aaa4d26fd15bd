import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { type DemoServer, startDemoServer } from '../../src/demo/server/demoServer';
import { chromiumFlags, findChromium } from '../hosts/chromium';
import { writeAwsFiles } from '../hosts/environment';
import { hostVersions, provision } from '../hosts/provision';
import { startVscodeServer, type VscodeServer } from '../hosts/vscodeServer';
import { vsixFile } from '../tasks/package';
import { DemoStopwatch } from './demoStopwatch';

/** A VS Code with the packed extension installed, the demo service that its windows talk to, and a browser. */
export interface BenchHost {
  readonly server: VscodeServer;
  readonly demo: DemoServer;
  readonly stopwatch: DemoStopwatch;
  /** An empty folder to open. */
  readonly workspace: string;
  /** Where a module that runs in the extension host leaves what it found out. */
  readonly reportFile: string;
  /** From now on, the demo service holds its answers back, and the tree from memory its rows. */
  setLatency(ms: number): Promise<void>;
  /** A browser that has never seen this VS Code. */
  newContext(): Promise<BrowserContext>;
}

/** Enough for ten pages in the larger stages. */
export const opportunities = 10_000;

let opened: Promise<{ host: BenchHost; close(): Promise<void> }> | undefined;

/** The VS Code that all benchmarks share, started when the first of them wants it. */
export async function openHost(): Promise<BenchHost> {
  opened ??= open();
  return (await opened).host;
}

/** Ends what {@link openHost} started. */
export async function closeHost(): Promise<void> {
  await (await opened)?.close();
  opened = undefined;
}

async function open(): Promise<{ host: BenchHost; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'partner-central-bench-'));
  const workspace = join(folder, 'workspace');
  await mkdir(workspace);
  const reportFile = join(folder, 'report.json');
  let latency = 0;
  const demo = await startDemoServer({ opportunities, intercept: () => ({ delayMs: latency }) });
  const stopwatch = new DemoStopwatch(demo.service);
  const aws = await writeAwsFiles(join(folder, 'aws'));
  const server = await startVscodeServer(await provision(hostVersions[0]), {
    env: { ...aws.env, BENCH_REPORT_FILE: reportFile },
    // As in most people's windows.
    settings: {
      'git.enabled': true,
      'partnerCentral.endpoint': demo.url,
      'partnerCentral.profile': 'demo',
      'partnerCentral.requestsPerSecond': 10,
    },
    vsix: [vsixFile],
    development: true,
  });
  const browser: Browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumFlags] });
  return {
    host: {
      server,
      demo,
      stopwatch,
      workspace,
      reportFile,
      async setLatency(ms) {
        latency = ms;
        await server.writeSettings({ 'memoryTree.latency': ms });
      },
      newContext: () =>
        browser.newContext({
          viewport: { width: 1280, height: 900 },
          permissions: ['clipboard-read', 'clipboard-write'],
        }),
    },
    async close() {
      await browser.close();
      await server.dispose();
      await demo.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
