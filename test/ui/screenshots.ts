/**
 * Not a test: takes the pictures of the README and those to look at before a release. Everything in them is sample data
 * as of today, so the dates differ from day to day and nothing else does.
 *
 *     SCREENSHOTS=out/screenshots npm run test:ui
 *
 * writes the pictures into that folder; those that start with `readme-` belong into `media`.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type DemoServer, type InterceptedRequest, startDemoServer } from '../../src/demo/server/demoServer';
import { writeAwsFiles } from '../hosts/environment';
import { hostileTexts } from '../support/hostileTexts';
import { filledWith } from '../support/summaries';
import { FilterPick } from './pages/filterPick';
import { Workbench } from './pages/workbench';
import { changeSome } from './support/changeSome';
import { test as base, expect } from './support/fixtures';
import { failure, only } from './support/replies';

const folder = resolve(process.env.SCREENSHOTS ?? 'out/screenshots');
const stage = 'Business Validation';

let demo: DemoServer;
let broken = false;
/** The catalog that AWS does not let anybody list. */
let refused: string | undefined;
/** Sent in the service's place as all that is in Qualified. */
let odd: readonly object[] | undefined;

/** Each picture is of a window as it is when it is new. */
const test = base.extend({
  page: async ({ browser, viewport, permissions }, use) => {
    const page = await browser.newPage({ viewport, ...(permissions && { permissions }) });
    await use(page);
    await page.close();
  },
});

test.beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  const anchor = new Date(`${new Date().toISOString().slice(0, 10)}T00:00:00Z`);
  const fault = failure(500, 'InternalServerException');
  const denied = failure(400, 'AccessDeniedException');
  const isRefused = ({ input }: InterceptedRequest) =>
    refused !== undefined && (input as { Catalog?: string }).Catalog === refused;
  demo = await startDemoServer({
    anchor,
    intercept: (request) => (broken ? fault : isRefused(request) ? denied : odd && only('Qualified', odd)(request)),
  });
});

test.beforeEach(() => {
  broken = false;
  odd = undefined;
  refused = undefined;
});

test.afterAll(() => demo.close());

const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
};

for (const [name, theme] of Object.entries(themes)) {
  test(`browse in ${name}`, async ({ page, vscode }) => {
    const workbench = await openWindow(page, vscode, { 'workbench.colorTheme': theme });
    const view = workbench.opportunities;
    await resizeSideBar(page, 520);
    await view.expand(stage);
    await expect(view.description(view.stage(stage))).toHaveText(/^\d+$/);
    await view.inlineAction(view.items.nth(5), 'Open Summary as JSON');
    await workbench.editor.active(/json/);
    await expect(workbench.editor.area.locator('.view-line').nth(5)).toBeVisible();
    await take(page, `browse-${name}`);
  });
}

for (const [name, theme] of Object.entries(themes)) {
  test(`details in ${name}`, async ({ page, vscode }) => {
    const workbench = await openWindow(page, vscode, { 'workbench.colorTheme': theme });
    const view = workbench.opportunities;
    await resizeSideBar(page, 300);
    await page.setViewportSize({ width: 1440, height: 1500 });
    await view.expand(stage);
    await view
      .item(/, Approved,/)
      .first()
      .click();
    const { details } = workbench;
    await expect(details.heading).toBeVisible();
    await take(page, name === 'dark' ? 'readme-details' : `details-${name}`);

    await view.collapse(stage);
    await view.expand('Prospect');
    await view
      .item(/, Action Required,/)
      .first()
      .click();
    await expect(details.frame.getByRole('heading', { name: 'AWS asks for changes' })).toBeVisible();
    await take(page, `details-action-required-${name}`);
    await details.button('Load Full Record').click();
    await expect(details.section('Your team')).toBeVisible();
    await details.section('Your team').scrollIntoViewIfNeeded();
    await take(page, `details-full-${name}`);
  });
}

