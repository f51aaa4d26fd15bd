import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { type DemoServer, startDemoServer } from '../../../src/demo/server/demoServer';
import { chromiumFlags, findChromium } from '../../hosts/chromium';
import { writeAwsFiles } from '../../hosts/environment';
import { hostVersions, provision } from '../../hosts/provision';
import { startVscodeServer, type VscodeServer } from '../../hosts/vscodeServer';
import { vsixFile } from '../../tasks/package';
import { DemoStopwatch } from './demoStopwatch';

/** A VS Code with the packed extension, the demo service that its windows use, and a browser. */
export interface BenchHost {
  readonly server: VscodeServer;
  readonly demo: DemoServer;
  readonly stopwatch: DemoStopwatch;
  /** An empty folder to open. */
  readonly workspace: string;
  /** The socket on which a bench hears a module in the extension host. */
  readonly socketFile: string;
  /** Sets the delay of the demo service's answers and of the memory tree's rows from now on. */
  setLatency(ms: number): Promise<void>;
  /** Returns a browser context that has never opened this VS Code. */
  newContext(): Promise<BrowserContext>;
}

/** This is enough for ten pages in the larger stages. */
export const opportunities = 10_000;

let opened: Promise<{ host: BenchHost; close(): Promise<void> }> | undefined;

/** Returns the VS Code that all benchmarks share, which starts on first use. */
export async function openHost(): Promise<BenchHost> {
  opened ??= open();
  return (await opened).host;
}

/** Closes what {@link openHost} started. */
export async function closeHost(): Promise<void> {
  await (await opened)?.close();
  opened = undefined;
}

async function open(): Promise<{ host: BenchHost; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'partner-central-bench-'));
  const workspace = join(folder, 'workspace');
  await mkdir(workspace);
  const socketFile = join(folder, 'probe.sock');
  let latency = 0;
  const demo = await startDemoServer({ opportunities, intercept: () => ({ delayMs: latency }) });
  const stopwatch = new DemoStopwatch(demo.service);
  const aws = await writeAwsFiles(join(folder, 'aws'));
  const server = await startVscodeServer(await provision(hostVersions[0]), {
    env: { ...aws.env, BENCH_SOCKET: socketFile },
    settings: {
      // This matches most people's windows.
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
      socketFile,
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
