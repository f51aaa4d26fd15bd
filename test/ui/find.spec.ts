import { expect, test } from './support/fixtures';
import { failure, Gate, recordsOf } from './support/replies';

const stages = [
  'Prospect',
  'Qualified',
  'Technical Validation',
  'Business Validation',
  'Committed',
  'Launched',
  'Closed Lost',
] as const;
const everything = stages.flatMap((stage) => recordsOf(stage));
const [committed] = recordsOf('Committed');
const id = committed?.Id ?? '';
const findTitle = 'Partner Central: Find in Loaded Opportunities…';
const goToTitle = 'Partner Central: Go to Opportunity by ID…';

test('finds in what is loaded, loads all from inside, and goes to the row', async ({
  workbench,
  opportunities,
  page,
  requests,
}) => {
  const { quickPick } = workbench;
  await opportunities.expand('Prospect');
  await expect(opportunities.description(opportunities.stage('Prospect'))).toHaveText('100+');

  await test.step('it says how much it looks at', async () => {
    await workbench.runCommand(findTitle);
    await quickPick.shown('Find in Loaded Opportunities (100 loaded, more exist)');
    await quickPick.type(id);
    await quickPick.shown('Find in Loaded Opportunities: 0 of 100 loaded, more exist');
    expect(requests).toHaveLength(1);
  });

  await test.step('Load All brings everything, and the results with it', async () => {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await quickPick.shown(`Find in Loaded Opportunities: 1 of ${everything.length} loaded`);
    await expect(quickPick.option(new RegExp(id))).toBeVisible();
    await expect(quickPick.option('Load All…')).toBeHidden();
  });

  await test.step('Enter opens it and selects its row in a stage that was closed', async () => {
    await page.keyboard.press('Enter');
    await workbench.details.shows(id);
    await expect(opportunities.item(new RegExp(`, ${id},`))).toHaveAttribute('aria-selected', 'true');
    expect(requests.filter(({ stage }) => stage === 'Committed')).toHaveLength(1);
  });
});

test('keeps the active result while pages come in', async ({ workbench, opportunities, page, intercept }) => {
  const { quickPick } = workbench;
  await opportunities.expand('Prospect');
  await expect(opportunities.description(opportunities.stage('Prospect'))).toHaveText('100+');
  const gate = new Gate();
  intercept((request) => gate.hold(request));
  await workbench.runCommand(findTitle);
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
  await quickPick.shown(new RegExp(`of ${everything.length} loaded$`));
  expect(await active.getAttribute('aria-label')).toBe(name);
});

test('asks what is overdue in three keystrokes', async ({ workbench, opportunities, page }) => {
  const { quickPick } = workbench;
  await opportunities.expand('Prospect');
  await expect(opportunities.description(opportunities.stage('Prospect'))).toHaveText('100+');
  await workbench.runCommand('Partner Central: Triage Loaded Opportunities…');
  await quickPick.shown('Triage Loaded Opportunities (100 loaded, more exist)');
  const question = quickPick.option(/^Overdue/);
  const [count] = /\d+/.exec((await question.getAttribute('aria-label')) ?? '') ?? [];
  await page.keyboard.type('ov');
  await expect(quickPick.option(/^Action Required/)).toBeHidden();
  await page.keyboard.press('Enter');
  await quickPick.shown(`Overdue: ${count} of 100 loaded, more exist`);
  await quickPick.widget.getByRole('button', { name: /^Back/ }).press('Enter');
  await quickPick.shown('Triage Loaded Opportunities (100 loaded, more exist)');
});

test('says why the rest could not be loaded, and what helps', async ({ workbench, opportunities, page, intercept }) => {
  const { quickPick } = workbench;
  await expect(opportunities.stages.first()).toBeVisible();
  intercept(() => failure(400, 'AccessDeniedException'));
  await workbench.runCommand(findTitle);
  await quickPick.shown('Find in Loaded Opportunities (0 loaded, more exist)');
  await page.keyboard.press('Enter');
  await expect(quickPick.option(/^Prospect: AWS does not let/)).toBeVisible();
  await expect(quickPick.option('Copy IAM Policy')).toBeVisible();
  intercept(undefined);
  await quickPick.pick('Retry');
  await quickPick.shown(`Find in Loaded Opportunities (${everything.length} loaded)`);
});

test.describe('Go to Opportunity', () => {
  test('opens what is not loaded, by a link', async ({ workbench, opportunities, page, requests }) => {
    await expect(opportunities.stages.first()).toBeVisible();
    await workbench.runCommand(goToTitle);
    await workbench.quickPick.type(`https://partnercentral.awspartner.com/partnercentral2/s/opportunity/${id}?tab=1`);
    await page.keyboard.press('Enter');
    await workbench.details.shows(id);
    expect(requests).toHaveLength(1);
  });

  test('selects the row of what is loaded, without a request', async ({ workbench, opportunities, page, requests }) => {
    await opportunities.expand('Committed');
    await expect(opportunities.item(new RegExp(`, ${id},`))).toBeVisible();
    await opportunities.collapse('Committed');
    await workbench.runCommand(goToTitle);
    await workbench.quickPick.type(id);
    await page.keyboard.press('Enter');
    await workbench.details.shows(id);
    await expect(opportunities.item(new RegExp(`, ${id},`))).toHaveAttribute('aria-selected', 'true');
    expect(requests).toHaveLength(1);
  });

  test('takes nothing else, and says so beside the input', async ({ workbench, opportunities, page, requests }) => {
    await expect(opportunities.stages.first()).toBeVisible();
    await workbench.runCommand(goToTitle);
    const { quickPick } = workbench;
    for (const text of ['$(flame)', '[x](command:y)', 'O12345678901234567890', 'x'.repeat(10_000)]) {
      await quickPick.type(text);
      await expect(quickPick.widget.getByText('This does not identify an opportunity.')).toBeVisible();
      await page.keyboard.press('Enter');
      await expect(quickPick.input).toBeVisible();
    }
    await quickPick.cancel();
    expect(requests).toHaveLength(0);
  });

  test('says which one AWS does not know, with what helps as buttons', async ({ workbench, opportunities, page }) => {
    await expect(opportunities.stages.first()).toBeVisible();
    await workbench.runCommand(goToTitle);
    await workbench.quickPick.type('O999999999');
    await page.keyboard.press('Enter');
    const message = 'O999999999: AWS does not know this opportunity.';
    await expect(workbench.notification(message)).toBeVisible();
    await workbench.answerNotification(message, 'Select Catalog…');
    await workbench.quickPick.shown();
  });
});
