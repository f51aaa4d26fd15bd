import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import { Workbench } from '../../ui/pages/workbench';
import type { BenchHost } from '../view/host';
import type { Asked } from './stallProbe';

const connectsWithin = 120_000;

/** The extension host of a window, which says how it does. */
export class HostProbe {
  private readonly lines: AsyncIterator<string>;

  private constructor(
    readonly workbench: Workbench,
    private readonly socket: Socket,
  ) {
    this.lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  }

  /** Opens a window with the probe in its extension host. */
  static async open({ server, workspace, socketFile }: BenchHost, page: Page): Promise<HostProbe> {
    await rm(socketFile, { force: true });
    const listening = createServer().listen(socketFile);
    try {
      await once(listening, 'listening');
      const connected = once(listening, 'connection', { signal: AbortSignal.timeout(connectsWithin) });
      // VS Code tells the window of the end of the tests, and of what they print.
      for (const heard of ['codeAutomationExit', 'codeAutomationLog']) await page.exposeFunction(heard, () => {});
      const extension = resolve('test/bench/view/memoryTree');
      const url = server.url({ folder: workspace, extension, tests: await buildProbe() });
      const workbench = await Workbench.open(page, url);
      const [socket] = (await connected) as [Socket];
      return new HostProbe(workbench, socket);
    } finally {
      listening.close();
    }
  }

  /** Asks one thing and waits for the answer; nothing else may be asked meanwhile. */
  async ask<Name extends keyof Asked>(what: Name, ...args: Asked[Name]['args']): Promise<Asked[Name]['answer']> {
    this.socket.write(`${JSON.stringify([what, ...args])}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error('The extension host ended.');
    return JSON.parse(value);
  }

  close(): void {
    this.socket.destroy();
  }
}

async function buildProbe(): Promise<string> {
  const outfile = resolve('out/bench/stallProbe.js');
  await build({
    entryPoints: ['test/bench/stalls/stallProbe.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}
