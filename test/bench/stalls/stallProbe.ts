import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { commands, workspace } from 'vscode';
import { loadAllBegins, loadAllEnds } from './marks';

/** Milliseconds between two clock checks. They are part of the monitor's figures, so they are subtracted. */
const resolution = 1;
const nanoseconds = 1e6;
const pages = 20;
const expansions = 5;

/** The results of {@link run} in milliseconds. */
export interface StallReport {
  /** The event-loop delay over the whole time. */
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** The longest stall while each page was loaded and shown. */
  readonly worstOfPage: readonly number[];
  /** The longest stall at the first request, which loads the AWS bundle. */
  readonly first: number;
  /** The event-loop delay while Load All reads everything, with a large stage open. */
  readonly loadAll: { readonly p95: number; readonly max: number; readonly seconds: number; readonly cpuMs: number };
  /** CPU time of the extension host for filling the tree (Load All minus Load All out of sight) and for a full refresh. */
  readonly filling: { readonly cpuMs: number; readonly refreshCpuMs: number };
  /** The event-loop delay while the Pipeline view opens, which loads its bundle and sums up all, and all is refreshed. */
  readonly summary: { readonly p95: number; readonly max: number };
  /** The longest stall each time the large stage was opened, after being closed and refreshed. */
  readonly expand: readonly number[];
}

/**
 * Runs in the extension host, called by VS Code: pages through one stage by the extension's own commands while it is open
 * in the view, and records how long the extension host was blocked.
 */
export async function run(): Promise<void> {
  const report = process.env.BENCH_REPORT_FILE;
  if (!report) throw new Error('BENCH_REPORT_FILE is not set.');
  const stage = { kind: 'stage', stage: 'Prospect' };
  const loadMore = () => commands.executeCommand('partnerCentral.loadMore', stage);
  await commands.executeCommand('partnerCentral.opportunities.focus');
  await pause(3000);

  const all = monitorEventLoopDelay({ resolution });
  all.enable();
  await commands.executeCommand('list.focusFirst');
  await commands.executeCommand('list.expand');
  await loadMore();
  await pause(1500);
  const first = stall(all.max);

  const worstOfPage: number[] = [];
  const one = monitorEventLoopDelay({ resolution });
  all.reset();
  one.enable();
  for (let page = 0; page < pages; page++) {
    one.reset();
    await loadMore();
    // VS Code collects the changes of a tree for 200 ms before it requests the rows again.
    await pause(350);
    worstOfPage.push(stall(one.max));
  }
  const reading = { p95: stall(all.percentile(95)), p50: stall(all.percentile(50)), max: stall(all.max) };

  const readAll = async () => {
    all.reset();
    const begun = performance.now();
    console.log(loadAllBegins);
    const cpuMs = await cpuOf(async () => {
      await commands.executeCommand('partnerCentral.loadAll');
      console.log(loadAllEnds);
    });
    const seconds = (performance.now() - begun) / 1000;
    return { p95: stall(all.percentile(95)), max: stall(all.max), seconds, cpuMs };
  };
  const loadAll = await readAll();

  const expand: number[] = [];
  for (let n = 0; n < expansions; n++) {
    await commands.executeCommand('workbench.actions.treeView.partnerCentral.opportunities.collapseAll');
    await pause(800);
    await commands.executeCommand('list.focusFirst');
    all.reset();
    await commands.executeCommand('list.expand');
    await pause(800);
    expand.push(stall(all.max));
  }

  all.reset();
  await commands.executeCommand('partnerCentral.pipeline.focus');
  await pause(1500);
  await commands.executeCommand('partnerCentral.refresh');
  await pause(1500);
  const summary = { p95: stall(all.percentile(95)), max: stall(all.max) };

  const settings = workspace.getConfiguration('partnerCentral');
  const idleCpuMs = await cpuOf(() => pause(0));
  // A changed setting makes VS Code request the whole tree again.
  await commands.executeCommand('partnerCentral.opportunities.focus');
  await pause(1500);
  const refreshCpuMs = (await cpuOf(() => settings.update('maxItems', 20_000, true))) - idleCpuMs;
  await commands.executeCommand('workbench.action.closeSidebar');
  // Another order is another list, of which nothing is loaded.
  await settings.update('sort.by', 'CreatedDate', true);
  await pause(1500);
  const { cpuMs: unseen } = await readAll();
  const filling = { cpuMs: loadAll.cpuMs - unseen, refreshCpuMs };
  for (const key of ['maxItems', 'sort.by']) await settings.update(key, undefined, true);

  const result: StallReport = {
    ...reading,
    filling,
    worstOfPage,
    first,
    loadAll,
    expand,
    summary,
  };
  writeFileSync(report, JSON.stringify(result));
}

/** Returns the CPU time of this process while `work` runs and VS Code paints the result. */
async function cpuOf(work: () => Thenable<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  await pause(1500);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function stall(delay: number): number {
  return Math.max(0, delay / nanoseconds - resolution);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