test('details that are odd, narrow, or side by side', async ({ page, vscode }) => {
  const hostile = hostileTexts.map((text, index) => ({
    ...filledWith(text),
    ...{ Id: `O10${index}`, LifeCycle: { ...filledWith(text).LifeCycle, Stage: 'Qualified' } },
  }));
  odd = [{ Id: 'O1', LifeCycle: { Stage: 'Qualified' } }, ...hostile];
  const workbench = await openWindow(page, vscode);
  const { details, opportunities: view } = workbench;
  await page.setViewportSize({ width: 1280, height: 1250 });
  await resizeSideBar(page, 240);
  await view.expand('Qualified');
  await view.item(/, O1(,|$)/).click();
  await details.shows('O1');
  await take(page, 'details-missing');
  for (const id of ['O100', 'O106', 'O108']) {
    await view.item(new RegExp(`, ${id}(,|$)`)).click();
    await details.shows(id);
    await take(page, `details-hostile-${id}`);
  }
  await view.collapse('Qualified');
  await view.expand('Prospect');
  await view
    .item(/, Action Required,/)
    .first()
    .click();
  await expect(details.frame.getByRole('heading', { name: 'AWS asks for changes' })).toBeVisible();
  await details.field('LifeCycle.TargetCloseDate').getByRole('button').hover();
  await expect(details.field('LifeCycle.TargetCloseDate').getByRole('tooltip')).toBeVisible();
  await take(page, 'details-meaning', false);
  const side = (await page.locator('.part.editor').boundingBox())?.x ?? 0;
  await page.setViewportSize({ width: Math.round(side) + 320, height: 1250 });
  await take(page, 'details-narrow', false);
  await details.section('Expected customer spend').first().scrollIntoViewIfNeeded();
  await take(page, 'details-narrow-below', false);
  await page.setViewportSize({ width: 1440, height: 1250 });
  const rows = view.tree.locator('[aria-level="2"]');
  await rows.nth(1).click();
  for (const n of [2, 3, 4]) await rows.nth(n).click({ modifiers: ['ControlOrMeta'] });
  await view.contextMenu(rows.nth(4), 'Compare Selected');
  await expect(details.heading).toHaveText('4 opportunities side by side');
  await take(page, 'details-comparison');
});

for (const [name, theme] of Object.entries(themes)) {
  test(`pipeline in ${name}`, async ({ page, vscode }) => {
    const workbench = await openWindow(page, vscode, { 'workbench.colorTheme': theme });
    const { opportunities: view, pipeline } = workbench;
    await page.setViewportSize({ width: 1280, height: 1100 });
    await resizeSideBar(page, 420);
    await pipeline.open();
    await take(page, `pipeline-empty-${name}`);
    for (const opened of [stage, 'Prospect']) {
      await view.expand(opened);
      await expect(view.description(view.stage(opened))).toHaveText(/^\d+\+?$/);
      await view.collapse(opened);
    }
    await expect(pipeline.chart('Expected monthly spend, USD')).toBeVisible();
    await pipeline.resize(360);
    await take(page, `pipeline-${name}`);
    await pipeline.button('Show as Table').click();
    await take(page, `pipeline-table-${name}`);
    await resizeSideBar(page, 170);
    await take(page, `pipeline-narrow-table-${name}`);
    await pipeline.button('Show as Chart').click();
    await take(page, `pipeline-narrow-${name}`);
  });
}

for (const [name, theme] of Object.entries(themes)) {
  test(`the pipeline by month in ${name}`, async ({ page, vscode }) => {
    const workbench = await openWindow(page, vscode, { 'workbench.colorTheme': theme });
    const { pipeline } = workbench;
    await page.setViewportSize({ width: 1280, height: 1100 });
    await resizeSideBar(page, 300);
    await pipeline.open();
    await pipeline.titleAction('Forecast by Month');
    await pipeline.button('Load All').click();
    await expect(pipeline.extent).toHaveText(/^\d+ loaded, which is all/);
    await pipeline.titleAction('Open Pipeline in Editor');
    await expect(workbench.editor.tab('Pipeline')).toBeVisible();
    await take(page, name === 'dark' ? 'readme-forecast' : `pipeline-month-${name}`);
  });
}

