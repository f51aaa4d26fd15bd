import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FilterPick } from './pages/filterPick';
import { expect, test } from './support/fixtures';
import { recordsOf } from './support/replies';

test.use({ settings: { 'partnerCentral.pageSize': 5 } });

const records = recordsOf('Prospect').filter(({ LifeCycle }) => LifeCycle?.ReviewStatus === 'Action Required');
const [first] = records;
const idOf = (record: typeof first) => record?.Id ?? '';

// A reload takes longer than most tests: this one looks at all that it can.
test('after a reload the filter is kept, browsing goes on, and panels are there again, read by their ids', async ({
  workbench,
  opportunities,
  requests,
  vscode,
  page,
}) => {
  const { details, editor, pipeline } = workbench;
  const row = (record: typeof first) => opportunities.item(new RegExp(`, ${idOf(record)}(,|$)`));
  const pick = new FilterPick(workbench);
  await pick.open();
  await page.keyboard.type('act');
  await page.keyboard.press('Enter');
  await pick.apply();
  await expect(opportunities.message).toContainText('Filter: Action Required');
  await opportunities.expand('Prospect');
  await expect(opportunities.item('Load More')).toBeVisible();
  const rows = await opportunities.rowsOf('Prospect');
  expect(rows).toHaveLength(6);
  await opportunities.press(row(first));
  await details.shows(idOf(first));
  await details.frame.locator('details.raw summary').click();
  await details.frame.locator('html').evaluate(() => window.scrollTo(0, 300));
  const scrolled = () => details.frame.locator('html').evaluate(() => Math.round(window.scrollY));
  await expect.poll(scrolled).toBe(300);
  // In front of the panel, so that the page of the Pipeline view is the only one in sight.
  const file = join(vscode.folder, 'notes.txt');
  await writeFile(file, 'notes');
  await workbench.openFile(file);
  await pipeline.open();
  await pipeline.button('Show as Table').click();
  await expect(pipeline.table).toBeVisible();
  const sent = requests.length;

  await workbench.reload();

  await test.step('the stage that was open, with its rows, and the form of the Pipeline view', async () => {
    await workbench.openPartnerCentral();
    await expect.poll(() => opportunities.rowsOf('Prospect')).toEqual(rows);
    await expect(opportunities.stage('Prospect')).toHaveAttribute('aria-expanded', 'true');
    await expect(opportunities.stage('Qualified')).toHaveAttribute('aria-expanded', 'false');
    const stages = requests.slice(sent).map(({ stage }) => stage);
    expect(stages.filter((stage) => stage !== undefined)).toEqual(['Prospect']);
    await expect(pipeline.table).toBeVisible();
    await pipeline.close();
  });

  await test.step('a panel, in its place behind the file, where it was scrolled and with what was open', async () => {
    // The stage that is open has brought it.
    const tab = editor.tab(first?.Customer?.Account?.CompanyName ?? '');
    await expect(tab).toBeVisible();
    await editor.active('notes.txt');
    await tab.click();
    await details.shows(idOf(first));
    await editor.active(first?.Customer?.Account?.CompanyName ?? '');
    await expect(details.frame.locator('details.raw')).toHaveAttribute('open');
    await expect.poll(scrolled).toBe(300);
    await expect(details.heading).toHaveText(first?.Customer?.Account?.CompanyName ?? '');
  });

  await test.step('it was not asked for by its id, because the stage that was open has brought it', async () => {
    const asked = requests.slice(sent).filter(({ identifiers }) => identifiers.length > 0);
    expect(asked).toEqual([]);
  });

  await test.step('the filter, and the rows under it', async () => {
    await expect(opportunities.message).toContainText('Filter: Action Required');
    expect(await opportunities.rowsOf('Prospect')).toEqual(rows);
  });

  await test.step('a stage that was collapsed stays collapsed after another reload, and nothing is read', async () => {
    await opportunities.collapse('Prospect');
    const before = requests.length;
    await workbench.reload();
    await workbench.openPartnerCentral();
    await expect(opportunities.stage('Prospect')).toHaveAttribute('aria-expanded', 'false');
    expect(requests.slice(before).filter(({ stage }) => stage !== undefined)).toEqual([]);
    await opportunities.expand('Prospect');
  });

  await test.step('the table of the Pipeline view', async () => {
    await editor.tab('notes.txt').click();
    await pipeline.open();
    await expect(pipeline.table).toHaveAccessibleName(/^Opportunities by lifecycle stage: 5 loaded, more exist$/);
    await pipeline.button('Show as Chart').click();
  });
});
