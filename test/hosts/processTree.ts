import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';

/** A program that is stopped together with everything it started. */
export interface ProcessTree {
  readonly process: ChildProcess;
  /** Resolves once the program has ended. */
  readonly ended: Promise<void>;
  /** Ends the program and what it started; kills what is still there after five seconds. */
  stop(): Promise<void>;
}

/** Starts a program in a process group of its own. It ends at the latest with the process that called this. */
export function startTree(command: string, args: readonly string[], options: SpawnOptions): ProcessTree {
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const killNow = () => signalTree(child, 'SIGKILL');
  process.once('exit', killNow);
  return {
    process: child,
    ended,
    async stop() {
      signalTree(child, 'SIGTERM');
      const timer = setTimeout(killNow, 5000);
      await ended;
      clearTimeout(timer);
      // The program itself may have gone before one of those that it started.
      killNow();
      process.off('exit', killNow);
    },
  };
}

function signalTree(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group has ended already.
  }
}
