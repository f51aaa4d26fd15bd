import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { cleanEnvironment } from '../../hosts/environment';
import { provisionNode } from '../../hosts/provision';
import { findAwsCli, findBoto3, type Peer } from '../../peers/programs';
import { type Bench, compare, type Measurement, verdict } from '../measure';
import { buildOurs } from '../start/builds';
import { type DemoProcess, startDemoProcess } from './demoProcess';

const opportunities = 10_000;
const pageSize = 100;
const runs = 7;
/** Milliseconds for each page, about AWS's own, and the account's quota of requests a second. */
const latency = 300;
const quota = 10;
const pacedRuns = 5;

/** A program that reads all opportunities. */
interface Program {
  readonly command: string;
  readonly args: readonly string[];
  /** Reads what the program prints; without it, the program writes to nowhere. */
  read?(output: string): { readonly count: number; readonly ms?: number };
}

/** The duration of one run in milliseconds: of the whole process, and of the reading alone where the program prints it. */
interface Run {
  readonly ms: number;
  readonly reading: number;
}

/** Measures reading everything, in whole processes from start to end. */
export const walk: Bench = {
  name: 'walk',
  method:
    `wall time of whole processes that read ${opportunities} opportunities by ${pageSize} from a demo server without latency ` +
    `or rate limit, in turn, ${runs} each: dist/aws under core's walkPages; aws partnercentral-selling ` +
    `list-opportunities --page-size ${pageSize} --output json > /dev/null, all read by the server's count; boto3's paginator, ` +
    `PageSize ${pageSize}, pages kept`,
  async run() {
    const demo = await startDemoProcess(opportunities);
    try {
      const ours = await ourWalk(demo, 'list');
      const python = findPython();
      const peers = [
        { name: 'AWS CLI', limit: 0.25, found: findAwsCli(), program: awsCli(demo, python) },
        { name: 'boto3', limit: 0.4, found: findBoto3(), program: boto3(demo, python) },
      ];
      const present = peers.filter(({ found }) => !('missing' in found));
      const programs = [ours, ...present.map(({ program }) => program)];
      const samples = await alternate(demo, programs);
      return peers.map(({ name, limit, found, program }): Measurement => {
        const metric = `whole walk of ${opportunities} against ${name}`;
        const goal = `≤ ${limit.toFixed(2)} ×`;
        if ('missing' in found) return { metric, value: found.missing, goal, verdict: 'not measured' };
        const theirs = samples.get(program) ?? [];
        return compare(metric, limit, samples.get(ours) ?? [], theirs, `${name} ${versionOf(found)}`);
      });
    } finally {
      await demo.stop();
    }
  },
};

/** Measures how many requests AWS receives, by the server's own count. */
export const requests: Bench = {
  name: 'requests',
  method: `the server's count while ${opportunities} opportunities are read by ${pageSize}`,
  async run() {
    const demo = await startDemoProcess(opportunities);
    try {
      const counts: Record<string, number> = {};
      for (const way of ['list', 'stages'] as const) {
        // Lists by stage do not find opportunities without a stage.
        await readAll(demo, await ourWalk(demo, way), way === 'list' ? opportunities : 1);
        counts[way] = await demo.takeRequests();
      }
      const { list = 0, stages = 0 } = counts;
      const most = Math.ceil(opportunities / pageSize) + 8;
      return [
        {
          metric: `requests a walk of ${opportunities}`,
          value: `${list} as one list, ${stages} stage by stage`,
          goal: `≤ ${most}`,
          verdict: verdict(Math.max(list, stages) <= most),
          facts: counts,
        },
      ];
    } finally {
      await demo.stop();
    }
  },
};

/** Measures Load All at AWS's pace, which the account's quota limits. */
export const loadAllPaced: Bench = {
  name: 'load-all',
  method:
    `Load All of ${opportunities} opportunities by ${pageSize} (dist/aws under core's loadAll, all stages, what changed meanwhile ` +
    `asked for at the end) from a demo server with ${latency} ms a page and ${quota} requests in any second; with ` +
    `requestsPerSecond ${quota} and ${quota / 2}, and the AWS CLI that writes to nowhere, in turn, ${pacedRuns} each. The AWS CLI ` +
    'is compared by the wall time of whole processes, the floor (as many pages as the whole list has and the closing request, at that rate, ' +
    'without any time for the work) with the time from the first request on. Refused requests by the server’s own count',
  async run() {
    const options = { latencyMs: latency, rateLimit: quota };
    const demo = await startDemoProcess(opportunities, options);
    try {
      const found = findAwsCli();
      const cli = 'missing' in found ? undefined : awsCli(demo, findPython());
      const samples: Record<'fast' | 'slow' | 'cli', Run[]> = { fast: [], slow: [], cli: [] };
      let throttled = 0;
      let requests = 0;
      const ours = async (kind: 'fast' | 'slow', rate: number): Promise<void> => {
        await demo.rested();
        await demo.takeCounts();
        // Lists by stage do not find opportunities without a stage.
        samples[kind].push(await readAll(demo, await ourWalk(demo, 'all', rate), opportunities * 0.98));
        const counts = await demo.takeCounts();
        throttled += counts.throttled;
        requests = Math.max(requests, counts.requests);
      };
      for (let n = 0; n < pacedRuns; n++) {
        await ours('fast', quota);
        await ours('slow', quota / 2);
        await demo.rested();
        if (cli) samples.cli.push(await readAll(demo, cli, opportunities));
      }
      const metric = `Load All of ${opportunities} at ${quota} a second`;
      const half = `Load All of ${opportunities} at ${quota / 2} a second`;
      return [
        compare(metric, 1.5, readings(samples.fast), [floor(quota)], 'the quota’s floor'),
        'missing' in found
          ? { metric: `${metric} against AWS CLI`, value: found.missing, goal: '≤ 0.45 ×', verdict: 'not measured' }
          : compare(
              `${metric} against AWS CLI`,
              0.45,
              walls(samples.fast),
              walls(samples.cli),
              `AWS CLI ${found.version}`,
            ),
        compare(half, 1.05, readings(samples.slow), [floor(quota / 2)], 'that rate’s floor'),
        {
          metric: `requests of ${metric}`,
          value: String(requests),
          goal: `≤ ${mostRequests}`,
          verdict: verdict(requests <= mostRequests),
        },
        {
          metric: 'requests that were refused meanwhile',
          value: String(throttled),
          goal: '0',
          verdict: verdict(throttled === 0),
        },
      ];
    } finally {
      await demo.stop();
    }
  },
};

