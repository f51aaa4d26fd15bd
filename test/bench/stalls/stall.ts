import { spawn } from 'node:child_process';
import { expect } from '@playwright/test';
import { atMost, type Bench, median, milliseconds, rounded, verdict } from '../measure';
import { openHost } from '../view/host';
import { HostProbe } from './hostProbe';
import type { Stalls } from './loopWatch';
import { stallLines } from './stallLines';

const runs = 5;
const pages = 20;
const expansions = 5;
const stage = 'Prospect';

/** Measures how long this extension blocks the extension host, which all extensions share. */
export const stall: Bench = {
  name: 'stall',
  method:
    `the extension host looks at the clock every millisecond, in ${runs} windows: while a stage is opened for the first time, ` +
    `while ${pages} pages of 100 come in by partnerCentral.loadMore with their stage open, each until its rows are painted, ` +
    'in Load All of everything with that stage open, each time that stage is opened after that, and while the Pipeline view is ' +
    'opened and all refreshed. Blocked: all times of more than 10 ms of processor time together; the middle one of the windows. ' +
    'Changes to be seen: of the text of the stages and of the lines above them, looked for every 20 ms in the page; once more while another ' +
    'process keeps one core busy. Filling: Load All with the tree in sight, less another out of sight',
  async run() {
    const reports: StallReport[] = [];
    for (let n = 0; n < runs; n++) reports.push(await probe());
    const all = (of: (report: StallReport) => readonly Stalls[]) => reports.map(of);
    const [filling, refreshing] = [reports.map((each) => each.fillingCpu), reports.map((each) => each.refreshCpu)];
    const expands = reports.flatMap(({ expand }) => expand);
    const gaps = { quiet: reports.map(({ longestGap }) => longestGap), busy: reports.map(({ busyGap }) => busyGap) };
    const first = reports.map((report) => report.first.longest);
    return [
      atMost('extension host, a window’s first stage: longest stall', 50, Math.max(...first), { first }),
      ...stallLines(
        'extension host, paging',
        all((report) => report.paging),
      ),
      ...stallLines(
        'extension host, Load All of 10,000',
        all((report) => [report.loadAll]),
      ),
      atMost('longest time in Load All without a change to be seen', 1000, Math.max(...gaps.quiet), gaps),
      atMost('the same beside a busy core', 1000, Math.max(...gaps.busy)),
      {
        metric: 'processor time of the extension host for filling the tree in Load All of 10,000',
        value: `${(median(filling) / median(refreshing)).toFixed(2)} × one refresh of the full tree (${milliseconds(median(filling))} : ${milliseconds(median(refreshing))})`,
        goal: '≤ 2.00 ×',
        verdict: verdict(median(filling) <= 2 * median(refreshing)),
        facts: { filling: rounded(filling), refreshing: rounded(refreshing) },
      },
      atMost('extension host, a stage of 4,415 is opened: stall', 10, median(expands), { expands: rounded(expands) }),
      ...stallLines(
        'extension host, the Pipeline view follows a refresh of 10,000',
        all((report) => [report.summary]),
      ),
    ];
  },
};

/** What happened in one window. */
interface StallReport {
  /** While a stage was opened for the first time. */
  readonly first: Stalls;
  /** While each page was loaded and painted. */
  readonly paging: readonly Stalls[];
  readonly loadAll: Stalls;
  /** The longest time in milliseconds in which the visible view did not change during Load All. */
  readonly longestGap: number;
  /** The same while another process keeps one core busy. */
  readonly busyGap: number;
  /** The longest stall each time the large stage was opened, after being closed. */
  readonly expand: readonly number[];
  /** While the Pipeline view opens, which loads its bundle and sums up all, and all is refreshed. */
  readonly summary: Stalls;
  /** Processor time in milliseconds of the extension host for filling the tree, and for a refresh of all of it. */
  readonly fillingCpu: number;
  readonly refreshCpu: number;
}

