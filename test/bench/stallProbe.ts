import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { commands } from 'vscode';

/** Milliseconds between two looks at the clock; the monitor counts them in, so they are taken off again. */
const resolution = 1;
const nanoseconds = 1e6;
const pages = 20;
const expansions = 5;

/** What {@link run} finds out, in milliseconds. */
export interface StallReport {
  /** Event-loop delay over the whole time. */
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** The longest stall while each page was loaded and shown. */
  readonly worstOfPage: readonly number[];
  /** The longest stall at the first request, which loads the AWS bundle. */
  readonly first: number;
  /** Event-loop delay while Load All reads everything, with a large stage open. */
  readonly loadAll: { readonly p95: number; readonly max: number; readonly seconds: number; readonly cpuMs: number };
  /** Event-loop delay while the Pipeline view is opened, which loads its bundle and sums up all, and all is refreshed. */
  readonly summary: { readonly p95: number; readonly max: number };
  /** The longest stall each time the large stage, closed and refreshed before, was opened. */
  readonly expand: readonly number[];
}

/**
 * VS Code calls this in the extension host: pages through one stage by the extension's own commands, with the stage open in
 * the view, and writes down how long the extension host could not answer anybody else.
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
    // VS Code gathers the changes of a tree for 200 ms before it asks for the rows again.
    await pause(350);
    worstOfPage.push(stall(one.max));
  }
  const reading = { p95: stall(all.percentile(95)), p50: stall(all.percentile(50)), max: stall(all.max) };

  all.reset();
  const begun = performance.now();
  const cpu = process.cpuUsage();
  await commands.executeCommand('partnerCentral.loadAll');
  await pause(1500);
  const { user, system } = process.cpuUsage(cpu);
  const loadAll = {
    p95: stall(all.percentile(95)),
    max: stall(all.max),
    seconds: (performance.now() - begun) / 1000,
    cpuMs: (user + system) / 1000,
  };

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

  const result: StallReport = {
    ...reading,
    worstOfPage,
    first,
    loadAll,
    expand,
    summary,
  };
  writeFileSync(report, JSON.stringify(result));
}

function stall(delay: number): number {
  return Math.max(0, delay / nanoseconds - resolution);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