for (const [name, theme] of Object.entries(themes)) {
  test(`what changed in ${name}`, async ({ page, vscode }) => {
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
    const anchor = new Date(`${daysAgo(3).toISOString().slice(0, 10)}T00:00:00Z`);
    const changing = await startDemoServer({ anchor });
    try {
      const settings = { 'partnerCentral.endpoint': changing.url, 'workbench.colorTheme': theme };
      const workbench = await openWindow(page, vscode, settings);
      const { opportunities: view, changes, details } = workbench;
      await page.setViewportSize({ width: 1280, height: 900 });
      await resizeSideBar(page, 460);
      // What was loaded has an old value.
      await workbench.runCommand('Partner Central: Load All');
      await expect(view.message).toContainText(/loaded, /);
      await view.expand('Committed');
      await changes.open();
      await changes.resize(540);
      await expect(changes.message).toContainText('listed from now on');
      await take(page, `changes-first-${name}`);
      const stepped = changeSome(changing, new Date(), daysAgo(1));
      await changes.titleAction('Refresh');
      const row = changes.row(new RegExp(`\\(${stepped}\\): Qualified → Committed`));
      await view.press(row);
      await details.shows(stepped);
      await expect(details.button('Mark as Seen')).toBeVisible();
      await take(page, name === 'dark' ? 'readme-changes' : `changes-${name}`);
      await changes.resize(330);
      for (const width of [300, 220]) {
        await resizeSideBar(page, width);
        await take(page, `changes-narrow-${width}-${name}`);
      }
    } finally {
      await changing.close();
    }
  });
}

test('the filter pick, step by step', async ({ page, vscode }) => {
  const workbench = await openWindow(page, vscode);
  const pick = new FilterPick(workbench);
  await workbench.opportunities.expand('Prospect');
  await pick.open();
  await take(page, 'filter-untouched');
  await page.keyboard.type('close');
  await expect(pick.active).toContainText('Target close date');
  await take(page, 'filter-close');
  await page.keyboard.press('Enter');
  await pick.inStep('Target close date');
  await take(page, 'filter-dates');
  await page.keyboard.type('this month');
  await page.keyboard.press('Enter');
  await pick.overview();
  await pick.enter('Lifecycle stage');
  await page.keyboard.type('comm');
  await expect(pick.active).toContainText('Committed');
  await take(page, 'filter-stages');
  await page.keyboard.press('Enter');
  await pick.overview();
  await pick.enter('Customer company name');
  await page.keyboard.type('a');
  await take(page, 'filter-company');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await pick.open();
  await page.keyboard.type('act');
  await page.keyboard.press('Enter');
  await expect(pick.active).toHaveAccessibleName(/^Apply/);
  await take(page, 'filter-draft');
});

test('what needs action', async ({ page, vscode }) => {
  const workbench = await openWindow(page, vscode);
  await resizeSideBar(page, 300);
  await workbench.opportunities.expand('Committed');
  await workbench.opportunities.titleAction('What Needs My Action');
  await workbench.quickPick.shown(/^Action Required: \d+, all that AWS has$/);
  await take(page, 'readme-needs-action');
});

test('a tooltip', async ({ page, vscode }) => {
  const workbench = await openWindow(page, vscode);
  const view = workbench.opportunities;
  await resizeSideBar(page, 520);
  await view.expand('Prospect');
  await view.tooltip(view.item(/, Action Required,/).first(), 'AWS asks');
  await take(page, 'tooltip', false);
});

test('a narrow side bar', async ({ page, vscode }) => {
  const workbench = await openWindow(page, vscode);
  await resizeSideBar(page, 200);
  await workbench.opportunities.expand('Committed');
  await workbench.opportunities.expand('Prospect');
  await expect(workbench.opportunities.item(/, Action Required,/).first()).toBeVisible();
  for (const width of [200, 220, 300]) {
    await resizeSideBar(page, width);
    await take(page, `narrow-${width}`);
  }
});

test('a page that failed', async ({ page, vscode }) => {
  const workbench = await openWindow(page, vscode, { 'partnerCentral.pageSize': 10 });
  const view = workbench.opportunities;
  await resizeSideBar(page, 420);
  await view.expand('Prospect');
  await expect(view.item('Load More')).toBeVisible();
  broken = true;
  await view.click('Load More');
  await expect(view.item('AWS had a problem.')).toBeVisible();
  await take(page, 'readme-failed-page');
});

