import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConsoleMessage } from '@playwright/test';
import { formatMoney, parseAmount, shortMoney } from '../../src/core/model/money';
import type { Stage } from '../../src/core/model/opportunity';
import type { WireRecord } from '../../src/demo/data/wireRecord';
import { hostileTexts } from '../support/hostileTexts';
import { WholeList } from './pages/wholeList';
import { Workbench } from './pages/workbench';
import { inEveryTheme, overflow, serious } from './support/accessibility';
import { consoleUrl, expect, test } from './support/fixtures';
import { only, recordsOf } from './support/replies';

// As fast as it may be: all stages are loaded once.
const fast = { 'partnerCentral.requestsPerSecond': 10 };
test.use({ viewport: { width: 1280, height: 1200 }, settings: fast });

/** The application settings that every test has. */
const ofEveryTest = { 'partnerCentral.consoleUrl': consoleUrl };

test.afterEach(({ vscode }) => vscode.server.writeApplicationSettings(ofEveryTest));

const prospects = recordsOf('Prospect');

/** What the service holds of a currency in these records, in hundredths. */
function monthly(records: readonly WireRecord[], currency: string): bigint {
  return records
    .flatMap(({ Project }) => Project?.ExpectedCustomerSpend ?? [])
    .filter(({ CurrencyCode, Frequency }) => CurrencyCode === currency && Frequency === 'Monthly')
    .reduce((sum, { Amount }) => sum + (parseAmount(Amount ?? '') ?? 0n), 0n);
}

/** How many of these records' entries are in no sum of a currency, and why, as the bar is to say it. */
function leftOut(records: readonly WireRecord[], currency: string): string {
  const entries = records
    .flatMap(({ Project }) => Project?.ExpectedCustomerSpend ?? [])
    .filter(({ CurrencyCode }) => CurrencyCode === currency);
  const monthly = entries.filter(({ Frequency }) => Frequency === 'Monthly');
  const noAmount = monthly.filter(({ Amount }) => parseAmount(Amount ?? '') === undefined);
  const counted: [number, string][] = [
    [entries.length - monthly.length, 'not monthly'],
    [noAmount.length, 'without an amount'],
  ];
  return counted.flatMap(([count, why]) => (count > 0 ? [`${count} ${why}`] : [])).join(', ');
}

const exactly = (hundredths: bigint) => formatMoney({ currency: 'USD', hundredths }, 'en');
const short = (hundredths: bigint) => shortMoney({ currency: 'USD', hundredths }, 'en');

/** What is said before a stage that is not open. */
const endings: Partial<Record<Stage, string>> = { Launched: 'Won: ', 'Closed Lost': 'Lost: ' };

const counts = (known: Partial<Record<Stage, string>>) =>
  (
    [
      'Prospect',
      'Qualified',
      'Technical Validation',
      'Business Validation',
      'Committed',
      'Launched',
      'Closed Lost',
    ] as const
  ).map((stage) => `${endings[stage] ?? ''}${stage} ${known[stage] ?? '–'}`);

