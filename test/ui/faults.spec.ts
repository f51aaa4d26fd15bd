import { expect, test } from './support/fixtures';
import { failure, Gate, labelsOf, only } from './support/replies';

const internal = failure(500, 'InternalServerException', { Message: 'Acme is broken' });
const denied = failure(400, 'AccessDeniedException', { Message: 'not allowed' });
const companies = labelsOf('Prospect');

test.describe('a page that fails', () => {
  test.use({ settings: { 'partnerCentral.pageSize': 5 } });

  test('leaves the rows before it, and Retry asks for that very page', async ({
    opportunities,
    intercept,
    requests,
  }) => {
    const count = opportunities.description(opportunities.stage('Prospect'));
    await opportunities.expand('Prospect');
    await opportunities.loadMore('Prospect');
    await expect(count).toHaveText('10+');

    intercept(() => internal);
    await opportunities.loadMore('Prospect');
    await expect(opportunities.item('AWS had a problem.')).toBeVisible();
    // AWS may mean the token by it too.
    const failed = [...companies.slice(0, 10), 'AWS had a problem.', 'Retry', 'Reload This Stage'];
    await expect.poll(() => opportunities.rowsOf('Prospect')).toEqual(failed);
    await expect(opportunities.message).toHaveText('Prospect: AWS had a problem.');
    const tries = requests.length - 2;

    intercept(undefined);
    await opportunities.click('Retry');
    await expect(count).toHaveText('15+');
    await expect.poll(() => opportunities.rowsOf('Prospect')).toEqual([...companies.slice(0, 15), 'Load More']);
    await expect(opportunities.message).toBeHidden();
    const tokens = requests.map(({ nextToken }) => nextToken);
    expect(tokens).toHaveLength(2 + tries + 1);
    expect(tokens.filter((token) => token === undefined)).toHaveLength(1);
    expect(new Set(tokens.slice(2))).toEqual(new Set([tokens.at(-1)]));
  });

  test('is no reason to lose rows in a refresh', async ({ opportunities, intercept }) => {
    await opportunities.expand('Prospect');
    await expect.poll(() => opportunities.rowsOf('Prospect')).toEqual([...companies.slice(0, 5), 'Load More']);
    intercept(() => denied);
    await opportunities.titleAction('Refresh');
    await expect(opportunities.item(/^Not refreshed: AWS does not let demo call/)).toBeVisible();
    await expect
      .poll(() => opportunities.rowsOf('Prospect'))
      .toEqual([
        'Not refreshed: AWS does not let demo call partnercentral:ListOpportunities. Ask an administrator for the IAM policy.',
        ...['Copy IAM Policy', 'Select AWS Profile…', 'Retry'],
        ...companies.slice(0, 5),
        'Load More',
      ]);

    intercept(undefined);
    await opportunities.click('Retry');
    await expect.poll(() => opportunities.rowsOf('Prospect')).toEqual([...companies.slice(0, 5), 'Load More']);
  });
});

test('where the first page is denied, the policy is one click away', async ({
  workbench,
  opportunities,
  intercept,
}) => {
  intercept(() => denied);
  await opportunities.expand('Prospect');
  await expect(opportunities.item(/^AWS does not let demo call partnercentral:ListOpportunities/)).toBeVisible();
  await opportunities.click('Copy IAM Policy');
  await expect(workbench.notification(/The IAM policy is on the clipboard/)).toBeVisible();
  const actions = ['ListOpportunities', 'GetOpportunity', 'GetAwsOpportunitySummary'];
  expect(JSON.parse(await workbench.clipboard())).toMatchObject({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions.map((action) => `partnercentral:${action}`) }],
  });
});

test('a page that comes after the catalog changed is never shown', async ({ workbench, opportunities, intercept }) => {
  const gate = new Gate();
  intercept((request) => gate.hold(request));
  await opportunities.stage('Committed').click();
  await expect.poll(() => gate.held).toBe(1);

  intercept(undefined);
  await workbench.choose('Partner Central: Select Catalog…', /^Sandbox/);
  await expect(opportunities.message).toHaveText('Sandbox catalog');
  await expect.poll(() => gate.abandoned).toBe(1);
  gate.open();

  await opportunities.expand('Committed');
  const sandbox = labelsOf('Committed', 'Sandbox');
  await expect.poll(() => opportunities.rowsOf('Committed')).toEqual(sandbox);
  await opportunities.titleAction('Refresh');
  await expect(opportunities.progress).toBeHidden();
  await expect.poll(() => opportunities.rowsOf('Committed')).toEqual(sandbox);
});

