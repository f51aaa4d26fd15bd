import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Actions } from '../support/actions';
import { expect, test } from '../support/fixtures';
import { recordsOf } from '../support/replies';

const record = recordsOf('Committed').find(({ Customer }) => Customer?.Account?.CompanyName);
const [id, company] = [record?.Id ?? '', record?.Customer?.Account?.CompanyName ?? ''];
const link = `partner-central-tools.partner-central-opportunities/opportunity/${id}?catalog=AWS`;

test('send a colleague a link to an opportunity, and open one', async ({
  workbench,
  opportunities,
  page,
  vscode,
  requests,
}) => {
  const { editor, details } = workbench;
  const row = opportunities.item(new RegExp(`\\b${id}\\b`));
  const message = join(vscode.workspace, 'message.txt');
  await writeFile(message, `Please look at ${id}: \n`);
  const asked = () => requests.filter(({ identifiers }) => identifiers.length > 0).length;
  await opportunities.expand('Committed');
  await expect(opportunities.description(opportunities.stage('Committed'))).toHaveText(/^\d/);
  await opportunities.settled();

  let sent = '';
  await test.step('two actions: its menu, and paste', async () => {
    const actions = new Actions();
    await workbench.openFile(message);
    await actions.do('choose Copy Link in the menu of the row', () => opportunities.contextMenu(row, 'Copy Link'));
    await expect.poll(() => workbench.clipboard()).toMatch(new RegExp(`^[a-z-]+://${link.replace('?', '\\?')}$`));
    sent = await workbench.clipboard();
    await editor.area.locator('.editor-instance .view-line').first().click();
    await page.keyboard.press('ControlOrMeta+End');
    await actions.do('paste it', () => page.keyboard.press('ControlOrMeta+v'));
    await expect.poll(() => editor.visibleText()).toContain(sent);
    actions.atMost(2);
  });

  await test.step('an id in a text shows the row to the pointer, and opens the details with Ctrl and a click', async () => {
    const word = editor.area.locator('.editor-instance .detected-link').filter({ hasText: new RegExp(`^${id}$`) });
    await word.hover();
    await expect(page.locator('.monaco-hover').filter({ hasText: company })).toBeVisible();
    await page.keyboard.press('ControlOrMeta+s');
    // VS Code paints a link again under the key, so that it is no element to click on.
    const { x, y, width, height } = (await word.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(x + width / 3, y + height / 2);
    await page.keyboard.down('ControlOrMeta');
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.up();
    await page.keyboard.up('ControlOrMeta');
    await details.shows(id);
    expect(asked(), 'it is loaded, so nothing is requested').toBe(0);
    await editor.closeActive();
  });

  await test.step('a link from outside is opened after one question of ours', async () => {
    const dialog = (text: string) => page.getByRole('dialog').filter({ hasText: text });
    const open = async () => {
      await workbench.runCommand('Developer: Open URL');
      await workbench.quickPick.input.fill(sent);
      await page.keyboard.press('Enter');
      await dialog('to open this URI').getByRole('button', { name: 'Open', exact: true }).click();
    };
    await open();
    const question = dialog(`Open opportunity ${id} of the AWS catalog? It is read with profile demo.`);
    await expect(question).toBeVisible();
    await question.getByRole('button', { name: 'Open', exact: true }).click();
    await details.shows(id);
    await editor.closeActive();
    await open();
    await details.shows(id);
    await expect(question, 'the person agreed already').toBeHidden();
  });
});
