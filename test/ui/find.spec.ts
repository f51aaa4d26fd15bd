import { DemoService } from '../../src/demo/server/demoService';
import { expect, test } from './support/fixtures';
import { Gate, recordsOf } from './support/replies';

/** All that Load All finds, without a stage too. */
const total = new DemoService().records().filter(({ Catalog }) => Catalog === 'AWS').length;
const [committed] = recordsOf('Committed');
const id = committed?.Id ?? '';

test('asks what is overdue in three keystrokes, keeps its place while all is loaded, and goes to the row', async ({
  workbench,
  opportunities,
  page,
  intercept,
  requests,
}) => {
  const { quickPick } = workbench;
  await opportunities.expand('Prospect');
  await expect(opportunities.description(opportunities.stage('Prospect'))).toHaveText('100+');

  await test.step('what is overdue is asked in three keystrokes', async () => {
    await workbench.runCommand('Partner Central: Triage Opportunities…');
    await quickPick.shown('Triage Opportunities (100 loaded, more exist)');
    await expect(quickPick.option(/^Overdue, .*\d+ of the 100 loaded · Enter asks AWS for all/)).toBeVisible();
    await page.keyboard.type('ov');
    await expect(quickPick.option(/^Action Required/)).toBeHidden();
    await page.keyboard.press('Enter');
    await quickPick.shown(/^Overdue: \d+, all that AWS has$/);
    expect(requests.filter(({ stage }) => stage === undefined)).toHaveLength(1);
    await quickPick.widget.getByRole('button', { name: /^Back/ }).press('Enter');
    await quickPick.shown('Triage Opportunities (100 loaded, more exist)');
    await quickPick.cancel();
  });

  await test.step('the active result stays active while pages come in', async () => {
    const gate = new Gate();
    intercept((request) => gate.hold(request));
    await workbench.runCommand('Partner Central: Find in Loaded Opportunities…');
    await quickPick.type('the');
    await quickPick.shown(/of 100 loaded, more exist$/);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(quickPick.option('Stop Loading')).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const active = quickPick.widget.locator('.quick-input-list .monaco-list-row.focused');
    const name = await active.getAttribute('aria-label');
    gate.open();
    intercept(undefined);
    await quickPick.shown(new RegExp(`of ${total} loaded$`));
    expect(await active.getAttribute('aria-label')).toBe(name);
    await expect(quickPick.option('Load All…')).toBeHidden();
  });

  await test.step('Enter opens it and selects its row in a stage that was closed', async () => {
    await quickPick.type(id);
    await quickPick.shown(`Find in Loaded Opportunities: 1 of ${total} loaded`);
    await expect(quickPick.option(new RegExp(id))).toBeVisible();
    await page.keyboard.press('Enter');
    await workbench.details.shows(id);
    await expect(opportunities.item(new RegExp(`, ${id}(,|$)`))).toHaveAttribute('aria-selected', 'true');
    expect(requests.filter(({ stage }) => stage === 'Committed')).toHaveLength(1);
  });
});

test('a search that finds nothing loads everything with Enter, and goes on looking', async ({
  workbench,
  opportunities,
  page,
}) => {
  const { quickPick } = workbench;
  await opportunities.expand('Prospect');
  await expect(opportunities.description(opportunities.stage('Prospect'))).toHaveText('100+');
  await workbench.runCommand('Partner Central: Find in Loaded Opportunities…');
  await quickPick.type(id);
  await expect(quickPick.option(/^Load All….*Nothing among the 100 loaded/)).toBeVisible();
  await page.keyboard.press('Enter');
  await quickPick.shown(new RegExp(`^Find in Loaded Opportunities: 1 of ${total} loaded$`));
  await page.keyboard.press('Enter');
  await workbench.details.shows(id);
});

test('Go to Opportunity says beside the input what it does not take, and opens by a link what is not loaded', async ({
  workbench,
  opportunities,
  page,
  requests,
}) => {
  const { quickPick } = workbench;
  await expect(opportunities.stages.first()).toBeVisible();
  await workbench.runCommand('Partner Central: Go to Opportunity by ID…');
  for (const text of ['http://[x](command:y)', 'x'.repeat(10_000)]) {
    await quickPick.type(text);
    await expect(quickPick.widget.getByText('This does not identify an opportunity.')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(quickPick.input).toBeVisible();
  }
  await quickPick.type(`https://partnercentral.awspartner.com/partnercentral2/s/opportunity/${id}?tab=1`);
  await page.keyboard.press('Enter');
  await workbench.details.shows(id);
  expect(requests).toHaveLength(1);
});
