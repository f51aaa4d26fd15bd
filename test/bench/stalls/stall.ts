import { readFile, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { type Bench, median, milliseconds, percentile, rounded, verdict } from '../measure';
import { openHost } from '../view/host';
import { loadAllBegins, loadAllEnds } from './marks';
import type { StallReport } from './stallProbe';

const runs = 3;
const endsWithin = 180_000;

/** Measures how long this extension blocks the extension host, which all extensions share. */
export const stall: Bench = {
  name: 'stall',
  method:
    `event-loop delay in the extension host, less the monitor's own 1 ms, in ${runs} windows while 20 pages of 100 come in by ` +
    'partnerCentral.loadMore with their stage open; the first request, which loads the AWS bundle, apart. Worst of ' +
    'each page: the longest stall from its request to its rows. Then Load All of everything with that stage open, and the ' +
    'median of the longest stalls each time that stage is opened; then the Pipeline view is opened and all refreshed. Filling: ' +
    'Load All with the tree in sight, less another out of sight',
  async run() {
    const probes: Probed[] = [];
    for (let n = 0; n < runs; n++) probes.push(await probe());
    const reports = probes.map(({ report }) => report);
    const gaps = probes.map(({ longestGap }) => longestGap);
    const filling = rounded(reports.map((each) => each.filling.cpuMs));
    const refreshing = rounded(reports.map((each) => each.filling.refreshCpuMs));
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
        metric: 'longest time in Load All of 10,000 without a change to be seen in the view',
        value: milliseconds(Math.max(...gaps)),
        goal: '≤ 1000 ms',
        verdict: verdict(gaps.every((gap) => gap <= 1000)),
        facts: { gaps },
      },
      {
        metric: 'processor time of the extension host for filling the tree in Load All of 10,000',
        value: `${(median(filling) / median(refreshing)).toFixed(2)} × one refresh of the full tree (${milliseconds(median(filling))} : ${milliseconds(median(refreshing))})`,
        goal: '≤ 2.00 ×',
        verdict: verdict(median(filling) <= 2 * median(refreshing)),
        facts: { filling, refreshing },
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

interface Probed {
  readonly report: StallReport;
  /** The longest time in milliseconds in which the visible view did not change during Load All. */
  readonly longestGap: number;
}

async function probe(): Promise<Probed> {
  const { server, workspace, newContext, reportFile } = await openHost();
  await rm(reportFile, { force: true });
  const context = await newContext();
  try {
    const page = await context.newPage();
    const ended = new Promise<number>((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
    const log: string[] = [];
    const said = new Map<string, number>();
    await page.exposeFunction('codeAutomationLog', (_: string, words: unknown[]) => {
      const text = words.join(' ');
      log.push(text);
      for (const each of [loadAllBegins, loadAllEnds])
        if (text.includes(each)) said.set(each, said.get(each) ?? Date.now());
    });
    const changes: number[] = [];
    await page.exposeFunction('benchChanged', (at: number) => void changes.push(at));
    await page.addInitScript(watchView);
    const extension = resolve('test/bench/view/memoryTree');
    await page.goto(server.url({ folder: workspace, extension, tests: await buildProbe() }));
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, endsWithin, undefined).unref());
    const code = await Promise.race([ended, late]);
    if (code !== 0) throw new Error(`The probe ended with ${code}:\n${log.slice(-20).join('\n')}`);
    const [begun, endedAt] = [said.get(loadAllBegins), said.get(loadAllEnds)];
    if (begun === undefined || endedAt === undefined) throw new Error('The probe did not say when it read all.');
    const seen = [begun, ...changes.filter((at) => at > begun && at < endedAt), endedAt];
    if (seen.length === 2) throw new Error('Nothing was seen in the view.');
    const longestGap = Math.max(...seen.slice(1).map((at, n) => at - (seen[n] ?? at)));
    return { report: JSON.parse(await readFile(reportFile, 'utf8')), longestGap };
  } finally {
    await context.close();
  }
}

/** Reports, in the page, each time that the text of the stages or of the lines above them changes. */
function watchView(): void {
  let before = '';
  setInterval(() => {
    const shown = document.querySelectorAll(
      '.tree-explorer-viewlet-tree-view :is(.message, [role=treeitem][aria-level="1"] .monaco-icon-label)',
    );
    const now = [...shown].map((each) => each.textContent).join('|');
    if (now !== before) (window as unknown as { benchChanged(at: number): void }).benchChanged(Date.now());
    before = now;
  }, 20);
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
