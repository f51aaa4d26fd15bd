import { resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { type Stage, stages } from '../../../src/core/model/opportunity';
import { OpportunitiesView } from '../../ui/pages/opportunitiesView';
import { Workbench } from '../../ui/pages/workbench';
import { type Bench, compare } from '../measure';
import { type BenchHost, openHost } from './host';
import { timeExpand } from './timeExpand';

const windows = 5;
const expansions = 12;
/** Milliseconds, about what AWS needs for a page. */
const latency = 100;

/** Measures a click on an unopened stage until its rows are on the screen, next to a tree with its rows in memory. */
export const firstPage: Bench = {
  name: 'first-page',
  method:
    `${windows} windows, in each the 7 stages of both trees in turn: press on the twistie → first row in the page → next frame; ` +
    `less the server's latency of ${latency} ms, which the tree from memory waits too. Without latency: the tree from memory ` +
    'answers at once, so its rows come with the frame that also shows the press, and only the time of the demo service is ' +
    "taken off. A window's first: its first request, in a window whose view was opened just before",
  async run() {
    const host = await openHost();
    wakeDemo(host);
    const usual = await timeFirstPages(host, latency);
    const instant = await timeFirstPages(host, 0);
    await host.setLatency(0);
    const name = 'the tree from memory';
    return [
      compare('first page, click → painted', 1.3, usual.warm.ours, usual.warm.memory, name),
      compare('first page, no latency', 1.3, instant.warm.ours, instant.warm.memory, name),
      compare("first page, a window's first", 1.8, usual.cold.ours, usual.cold.memory, name),
    ];
  },
};

async function timeFirstPages(host: BenchHost, wait: number): Promise<{ cold: Samples; warm: Samples }> {
  await host.setLatency(wait);
  const cold: Samples = { ours: [], memory: [] };
  const warm: Samples = { ours: [], memory: [] };
  for (let n = 0; n < windows; n++) {
    await inWindow(host, async (page, trees) => {
      for (const [index, stage] of stages.entries()) {
        const samples = index === 0 ? cold : warm;
        for (const name of (n + index) % 2 === 0 ? (['ours', 'memory'] as const) : (['memory', 'ours'] as const)) {
          const view = await trees.show(name);
          host.stopwatch.take();
          const painted = await timeExpand(page, view, stage);
          samples[name].push(painted - wait - (name === 'ours' ? host.stopwatch.take() : 0));
          await settle(view, stage);
          await view.collapse(stage);
        }
      }
    });
  }
  return { cold, warm };
}

/** Measures whether a stage with many loaded rows opens as fast as one with few. */
export const expand: Bench = {
  name: 'expand',
  method:
    `2 windows, in each one stage with 100 and one with 1,000 opportunities loaded, opened ${expansions} times each in turn; ` +
    'read again: both refreshed while closed, so that VS Code asks for all their rows again. In ranges: to the first opportunity in the ' +
    'first range, beside one with 100',
  async run() {
    const host = await openHost();
    const again: [number[], number[]] = [[], []];
    const anew: [number[], number[]] = [[], []];
    for (const pair of [
      ['Prospect', 'Qualified'],
      ['Qualified', 'Prospect'],
    ] as const) {
      await inWindow(host, async (page, trees) => {
        const view = await trees.show('ours');
        const [few, many] = pair;
        await load(view, few, 1);
        await load(view, many, 10);
        for (let n = 0; n < expansions; n++) {
          for (const [index, stage] of pair.entries()) {
            again[index]?.push(await timeExpand(page, view, stage));
            await settle(view, stage);
            await view.collapse(stage);
          }
        }
        for (let n = 0; n < expansions / 3; n++) {
          const { requests } = host.demo.service.counts;
          await view.titleAction('Refresh');
          await expect.poll(() => host.demo.service.counts.requests - requests, { timeout: 30_000 }).toBe(11);
          await expect(view.progress).toBeHidden({ timeout: 30_000 });
          await view.settled();
          for (const [index, stage] of pair.entries()) {
            anew[index]?.push(await timeExpand(page, view, stage));
            await settle(view, stage);
            await view.collapse(stage);
          }
        }
      });
    }
    const large = await timeLarge(host);
    return [
      compare(`expand ${large.size} loaded, in ranges`, 1.3, large.many, large.few, '100 loaded'),
      compare('expand 1,000 loaded', 1.3, again[1], again[0], '100 loaded'),
      compare('expand 1,000 loaded, read again', 1.3, anew[1], anew[0], '100 loaded'),
    ];
  },
};

/** Opens in turn a stage loaded completely by Load All and one with 100 rows. */
async function timeLarge(host: BenchHost): Promise<{ size: string; few: number[]; many: number[] }> {
  const [few, many]: [number[], number[]] = [[], []];
  let size = '';
  await inWindow(host, async (page, trees) => {
    const view = await trees.show('ours');
    await load(view, 'Qualified', 1);
    await load(view, 'Prospect', 1);
    await view.inlineAction(view.stage('Prospect'), 'Load All');
    await expect(view.description(view.stage('Prospect'))).toHaveText(/^\d{4,}$/, { timeout: 60_000 });
    size = (await view.description(view.stage('Prospect')).textContent()) ?? '';
    for (let n = 0; n < expansions; n++) {
      few.push(await timeExpand(page, view, 'Qualified'));
      await settle(view, 'Qualified');
      await view.collapse('Qualified');
      many.push(await timeExpand(page, view, 'Prospect', 3));
      await settle(view, 'Prospect');
      await view.collapse('Prospect');
    }
  });
  return { size, few, many };
}

type TreeName = 'ours' | 'memory';
type Samples = Record<TreeName, number[]>;

interface Trees {
  /** Shows one of the two trees in the side bar, ready to be clicked. */
  show(name: TreeName): Promise<OpportunitiesView>;
}

const containers: Record<TreeName, string> = { ours: 'Partner Central', memory: 'Memory Tree' };

async function inWindow(host: BenchHost, work: (page: Page, trees: Trees) => Promise<void>): Promise<void> {
  const context = await host.newContext();
  try {
    const page = await context.newPage();
    const url = host.server.url({ folder: host.workspace, extension: resolve('test/bench/view/memoryTree') });
    const workbench = await Workbench.open(page, url);
    const trees: Trees = {
      async show(name) {
        const icon = workbench.activity(containers[name]);
        if ((await icon.getAttribute('aria-expanded')) !== 'true') await icon.click();
        const view = new OpportunitiesView(page);
        await expect(view.stages.first()).toBeVisible({ timeout: 30_000 });
        // Work caused by the switch itself must not be timed.
        await view.settled();
        return view;
      },
    };
    // Both extensions are active before anything is timed.
    await trees.show('memory');
    await trees.show('ours');
    await work(page, trees);
  } finally {
    await context.close();
  }
}

/** Waits until all rows of a stage are there and VS Code has finished with them. */
async function settle(view: OpportunitiesView, stage: Stage): Promise<void> {
  await expect(view.stage(stage)).toHaveAttribute('aria-expanded', 'true');
  await expect(view.stage(stage)).toContainText(/\d/, { timeout: 30_000 });
  await view.settled();
}

/** Loads pages of a stage as a person does, and collapses it. */
async function load(view: OpportunitiesView, stage: Stage, pages: number): Promise<void> {
  await view.expand(stage);
  for (let n = 1; n <= pages; n++) {
    if (n > 1) await view.loadMore(stage);
    await expect(view.stage(stage)).toContainText(`${n}00+`, { timeout: 30_000 });
  }
  await settle(view, stage);
  await view.collapse(stage);
}

/** Makes the demo service generate its data before a request waits for it. */
function wakeDemo({ demo }: BenchHost): void {
  for (const stage of stages) {
    const request = { Catalog: 'AWS', LifeCycleStage: [stage], MaxResults: 100 };
    demo.service.handle('AWSPartnerCentralSelling.ListOpportunities', JSON.stringify(request));
  }
}
