import { expect, test } from './support/fixtures';
import { recordsOf } from './support/replies';

// Two of the stage that have an id and a company each.
const [first, second, third] = recordsOf('Committed').filter(
  ({ Id, Customer }) => Id && Customer?.Account?.CompanyName,
);
const row = (id: string | null | undefined) => new RegExp(`, ${id}(,|$)`);
const title = `${first?.Id} ↔ ${second?.Id}`;

// The window of a test is so small that VS Code would show one column.
test.use({ settings: { 'diffEditor.useInlineViewWhenSpaceIsLimited': false } });

test('those that are selected are copied, opened as one document, and compared: in a table, two as a diff too', async ({
  workbench,
  opportunities,
}) => {
  const { editor, details } = workbench;
  await opportunities.expand('Committed');
  await opportunities.press(opportunities.item(row(first?.Id)));
  await details.shows(first?.Id ?? '');
  const last = opportunities.item(row(second?.Id));
  await opportunities.press(last, { modifiers: ['ControlOrMeta'] });
  await expect(opportunities.item(row(first?.Id))).toHaveAttribute('aria-selected', 'true');

  await test.step('by the menu of one of them', async () => {
    await opportunities.contextMenu(last, 'Copy as Markdown Table');
    await expect.poll(async () => (await workbench.clipboard()).split('\n').length).toBe(5);
    await opportunities.contextMenu(last, 'Open Summary as JSON');
    await editor.active(/^selection-\d+\.opportunities\.json/);
  });

  await test.step('two stand side by side in a table, and in the diff editor by a button', async () => {
    await opportunities.contextMenu(last, 'Compare Selected');
    await expect(details.heading).toHaveText('2 opportunities side by side');
    await editor.active(`${first?.Customer?.Account?.CompanyName?.slice(0, 15)}`);
    await details.button('Open as Diff').click();
    await editor.active(title);
    for (const [side, id] of [
      ['original', first?.Id],
      ['modified', second?.Id],
    ]) {
      const lines = editor.area.locator(`.monaco-diff-editor .editor.${side} .view-lines`);
      await expect(lines).toContainText(new RegExp(`"Id":\\s"${id}"`));
    }
  });

  await test.step('three have a table, whose columns lead to them', async () => {
    await opportunities.press(opportunities.item(row(third?.Id)), { modifiers: ['ControlOrMeta'] });
    await opportunities.contextMenu(opportunities.item(row(third?.Id)), 'Compare Selected');
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
  });
});
