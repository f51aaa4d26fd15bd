import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/fixtures';
import { recordsOf } from './support/replies';

test('what is loaded goes to a file, opens from there, and is compared with what is loaded', async ({
  workbench,
  opportunities,
  vscode,
}) => {
  const { quickPick, editor } = workbench;
  const file = join(vscode.folder, 'kept.opportunities.json');
  const count = recordsOf('Committed').length;

  await test.step('save', async () => {
    await opportunities.expand('Committed');
    await expect(opportunities.description(opportunities.stage('Committed'))).toHaveText(String(count));
    await workbench.runCommand('Partner Central: Export Loaded Opportunities to JSON…');
    await quickPick.shown('What to export');
    await quickPick.pick(/^All Loaded, /);
    await quickPick.shown(`${count} loaded, more exist`);
    await quickPick.pick(/^Save to a File…/);
    await quickPick.saveAs(file, /\/partner-central-AWS-\d{4}-\d\d-\d\d\.opportunities\.json$/);
    await expect(
      workbench.notification(`kept.opportunities.json was written: ${count} loaded, more exist.`),
    ).toBeVisible();
    const document = JSON.parse(await readFile(file, 'utf8'));
    const [changed] = document.OpportunitySummaries;
    changed.PartnerOpportunityIdentifier = 'MINE-1';
    await writeFile(file, JSON.stringify(document, null, 2));
    await workbench.answerNotification('kept.opportunities.json was written', 'Open');
    await editor.active('kept.opportunities.json');
  });

  await test.step('compare', async () => {
    await workbench.page.getByRole('button', { name: 'Compare with Current' }).first().click();
    await editor.active('Comparison.md');
    await expect.poll(() => editor.wholeText()).toContain('- **Changed:** 1\n');
    const text = await editor.wholeText();
    expect(text).toContain('# kept.opportunities.json and what is loaded\n');
    expect(text).toMatch(/^- The file is not complete: more exist; /m);
    expect(text).toMatch(/^- \*\*CRM ID:\*\* MINE-1 → /m);
    expect(text).toContain(`- **Unchanged:** ${count - 1}\n`);
    await workbench.page.keyboard.press('Escape');
    await editor.active('Comparison.md');
  });

  await test.step('the diff editor', async () => {
    await workbench.page.getByRole('button', { name: 'Open Comparison in Diff Editor' }).first().click();
    await quickPick.pick('Show All in the Diff Editor');
    await editor.active(/kept\.opportunities\.json ↔ Current/);
    await expect(editor.area.locator('.line-delete').first()).toBeVisible();
    await editor.closeActive();
  });

  await test.step('the document closes without a question, as it has nothing to save', async () => {
    await editor.active('Comparison.md');
    await editor.closeActive();
    await expect(editor.tab('Comparison.md')).toHaveCount(0);
  });
});
