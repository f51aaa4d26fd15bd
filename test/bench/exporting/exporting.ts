import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { provisionNode } from '../../hosts/provision';
import { findAwsCli } from '../../peers/programs';
import { type Bench, compare, type Measurement, median, verdict } from '../measure';
import { startDemoProcess } from '../reading/demoProcess';
import { findPython, peerEnvironment } from '../reading/walk';
import { stallLines } from '../stalls/stallLines';
import { buildOurs } from '../start/builds';
import type { ExportReport } from './exportOnce';

const opportunities = 100_000;
type WholeReport = Pick<ExportReport, 'count' | 'peakKib'>;

const rounds = 5;
const execute = promisify(execFile);

/** Measures writing everything that is loaded to disk. */
export const exporting: Bench = {
  name: 'exporting',
  method:
    `${opportunities} opportunities read from a demo server by dist/aws and exported as the extension does, in a fresh process; in ` +
    `turn \`writeFile(file, JSON.stringify(…))\` of the same; ${rounds} such processes, the median of each 5 tries in each. Stalls: ` +
    'a look at the clock every millisecond, during the first export of each process. Memory: the most of a process that reads ' +
    'and writes, against `aws partnercentral-selling list-opportunities --page-size 100 > file`, in turn: the whole list ' +
    'written while it is read, as Read Everything to a File does, and what was loaded before and stays so',
  async run() {
    const demo = await startDemoProcess(opportunities);
    const folder = await mkdtemp(join(tmpdir(), 'exporting-'));
    try {
      const cli = findAwsCli();
      const reports: ExportReport[] = [];
      const peaks: Record<'whole' | 'loaded' | 'theirs', number[]> = { whole: [], loaded: [], theirs: [] };
      for (let round = 0; round < rounds; round++) {
        const report = await exportOnce<ExportReport>(demo.url, join(folder, 'loaded.json'), 'loaded');
        const whole = await exportOnce<WholeReport>(demo.url, join(folder, 'whole.json'), 'whole');
        const fewest = Math.min(report.count, whole.count);
        if (fewest < opportunities) throw new Error(`Only ${fewest} were exported.`);
        reports.push(report);
        peaks.whole.push(whole.peakKib);
        peaks.loaded.push(report.peakKib);
        if ('version' in cli) peaks.theirs.push(await peakOfAwsCli(demo.url, join(folder, 'theirs.json')));
      }
      const tries = (of: 'ours' | 'bare') => reports.flatMap((report) => report[of]);
      const memory = (metric: string, limit: number, ours: readonly number[]): Measurement =>
        'missing' in cli
          ? { metric, value: cli.missing, goal: `≤ ${limit.toFixed(2)} ×`, verdict: 'not measured' }
          : compareMemory(metric, limit, ours, peaks.theirs, `AWS CLI ${cli.version}`);
      return [
        compare('export of 100,000 to disk', 1.5, tries('ours'), tries('bare'), 'a bare stringify + write'),
        ...stallLines(
          'export of 100,000',
          reports.map(({ stalls }) => [stalls]),
        ),
        memory('memory to export 100,000, peak', 0.45, peaks.whole),
        memory('memory to export 100,000, peak, all of it loaded', 1, peaks.loaded),
      ];
    } finally {
      await demo.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function compareMemory(
  metric: string,
  limit: number,
  ours: readonly number[],
  theirs: readonly number[],
  name: string,
): Measurement {
  const [a, b] = [median(ours), median(theirs)];
  const mebibytes = (kib: number) => `${Math.round(kib / 1024)} MiB`;
  return {
    metric,
    value: `${(a / b).toFixed(2)} × ${name} (${mebibytes(a)} : ${mebibytes(b)})`,
    goal: `≤ ${limit.toFixed(2)} ×`,
    verdict: verdict(a <= limit * b),
    facts: { oursKib: ours, theirsKib: theirs },
  };
}

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

/** Returns the most memory in KiB that the AWS CLI takes while it writes everything to a file. */
async function peakOfAwsCli(url: string, file: string): Promise<number> {
  const script = `
import resource, subprocess, sys
with open(sys.argv[1], 'w') as file:
    subprocess.run(sys.argv[2:], stdout=file, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)`;
  const action = ['aws', 'partnercentral-selling', 'list-opportunities', '--catalog', 'AWS', '--page-size', '100'];
  const args = ['-c', script, file, ...action, '--output', 'json', '--endpoint-url', url];
  const { stdout } = await execute(findPython(), args, { env: peerEnvironment });
  return Number(stdout);
}
