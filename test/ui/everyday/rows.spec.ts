import { expect, test } from '../support/fixtures';
import { only } from '../support/replies';

const spend = (...amounts: readonly (readonly [string, string])[]) => ({
  ExpectedCustomerSpend: amounts.map(([Amount, CurrencyCode]) => ({
    ...{ Amount, CurrencyCode, Frequency: 'Monthly', TargetCompany: 'AWS' },
  })),
});
const record = (Id: string, CompanyName: string, life: object, Project: object) => ({
  ...{ Catalog: 'AWS', Id, Arn: `arn:aws:partnercentral:us-east-1:123456789012:catalog/AWS/opportunity/${Id}` },
  ...{ LastModifiedDate: '2026-01-31T10:00:00Z', Customer: { Account: { CompanyName } }, Project },
  LifeCycle: { Stage: 'Committed', ReviewStatus: 'Approved', TargetCloseDate: '2999-11-27', ...life },
});
const records = [
  record('O1000001', 'Plain Foods', {}, spend(['10243.84', 'USD'])),
  record('O1000002', 'Asked AG', { ReviewStatus: 'Action Required' }, spend(['88000', 'EUR'])),
  record('O1000003', 'Late Cars', { TargetCloseDate: '2020-02-29' }, spend(['900', 'USD'])),
  record('O1000004', 'Two Moneys SA', { ReviewStatus: 'Submitted' }, spend(['500', 'USD'], ['300', 'EUR'])),
  record('O1000005', 'Northern Lights Shipping Company', {}, spend(['7000', 'USD'])),
];

test('a row shows in a narrow side bar when the opportunity closes and what it is worth', async ({
  openWorkbench,
  intercept,
}) => {
  intercept(only('Committed', records));
  const workbench = await openWorkbench();
  const opportunities = await workbench.openPartnerCentral();
  await opportunities.expand('Committed');
  const usual = await opportunities.resize(300);
  const seen = async (name: string) => await opportunities.visibleDescription(opportunities.item(name));

  await test.step('at 300 px the close date and the amount', async () => {
    await workbench.page.mouse.move(900, 400);
    await opportunities.settled();
    expect(await seen('Plain Foods')).toContain('Nov 27, 2999 · $10.2K');
    expect(await seen('Asked AG')).toContain('Nov 27, 2999 · €88K');
    expect(await seen('Late Cars')).toContain('Feb 29, 2020 · $900');
  });

  await test.step('at 220 px the close date', async () => {
    await opportunities.resize(220);
    await workbench.page.mouse.move(900, 400);
    await opportunities.settled();
    expect(await seen('Plain Foods')).toContain('Nov 27');
    expect(await seen('Late Cars')).toContain('Feb 29');
  });
  await opportunities.resize(usual);
});

test('the menu of a row offers what works for that row', async ({ openWorkbench, intercept }) => {
  intercept(only('Committed', records));
  const workbench = await openWorkbench();
  const opportunities = await workbench.openPartnerCentral();
  const row = (name: string) => opportunities.item(name);
  const single = ['Open Details', 'Open in Partner Central', 'Filter by This Company'];
  await opportunities.expand('Committed');
  const offers = async (name: string) => await opportunities.menuOf(row(name));

  await test.step('of a single one', async () => {
    const offered = await offers('Plain Foods');
    expect(offered).toEqual(expect.arrayContaining(single));
    expect(offered).not.toContain('Compare Selected');
  });

  await opportunities.press(row('Plain Foods'));
  await opportunities.press(row('Asked AG'), { modifiers: ['ControlOrMeta'] });
  await test.step('of one of two that are selected', async () => {
    const offered = await offers('Asked AG');
    expect(offered).toContain('Compare Selected');
    for (const name of single) expect(offered).not.toContain(name);
  });
  await test.step('of one beside them, which is compared with them', async () => {
    expect(await offers('Late Cars')).toContain('Compare Selected');
    for (const name of ['Plain Foods', 'Asked AG']) await expect(row(name)).toHaveAttribute('aria-selected', 'true');
    await opportunities.contextMenu(row('Late Cars'), 'Compare Selected');
    await expect(workbench.details.heading).toHaveText('3 opportunities side by side');
  });
});

test('no row of the Sandbox catalog offers a page in Partner Central', async ({ openWorkbench, intercept }) => {
  intercept(only('Committed', records));
  const workbench = await openWorkbench({ 'partnerCentral.catalog': 'Sandbox' });
  const opportunities = await workbench.openPartnerCentral();
  await opportunities.expand('Committed');
  const offered = await opportunities.menuOf(opportunities.item('Plain Foods'));
  expect(offered).toContain('Open Details');
  expect(offered).not.toContain('Open in Partner Central');
});