test('a check of the access', async ({ page, vscode }) => {
  const workbench = await openWindow(page, vscode);
  refused = 'AWS';
  await page.mouse.move(1279, 400);
  await workbench.runCommand('Partner Central: Check Access…');
  await expect(workbench.quickPick.option(/^Permission: failed/)).toBeVisible();
  // The files of this run have a name that would try to harm: the picture has the usual one.
  await workbench.quickPick
    .option(/^Profile/)
    .locator('.quick-input-list-row')
    .nth(1)
    .locator('span')
    .last()
    .evaluate((place) => {
      place.textContent = '~/.aws/credentials, line 1';
    });
  await expect(workbench.notifications).toHaveCount(0);
  // A tooltip that came late stays until the pointer moves again.
  await expect(async () => {
    for (const y of [500, 400]) await page.mouse.move(1279, y);
    await expect(page.locator('.monaco-hover').filter({ visible: true })).toHaveCount(0);
  }).toPass();
  await take(page, 'readme-check-access');
});

for (const [name, theme] of Object.entries(themes)) {
  test(`a large stage while it loads, in ${name}`, async ({ page, vscode }) => {
    let answers = 34;
    const large = await startDemoServer({
      opportunities: 12_000,
      intercept: () => (answers-- > 0 ? undefined : { delayMs: 600_000 }),
    });
    try {
      const settings = { 'partnerCentral.endpoint': large.url, 'partnerCentral.requestsPerSecond': 10 };
      const workbench = await openWindow(page, vscode, { ...settings, 'workbench.colorTheme': theme });
      const view = workbench.opportunities;
      await resizeSideBar(page, 420);
      await view.expand('Prospect');
      await expect(view.description(view.stage('Prospect'))).toHaveText('100+');
      await view.inlineAction(view.stage('Prospect'), 'Load All');
      await expect(view.item('1–1,000')).toBeVisible({ timeout: 60_000 });
      await view.collapse('1–1,000');
      await expect(view.item('1,001–2,000')).toBeVisible({ timeout: 60_000 });
      await take(page, `loading-${name}`, true, true);
      await view.expand('1,001–2,000');
      await resizeSideBar(page, 200);
      await take(page, `loading-narrow-${name}`, true, true);
      await resizeSideBar(page, 420);
      await view.titleAction('Stop Loading');
      await expect(view.message).toContainText('Loading stopped');
      await view.collapse('1,001–2,000');
      await take(page, `loading-stopped-${name}`);
    } finally {
      await large.close();
    }
  });
}

test('welcome', async ({ page, vscode }) => {
  const workbench = await openWindow(page, vscode, { 'partnerCentral.profile': 'gone' });
  await workbench.opportunities.stage('Prospect').click();
  await expect(workbench.opportunities.welcome).toBeVisible();
  await take(page, 'welcome');
});

type Page = Workbench['page'];
type Vscode = { readonly server: { url(window: { folder: string }): string }; readonly folder: string } & {
  readonly awsFolder: string;
  readonly server: { writeSettings(settings: Readonly<Record<string, unknown>>): Promise<void> };
};

/** Opens a window on the demo service, without the status bar, in which its port would be another one each time. */
async function openWindow(page: Page, { server, folder, awsFolder }: Vscode, settings = {}): Promise<Workbench> {
  const workspace = join(folder, 'pipeline');
  await mkdir(workspace, { recursive: true });
  await writeAwsFiles(awsFolder);
  await server.writeSettings({
    'workbench.statusBar.visible': false,
    'partnerCentral.profile': 'demo',
    'partnerCentral.endpoint': demo.url,
    'workbench.colorTheme': themes.dark,
    ...settings,
  });
  const workbench = await Workbench.open(page, server.url({ folder: workspace }));
  await workbench.openPartnerCentral();
  await expect(workbench.opportunities.stages).toHaveCount(7);
  return workbench;
}

/** Drags the edge of the side bar until it is this wide, in pixels. */
async function resizeSideBar(page: Page, width: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (!box) throw new Error('There is no side bar.');
  const middle = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + width, middle, { steps: 5 });
  await page.mouse.up();
}

/** Takes a picture of the whole window, with the pointer out of the way and nothing that moves or blinks. */
async function take(page: Page, name: string, movePointer = true, busy = false): Promise<void> {
  if (movePointer) await page.mouse.move(1279, 400);
  if (!busy) await expect(page.locator('.part.sidebar .monaco-progress-container.active')).toBeHidden();
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
}
