import { FilterPick } from './pages/filterPick';
import { expect, test } from './support/fixtures';
import { Gate, labelsOf, only, recordsOf } from './support/replies';

const stages = [
  'Prospect',
  'Qualified',
  'Technical Validation',
  'Business Validation',
  'Committed',
  'Launched',
  'Closed Lost',
];

test('a stage loads its pages when it is asked to, and keeps them', async ({ workbench, opportunities, requests }) => {
  const prospect = opportunities.stage('Prospect');
  const count = opportunities.description(prospect);
  const total = String(recordsOf('Prospect').length);

  await test.step('before a stage is expanded, no stage is requested', async () => {
    await expect(opportunities.stages.locator('.label-name')).toHaveText(stages);
    expect(requests).toHaveLength(0);
  });

  await test.step('expanding it brings its first page, in the order of the service', async () => {
    await opportunities.expand('Prospect');
    await expect(count).toHaveText('100+');
    expect(requests).toMatchObject([{ catalog: 'AWS', stage: 'Prospect', nextToken: undefined }]);
    const shown = await opportunities.rowsOf('Prospect');
    expect(shown.length).toBeGreaterThan(20);
    expect(shown).toEqual(labelsOf('Prospect').slice(0, shown.length));
  });

  await test.step('Load More on its row brings the rest and an exact count', async () => {
    await opportunities.loadMore('Prospect');
    await expect(count).toHaveText(total);
    expect(requests).toHaveLength(2);
    expect(requests[1]?.nextToken).toBeTruthy();
    await prospect.hover();
    await expect(prospect.getByRole('button', { name: 'Load More' })).toBeHidden();
  });

  await test.step('collapsing and expanding it requests nothing', async () => {
    await opportunities.collapse('Prospect');
    await opportunities.expand('Prospect');
    await expect(opportunities.items.nth(5)).toBeVisible();
    expect(requests).toHaveLength(2);
  });

  await test.step('Refresh asks what was modified, and then reads no page again', async () => {
    const refresh = async () => {
      const sent = requests.length;
      await opportunities.titleAction('Refresh');
      await expect.poll(() => requests.length).toBeGreaterThan(sent);
      await expect(opportunities.progress).toBeHidden();
      await expect(count).toHaveText(total);
      await expect(opportunities.message).toContainText('Checked at');
      return requests.slice(sent);
    };
    const before = await opportunities.rowsOf('Prospect');
    // The first one learns what is the newest of all stages, and may read the pages again.
    expect((await refresh())[0]).toMatchObject({ stage: undefined, nextToken: undefined });
    // The line above the rows takes the place of one.
    const shown = await opportunities.rowsOf('Prospect');
    expect(shown).toEqual(before.slice(0, shown.length));
    expect(shown.length).toBeGreaterThan(20);
    const again = await refresh();
    await expect.poll(() => opportunities.rowsOf('Prospect')).toEqual(shown);
    expect(again).toMatchObject([{ stage: undefined, nextToken: undefined }]);
  });

  await test.step('Refresh Everything reads as many pages as there were', async () => {
    const before = await opportunities.rowsOf('Prospect');
    const sent = requests.length;
    const since = () => requests.slice(sent);
    const pages = () => since().filter(({ stage }) => stage === 'Prospect');
    await workbench.runCommand('Partner Central: Refresh Everything');
    // Behind the pages, AWS is asked what changed in what is not loaded.
    await expect.poll(() => since().length).toBe(3);
    await expect(opportunities.progress).toBeHidden();
    await expect(count).toHaveText(total);
    await expect(opportunities.message).toContainText('Read loaded pages again');
    // The line above the rows takes the place of some.
    const isAsBefore = (shown: readonly string[]) => shown.every((name, index) => name === before[index]);
    await expect.poll(async () => isAsBefore(await opportunities.rowsOf('Prospect'))).toBe(true);
    expect((await opportunities.rowsOf('Prospect')).length).toBeGreaterThan(20);
    expect(pages().map(({ nextToken }) => nextToken === undefined)).toEqual([true, false]);
  });
});

test('a filter that leaves one stage shows it open at once, whatever was open before', async ({
  workbench,
  opportunities,
  requests,
}) => {
  const pick = new FilterPick(workbench);
  await opportunities.expand('Prospect');
  await pick.open();
  await workbench.quickPick.type('qualified');
  await workbench.quickPick.accept();
  await workbench.quickPick.pick(/^Apply/);
  await expect(opportunities.message).toContainText('Filter: Qualified');
  await expect(opportunities.stages).toHaveCount(1);
  await expect.poll(async () => (await opportunities.rowsOf('Qualified'))[0]).toBe(labelsOf('Qualified')[0]);
  expect(requests.map(({ stage }) => stage)).toEqual(['Prospect', 'Qualified']);
  await opportunities.titleAction('Clear Filter');
  await expect(opportunities.stages).toHaveCount(7);
  await expect(opportunities.stage('Qualified')).toHaveAttribute('aria-expanded', 'false');
});

