import type { ListRequest } from '../../../src/core/model/opportunity';
import { FilterPick } from '../pages/filterPick';
import { expect, test } from '../support/fixtures';
import { recordsOf } from '../support/replies';

const record = recordsOf('Committed').find(({ Customer }) => Customer?.Account?.CompanyName);

test('four criteria take at most 25 keys, and a value that is typed beside check boxes counts', async ({
  workbench,
  opportunities,
  intercept,
  page,
}) => {
  const pick = new FilterPick(workbench);
  const { quickPick } = workbench;
  const inputs: ListRequest[] = [];
  intercept(({ input }) => {
    inputs.push(input as ListRequest);
    return undefined;
  });
  await opportunities.expand('Committed');
  let keys = 0;
  const press = async (text: string, leadsTo: RegExp) => {
    keys += text.length + 1;
    await page.keyboard.type(text);
    await expect(pick.active).toHaveAccessibleName(leadsTo);
    await page.keyboard.press('Enter');
  };
  const name = record?.Customer?.Account?.CompanyName ?? '';
  const words = name.slice(0, 5);

  await test.step('four values, one after the other', async () => {
    await pick.open();
    await press('comm', /^Lifecycle stage: Committed/);
    await press('act', /^Review status: Action Required/);
    await press('this m', /^Target close date: this month/);
    await press(words, new RegExp(`^Customer company name: ${words}`));
    expect(inputs, 'nothing is listed before it is applied').toHaveLength(1);
    await press('', /^Apply, Committed · Action Required · company /);
    expect(keys).toBeLessThanOrEqual(25);
    await expect
      .poll(() => inputs.at(-1))
      .toMatchObject({
        LifeCycleStage: ['Committed'],
        LifeCycleReviewStatus: ['Action Required'],
        CustomerCompanyName: [expect.stringContaining(words)],
        // The lists read a day more on either side.
        TargetCloseDate: { AfterTargetCloseDate: expect.any(String), BeforeTargetCloseDate: expect.any(String) },
      });
  });

  await test.step('what is set is not replaced, and a typed value is taken', async () => {
    await pick.open();
    await pick.enter('Lifecycle stage');
    await page.keyboard.type('laun');
    await expect(pick.active).toContainText('Launched');
    await page.keyboard.press('Enter');
    await expect(pick.active).toHaveAccessibleName(/^Apply, Committed, Launched · /);
    await quickPick.type('prosp');
    await expect(pick.active).toHaveAccessibleName(/in addition to Committed, Launched/);
    await quickPick.accept();
    await pick.apply();
    await expect(opportunities.stages).toHaveCount(3);
  });
});
