import { randomBytes } from 'node:crypto';
import { filledWith } from '../../support/summaries';
import { expect, test } from '../support/fixtures';
import { receivedRequest } from '../support/receivedRequest';
import { only, page as pageOf } from '../support/replies';
import { storedTexts } from '../support/storedTexts';

const canary = 'Canary Corp 5150';
const records = ['O5150001', 'O5150002', 'O5150003'].map((Id) => {
  const filled = filledWith(canary);
  return { ...filled, Id, Catalog: 'AWS', LifeCycle: { ...filled.LifeCycle, Stage: 'Qualified' } };
});
const listed = only('Qualified', records);
/** Half of the key of the browser's secret storage, which code-server has for it. */
const mintKey = /\/mint-key$/;

// A reload takes longer than most tests: this one looks at all that VS Code stores of a window.
test('S07, S10: nothing that is stored names a customer, JSON documents end with their window, and the filter is kept', async ({
  workbench,
  opportunities,
  requests,
  intercept,
  vscode,
  page,
}) => {
  const { details, editor } = workbench;
  const key = randomBytes(32);
  await page.route(mintKey, (route) => route.fulfill({ body: key }));
  intercept((request) =>
    receivedRequest(request).identifiers.length > 0 ? pageOf(records.slice(1, 2)) : listed(request),
  );
  const row = (id: string) => opportunities.item(new RegExp(`, ${id}(,|$)`));
  await opportunities.expand('Qualified');
  await opportunities.contextMenu(row('O5150001'), 'Filter by This Company');
  const filter = `Filter: company ${canary}`;
  await expect(opportunities.message).toContainText(filter);
  await opportunities.expand('Qualified');

  await test.step('documents of one opportunity, of several, and two side by side, and a panel', async () => {
    await opportunities.inlineAction(row('O5150001'), 'Open Summary as JSON');
    await editor.active('O5150001.opportunity.json');
    expect(await editor.wholeText()).toContain(canary);
    await editor.tab('O5150001.opportunity.json').dblclick();
    await opportunities.press(row('O5150002'));
    await details.shows('O5150002');
    await editor.active(canary);
    await opportunities.press(row('O5150003'), { modifiers: ['ControlOrMeta'] });
    await opportunities.contextMenu(row('O5150003'), 'Compare Selected');
    await expect(editor.tab(`${canary} ↔ ${canary}`)).toBeVisible();
    await details.button('Open as Diff').click();
    await expect(editor.tab(/O5150002.*O5150003/)).toBeVisible();
    await editor.tab(/O5150002.*O5150003/).dblclick();
    await opportunities.contextMenu(row('O5150003'), 'Open Summary as JSON');
    await editor.active(/^selection-\d+\.opportunities\.json/);
  });
  const sent = requests.length;
  // The panel is in front and asks by its id. The stage that was open would bring the same, if it came first.
  let askedById = () => {};
  const panelAsked = new Promise<void>((resolve) => {
    askedById = resolve;
  });
  intercept((request) => {
    if (receivedRequest(request).identifiers.length > 0) {
      askedById();
      return pageOf(records.slice(1, 2));
    }
    const reply = listed(request);
    return reply && { respond: (response) => void panelAsked.then(() => reply.respond?.(response)) };
  });
  await workbench.reload();

  await test.step('the panel is there again, known by its id, and no document', async () => {
    await workbench.openPartnerCentral();
    await expect(editor.tabs).toHaveText([canary]);
    await editor.tab(canary).click();
    await details.shows('O5150002');
    const asked = requests.slice(sent).filter(({ identifiers }) => identifiers.length > 0);
    expect(asked.map(({ identifiers }) => identifiers.join())).toEqual(['O5150002']);
  });

  await test.step('the filter is there again, and AWS is asked with it', async () => {
    await expect(opportunities.message).toContainText(filter);
    await opportunities.expand('Qualified');
    const lists = () => requests.slice(sent).filter(({ stage }) => stage === 'Qualified');
    await expect.poll(() => lists().map(({ companies }) => companies)).toEqual([[canary]]);
  });

  await test.step('nothing that is stored has the name in clear', async () => {
    const stored = await storedTexts(vscode.server.dataFolder, page);
    const all = stored.map(({ text }) => text).join();
    for (const present of ['choice.filter', 'O5150002', 'secrets.provider']) expect(all).toContain(present);
    expect(stored.filter(({ text }) => /Canary Corp/.test(text)).map(({ where }) => where)).toEqual([]);
  });
  await page.unroute(mintKey);
});

test('S07: where VS Code keeps no secrets, a filter by company is said to be lost, and AWS is not asked without it', async ({
  workbench,
  opportunities,
  requests,
  intercept,
}) => {
  intercept(listed);
  await opportunities.expand('Qualified');
  await opportunities.contextMenu(opportunities.item(/, O5150001(,|$)/), 'Filter by This Company');
  await expect(opportunities.message).toContainText(`Filter: company ${canary}`);
  await workbench.reload();
  await workbench.openPartnerCentral();
  const sent = requests.length;
  await expect(opportunities.message).toContainText('it named customers, which VS Code’s secret storage did not keep');
  await opportunities.titleAction('Refresh');
  await expect(opportunities.stage('Prospect')).toHaveCount(0);
  await expect(opportunities.items.filter({ hasText: canary })).toHaveCount(0);
  expect(requests.length).toBe(sent);
  await workbench.runCommand('Partner Central: Clear Filter');
  await expect(opportunities.stages).toHaveCount(7);
});