test('the summary follows what is loaded as charts and as a table, and leads to the stages', async ({
  workbench,
  opportunities,
  page,
}) => {
  const { pipeline, quickPick } = workbench;
  const loaded = prospects.slice(0, 100);
  const sum = exactly(monthly(loaded, 'USD'));
  const bar = (heading: string, name: RegExp) => pipeline.chart(heading).getByRole('button', { name });

  await test.step('it says what to do, then counts and adds up what is loaded', async () => {
    await pipeline.open();
    await expect(pipeline.extent).toHaveText(/^Nothing is loaded yet\. Expand a stage/);
    await opportunities.expand('Prospect');
    await opportunities.collapse('Prospect');
    await expect(pipeline.extent).toHaveText('100 loaded, more exist');
    await expect.poll(() => pipeline.figures('Opportunities')).toEqual(counts({ Prospect: '100+' }));
    const dollars = pipeline.chart('Expected monthly spend, USD');
    const without = [`${sum} a month`, leftOut(loaded, 'USD')].filter(Boolean).join(', left out: ');
    await expect(dollars.locator('.total bdi')).toHaveText(`${short(monthly(loaded, 'USD'))} open`);
    await expect(dollars.locator('.total')).toHaveAttribute('title', `open: ${without}`);
    await expect(bar('Expected monthly spend, USD', /^Prospect/)).toHaveAttribute('title', `Prospect: ${without}`);
  });

  await test.step('a bar goes to its stage, by mouse and by keyboard', async () => {
    await bar('Opportunities', /^Committed/).click();
    await expect(opportunities.stage('Committed')).toHaveAttribute('aria-selected', 'true');
    await expect(opportunities.tree).toBeFocused();
    await bar('Opportunities', /^Won: Launched/).focus();
    await page.keyboard.press('Enter');
    await expect(opportunities.stage('Launched')).toHaveAttribute('aria-selected', 'true');
    await expect(opportunities.stage('Launched')).toHaveAttribute('aria-expanded', 'false');
  });

  await test.step('the table shows the same figures, goes to the stages too, and stays chosen', async () => {
    const shows = async () => {
      await expect(pipeline.table).toHaveAccessibleName('Opportunities by lifecycle stage: 100 loaded, more exist');
      const rows = await pipeline.rows();
      expect(rows[0]?.slice(0, 3)).toEqual(['Stage', 'Count', 'Monthly, USD']);
      expect(rows.find(([stage]) => stage === 'Prospect')?.slice(1, 3)).toEqual(['100+', sum]);
      expect(rows.at(-3)?.slice(0, 3)).toEqual(['Open pipeline', '100+', sum]);
      expect(rows.slice(-2).map(([stage]) => stage)).toEqual(['Won: Launched', 'Lost: Closed Lost']);
      await expect(pipeline.button('Show as Chart')).toBeVisible();
    };
    await pipeline.button('Show as Table').click();
    await shows();
    await expect(pipeline.button('Show as Chart')).toBeFocused();
    await pipeline.table.getByRole('button', { name: 'Lost: Closed Lost' }).click();
    await expect(opportunities.stage('Closed Lost')).toHaveAttribute('aria-selected', 'true');
    await pipeline.close();
    await pipeline.open();
    await shows();
    await pipeline.button('Show as Chart').click();
    await expect.poll(() => pipeline.figures('Opportunities')).toContain('Prospect 100+');
  });

  await test.step('a button of its title copies it, and one of its page loads the rest', async () => {
    await pipeline.titleAction('Copy Pipeline Summary as Markdown');
    await expect.poll(() => workbench.clipboard()).toContain('- 100 loaded, more exist\n- AWS catalog\n');
    await pipeline.button('Load All').click();
    await expect(pipeline.extent).toHaveText(/^\d+ loaded, which is all$/);
    await expect(pipeline.button('Load All')).toHaveCount(0);
    await expect
      .poll(() => pipeline.figures('Opportunities'))
      .toContain(`Lost: Closed Lost ${recordsOf('Closed Lost').length}`);
  });

  await test.step('grouped by something else, there are no stages to go to, and a button that groups by them', async () => {
    await new WholeList(workbench).groupBy('Review Status');
    await expect(pipeline.main).toContainText('Group by stage to go to a stage.');
    await expect(pipeline.chart('Opportunities').getByRole('listitem')).not.toHaveCount(0);
    await expect(pipeline.chart('Opportunities').getByRole('button')).toHaveCount(0);
    await pipeline.button('Group By…').click();
    await quickPick.shown('Group Opportunities By');
    await quickPick.pick(/^Lifecycle Stage/);
    await expect(pipeline.extent).toHaveText(/^Nothing is loaded yet/);
  });

  await test.step('it says where opportunities come from that are not all of the real ones', async () => {
    await workbench.runCommand('Partner Central: Try with Sample Data');
    await expect(pipeline.main).toContainText('Sample data');
  });
});

