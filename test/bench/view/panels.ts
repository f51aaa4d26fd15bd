import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, type Frame, type Page } from '@playwright/test';
import { type BuildOptions, build } from 'esbuild';
import { OpportunitiesView } from '../../ui/pages/opportunitiesView';
import { Workbench } from '../../ui/pages/workbench';
import { type Bench, compare, median, verdict } from '../measure';
import { type BenchHost, openHost } from './host';

const openings = 18;
const windows = 5;
const many = 20;
const kibibyte = 1024;
const mostHeap = 1;

/** Measures the wait between a click and the details, and the memory they leave behind. */
export const panels: Bench = {
  name: 'panels',
  method:
    "script: dist/webview/details.js beside the library's own bundled.js, both minified; open → painted: press on a row → " +
    `first contentful paint of the page, ${openings} openings each in turn, beside a panel that shows one word; memory: ` +
    `JavaScript heap of the window after a garbage collection, with ${many} panels open less with one, in ${windows} windows`,
  async run() {
    const { ours, theirs } = await scriptSizes();
    const host = await openHost();
    await host.setLatency(0);
    const painted = await timeOpenings(host);
    const heaps: number[] = [];
    for (let n = 0; n < windows; n++) heaps.push(await heapOfPanel(host));
    const each = median(heaps) / 1024 / 1024;
    return [
      {
        metric: 'webview script',
        value: `${(ours / theirs).toFixed(2)} × bundled.js (${kib(ours)} : ${kib(theirs)})`,
        goal: '≤ 0.35 ×',
        verdict: verdict(ours <= 0.35 * theirs),
        facts: { bytes: ours, bundledBytes: theirs },
      },
      compare('details, click → painted', 1.25, painted.ours, painted.empty, 'an empty panel'),
      {
        metric: 'heap of the window for each panel that is open',
        value: `${each.toFixed(2)} MiB`,
        goal: `≤ ${mostHeap.toFixed(1)} MiB`,
        verdict: verdict(each <= mostHeap),
        facts: { heaps },
      },
    ];
  },
};

async function scriptSizes(): Promise<{ ours: number; theirs: number }> {
  const { pageOptions } = (await import(pathToFileURL(resolve('esbuild.mjs')).href)) as { pageOptions: BuildOptions };
  const { metafile } = await build({ ...pageOptions, outdir: 'out/bench/webview', metafile: true });
  const output = metafile?.outputs['out/bench/webview/details.js'];
  if (!output) throw new Error('esbuild made no details.js.');
  const bundled = createRequire(resolve('package.json')).resolve('@vscode-elements/elements/dist/bundled.js');
  return { ours: output.bytes, theirs: statSync(bundled).size };
}

type Kind = 'ours' | 'empty';

async function timeOpenings(host: BenchHost): Promise<Record<Kind, number[]>> {
  const samples: Record<Kind, number[]> = { ours: [], empty: [] };
  const context = await host.newContext();
  try {
    const page = await context.newPage();
    const workbench = await openWindow(host, page);
    for (let n = 0; n <= openings; n++) {
      for (const kind of n % 2 === 0 ? (['ours', 'empty'] as const) : (['empty', 'ours'] as const)) {
        const time = await timeOpening(workbench, kind, n);
        // The first run loads what is already loaded in the others.
        if (n > 0) samples[kind].push(time);
      }
    }
  } finally {
    await context.close();
  }
  return samples;
}

const containers: Record<Kind, string> = { ours: 'Partner Central', empty: 'Memory Tree' };

async function openWindow(host: BenchHost, page: Page): Promise<Workbench> {
  const url = host.server.url({ folder: host.workspace, extension: resolve('test/bench/view/memoryTree') });
  const workbench = await Workbench.open(page, url);
  for (const kind of ['empty', 'ours'] as const) {
    const view = await show(workbench, kind);
    await view.expand('Committed');
    await expect(view.tree.locator('[aria-level="2"]').nth(10)).toBeVisible({ timeout: 30_000 });
  }
  return workbench;
}

async function show(workbench: Workbench, kind: Kind): Promise<OpportunitiesView> {
  const icon = workbench.activity(containers[kind]);
  if ((await icon.getAttribute('aria-expanded')) !== 'true') await icon.click();
  const view = new OpportunitiesView(workbench.page);
  await expect(view.stages.first()).toBeVisible({ timeout: 30_000 });
  return view;
}

/** Returns milliseconds from the press on a row to the first paint of the panel's page that shows something. */
async function timeOpening(workbench: Workbench, kind: Kind, n: number): Promise<number> {
  const { page, editor } = workbench;
  const view = await show(workbench, kind);
  const row = view.tree.locator('[aria-level="2"]').nth(n % 10);
  await expect(row).toBeVisible();
  // Work caused by the switch itself must not be timed.
  await view.settled();
  await page.evaluate(() => {
    const timed = window as { benchPressed?: number };
    window.addEventListener('mousedown', () => (timed.benchPressed = performance.timeOrigin + performance.now()), {
      ...{ capture: true, once: true },
    });
  });
  await row.click();
  const frame = await contentFrame(page);
  const painted = await frame.evaluate(
    async () =>
      await new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const [paint] = list.getEntriesByName('first-contentful-paint');
          if (paint) resolve(performance.timeOrigin + paint.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
  const pressed = await page.evaluate(() => (window as { benchPressed?: number }).benchPressed ?? Number.NaN);
  await editor.closeActive();
  await expect(editor.tabs).toHaveCount(0);
  return painted - pressed;
}

/** Returns the frame with the page of the only panel. */
async function contentFrame(page: Page): Promise<Frame> {
  let found: Frame | undefined;
  await expect(async () => {
    found = page.frames().find((frame) => frame.url().includes('fake.html'));
    expect(await found?.evaluate(() => document.body?.innerText.length)).toBeGreaterThan(0);
  }).toPass({ intervals: [50], timeout: 30_000 });
  if (!found) throw new Error('There is no panel.');
  return found;
}

/** Returns the bytes of JavaScript heap that one more panel takes in the window. */
async function heapOfPanel(host: BenchHost): Promise<number> {
  const context = await host.newContext();
  try {
    const page = await context.newPage();
    const workbench = await openWindow(host, page);
    const view = await show(workbench, 'ours');
    await view.tree.locator('[aria-level="2"]').first().dblclick();
    await workbench.details.heading.waitFor();
    const before = await heap(page);
    for (let n = 2; n <= many; n++) {
      await workbench.focusOpportunities();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await workbench.details.heading.waitFor();
      await expect(workbench.details.frame.locator('.position')).toContainText(`${n} of `);
    }
    return ((await heap(page)) - before) / (many - 1);
  } finally {
    await context.close();
  }
}

/** Returns the bytes of JavaScript heap that the window uses after a garbage collection. */
async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN;
}

function kib(bytes: number): string {
  return `${(bytes / kibibyte).toFixed(1)} KiB`;
}