test.describe('with small pages', () => {
  test.use({ settings: { 'partnerCentral.pageSize': 5 } });

  test('a double click on the row Load More is one request', async ({ opportunities, requests, intercept }) => {
    await opportunities.expand('Qualified');
    await expect.poll(() => opportunities.rowsOf('Qualified')).toHaveLength(6);
    expect((await opportunities.rowsOf('Qualified')).at(-1)).toBe('Load More');

    const gate = new Gate();
    intercept((request) => gate.hold(request));
    await opportunities.item('Load More').dblclick();
    await expect(opportunities.item('Loading…')).toBeVisible();
    gate.open();
    await expect(opportunities.description(opportunities.stage('Qualified'))).toHaveText('10+');
    await expect.poll(() => opportunities.rowsOf('Qualified')).toHaveLength(11);
    expect(requests).toHaveLength(2);
  });

  test('the keyboard alone does it all', async ({ workbench, opportunities, page, requests }) => {
    await expect(opportunities.stages).toHaveCount(7);
    await workbench.focusOpportunities();
    await page.keyboard.press('Home');
    await expect(opportunities.focused).toHaveAccessibleName('Prospect');
    await page.keyboard.press('ArrowRight');
    await expect(opportunities.item('Load More')).toBeVisible();

    for (let row = 0; row < 6; row++) await page.keyboard.press('ArrowDown');
    await expect(opportunities.focused).toHaveAccessibleName('Load More, 5 loaded');
    await page.keyboard.press('Enter');
    await expect(opportunities.focused).toHaveAccessibleName('Load More, 10 loaded');
    await page.keyboard.press('Enter');
    await expect(opportunities.focused).toHaveAccessibleName('Load More, 15 loaded');
    expect(requests).toHaveLength(3);

    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Space');
    await workbench.details.shows(recordsOf('Prospect')[14]?.Id ?? '');
    await expect(opportunities.tree).toBeFocused();
    await expect(workbench.details.button('Keep Panel Open')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(workbench.details.button('Keep Panel Open')).toHaveCount(0);
    await expect(workbench.details.main).toBeVisible();
  });
});

const plain = {
  Catalog: 'AWS',
  Id: 'O1000001',
  Arn: 'arn:aws:partnercentral:us-east-1:123456789012:catalog/AWS/opportunity/O1000001',
  LastModifiedDate: '2026-01-31T10:00:00Z',
  LifeCycle: { Stage: 'Committed', ReviewStatus: 'Approved', TargetCloseDate: '2999-12-31' },
  Customer: { Account: { CompanyName: 'Plain Foods Ltd' } },
  Project: {
    ExpectedCustomerSpend: [
      { Amount: '10243.84', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' },
      { Amount: '300', CurrencyCode: 'EUR', Frequency: 'Monthly', TargetCompany: 'AWS' },
    ],
  },
};

const asked = {
  ...plain,
  Id: 'O1000002',
  LifeCycle: { ...plain.LifeCycle, ReviewStatus: 'Action Required', ReviewComments: 'Name the use case.' },
  Customer: { Account: { CompanyName: 'Asked Bank AG' } },
};

const overdue = {
  ...plain,
  Id: 'O1000003',
  LifeCycle: { ...plain.LifeCycle, TargetCloseDate: '2020-02-29' },
  Customer: { Account: { CompanyName: 'Late Motors' } },
};

const bare = { Catalog: 'AWS', Id: 'O1000004', LifeCycle: { Stage: 'Committed' } };

test('a row says what matters, and its tooltip the rest', async ({ opportunities, intercept }) => {
  intercept(only('Committed', [plain, asked, overdue, bare]));
  await opportunities.expand('Committed');
  const row = (name: string) => opportunities.item(name);

  await test.step('company, target close date, monthly spend and id', async () => {
    await expect(row('Plain Foods Ltd')).toBeVisible();
    await expect
      .poll(() => opportunities.rowsOf('Committed'))
      .toEqual(['Plain Foods Ltd', 'Asked Bank AG', 'Late Motors', 'No company name']);
    const description = (name: string) => opportunities.description(row(name));
    await expect(description('Plain Foods Ltd')).toHaveText('Dec 31, 2999 · $10.2K/mo + €300/mo · O1000001');
    await expect(description('Asked Bank AG')).toHaveText(/^Dec 31, 2999 · .* · O1000002 · Action Required$/);
    await expect(description('Late Motors')).toHaveText(/^Feb 29, 2020 · .* · O1000003 · overdue$/);
    await expect(description('No company name')).toHaveText('O1000004');
  });

  await test.step('for a screen reader too, each thing once', async () => {
    const spend = '$10.2K a month + €300 a month';
    for (const name of [
      `Plain Foods Ltd, Approved, target close date Dec 31, 2999, ${spend}, O1000001`,
      `Asked Bank AG, Action Required, target close date Dec 31, 2999, ${spend}, O1000002`,
      `Late Motors, Approved, overdue Feb 29, 2020, ${spend}, O1000003`,
      'No company name, no review status, O1000004',
    ]) {
      await expect(opportunities.tree.getByRole('treeitem', { name, exact: true })).toBeVisible();
    }
  });

  await test.step('what needs attention stands out', async () => {
    const decoration = (name: string) => opportunities.decoration(row(name));
    await expect.poll(async () => (await decoration('Asked Bank AG')).badge).toContain('!');
    await expect.poll(async () => (await decoration('Late Motors')).badge).toContain('◷');
    const [usual, warned, late] = [await decoration('Plain'), await decoration('Asked'), await decoration('Late')];
    expect(usual.badge).toBe('');
    expect(new Set([usual.color, warned.color, late.color]).size).toBe(3);
  });

  await test.step('the tooltip explains stage and status', async () => {
    const status = /Review status: Action.Required — AWS asks for changes/;
    const tooltip = await opportunities.tooltip(row('Asked Bank AG'), status);
    await expect(tooltip).toContainText(/AWS asks: Name.the.use.case/);
    await expect(tooltip).toContainText(/Stage: Committed — The customer signed/);
    await expect(tooltip).toContainText('$10,243.84');
  });
});
