import type { ConsoleMessage } from '@playwright/test';
import { formatMoney, parseAmount, shortMoney } from '../../src/core/model/money';
import type { Stage } from '../../src/core/model/opportunity';
import type { WireRecord } from '../../src/demo/data/wireRecord';
import { hostileTexts } from '../support/hostileTexts';
import { WholeList } from './pages/wholeList';
import { inEveryTheme, overflow, serious } from './support/accessibility';
import { expect, test } from './support/fixtures';
import { only, recordsOf } from './support/replies';

test.use({ viewport: { width: 1280, height: 1200 } });

const prospects = recordsOf('Prospect');
const committed = recordsOf('Committed');

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
  ).map((stage) => `${stage} ${known[stage] ?? '–'}`);

test('the summary follows what is loaded, and leads to the stages', async ({
  workbench,
  opportunities,
  requests,
  page,
}) => {
  const { pipeline } = workbench;
  await expect(opportunities.stages).toHaveCount(7);

  await test.step('it reads nothing, and says what to do', async () => {
    await pipeline.open();
    await expect(pipeline.extent).toHaveText(/^Nothing is loaded yet\. Expand a stage/);
    expect(requests).toHaveLength(0);
  });

  await test.step('counts and sums are those of what is loaded', async () => {
    await opportunities.expand('Committed');
    await opportunities.collapse('Committed');
    await opportunities.expand('Prospect');
    await opportunities.collapse('Prospect');
    const loaded = [...prospects.slice(0, 100), ...committed];
    await expect(pipeline.extent).toHaveText(`${loaded.length} loaded, more exist`);
    await expect
      .poll(() => pipeline.figures('Opportunities'))
      .toEqual(counts({ Prospect: '100+', Committed: String(committed.length) }));
    const dollars = pipeline.chart('Expected monthly spend, USD');
    await expect(dollars.locator('.total bdi')).toHaveText(short(monthly(loaded, 'USD')));
    await expect(dollars.locator('.total')).toHaveAttribute('title', `${exactly(monthly(loaded, 'USD'))} a month`);
    const bar = dollars.getByRole('button', { name: /^Prospect/ });
    const sum = exactly(monthly(prospects.slice(0, 100), 'USD'));
    const without = leftOut(prospects.slice(0, 100), 'USD');
    await expect(bar).toHaveAttribute('title', `Prospect: ${sum} a month, left out: ${without}`);
    expect(requests).toHaveLength(2);
  });

  await test.step('Load More brings it up to date', async () => {
    await opportunities.loadMore('Prospect');
    await expect
      .poll(() => pipeline.figures('Opportunities'))
      .toEqual(counts({ Prospect: String(prospects.length), Committed: String(committed.length) }));
    await expect(pipeline.extent).toHaveText(`${prospects.length + committed.length} loaded, more exist`);
  });

  await test.step('a bar goes to its stage, by mouse and by keyboard', async () => {
    await pipeline
      .chart('Opportunities')
      .getByRole('button', { name: /^Committed/ })
      .click();
    await expect(opportunities.stage('Committed')).toHaveAttribute('aria-selected', 'true');
    await expect(opportunities.tree).toBeFocused();
    await pipeline
      .chart('Opportunities')
      .getByRole('button', { name: /^Launched/ })
      .focus();
    await page.keyboard.press('Enter');
    await expect(opportunities.stage('Launched')).toHaveAttribute('aria-selected', 'true');
    await expect(opportunities.stage('Launched')).toHaveAttribute('aria-expanded', 'false');
    expect(requests).toHaveLength(3);
  });

  await test.step('Markdown says over how much it is', async () => {
    await pipeline.titleAction('Copy Pipeline Summary as Markdown');
    const extent = `- ${prospects.length + committed.length} loaded, more exist\n- AWS catalog\n- Filter: none\n`;
    await expect.poll(() => workbench.clipboard()).toContain(extent);
    const copied = await workbench.clipboard();
    expect(copied).toMatch(/^\| Stage \| Count \| Monthly, USD \|/m);
    expect(copied).toContain(`| Committed | ${committed.length} | ${exactly(monthly(committed, 'USD'))} |`);
    expect(copied).toContain(`| **${exactly(monthly([...prospects, ...committed], 'USD'))}** |`);
  });

  await test.step('Load All loads the rest', async () => {
    await pipeline.button('Load All').click();
    await expect(pipeline.extent).toHaveText(/^\d+ loaded, all stages complete$/);
    await expect(pipeline.button('Load All')).toHaveCount(0);
    for (const stage of ['Qualified', 'Closed Lost'] as const) {
      expect(await pipeline.figures('Opportunities')).toContain(`${stage} ${recordsOf(stage).length}`);
    }
  });
});

