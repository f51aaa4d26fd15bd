import { FilterPick } from './pages/filterPick';
import { expect, test } from './support/fixtures';
import { receivedRequest } from './support/receivedRequest';
import { failure, recordsOf } from './support/replies';

test.use({ settings: { 'partnerCentral.pageSize': 5 } });

const records = recordsOf('Prospect').filter(({ LifeCycle }) => LifeCycle?.ReviewStatus === 'Action Required');
const [first, second, third, fourth, fifth] = records;
const idOf = (record: typeof first) => record?.Id ?? '';
const documentOf = (record: typeof first) => `${idOf(record)}.opportunity.json`;

// A reload takes longer than most tests: this one looks at all that it can.
test('after a reload the filter is kept, browsing goes on, and what was open is there again, read by its id', async ({
  workbench,
  opportunities,
  requests,
  intercept,
  page,
}) => {
  const { details, editor, pipeline } = workbench;
  const row = (record: typeof first) => opportunities.item(new RegExp(`, ${idOf(record)},`));
  const selection = /^selection-\d+\.opportunities\.json/;
  const openDocument = async (record: typeof first) => {
    await opportunities.inlineAction(row(record), 'Open Summary as JSON');
    await editor.active(documentOf(record));
    const text = await editor.wholeText();
    // It is a preview, which the next document would replace.
    await editor.tab(documentOf(record)).dblclick();
    return text;
  };
  const pick = new FilterPick(workbench);
  await pick.open();
  await page.keyboard.type('act');
  await page.keyboard.press('Enter');
  await expect(opportunities.message).toContainText('Filter: Action Required');
  await opportunities.expand('Prospect');
  await expect(opportunities.item('Load More')).toBeVisible();
  const rows = await opportunities.rowsOf('Prospect');
  expect(rows).toHaveLength(6);
  await opportunities.press(row(first));
  await details.shows(idOf(first));
  const [text, denied] = [await openDocument(second), await openDocument(fifth)];
  await opportunities.press(row(third));
  await opportunities.press(row(fourth), { modifiers: ['ControlOrMeta'] });
  await opportunities.contextMenu(row(fourth), 'Open Summary as JSON');
  await editor.active(selection);
  const selected = await editor.wholeText();
  await pipeline.open();
  await pipeline.button('Show as Table').click();
  await expect(pipeline.table).toBeVisible();
  const sent = requests.length;

  const refusal = failure(400, 'AccessDeniedException', { Reason: 'ACCESS_DENIED' });
  intercept((request) => (receivedRequest(request).identifiers.includes(idOf(fifth)) ? refusal : undefined));
  await workbench.reload();

  await test.step('a document of a selection', async () => {
    await editor.active(selection);
    await expect.poll(() => editor.wholeText()).toBe(selected);
  });

  await test.step('a document of one opportunity, and one that AWS does not give now', async () => {
    await editor.tab(documentOf(second)).click();
    await expect.poll(() => editor.wholeText()).toBe(text);
    await editor.tab(documentOf(fifth)).click();
    await expect(editor.area.getByText(/could not be opened/)).toBeVisible();
  });

  await test.step('the form of the Pipeline view, before anything is loaded', async () => {
    await workbench.openPartnerCentral();
    await expect(pipeline.extent).toHaveText(/^Nothing is loaded yet/);
    await pipeline.close();
  });

  await test.step('a panel', async () => {
    await editor.tab(idOf(first)).first().click();
    await details.shows(idOf(first));
    await expect(details.heading).toHaveText(first?.Customer?.Account?.CompanyName ?? '');
  });

  await test.step('each was asked for once, by its id alone', async () => {
    const asked = requests.slice(sent).filter(({ identifiers }) => identifiers.length > 0);
    expect(asked.map(({ identifiers }) => identifiers)).toEqual([
      [idOf(third), idOf(fourth)],
      [idOf(second)],
      [idOf(fifth)],
      [idOf(first)],
    ]);
    expect(asked.every(({ catalog, stage }) => catalog === 'AWS' && stage === undefined)).toBe(true);
  });

  await test.step('the filter, and the rows under it', async () => {
    await expect(opportunities.message).toContainText('Filter: Action Required');
    const before = requests.length;
    await opportunities.expand('Prospect');
    await expect.poll(() => opportunities.rowsOf('Prospect')).toEqual(rows);
    expect(requests.length).toBeLessThanOrEqual(before + 1);
  });

  await test.step('what could not be read, as soon as its row is there', async () => {
    await editor.tab(documentOf(fifth)).click();
    await expect.poll(() => editor.wholeText()).toBe(denied);
  });

  await test.step('the table of the Pipeline view', async () => {
    await pipeline.open();
    await expect(pipeline.table).toHaveAccessibleName(/^Opportunities by lifecycle stage: 5 loaded, more exist$/);
    await pipeline.button('Show as Chart').click();
  });
});
