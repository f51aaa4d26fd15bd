import { stages } from '../../src/core/model/opportunity';
import type { OpportunitiesView } from './pages/opportunitiesView';
import type { Workbench } from './pages/workbench';
import { expect, test } from './support/fixtures';
import { recordsOf } from './support/replies';

const committed = recordsOf('Committed').length;

/** Every title action that has a twin in the menus of rows is for the whole list, whatever is selected. */
async function titleIsForTheWhole(workbench: Workbench, view: OpportunitiesView): Promise<void> {
  const { quickPick } = workbench;
  const loaded = `${committed} loaded, more exist`;

  for (const choose of [
    () => view.titleAction('Export Loaded Opportunities to JSON…'),
    () => view.titleAction('Export Loaded Opportunities to CSV…'),
  ]) {
    // A menu or a pick that closes hands the focus back to a panel late, and a pick that opened meanwhile closes too.
    await expect(async () => {
      await choose();
      await expect(quickPick.widget.getByPlaceholder('What to export')).toBeVisible({ timeout: 5_000 });
    }).toPass();
    // What is selected is offered too, and is not what Enter takes.
    const [first, ...others] = await quickPick.names();
    expect(first).toContain(`All Loaded, ${loaded}`);
    expect(others.join()).toContain('Selected, 3 opportunities');
    await quickPick.cancel();
  }
  await view.titleMenu('Copy as Markdown Table');
  await expect.poll(async () => (await workbench.clipboard()).split('\n').filter(Boolean).length).toBe(committed + 2);
  await view.titleMenu('Copy as AWS CLI Command');
  await expect.poll(() => workbench.clipboard()).toMatch(/^aws partnercentral-selling list-opportunities /);
  expect(await workbench.clipboard()).not.toMatch(/--life-cycle-stage|--identifier/);
}

test('the actions in the title are for the whole list while opportunities are selected', async ({
  workbench,
  opportunities: view,
  requests,
}) => {
  await view.expand('Committed');
  await expect(view.description(view.stage('Committed'))).toHaveText(String(committed));
  const rows = [5, 6, 7].map((n) => view.items.nth(n));
  const [first = view.items.nth(5), ...others] = rows;
  await view.press(first);
  for (const row of others) await view.press(row, { modifiers: ['ControlOrMeta'] });
  await view.contextMenu(first, 'Copy ID');
  await expect.poll(() => workbench.clipboard()).toMatch(/^O\d+\nO\d+\nO\d+$/);
  await titleIsForTheWhole(workbench, view);

  const before = requests.length;
  await view.titleMenu('Load All');
  for (const stage of stages) {
    await expect(view.description(view.stage(stage))).toHaveText(String(recordsOf(stage).length));
  }
  const asked = requests.slice(before).map(({ stage }) => stage);
  for (const stage of stages) if (stage !== 'Committed') expect(asked).toContain(stage);
});

test('what is done with one opportunity is offered where one is selected', async ({
  workbench,
  opportunities: view,
}) => {
  await view.expand('Committed');
  const [first, second] = [view.items.nth(5), view.items.nth(6)];
  // Until they are loaded, other stages are in their places.
  await expect(second).toHaveAccessibleName(/, O\d+(,|$)/);
  await view.press(first);
  await view.press(second, { modifiers: ['ControlOrMeta'] });
  await view.press(second, { button: 'right' });
  const entry = (name: string) => workbench.page.getByRole('menuitem', { name, exact: true });
  await expect(entry('Copy ID')).toBeVisible();
  await expect(entry('Compare Selected')).toBeVisible();
  for (const name of ['Open Details', 'Open in Partner Central', 'Filter by This Stage']) {
    await expect(entry(name)).toBeHidden();
  }
  await workbench.page.keyboard.press('Escape');
  await view.press(first);
  await view.contextMenu(first, 'Open Details');
  await expect(workbench.details.heading).toBeVisible();
});
