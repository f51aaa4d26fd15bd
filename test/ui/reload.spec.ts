import { expect, test } from './fixtures';
import { FilterPick } from './pages/filterPick';
import { receivedRequest } from './receivedRequest';
import { failure, recordsOf } from './replies';

// A reload costs more than many a test: each of these two looks at all that it can.
test.describe('after a reload of the window', () => {
  test.use({ settings: { 'partnerCentral.pageSize': 5 } });
  const [first, second, third, fourth] = recordsOf('Committed');
  const idOf = (record: typeof first) => record?.Id ?? '';

  test('browsing goes on, and what was open is there again, read by its id when it is looked at', async ({
    workbench,
    opportunities,
    requests,
  }) => {
    const { details, editor } = workbench;
    const row = (record: typeof first) => opportunities.item(new RegExp(`, ${idOf(record)},`));
    const document = `${idOf(second)}.opportunity.json`;
    const selection = /^selection-\d+\.opportunities\.json/;
    await opportunities.expand('Committed');
    await expect(opportunities.item('Load More')).toBeVisible();
    const rows = await opportunities.rowsOf('Committed');
    await opportunities.press(row(first));
    await details.shows(idOf(first));
    await opportunities.inlineAction(row(second), 'Open Summary as JSON');
    await editor.active(document);
    const text = await editor.wholeText();
    // It was a preview, which the next document would replace.
    await editor.tab(document).dblclick();
    await opportunities.press(row(third));
    await opportunities.press(row(fourth), { modifiers: ['ControlOrMeta'] });
    await opportunities.contextMenu(row(fourth), 'Open Summary as JSON');
    await editor.active(selection);
    const selected = await editor.wholeText();
    const sent = requests.length;
    const asked = () => requests.slice(sent).map(({ identifiers }) => identifiers);

    await workbench.reload();

    await test.step('a document of a selection', async () => {
      await editor.active(selection);
      await expect.poll(() => editor.visibleText()).toContain('"Id"');
      expect(await editor.wholeText()).toBe(selected);
    });

    await test.step('a document of one opportunity', async () => {
      await editor.tab(document).click();
      await expect.poll(() => editor.visibleText()).toContain(`"Id": "${idOf(second)}"`);
      expect(await editor.wholeText()).toBe(text);
    });

    await test.step('a panel', async () => {
      await editor.tab(idOf(first)).first().click();
      await details.shows(idOf(first));
      await expect(details.heading).toHaveText(first?.Customer?.Account?.CompanyName ?? '');
    });

    await test.step('each was asked for once, by its id alone', async () => {
      expect(asked().filter((ids) => ids.length > 0)).toEqual([
        [idOf(third), idOf(fourth)],
        [idOf(second)],
        [idOf(first)],
      ]);
      expect(requests.slice(sent).every(({ catalog }) => catalog === 'AWS')).toBe(true);
    });

    await test.step('the tree', async () => {
      const before = requests.length;
      await workbench.openPartnerCentral();
      await expect(opportunities.stages).toHaveCount(7);
      await opportunities.expand('Committed');
      await expect.poll(() => opportunities.rowsOf('Committed')).toEqual(rows);
      expect(requests.length).toBeLessThanOrEqual(before + 1);
    });
  });

  test('the filter and the table are kept, and a document that could not be read comes as soon as its row is there', async ({
    workbench,
    opportunities,
    requests,
    intercept,
    page,
  }) => {
    const { editor, pipeline } = workbench;
    const prospects = recordsOf('Prospect').filter(({ LifeCycle }) => LifeCycle?.ReviewStatus === 'Action Required');
    const companies = prospects.slice(0, 5).map(({ Customer }) => Customer?.Account?.CompanyName ?? 'No company name');
    const id = idOf(prospects[0]);
    const title = `${id}.opportunity.json`;
    const pick = new FilterPick(workbench);
    await pick.open();
    await page.keyboard.type('act');
    await page.keyboard.press('Enter');
    await expect(opportunities.message).toContainText('Filter: Action Required');
    await opportunities.expand('Prospect');
    // With the count VS Code paints the rows once more, and until then may not know which row a button belongs to.
    await expect(opportunities.description(opportunities.stage('Prospect'))).toHaveText(/^\d/);
    await opportunities.inlineAction(opportunities.item(new RegExp(`, ${id},`)), 'Open Summary as JSON');
    await editor.active(title);
    const text = await editor.wholeText();

    await pipeline.open();
    await pipeline.button('Show as Table').click();
    await expect(pipeline.table).toBeVisible();

    const denied = failure(400, 'AccessDeniedException', { Reason: 'ACCESS_DENIED' });
    intercept((request) => (receivedRequest(request).identifiers.length > 0 ? denied : undefined));
    await workbench.reload();
    await editor.active(title);
    await expect(editor.area.getByText(/could not be opened/)).toBeVisible();

    await workbench.openPartnerCentral();
    await expect(opportunities.message).toContainText('Filter: Action Required');
    await expect(pipeline.extent).toHaveText(/^Nothing is loaded yet/);
    // What was open in the tree is open again, and is read.
    await opportunities.expand('Prospect');
    await expect.poll(async () => (await opportunities.rowsOf('Prospect')).slice(0, 5)).toEqual(companies);
    expect(requests.at(-1)).toMatchObject({ stage: 'Prospect' });
    await expect.poll(() => editor.visibleText()).toContain(`"Id": "${id}"`);
    expect(await editor.wholeText()).toBe(text);
    await expect(pipeline.table).toHaveAccessibleName(/^Opportunities by lifecycle stage: 5 loaded, more exist$/);
    await pipeline.button('Show as Chart').click();
  });
});
