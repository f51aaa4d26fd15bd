import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { startDemoServer } from '../../src/demo/server/demoServer';

/** A demo server in a process of its own, so that it takes no turn of those who are measured. */
export interface DemoProcess {
  readonly url: string;
  /** Requests since the last call. */
  takeRequests(): Promise<number>;
  /** The same, and how many of them were refused because of the rate limit. */
  takeCounts(): Promise<Counts>;
  stop(): Promise<void>;
}

interface Counts {
  readonly requests: number;
  readonly throttled: number;
}

/** Starts a demo server, without latency and rate limit unless they are given. */
export async function startDemoProcess(
  opportunities: number,
  { latencyMs = 0, rateLimit = 0, allDated = false } = {},
): Promise<DemoProcess> {
  const file = resolve('test/bench/demoProcess.ts');
  const takeCounts = async () => {
    const answer = nextMessage<Counts>(child);
    child.send('counts');
    return await answer;
  };
  const child = fork(file, [opportunities, latencyMs, rateLimit, Number(allDated)].map(String), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const url = await nextMessage<string>(child);
  return {
    url,
    takeCounts,
    takeRequests: async () => (await takeCounts()).requests,
    async stop() {
      process.off('exit', kill);
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

async function nextMessage<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('The demo server ended.');
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  return message as T;
}

async function serve(opportunities: number, latencyMs: number, rateLimit: number, allDated: boolean): Promise<void> {
  const { url, service } = await startDemoServer({ opportunities, latencyMs, rateLimit, allDated });
  // Nobody is to wait for the data to be made.
  service.handle('AWSPartnerCentralSelling.ListOpportunities', JSON.stringify({ Catalog: 'AWS' }));
  let taken: Counts = { ...service.counts };
  process.on('message', () => {
    const { requests, throttled } = service.counts;
    process.send?.({ requests: requests - taken.requests, throttled: throttled - taken.throttled });
    taken = { requests, throttled };
  });
  process.send?.(url);
}

if (require.main === module) {
  const [opportunities = 0, latencyMs = 0, rateLimit = 0, allDated] = process.argv.slice(2).map(Number);
  void serve(opportunities, latencyMs, rateLimit, Boolean(allDated));
}
