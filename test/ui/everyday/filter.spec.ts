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
  /** Types as fast as the page takes it, and waits for nothing: each key has to count. */
  const press = async (text: string) => {
    keys += text.length + 1;
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
  const name = record?.Customer?.Account?.CompanyName ?? '';
  const words = name.slice(0, 5);

  await test.step('four values, one after the other', async () => {
    await pick.open();
    for (const text of ['comm', 'act', 'this m', words]) await press(text);
    await expect(pick.active).toHaveAccessibleName(
      new RegExp(`^Apply, Committed · Action Required · company ${words}.* · closes `),
    );
    expect(inputs, 'nothing is listed before it is applied').toHaveLength(1);
    await press('');
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

  await test.step('one value and Apply, without a pause', async () => {
    await opportunities.titleAction('Clear Filter');
    await expect(opportunities.message).not.toContainText('Filter');
    await pick.open();
    await press('act');
    await press('');
    await expect(quickPick.widget).toBeHidden();
    await expect(opportunities.message).toContainText('Filter: Action Required');
  });
});