/** The requests of all pages, one more for the last page of each list, and one for what changed meanwhile. */
const mostRequests = Math.ceil(opportunities / pageSize) + 8 + 1;

/** Returns the lowest possible milliseconds for a client that sends at most this many requests in any second. */
function floor(perSecond: number): number {
  return Math.floor(opportunities / pageSize / perSecond) * 1_000 + latency;
}

const walls = (runs: readonly Run[]) => runs.map(({ ms }) => ms);
const readings = (runs: readonly Run[]) => runs.map(({ reading }) => reading);

async function ourWalk({ url }: DemoProcess, way: 'list' | 'stages' | 'all', rate?: number): Promise<Program> {
  const { file } = await buildOurs();
  const outfile = resolve('out/bench/walkOnce.js');
  await build({
    entryPoints: ['test/bench/reading/walkOnce.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    logLevel: 'warning',
  });
  return {
    command: await provisionNode(),
    args: [outfile, file('aws'), url, way, ...(rate ? [String(rate)] : [])],
    read: JSON.parse,
  };
}

/** Returns the interpreter itself: the PATH may lead to a version manager's script, whose time is not the peers'. */
export function findPython(): string {
  try {
    return execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
  } catch {
    return 'python3';
  }
}

function awsCli({ url }: DemoProcess, python: string): Program {
  const action = ['partnercentral-selling', 'list-opportunities', '--catalog', 'AWS'];
  const beside = join(dirname(python), 'aws');
  return {
    command: existsSync(beside) ? beside : 'aws',
    args: [...action, '--page-size', String(pageSize), '--output', 'json', '--endpoint-url', url],
  };
}

function boto3({ url }: DemoProcess, python: string): Program {
  const script = `
import boto3, sys
client = boto3.client('partnercentral-selling', region_name='us-east-1', endpoint_url=sys.argv[1])
paginator = client.get_paginator('list_opportunities')
items = []
for page in paginator.paginate(Catalog='AWS', PaginationConfig={'PageSize': ${pageSize}}):
    items.extend(page['OpportunitySummaries'])
print(len(items))`;
  return { command: python, args: ['-c', script, url], read: (output) => ({ count: Number(output) }) };
}

/** Runs all programs in turn. The first round only warms up the machine. */
async function alternate(demo: DemoProcess, programs: readonly Program[]): Promise<Map<Program, number[]>> {
  const samples = new Map(programs.map((program): [Program, number[]] => [program, []]));
  for (let round = 0; round <= runs; round++) {
    for (const program of programs) {
      const { ms } = await readAll(demo, program, opportunities);
      if (round > 0) samples.get(program)?.push(ms);
    }
  }
  return samples;
}

/** Runs a program. Throws when it read fewer opportunities than it must. */
async function readAll(demo: DemoProcess, { command, args, read }: Program, atLeast: number): Promise<Run> {
  const before = read ? undefined : await demo.takeCounts();
  const begun = performance.now();
  const child = spawn(command, args, { env: peerEnvironment, stdio: ['ignore', read ? 'pipe' : 'ignore', 'inherit'] });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  const ms = performance.now() - begun;
  if (code !== 0) throw new Error(`${command} ended with ${code}.`);
  if (before) {
    const { requests, throttled } = await demo.takeCounts();
    const pages = requests - throttled;
    if (pages * pageSize < atLeast) throw new Error(`${command} read ${pages} pages.`);
    return { ms, reading: ms };
  }
  const printed = read?.(output);
  if (!printed || printed.count < atLeast) throw new Error(`${command} read ${printed?.count}.`);
  return { ms, reading: printed.ms ?? ms };
}

/** Has no AWS setup of the person who runs this, but worthless keys, because a request must be signed. */
export const peerEnvironment: NodeJS.ProcessEnv = {
  ...cleanEnvironment(process.env.HOME ?? ''),
  AWS_ACCESS_KEY_ID: 'demo',
  AWS_SECRET_ACCESS_KEY: 'not-a-secret',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_PAGER: '',
};

function versionOf(peer: Peer): string {
  return 'version' in peer ? peer.version : '';
}
