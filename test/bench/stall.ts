import { readFile, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { openHost } from './host';
import { type Bench, milliseconds, percentile, rounded, verdict } from './measure';
import type { StallReport } from './stallProbe';

const runs = 3;
const endsWithin = 120_000;

/** How long the extension host, which all extensions share, cannot answer because of this one. */
export const stall: Bench = {
  name: 'stall',
  method:
    `event-loop delay in the extension host, less the monitor's own 1 ms, in ${runs} windows while 20 pages of 100 come in by ` +
    'partnerCentral.loadMore with their stage open; the first request, which loads the AWS bundle, apart. Worst of ' +
    'each page: the longest stall from its request to its rows. Then Load All of everything with that stage open, and the ' +
    'median of the longest stalls each time that stage is opened; then the Pipeline view is opened and all refreshed',
  async run() {
    const reports: StallReport[] = [];
    for (let n = 0; n < runs; n++) reports.push(await probe());
    const p95 = Math.max(...reports.map((report) => report.p95));
    const max = Math.max(...reports.map((report) => report.max));
    const pages = reports.flatMap(({ worstOfPage }) => worstOfPage);
    const expands = reports.flatMap(({ expand }) => expand);
    const first = Math.max(...reports.map((report) => report.first));
    return [
      {
        metric: 'extension host stall while paging, p95',
        value: milliseconds(p95),
        goal: '≤ 5 ms',
        verdict: verdict(p95 <= 5),
        facts: { reports },
      },
      {
        metric: 'extension host stall while paging, longest',
        value: `${milliseconds(max)}; worst of each page: median ${milliseconds(percentile(pages, 0.5))}`,
        goal: '≤ 50 ms',
        verdict: verdict(max <= 50),
      },
      {
        metric: 'extension host stall in Load All of 10,000, p95',
        value: milliseconds(Math.max(...reports.map(({ loadAll }) => loadAll.p95))),
        goal: '≤ 5 ms',
        verdict: verdict(reports.every(({ loadAll }) => loadAll.p95 <= 5)),
        facts: { loadAll: reports.map(({ loadAll }) => loadAll) },
      },
      {
        metric: 'extension host stall in Load All of 10,000, longest',
        value: milliseconds(Math.max(...reports.map(({ loadAll }) => loadAll.max))),
        goal: '≤ 50 ms',
        verdict: verdict(reports.every(({ loadAll }) => loadAll.max <= 50)),
      },
      {
        metric: 'extension host stall when a stage of 4,415 is opened',
        value: milliseconds(percentile(expands, 0.5)),
        goal: '≤ 10 ms',
        verdict: verdict(percentile(expands, 0.5) <= 10),
        facts: { expands: rounded(expands) },
      },
      {
        metric: 'extension host stall while the Pipeline view follows a refresh of 10,000, p95',
        value: milliseconds(Math.max(...reports.map(({ summary }) => summary.p95))),
        goal: '≤ 5 ms',
        verdict: verdict(reports.every(({ summary }) => summary.p95 <= 5)),
      },
      {
        metric: 'extension host stall while the Pipeline view follows a refresh of 10,000, longest',
        value: milliseconds(Math.max(...reports.map(({ summary }) => summary.max))),
        goal: '≤ 50 ms',
        verdict: verdict(reports.every(({ summary }) => summary.max <= 50)),
      },
      { metric: 'extension host stall, first request', value: milliseconds(first), goal: '–', verdict: '–' },
    ];
  },
};

async function probe(): Promise<StallReport> {
  const { server, workspace, newContext, reportFile } = await openHost();
  await rm(reportFile, { force: true });
  const context = await newContext();
  try {
    const page = await context.newPage();
    const ended = new Promise<number>((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
    const log: string[] = [];
    await page.exposeFunction('codeAutomationLog', (_: string, words: unknown[]) => void log.push(words.join(' ')));
    const extension = resolve('test/bench/memoryTree');
    await page.goto(server.url({ folder: workspace, extension, tests: await buildProbe() }));
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, endsWithin, undefined).unref());
    const code = await Promise.race([ended, late]);
    if (code !== 0) throw new Error(`The probe ended with ${code}:\n${log.slice(-20).join('\n')}`);
    return JSON.parse(await readFile(reportFile, 'utf8'));
  } finally {
    await context.close();
  }
}

async function buildProbe(): Promise<string> {
  const outfile = resolve('out/bench/stallProbe.js');
  await build({
    entryPoints: ['test/bench/stallProbe.ts'],
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
