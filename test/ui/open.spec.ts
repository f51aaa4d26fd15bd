import { expect, test } from './support/fixtures';
import { labelsOf, recordsOf } from './support/replies';

// One of the stage that has an id and an ARN.
const { Id: id, Arn: arn } = recordsOf('Committed').find((one) => one.Id && one.Arn) ?? {};
const title = `${id}.opportunity.json`;

test('an opportunity opens as a read-only JSON document, and closes with its connection', async ({
  workbench,
  opportunities,
  page,
}) => {
  const { editor } = workbench;
  const row = opportunities.item(new RegExp(`, ${id}(,|$)`));
  await opportunities.expand('Committed');
  // With the count VS Code paints the rows once more, and until then may not know which row a button belongs to.
  await expect(opportunities.description(opportunities.stage('Committed'))).toHaveText(/^\d/);

  await test.step('its menu leads to the clipboard', async () => {
    await opportunities.contextMenu(row, 'Copy ARN');
    await expect.poll(() => workbench.clipboard()).toBe(arn);
  });

  await test.step('a button of its row opens it as JSON that nobody can change', async () => {
    await opportunities.inlineAction(row, 'Open Summary as JSON');
    await editor.active(title);
    await expect(workbench.statusBarItem(/^JSON$/)).toBeVisible();
    const text = await editor.wholeText();
    expect(JSON.parse(text)).toMatchObject({ Id: id });
    await page.keyboard.type('x');
    await expect(editor.area.getByText(/read-only/)).toBeVisible();
    expect(await editor.wholeText()).toBe(text);
  });

  await test.step('another catalog has other rows, and no document of the one before', async () => {
    await workbench.choose('Partner Central: Select Catalog…', /^Sandbox/);
    await expect(editor.tab(title)).toBeHidden();
    await expect.poll(() => opportunities.rowsOf('Committed')).toEqual(labelsOf('Committed', 'Sandbox'));
    await expect(row).toBeHidden();
  });
});
