import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { provisionNode } from '../../hosts/provision';
import { findAwsCli } from '../../peers/programs';
import { type Bench, compare, type Measurement, milliseconds, verdict } from '../measure';
import { startDemoProcess } from '../reading/demoProcess';
import { findPython, peerEnvironment } from '../reading/walk';
import { buildOurs } from '../start/builds';
import type { ExportReport } from './exportOnce';

const opportunities = 100_000;
type WholeReport = Pick<ExportReport, 'count' | 'peakKib'>;

const memoryGoal = 0.45;
const execute = promisify(execFile);

/** Measures writing everything that is loaded to disk. */
export const exporting: Bench = {
  name: 'exporting',
  method:
    `${opportunities} opportunities read from a demo server by dist/aws and exported as the extension does, in a fresh process; in ` +
    'turn `writeFile(file, JSON.stringify(…))` of the same, median of 5. Stalls: event-loop delay during the first ' +
    "export, less the monitor's own 1 ms. Memory: the most of a process that reads and writes, against `aws " +
    'partnercentral-selling list-opportunities --page-size 100 > file`: the whole list written while it is read, as ' +
    'Read Everything to a File does, and once more what was loaded before and stays so',
  async run() {
    const demo = await startDemoProcess(opportunities);
    const folder = await mkdtemp(join(tmpdir(), 'exporting-'));
    try {
      const report = await exportOnce<ExportReport>(demo.url, join(folder, 'loaded.json'), 'loaded');
      const whole = await exportOnce<WholeReport>(demo.url, join(folder, 'whole.json'), 'whole');
      const fewest = Math.min(report.count, whole.count);
      if (fewest < opportunities) throw new Error(`Only ${fewest} were exported.`);
      return [
        compare('export of 100,000 to disk', 1.5, report.ours, report.bare, 'a bare stringify + write'),
        {
          metric: 'stall while 100,000 are exported, p95',
          value: milliseconds(report.stallP95),
          goal: '≤ 5 ms',
          verdict: verdict(report.stallP95 <= 5),
        },
        {
          metric: 'stall while 100,000 are exported, longest',
          value: milliseconds(report.stallMax),
          goal: '≤ 50 ms',
          verdict: verdict(report.stallMax <= 50),
        },
        ...(await memory(whole.peakKib, report.peakKib, demo.url, join(folder, 'theirs.json'))),
      ];
    } finally {
      await demo.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function exportOnce<T>(url: string, file: string, way: 'loaded' | 'whole'): Promise<T> {
  const { file: bundle } = await buildOurs();
  const outfile = resolve('out/bench/exportOnce.js');
  await build({
    ...{
      entryPoints: ['test/bench/exporting/exportOnce.ts'],
      outfile,
      bundle: true,
      minify: true,
      logLevel: 'warning',
    },
    ...{ platform: 'node', target: 'node20', format: 'cjs' },
  });
  const { stdout } = await execute(await provisionNode(), [outfile, bundle('aws'), url, file, way], {
    env: peerEnvironment,
  });
  return JSON.parse(stdout);
}

async function memory(whole: number, loaded: number, url: string, file: string): Promise<readonly Measurement[]> {
  const metric = 'memory to export 100,000, peak';
  const goal = `≤ ${memoryGoal.toFixed(2)} ×`;
  const found = findAwsCli();
  if ('missing' in found) return [{ metric, value: found.missing, goal, verdict: 'not measured' }];
  const script = `
import resource, subprocess, sys
with open(sys.argv[1], 'w') as file:
    subprocess.run(sys.argv[2:], stdout=file, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)`;
  const action = ['aws', 'partnercentral-selling', 'list-opportunities', '--catalog', 'AWS', '--page-size', '100'];
  const args = ['-c', script, file, ...action, '--output', 'json', '--endpoint-url', url];
  const { stdout } = await execute(findPython(), args, { env: peerEnvironment });
  const theirs = Number(stdout);
  const mebibytes = (kib: number) => `${Math.round(kib / 1024)} MiB`;
  const value = (kib: number) =>
    `${(kib / theirs).toFixed(2)} × AWS CLI ${found.version} (${mebibytes(kib)} : ${mebibytes(theirs)})`;
  return [
    { metric, value: value(whole), goal, verdict: verdict(whole <= memoryGoal * theirs), facts: { whole, theirs } },
    { metric: `${metric}, all of it loaded`, value: value(loaded), goal: '–', verdict: '–', facts: { loaded } },
  ];
}
