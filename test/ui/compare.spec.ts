import { expect, test } from './support/fixtures';
import { recordsOf } from './support/replies';

// Two of the stage that have an id and a company each.
const [first, second, third] = recordsOf('Committed').filter(
  ({ Id, Customer }) => Id && Customer?.Account?.CompanyName,
);
const row = (id: string | null | undefined) => new RegExp(`, ${id},`);
const title = `${first?.Id} ↔ ${second?.Id}`;

// The window of a test is so small that VS Code would show one column.
test.use({ settings: { 'diffEditor.useInlineViewWhenSpaceIsLimited': false } });

test('two opportunities are compared as JSON, three in a table, after a hint where only one is selected', async ({
  workbench,
  opportunities,
  requests,
}) => {
  const { editor } = workbench;
  await opportunities.expand('Committed');
  await opportunities.press(opportunities.item(row(first?.Id)));
  await workbench.details.shows(first?.Id ?? '');
  await workbench.runCommand('Partner Central: Compare Selected');
  await expect(workbench.notification(/^Select two to five opportunities/)).toBeVisible();

  await opportunities.press(opportunities.item(row(second?.Id)), { modifiers: ['ControlOrMeta'] });
  await expect(opportunities.item(row(first?.Id))).toHaveAttribute('aria-selected', 'true');
  await opportunities.contextMenu(opportunities.item(row(second?.Id)), 'Compare Selected');
  await editor.active(title);
  for (const [side, id] of [
    ['original', first?.Id],
    ['modified', second?.Id],
  ]) {
    const lines = editor.area.locator(`.monaco-diff-editor .editor.${side} .view-lines`);
    await expect(lines).toContainText(new RegExp(`"Id":\\s"${id}"`));
  }

  await opportunities.press(opportunities.item(row(third?.Id)), { modifiers: ['ControlOrMeta'] });
  await opportunities.contextMenu(opportunities.item(row(third?.Id)), 'Compare Selected');
  const { details } = workbench;
  await expect(details.heading).toHaveText('3 opportunities side by side');
  await expect(details.frame.getByRole('columnheader')).toContainText(
    [first, second, third].map((one) => `${one?.Id}`),
  );
  const company = details.frame.getByRole('row', { name: /^Company/ });
  await expect(company.getByRole('cell')).toHaveCount(3);
  await details.frame.getByRole('checkbox', { name: 'Only differences' }).check();
  await expect(details.frame.getByRole('row', { name: /^Stage/ })).toBeHidden();
  await details.button(`${second?.Id}`).click();
  await details.shows(`${second?.Id}`);
  expect(requests).toHaveLength(1);
});
