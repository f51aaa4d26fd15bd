import { Actions } from '../support/actions';
import { expect, test } from '../support/fixtures';
import { only, recordsOf } from '../support/replies';

test('find by CRM id: what is loaded opens at once, and what is not after Load All in place', async ({
  workbench,
  opportunities,
  intercept,
}) => {
  const actions = new Actions();
  const { quickPick, details, page } = workbench;
  const [record] = recordsOf('Prospect');
  const deal = (Id: string, PartnerOpportunityIdentifier: string) => ({ ...record, Id, PartnerOpportunityIdentifier });
  intercept(
    (request) =>
      only('Prospect', [deal('O9001', 'CRM-2026-17')])(request) ??
      only('Committed', [deal('O9002', 'CRM-2026-99')])(request),
  );
  await opportunities.expand('Prospect');
  await expect(opportunities.items.nth(1)).toBeVisible();
  const goTo = () => opportunities.titleMenu('Go to Opportunity by ID…');

  await actions.do('Go to Opportunity', goTo);
  await actions.do('type the id', async () => {
    await quickPick.type('crm-2026-17');
    await quickPick.accept();
  });
  await details.shows('O9001');
  actions.atMost(2);

  await test.step('one that is not loaded yet', async () => {
    await workbench.runCommand('Partner Central: Go to Opportunity by ID…');
    await quickPick.type('CRM-2026-99');
    await quickPick.accept();
    await quickPick.shown('CRM ID CRM-2026-99: none of the 1 loaded has it');
    await page.keyboard.press('Enter');
    await details.shows('O9002');
    await expect(quickPick.widget).toBeHidden();
  });
});
