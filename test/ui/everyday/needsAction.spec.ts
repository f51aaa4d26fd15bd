import { DemoService } from '../../../src/demo/server/demoService';
import { Actions } from '../support/actions';
import { expect, test } from '../support/fixtures';

/** What the service holds that needs action: opportunities that are closed need none. */
function needingAction(): number {
  const { body } = new DemoService().handle(
    'AWSPartnerCentralSelling.ListOpportunities',
    JSON.stringify({ Catalog: 'AWS', LifeCycleReviewStatus: ['Action Required'], MaxResults: 100 }),
  );
  const { OpportunitySummaries: found } = JSON.parse(body) as {
    OpportunitySummaries: readonly { LifeCycle?: { Stage?: string } }[];
  };
  return found.filter(({ LifeCycle }) => !['Launched', 'Closed Lost'].includes(LifeCycle?.Stage ?? '')).length;
}

test('what needs my action: the badge says how many from the start, and one click lists them', async ({
  workbench,
  opportunities,
  requests,
  actionRequests,
}) => {
  const actions = new Actions();
  const { quickPick, page } = workbench;
  const count = needingAction();
  expect(count).toBeGreaterThan(1);

  await test.step('the badge has asked once, although nothing is loaded', async () => {
    await expect(opportunities.stages.first()).toBeVisible();
    const icon = workbench.activity('Partner Central');
    await expect(icon).toHaveAccessibleName(new RegExp(`${count} opportunities need action`));
    expect([actionRequests.length, requests.length]).toEqual([1, 0]);
  });

  await actions.do('click the bell', () => opportunities.titleAction('What Needs My Action'));
  await quickPick.shown(`Action Required: ${count}, all that AWS has`);
  await expect(quickPick.options.first()).toBeVisible();
  actions.atMost(1);
  expect(actionRequests).toHaveLength(2);

  await page.keyboard.press('Enter');
  await expect(workbench.details.heading).toBeVisible();
  expect(requests).toHaveLength(0);
});