test('twenty fast refreshes are two lists at most', async ({ workbench, opportunities, intercept, requests }) => {
  const errors: string[] = [];
  // The extension host's own log goes there too.
  workbench.page.on('console', (message) => errors.push(message.text()));
  await opportunities.expand('Launched');
  await expect(opportunities.description(opportunities.stage('Launched'))).toHaveText(/^\d+$/);
  const before = await opportunities.rowsOf('Launched');

  const gate = new Gate();
  intercept((request) => gate.hold(request));
  await opportunities.titleAction('Refresh', 20);
  await expect.poll(() => gate.held).toBe(1);
  intercept(undefined);
  gate.open();
  await expect(opportunities.progress).toBeHidden();
  // The last click may come after the answer to the first.
  expect(requests.length).toBeLessThanOrEqual(1 + 2);

  // Now with answers that come between the clicks.
  await opportunities.titleAction('Refresh', 20);
  await expect(opportunities.progress).toBeHidden();
  await expect.poll(() => opportunities.rowsOf('Launched')).toEqual(before);
  expect(errors.filter((text) => /already registered/i.test(text))).toEqual([]);
  await expect(workbench.notifications).toHaveCount(0);
});

test.describe('a setting that cannot be used', () => {
  test('is named in the view, with a link to it', async ({ openWorkbench, vscode, demo, requests }) => {
    // Another page size would have the stage read anew on its own.
    const kept = { 'partnerCentral.pageSize': 0, 'partnerCentral.profile': 'demo' };
    const workbench = await openWorkbench(kept);
    const opportunities = await workbench.openPartnerCentral();

    await test.step('a page size of 0', async () => {
      await expect(opportunities.message).toHaveText('partnerCentral.pageSize must be 1–100. Using 100.');
      await opportunities.expand('Prospect');
      await expect(opportunities.description(opportunities.stage('Prospect'))).toHaveText('100+');
      await opportunities.click('Open Setting partnerCentral.pageSize');
      await expect(workbench.settings.getByText('Opportunities per page (1–100)')).toBeVisible();
      await workbench.closeSettings();
    });

    const sent = requests.length;
    for (const [endpoint, words] of [
      ['not a url', /^The endpoint \(setting\) cannot be used: it must start with https:\/\//],
      ['http://example.com', /^The endpoint example\.com \(setting\) cannot be used: http is for this computer only/],
    ] as const) {
      await test.step(`the endpoint ${endpoint}`, async () => {
        await vscode.server.writeSettings({ ...kept, 'partnerCentral.endpoint': endpoint });
        // The expanded stage is read anew by itself.
        await expect(opportunities.item(words)).toBeVisible();
        await expect(opportunities.item('Open Setting partnerCentral.endpoint')).toBeVisible();
      });
    }
    expect(requests).toHaveLength(sent);

    await test.step('and works once it is mended', async () => {
      await vscode.server.writeSettings({ ...kept, 'partnerCentral.endpoint': demo.url });
      await expect(opportunities.description(opportunities.stage('Prospect'))).toHaveText('100+');
    });
  });
});

test('opportunities of no known stage are shown too', async ({ opportunities, intercept }) => {
  const named = (Id: string, CompanyName: string, LifeCycle?: object) => ({
    Id,
    Customer: { Account: { CompanyName } },
    LifeCycle,
  });
  intercept(
    only('Qualified', [
      named('O1', 'Known', { Stage: 'Qualified' }),
      named('O2', 'Unknown', { Stage: 'Nurturing' }),
      named('O3', 'Missing'),
    ]),
  );
  await expect(opportunities.stages).toHaveCount(7);
  await opportunities.expand('Qualified');
  await expect(opportunities.stages).toHaveCount(8);
  await expect.poll(() => opportunities.rowsOf('Qualified')).toEqual(['Known']);
  await opportunities.expand('Other');
  await expect.poll(() => opportunities.rowsOf('Other')).toEqual(['Unknown', 'Missing']);
  await expect(opportunities.description(opportunities.item('Other'))).toHaveText('2');
});

test('what a company calls itself is text and nothing else', async ({ workbench, opportunities, intercept }) => {
  const image = 'http://127.0.0.1:9/evil.png';
  const bold = `**b** <img src="${image}" onerror="alert(1)"> ![i](${image})`;
  const hostile = `$(trash) [x](command:workbench.action.closeWindow) ${bold}`;
  const fetched: string[] = [];
  workbench.page.on('request', (request) => fetched.push(request.url()));
  intercept(
    only('Qualified', [
      {
        Id: 'O1',
        LifeCycle: { Stage: 'Qualified', NextSteps: hostile },
        Customer: { Account: { CompanyName: `${hostile}\u202e\u0000end` } },
      },
    ]),
  );
  await opportunities.expand('Qualified');
  const row = opportunities.item('$(trash)');
  await expect(row.locator('.label-name')).toHaveText(`${hostile} end`);
  await expect(row.locator('.label-name').locator('img, .codicon, b, strong')).toHaveCount(0);

  // The count comes when the rows have been painted, after which a tooltip stays.
  await expect(opportunities.description(opportunities.stage('Qualified'))).toHaveText('1');
  const tooltip = await opportunities.tooltip(row, 'Next steps');
  const shown = await tooltip.innerText();
  expect(shown).toContain(`${hostile} end`);
  expect(shown).toContain(`Next steps: ${hostile}`);
  await expect(tooltip.locator('a, img, .codicon')).toHaveCount(0);
  expect(fetched.filter((url) => url.includes('evil'))).toEqual([]);
});
