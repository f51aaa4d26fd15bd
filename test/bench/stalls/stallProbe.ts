import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { commands, workspace } from 'vscode';
import { LoopWatch, type Stalls } from './loopWatch';

/** What the bench asks of the extension host, and what each gives back. */
export interface Asked {
  /** The stalls since the last time. */
  stalls: { readonly args: readonly []; readonly answer: Stalls };
  /** The processor time in milliseconds that the extension host has taken. */
  cpu: { readonly args: readonly []; readonly answer: number };
  /** Runs a command and waits for its end. */
  run: { readonly args: readonly [command: string, ...unknown[]]; readonly answer: null };
  /** Changes a setting of the extension. */
  set: { readonly args: readonly [key: string, value: unknown]; readonly answer: null };
}

/** Runs in the extension host, called by VS Code: does what the bench asks over a socket until the bench closes it. */
export async function run(): Promise<void> {
  const address = process.env.BENCH_SOCKET;
  if (!address) throw new Error('BENCH_SOCKET is not set.');
  const watch = new LoopWatch();
  const socket = connect(address);
  for await (const line of createInterface({ input: socket })) {
    const [asked, ...args] = JSON.parse(line);
    socket.write(`${JSON.stringify(await answer(watch, asked, args))}\n`);
  }
  watch.stop();
}

async function answer(watch: LoopWatch, asked: keyof Asked, args: readonly unknown[]): Promise<unknown> {
  switch (asked) {
    case 'stalls':
      return watch.take();
    case 'cpu': {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    }
    case 'run':
      await commands.executeCommand(String(args[0]), ...args.slice(1));
      return null;
    case 'set':
      await workspace.getConfiguration('partnerCentral').update(String(args[0]), args[1] ?? undefined, true);
      return null;
  }
}
