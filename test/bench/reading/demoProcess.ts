import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { startDemoServer } from '../../../src/demo/server/demoServer';

/** A demo server in its own process, so that it takes no CPU time from the measured event loop. */
export interface DemoProcess {
  readonly url: string;
  /** Returns how many requests came since the last call. */
  takeRequests(): Promise<number>;
  /** Returns the same, with the number of requests refused because of the rate limit. */
  takeCounts(): Promise<Counts>;
  /** Changes as many opportunities, spread over the catalog, as people do one after the other. */
  change(count: number, oneMoment?: boolean): Promise<void>;
  /** Waits until no request of the last second counts towards the quota. */
  rested(): Promise<void>;
  stop(): Promise<void>;
}

type Asked = 'counts' | 'rested' | { readonly change: number; readonly oneMoment: boolean };

interface Counts {
  readonly requests: number;
  readonly throttled: number;
}

/** Starts a demo server, without latency or a rate limit by default. */
export async function startDemoProcess(
  opportunities: number,
  { latencyMs = 0, rateLimit = 0, allDated = false } = {},
): Promise<DemoProcess> {
  const file = resolve('test/bench/reading/demoProcess.ts');
  const ask = async <T>(what: Asked) => {
    const answer = nextMessage<T>(child);
    child.send(what);
    return await answer;
  };
  const takeCounts = () => ask<Counts>('counts');
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
    change: async (count, oneMoment = false) => void (await ask({ change: count, oneMoment })),
    rested: async () => void (await ask('rested')),
    takeRequests: async () => (await takeCounts()).requests,
    async stop() {
      process.off('exit', kill);
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

/** A little more than the second of the quota: a timer may be early by a fraction. */
const quotaMs = 1_010;

async function nextMessage<T>(child: ChildProcess): Promise<T> {
  const answered = new AbortController();
  const { signal } = answered;
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error('The demo server ended.');
  });
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), ended]);
    return message as T;
  } finally {
    answered.abort();
  }
}

async function serve(opportunities: number, latencyMs: number, rateLimit: number, allDated: boolean): Promise<void> {
  const { url, service } = await startDemoServer({ opportunities, latencyMs, rateLimit, allDated });
  // The data is created now, so that no request waits for it.
  service.handle('AWSPartnerCentralSelling.ListOpportunities', JSON.stringify({ Catalog: 'AWS' }));
  let taken: Counts = { ...service.counts };
  let lastAt = performance.now();
  const handle = service.handle.bind(service);
  service.handle = (target, body) => {
    lastAt = performance.now();
    return handle(target, body);
  };
  // After everything in the data.
  let changedAt = Date.UTC(2030, 0, 1);
  const change = (count: number, step: number): void => {
    const records = service.records();
    changedAt += 3_600_000;
    for (let n = 0; n < count; n++) {
      const { Id: id } = records[Math.floor(((n + 0.5) * records.length) / count)] ?? {};
      const life = { NextSteps: `changed at ${changedAt}` };
      changedAt += step;
      if (id) service.change(id, (now) => ({ ...now, LifeCycle: { ...now.LifeCycle, ...life } }), new Date(changedAt));
    }
  };
  process.on('message', (asked: Asked) => {
    if (typeof asked === 'object') {
      change(asked.change, asked.oneMoment ? 0 : 1_000);
      // The index is made again now, so that no request waits for it.
      service.handle('AWSPartnerCentralSelling.ListOpportunities', JSON.stringify({ Catalog: 'AWS' }));
      taken = { ...service.counts };
      process.send?.('changed');
      return;
    }
    if (asked === 'rested')
      return void setTimeout(() => process.send?.('rested'), lastAt + quotaMs - performance.now());
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
