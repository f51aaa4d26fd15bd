import type { ListRequest } from '../../../src/core/model/opportunity';
import { expect, test } from '../support/fixtures';
import { page as pageOf, recordsOf } from '../support/replies';

const records = recordsOf('Committed');
const [changing] = records;
const row = (record: typeof changing) => new RegExp(`, ${record?.Id}(,|$)`);

test('what changed since I last looked: a dot on the row, old beside new in the details, and “changed” in Find', async ({
  workbench,
  opportunities,
  intercept,
  page,
}) => {
  const { quickPick, details } = workbench;
  await opportunities.expand('Committed');
  await opportunities.item(row(changing)).click();
  await details.shows(changing?.Id ?? '');

  await test.step('the first look lists nothing, and says that it is the first', async () => {
    await workbench.runCommand('Partner Central: Find in Loaded Opportunities…');
    await quickPick.type('changed');
    await expect(quickPick.option(/^This is the first look/)).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('after a refresh the row has a dot, and stays selected', async () => {
    const changed = {
      ...changing,
      LastModifiedDate: new Date().toISOString(),
      LifeCycle: { ...changing?.LifeCycle, Stage: 'Committed', NextSteps: 'Sign on Friday' },
    };
    // AWS is asked what was modified, in any stage.
    intercept(({ input }) => ((input as ListRequest).LastModifiedDate ? pageOf([changed]) : undefined));
    await opportunities.titleAction('Refresh');
    await expect(opportunities.item(row(changing))).toHaveAccessibleName(/Changed since you last looked/);
    await expect(opportunities.item(row(changing))).toHaveAttribute('aria-selected', 'true');
    const badge = async () => (await opportunities.decoration(opportunities.item(row(changing)))).badge;
    await expect.poll(badge).toBe('●');
  });

  await test.step('the details say what changed', async () => {
    await expect(details.frame.getByRole('status').first()).toContainText(
      'Changed since you last looked: next steps changed',
    );
    await expect(details.value('LifeCycle.NextSteps').getByRole('insertion')).toHaveText('Sign on Friday');
    await expect(details.value('LifeCycle.NextSteps').getByRole('deletion')).toHaveText(
      changing?.LifeCycle?.NextSteps ?? '',
    );
  });

  await test.step('Find lists it by a word, with what changed', async () => {
    await workbench.runCommand('Partner Central: Find in Loaded Opportunities…');
    await quickPick.type('changed');
    await expect(quickPick.option(/next steps changed/)).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('Mark as Seen takes marks and dot away, and the row stays selected', async () => {
    await details.button('Mark as Seen').click();
    await expect(details.button('Mark as Seen')).toHaveCount(0);
    await expect(opportunities.item(row(changing))).not.toHaveAccessibleName(/looked/);
    await expect.poll(async () => (await opportunities.decoration(opportunities.item(row(changing)))).badge).toBe('');
    await expect(opportunities.item(row(changing))).toHaveAttribute('aria-selected', 'true');
  });
});
