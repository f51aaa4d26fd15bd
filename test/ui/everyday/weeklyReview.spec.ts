import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Actions } from '../support/actions';
import { expect, test } from '../support/fixtures';
import { recordsOf } from '../support/replies';

const [first, second, third] = recordsOf('Committed').filter(
  ({ Id, Customer }) => Id && Customer?.Account?.CompanyName,
);
const earlier = 'last-friday.opportunities.json';
const later = 'this-friday.opportunities.json';

/** Returns an export of these opportunities. */
function exported(exportedAt: string, items: readonly unknown[]): string {
  const facts = { formatVersion: 1, exportedAt, catalog: 'AWS', profile: 'demo', filter: {}, complete: true };
  return JSON.stringify(
    { OpportunitySummaries: items, Export: { ...facts, missing: [], count: items.length } },
    null,
    2,
  );
}

test('what changed since last Friday: three actions from two exports to one document', async ({
  workbench,
  opportunities,
  vscode,
}) => {
  const { editor, page } = workbench;
  const spend = (Amount: string) => ({
    ExpectedCustomerSpend: [{ Amount, CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' }],
  });
  const files = [earlier, later].map((name) => join(vscode.workspace, name));
  const [before = '', after = ''] = files;
  await writeFile(before, exported('2026-11-20T16:00:00Z', [{ ...first, Project: spend('1000.50') }, second]));
  const won = { ...first, LifeCycle: { ...first?.LifeCycle, Stage: 'Launched' }, Project: spend('1000.51') };
  await writeFile(after, exported('2026-11-27T16:00:00Z', [won, third]));
  try {
    await page.keyboard.press('ControlOrMeta+Shift+e');
    const tree = page.getByRole('tree', { name: 'Files Explorer' });
    const file = (name: string) => tree.getByRole('treeitem', { name: new RegExp(`^${name}`) });
    await expect(async () => {
      // The window of a test does not watch its folder.
      await page.getByRole('button', { name: 'Refresh Explorer' }).click();
      await expect(file(earlier)).toBeVisible({ timeout: 2000 });
    }).toPass();

    const person = new Actions();
    await person.do('click the one file', () => file(later).click());
    await person.do('click the other one too', () => file(earlier).click({ modifiers: ['ControlOrMeta'] }));
    await person.do('choose Compare Two Exports in the menu', () =>
      opportunities.contextMenu(file(earlier), 'Compare Two Exports…'),
    );
    person.atMost(3);

    await editor.active('Comparison.md');
    await expect.poll(() => editor.wholeText()).toContain('## Summary\n');
    const text = await editor.wholeText();
    expect(text).toContain(`# ${earlier} and ${later}\n`);
    expect(text).toMatch(
      new RegExp(`^- \\*\\*Won \\(→ Launched\\) \\(1\\):\\*\\*\\n {2}- .*From Committed.* ${first?.Id} \\(`, 'm'),
    );
    expect(text).toMatch(new RegExp(`^- \\*\\*New in the list \\(1\\):\\*\\*\\n.*${third?.Id}`, 'm'));
    expect(text).toMatch(new RegExp(`^- \\*\\*No longer in the list \\(1\\):\\*\\*\\n.*${second?.Id}`, 'm'));
    expect(text).toMatch(/^\| All, USD \| \$[\d,]+\.50 \| \$[\d,]+\.51 \| [-+]\$[\d,.]+ \|$/m);
    expect(text).toMatch(new RegExp(`${first?.Id} \\([^()]+, \\+\\$0\\.01\\)`));
    await page.keyboard.press('ControlOrMeta+Home');
    const { PICTURES: folder } = process.env;
    if (folder) await page.screenshot({ path: join(folder, 'weekly-review.png') });

    await test.step('the diff editor', async () => {
      await page.getByRole('button', { name: 'Open Comparison in Diff Editor' }).first().click();
      await workbench.quickPick.shown(`${earlier} and ${later}`);
      await workbench.quickPick.pick('Show All in the Diff Editor');
      await editor.active(new RegExp(`${earlier} ↔ ${later}`));
      await editor.closeActive();
    });

    await test.step('from the palette, which offers the files of the workspace', async () => {
      await workbench.runCommand('Partner Central: Compare Two Exports…');
      await workbench.quickPick.shown('The earlier export (1 of 2)');
      if (folder) await page.screenshot({ path: join(folder, 'weekly-pick.png') });
      await workbench.quickPick.pick(new RegExp(`^${later}`));
      await workbench.quickPick.shown('The later export (2 of 2)');
      await expect(workbench.quickPick.option(new RegExp(`^${later}`))).toHaveCount(0);
      await workbench.quickPick.pick(new RegExp(`^${earlier}`));
      await expect(editor.tab('Comparison.md')).toHaveCount(2);
      await expect.poll(() => editor.wholeText(), 'what they say of themselves counts').toBe(text);
    });
  } finally {
    for (const path of files) await rm(path, { force: true });
  }
});