async function probe(): Promise<StallReport> {
  const host = await openHost();
  await host.setLatency(0);
  const context = await host.newContext();
  try {
    const page = await context.newPage();
    const changes: number[] = [];
    await page.exposeFunction('benchChanged', (at: number) => void changes.push(at));
    await page.addInitScript(watchView);
    const window = await HostProbe.open(host, page);
    try {
      return await watch(window, changes);
    } finally {
      window.close();
    }
  } finally {
    await context.close();
  }
}

async function watch(window: HostProbe, changes: readonly number[]): Promise<StallReport> {
  const { opportunities: view, pipeline } = window.workbench;
  const run = (command: string, ...args: unknown[]) => window.ask('run', command, ...args);
  const stalls = () => window.ask('stalls');
  const showView = async () => {
    await run('partnerCentral.opportunities.focus');
    await expect(view.stages.first()).toBeVisible({ timeout: 60_000 });
    await view.settled();
  };

  await showView();
  await stalls();
  await view.expand(stage);
  const first = await stalls();

  const paging: Stalls[] = [];
  for (let n = 2; n <= pages + 1; n++) {
    await run('partnerCentral.loadMore', { kind: 'stage', stage });
    await expect(view.description(view.stage(stage))).toHaveText(`${n}00+`);
    await view.settled();
    paging.push(await stalls());
  }

  const loadAll = async () => {
    await stalls();
    const cpu = await window.ask('cpu');
    const begun = Date.now();
    await run('partnerCentral.loadAll');
    const ended = Date.now();
    const seen = [begun, ...changes.filter((at) => at > begun && at < ended), ended];
    const longestGap = Math.max(...seen.slice(1).map((at, n) => at - (seen[n] ?? at)));
    if (await view.tree.isVisible()) await view.settled();
    return { stalls: await stalls(), cpu: (await window.ask('cpu')) - cpu, longestGap, ms: Date.now() - begun };
  };
  const seen = await loadAll();
  // The search for opportunities without a stage goes on behind it.
  await expect(view.message).toContainText('loaded, complete', { timeout: 60_000 });

  const expand: number[] = [];
  for (let n = 0; n < expansions; n++) {
    await view.collapse(stage);
    await view.settled();
    await stalls();
    await view.expand(stage);
    expand.push((await stalls()).longest);
  }

  await stalls();
  await pipeline.open();
  await expect(pipeline.extent).toContainText(/which is all/, { timeout: 30_000 });
  await run('partnerCentral.refreshEverything');
  await expect(pipeline.extent).toContainText(/which is all/, { timeout: 30_000 });
  await view.settled();
  const summary = await stalls();
  await pipeline.close();

  // What the extension host does by itself is taken off, by its share of the time.
  const idleFrom = { at: Date.now(), cpu: await window.ask('cpu') };
  await view.settled();
  const refreshFrom = { at: Date.now(), cpu: await window.ask('cpu') };
  // A changed setting makes VS Code request the whole tree again.
  await window.ask('set', 'maxItems', 20_000);
  await view.settled();
  const idle = (refreshFrom.cpu - idleFrom.cpu) / (refreshFrom.at - idleFrom.at);
  const refreshCpu = (await window.ask('cpu')) - refreshFrom.cpu - idle * (Date.now() - refreshFrom.at);

  // Another order is another list, of which nothing is loaded.
  await window.ask('set', 'sort.by', 'CreatedDate');
  await view.settled();
  const busyGap = await besideBusyCore(async () => (await loadAll()).longestGap);

  await window.ask('set', 'sort.by', 'Identifier');
  await view.settled();
  await run('workbench.action.closeSidebar');
  await expect(view.tree).toBeHidden();
  const unseen = await loadAll();
  for (const key of ['maxItems', 'sort.by']) await window.ask('set', key, undefined);

  const { longestGap } = seen;
  return {
    ...{ first, paging, loadAll: seen.stalls, longestGap, busyGap, expand, summary },
    ...{ fillingCpu: seen.cpu - unseen.cpu, refreshCpu },
  };
}

/** Does some work while another process keeps one core busy. */
async function besideBusyCore<T>(work: () => Promise<T>): Promise<T> {
  const busy = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
  try {
    return await work();
  } finally {
    busy.kill('SIGKILL');
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
