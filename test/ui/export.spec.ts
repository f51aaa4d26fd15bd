import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/fixtures';
import { recordsOf } from './support/replies';

test('what is loaded goes to a file, is described there, and is compared with what is loaded later', async ({
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
    await workbench.answerNotification(`kept.opportunities.json was written: ${count} loaded, more exist.`, 'Open');
    await editor.active('kept.opportunities.json');
    const document = JSON.parse(await readFile(file, 'utf8'));
    expect(document.OpportunitySummaries).toHaveLength(count);
    expect(document.Export).toMatchObject({ complete: false, count, missing: ['moreExist', 'withoutStage'] });
  });

  await test.step('compare', async () => {
    const document = JSON.parse(await readFile(file, 'utf8'));
    const items: { Id?: string; PartnerOpportunityIdentifier?: string }[] = document.OpportunitySummaries;
    const changed = items.find(({ Id, PartnerOpportunityIdentifier: own }) => Id && own);
    const removed = items.find((item) => item.Id && item !== changed);
    if (!changed || !removed) throw new Error('The sample data has none of these.');
    changed.PartnerOpportunityIdentifier = 'MINE-1';
    removed.Id = 'O1';
    items.sort((a, b) => Number(b === changed) - Number(a === changed));
    await writeFile(file, JSON.stringify(document, null, 2));
    await workbench.runCommand('File: Revert File');
    await expect.poll(() => editor.visibleText()).toContain('MINE-1');
    await workbench.page.getByRole('button', { name: 'Compare with Current' }).first().click();
    await quickPick.shown(`1 changed, 1 only in what is loaded, 1 only in the file, ${count - 2} unchanged`);
    await expect(quickPick.option(/^The file is not complete: more exist; /)).toBeVisible();
    await expect(quickPick.option(/^What is loaded is not complete: more exist; /)).toBeVisible();
    await expect(quickPick.option(/PartnerOpportunityIdentifier: MINE-1 →/)).toBeVisible();
    await quickPick.pick('Show All in the Diff Editor');
    await editor.active(/kept\.opportunities\.json ↔ Current/);
    await expect(editor.area.locator('.line-delete').first()).toBeVisible();
  });
});

test('everything goes to a file while it is read, without loading it', async ({
  workbench,
  opportunities,
  requests,
  vscode,
}) => {
  const { quickPick } = workbench;
  const file = join(vscode.folder, 'everything.opportunities.json');
  await expect(opportunities.stage('Prospect')).toBeVisible();
  const sent = requests.length;
  await workbench.runCommand('Partner Central: Export Loaded Opportunities to JSON…');
  await quickPick.pick(/^Read Everything to a File…/);
  await quickPick.saveAs(file, /\/partner-central-AWS-\d{4}-\d\d-\d\d\.opportunities\.json$/);
  await expect(
    workbench.notification(/everything\.opportunities\.json was written: 250, everything AWS lists\./),
  ).toBeVisible();
  const document = JSON.parse(await readFile(file, 'utf8'));
  expect(document.OpportunitySummaries).toHaveLength(250);
  expect(document.Export).toMatchObject({ complete: true, basis: 'wholeList', count: 250, missing: [] });
  // The three pages, and what changed meanwhile.
  expect(requests.slice(sent).map(({ nextToken }) => nextToken !== undefined)).toEqual([false, true, true, false]);
  await expect(opportunities.description(opportunities.stage('Prospect'))).toBeHidden();
});

test('several selected opportunities open as one document, and go to the clipboard as a table', async ({
  workbench,
  opportunities,
}) => {
  await opportunities.expand('Committed');
  const [first, second] = [opportunities.items.nth(5), opportunities.items.nth(6)];
  await expect(second).toHaveAttribute('aria-level', '2');
  await opportunities.press(first);
  await opportunities.press(second, { modifiers: ['ControlOrMeta'] });
  await opportunities.contextMenu(second, 'Open Summary as JSON');
  await workbench.editor.active(/^selection-\d+\.opportunities\.json/);
  expect(JSON.parse(await workbench.editor.wholeText())).toHaveLength(2);
  await opportunities.contextMenu(second, 'Copy as Markdown Table');
  await expect.poll(async () => (await workbench.clipboard()).split('\n').length).toBe(5);
});
