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
    await quickPick.shown(`1 changed, 0 only in what is loaded, 0 only in the file, ${count - 1} unchanged`);
    await expect(quickPick.option(/^The file is not complete: more exist; /)).toBeVisible();
    await expect(quickPick.option(/PartnerOpportunityIdentifier: MINE-1 →/)).toBeVisible();
    await quickPick.pick('Show All in the Diff Editor');
    await editor.active(/kept\.opportunities\.json ↔ Current/);
    await expect(editor.area.locator('.line-delete').first()).toBeVisible();
  });
});