test('the table shows the same figures, and stays chosen', async ({ workbench, opportunities }) => {
  const { pipeline } = workbench;
  await opportunities.expand('Committed');
  await pipeline.open();
  const shows = async () => {
    await expect(pipeline.table).toHaveAccessibleName(/^Opportunities by lifecycle stage: \d+ loaded, more exist$/);
    const rows = await pipeline.rows();
    expect(rows[0]?.slice(0, 3)).toEqual(['Stage', 'Count', 'Monthly, USD']);
    const sum = exactly(monthly(committed, 'USD'));
    expect(rows.find(([stage]) => stage === 'Committed')?.slice(1, 3)).toEqual([String(committed.length), sum]);
    expect(rows.at(-1)?.slice(0, 3)).toEqual(['Total', `${committed.length}+`, sum]);
    await expect(pipeline.button('Show as Chart')).toBeVisible();
  };
  await pipeline.button('Show as Table').click();
  await shows();
  await expect(pipeline.button('Show as Chart')).toBeFocused();
  await pipeline.table.getByRole('button', { name: 'Closed Lost' }).click();
  await expect(opportunities.stage('Closed Lost')).toHaveAttribute('aria-selected', 'true');

  await pipeline.close();
  await pipeline.open();
  await shows();

  await pipeline.button('Show as Chart').click();
  await expect.poll(() => pipeline.figures('Opportunities')).toContain(`Committed ${committed.length}`);
});

test('another grouping, filter or connection has its own summary', async ({ workbench, opportunities }) => {
  const { pipeline, quickPick } = workbench;
  const list = new WholeList(workbench);
  await opportunities.expand('Committed');
  await pipeline.open();
  await expect(pipeline.extent).toHaveText(`${committed.length} loaded, more exist`);

  await test.step('grouped by something else, there are no stages to go to', async () => {
    await list.groupBy('Review Status');
    await expect(pipeline.extent).toHaveText('100 loaded, more exist');
    await expect(pipeline.main).toContainText('Group by stage to go to a stage.');
    await expect(pipeline.chart('Opportunities').getByRole('listitem')).not.toHaveCount(0);
    await expect(pipeline.chart('Opportunities').getByRole('button')).toHaveCount(0);
    await pipeline.button('Group By…').click();
    await quickPick.shown('Group Opportunities By');
    await quickPick.pick(/^Lifecycle Stage/);
    await expect(pipeline.extent).toHaveText(/^Nothing is loaded yet/);
  });

  await test.step('nothing is left of the connection before', async () => {
    await opportunities.expand('Committed');
    await expect(pipeline.extent).toHaveText(`${committed.length} loaded, more exist`);
    await workbench.runCommand('Partner Central: Select Catalog…');
    await quickPick.pick(/^Sandbox/);
    await expect(pipeline.main).toContainText('Sandbox catalog');
    await expect(pipeline.extent).toHaveText(`${recordsOf('Committed', 'Sandbox').length} loaded, more exist`);
    await workbench.runCommand('Partner Central: Try with Sample Data');
    await expect(pipeline.main).toContainText('Sample data');
    await expect(pipeline.extent).toHaveText(/loaded/);
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
  expect(await pipeline.figures('Opportunities')).toContain(`Other ${odd.length}+`);
  await expect(pipeline.chart(/<img src=x/)).toBeVisible();
  expect(await pipeline.figures('Expected monthly spend, USD')).toEqual(['Prospect $1E31']);
  await expect(pipeline.chart('Expected monthly spend, USD')).toContainText('Left out: 1 not monthly');
  await expect(pipeline.main.locator('a, img, link, iframe, script')).toHaveCount(0);

  const settings = { 'partnerCentral.endpoint': demo.url, 'partnerCentral.profile': 'demo' };
  await inEveryTheme(
    pipeline.frame.locator('body'),
    (theme) => vscode.server.writeSettings({ ...settings, ...theme }),
    async (rules) => {
      expect(await serious(pipeline.main, rules)).toEqual([]);
      await pipeline.button('Show as Table').click();
      expect(await serious(pipeline.main, rules)).toEqual([]);
      await pipeline.button('Show as Chart').click();
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