test('the page can be used in every theme, by everybody, in a narrow side bar too', async ({
  workbench,
  opportunities,
  intercept,
  vscode,
  demo,
  page,
}) => {
  const { pipeline } = workbench;
  const refused: string[] = [];
  const note = (message: ConsoleMessage) => {
    if (/Content Security Policy/.test(message.text())) refused.push(`${message.location().url} ${message.text()}`);
  };
  page.on('console', note);
  const spending = (Amount: string, CurrencyCode: string) => ({
    ExpectedCustomerSpend: [{ Amount, CurrencyCode, Frequency: 'Monthly', TargetCompany: 'AWS' }],
  });
  const odd = hostileTexts.map((text, index) => ({
    ...{ Id: `O10${index}`, Catalog: 'AWS', LifeCycle: { Stage: text }, Project: spending('5', text) },
  }));
  const yearly = { Amount: '12', CurrencyCode: 'USD', Frequency: 'Yearly', TargetCompany: 'AWS' };
  const { ExpectedCustomerSpend: most } = spending('9'.repeat(31), 'USD');
  const Project = { ExpectedCustomerSpend: [...most, yearly] };
  const huge = { Id: 'O1', Catalog: 'AWS', LifeCycle: { Stage: 'Prospect' }, Project };
  intercept(only('Prospect', [huge, ...odd]));
  await opportunities.expand('Prospect');
  // Until it is there, the rows are painted anew, and a click may come to another one.
  await expect(opportunities.item('Other')).toBeVisible();
  await opportunities.collapse('Prospect');
  await pipeline.open();
  await expect(pipeline.extent).toHaveText(`${odd.length + 1} loaded, more exist`);
  expect(await pipeline.figures('Opportunities')).toContain(`Unknown stage ${odd.length}+`);
  await expect(pipeline.chart(/<img src=x/)).toBeVisible();
  expect(await pipeline.figures('Expected monthly spend, USD')).toEqual(['Prospect $1E31']);
  await expect(pipeline.chart('Expected monthly spend, USD')).toContainText('Left out: 1 not monthly');
  await expect(pipeline.main.locator('a, img, link, iframe, script')).toHaveCount(0);

  const settings = { 'partnerCentral.endpoint': demo.url, 'partnerCentral.profile': 'demo', ...fast };
  await inEveryTheme(
    pipeline.frame.locator('body'),
    (theme) => vscode.server.writeSettings({ ...settings, ...theme }),
    async (rules) => {
      expect(await serious(pipeline.main, rules)).toEqual([]);
      await pipeline.button('Show as Table').click();
      expect(await serious(pipeline.main, rules)).toEqual([]);
      await pipeline.button('By Month of Target Close').click();
      await expect(pipeline.button('By Month of Target Close')).toHaveAttribute('aria-pressed', 'true');
      expect(await serious(pipeline.main, rules)).toEqual([]);
      await pipeline.button('Show as Chart').click();
      expect(await serious(pipeline.main, rules)).toEqual([]);
      await pipeline.button('By Stage').click();
      await expect(pipeline.chart('Opportunities')).toContainText('Unknown stage');
    },
  );

  await test.step('170 pixels', async () => {
    const box = await page.locator('.part.sidebar').boundingBox();
    if (!box) throw new Error('There is no side bar.');
    const drag = async (from: number, to: number) => {
      await page.mouse.move(box.x + from, box.y + 300);
      await page.mouse.down();
      await page.mouse.move(box.x + to, box.y + 300, { steps: 5 });
      await page.mouse.up();
    };
    await drag(box.width, 170);
    await expect.poll(() => pipeline.main.evaluate(() => window.innerWidth)).toBeLessThanOrEqual(180);
    await expect.poll(() => overflow(pipeline.main)).toBeLessThanOrEqual(0);
    await pipeline.button('Show as Table').click();
    await expect.poll(() => overflow(pipeline.main)).toBeLessThanOrEqual(0);
    expect(await serious(pipeline.main)).toEqual([]);
    await pipeline.button('Show as Chart').click();
    await drag(170, box.width);
  });
  page.off('console', note);
  const policy = await pipeline.main.evaluate(() =>
    document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content'),
  );
  expect(policy).toMatch(/^default-src 'none'; script-src 'nonce-/);
  expect(refused.filter((text) => /fake\.html|pipeline\.js|nonce-/.test(text))).toEqual([]);
});

test('the view is high enough for all stages when it is first seen, and has room in an editor', async ({
  browser,
  vscode,
  demo,
}) => {
  const { server } = vscode;
  // A folder of its own: the drivers of two windows of one folder would be taken for each other.
  const workspace = join(vscode.folder, 'new-window');
  await mkdir(workspace, { recursive: true });
  const settings = { 'partnerCentral.endpoint': demo.url, 'partnerCentral.profile': 'demo', ...fast };
  await server.writeSettings({ 'workbench.colorTheme': 'Default Dark Modern', ...settings });
  await server.writeApplicationSettings({
    ...ofEveryTest,
    'partnerCentral.exchangeRates': { base: 'USD', date: '2026-11-01', EUR: 0.92, GBP: 0.79, JPY: 150 },
  });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const workbench = await Workbench.open(page, server.url({ folder: workspace }));
  await workbench.activity('Partner Central').click();
  const { pipeline, editor } = workbench;
  const picture = async (name: string) => {
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/pipeline-${name}.png` });
  };

  await test.step('all stages are in sight', async () => {
    await expect(pipeline.extent).toHaveText(/^Nothing is loaded yet/);
    await pipeline.button('Load All').click();
    await expect(pipeline.extent).toHaveText(/^\d+ loaded, which is all$/);
    const last = pipeline.chart('Opportunities').getByRole('button', { name: /^Lost: Closed Lost/ });
    await expect(last).toBeInViewport({ ratio: 1 });
    await picture('stage-dark');
  });

  await test.step('the title has a button for the forecast, and the page one for each form', async () => {
    await pipeline.titleAction('Forecast by Month');
    await expect(pipeline.button('By Month of Target Close')).toHaveAttribute('aria-pressed', 'true');
    await expect(pipeline.main).toContainText('Open pipeline only, without Launched and Closed Lost.');
    await expect(pipeline.main).toContainText('at the rates of Nov 1, 2026');
    await picture('month-dark');
  });

  await test.step('it opens in one editor, by month as in the view, whose title names nobody', async () => {
    await pipeline.titleAction('Open Pipeline in Editor');
    await expect(editor.tabs).toHaveText(['Pipeline']);
    const wide = pipeline.inEditor;
    await expect(wide.button('By Month of Target Close')).toHaveAttribute('aria-pressed', 'true');
    expect(await serious(wide.main)).toEqual([]);
    await picture('editor-month-dark');
    await wide.button('By Stage').click();
    await expect(wide.chart('Opportunities')).toContainText('Lost: Closed Lost');
    await picture('editor-stage-dark');
    await wide.button('Show as Table').click();
    await expect(wide.table).toBeVisible();
    await picture('editor-table-dark');
    await expect(pipeline.button('By Month of Target Close')).toHaveAttribute('aria-pressed', 'true');
    await pipeline.titleAction('Open Pipeline in Editor');
    await expect(editor.tabs).toHaveCount(1);
  });

  if (process.env.PICTURES) {
    await server.writeSettings({ 'workbench.colorTheme': 'Default Light Modern', ...settings });
    await expect(pipeline.frame.locator('body')).toHaveClass(/\bvscode-light/);
    await picture('editor-light');
    await pipeline.inEditor.button('Show as Chart').click();
    await picture('month-light');
    await pipeline.button('By Stage').click();
    await expect(pipeline.chart('Opportunities')).toContainText('Lost: Closed Lost');
    await picture('stage-light');
  }
  await context.close();
});
