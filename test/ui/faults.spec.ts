import { expect, test } from './support/fixtures';
import { failure, page } from './support/replies';

const image = 'http://127.0.0.1:9/evil.png';
const bold = `**b** <img src="${image}" onerror="alert(1)"> ![i](${image})`;
const hostile = `$(trash) [x](command:workbench.action.closeWindow) ${bold}`;
const named = (Id: string, CompanyName: string) => ({
  ...{ Catalog: 'AWS', Id, Customer: { Account: { CompanyName } } },
  LifeCycle: { Stage: 'Qualified', NextSteps: hostile },
});
const said = `User: arn:aws:iam::111122223333:user/dev is not authorized, with an explicit deny in a service control policy`;
const denied = failure(400, 'AccessDeniedException', { Message: `${said} ${hostile}` });
const refused = 'AWS does not let demo call partnercentral:ListOpportunities. Ask your AWS administrator.';

// Every page is as long as the test has it: this setting cannot be used, and is named.
test.use({ settings: { 'partnerCentral.pageSize': 0 } });

test('what failed is a row among the others, what helps is a click, and names are text and nothing else', async ({
  workbench,
  opportunities,
  intercept,
}) => {
  const errors: string[] = [];
  const fetched: string[] = [];
  // The extension host's own log goes there too.
  workbench.page.on('console', (message) => errors.push(message.text()));
  workbench.page.on('request', (request) => fetched.push(request.url()));
  const first = named('O1', `${hostile}\u202e\u0000end`);
  const rows = [`${hostile} end`, 'Second'];
  const next = page([named('O3', 'Third')]);
  let second = denied;
  let firstPages = 0;
  intercept(({ input }) => {
    if ((input as { NextToken?: string }).NextToken) return second;
    firstPages += 1;
    return page([first, named('O2', 'Second')], 't1');
  });
  const all = [
    `${refused}\n`,
    'A control policy of the AWS organization denies it. Only an administrator of the organization can change that.\n',
    `AWS says: ${said} ${hostile}\n`,
  ].join('');

  /** The rows as they are read, without the marks that keep what is in them from becoming icons and links. */
  const shown = async () => (await opportunities.rowsOf('Qualified')).map((text) => text.replaceAll('\u200b', ''));

  await test.step('a setting that cannot be used is named above the rows, and a row leads to it', async () => {
    await expect(opportunities.message).toHaveText('partnerCentral.pageSize must be 1–100. Using 100.');
    await opportunities.click('Open Setting partnerCentral.pageSize');
    await expect(workbench.settings.getByText('Opportunities per page (1–100)')).toBeVisible();
    await workbench.closeSettings();
  });

  await test.step('a page that failed leaves the rows before it', async () => {
    await opportunities.expand('Qualified');
    await opportunities.loadMore('Qualified');
    const failed = [...rows, refused, 'Copy IAM Policy', 'Select AWS Profile…', 'Retry', 'Check Access…'];
    await expect.poll(shown).toEqual(failed);
    await expect(opportunities.message).toContainText(`Qualified: ${refused}`);
  });

  await test.step('what AWS said is text in the tooltip of the failure, and is copied when the person asks for it', async () => {
    const row = opportunities.item(refused);
    const tooltip = await opportunities.tooltip(row, 'AWS says:');
    expect((await tooltip.innerText()).trim()).toBe(`${all}Request ID: request-1\nProfile: demo`);
    await expect(tooltip.locator('a, img, .codicon')).toHaveCount(0);
    await opportunities.inlineAction(row, 'Copy Error');
    const facts = [
      'Code: accessDenied',
      'Error: AccessDeniedException',
      'Operation: ListOpportunities',
      'Catalog: AWS',
      'Request ID: request-1',
    ];
    await expect.poll(() => workbench.clipboard()).toContain(`${all}\n${facts.join('\n')}\nTime: `);
    await expect(workbench.notifications).toHaveCount(0);
  });

  await test.step('what helps is one click', async () => {
    await opportunities.click('Copy IAM Policy');
    await expect(workbench.notification(/The IAM policy is on the clipboard/)).toBeVisible();
    expect(JSON.parse(await workbench.clipboard())).toMatchObject({ Version: '2012-10-17' });
    await workbench.runCommand('Notifications: Clear All Notifications');
    second = next;
    await opportunities.click('Retry');
    await expect.poll(shown).toEqual([...rows, 'Third']);
    await expect(opportunities.description(opportunities.stage('Qualified'))).toHaveText('3');
    await expect(opportunities.message).not.toContainText(refused);
  });

  await test.step('a name is text, in its row and its tooltip', async () => {
    const row = opportunities.item('$(trash)');
    await expect(row.locator('.label-name')).toHaveText(`${hostile} end`);
    await expect(row.locator('.label-name').locator('img, .codicon, b, strong')).toHaveCount(0);
    const tooltip = await opportunities.tooltip(row, 'Next steps');
    const text = await tooltip.innerText();
    expect(text).toContain(`${hostile} end`);
    expect(text).toContain(`Next steps: ${hostile}`);
    await expect(tooltip.locator('a, img, .codicon')).toHaveCount(0);
    expect(fetched.filter((url) => url.includes('evil'))).toEqual([]);
  });

  await test.step('what AWS said of the full record is text in the panel too, and is copied there', async () => {
    await opportunities.click('Second');
    const { details: panel } = workbench;
    await panel.shows('O2');
    intercept(({ input }) => ('Identifier' in (input as object) ? denied : undefined));
    await panel.button('Load Full Record').click();
    const failed = panel.frame.locator('.failure').first();
    await expect(failed).toContainText(`AWS says: ${said} ${hostile}`);
    await expect(failed.locator('a, img, b, strong')).toHaveCount(0);
    await failed.getByRole('button', { name: 'Copy Error' }).click();
    await expect.poll(() => workbench.clipboard()).toContain('Operation: GetOpportunity\n');
    expect(await workbench.clipboard()).toContain(`AWS says: ${said} ${hostile}\n`);
    expect(fetched.filter((url) => url.includes('evil'))).toEqual([]);
    intercept(() => page([first, named('O2', 'Second'), named('O3', 'Third')]));
  });

  await test.step('R20: twenty clicks on Refresh leave the rows, each once, and are two readings at most', async () => {
    firstPages = 0;
    await opportunities.titleAction('Refresh', 20);
    await expect(opportunities.progress).toBeHidden();
    await expect.poll(shown).toEqual([...rows, 'Third']);
    expect(errors.filter((text) => /already registered/i.test(text))).toEqual([]);
    expect(firstPages).toBeLessThanOrEqual(2);
    await expect(workbench.notifications).toHaveCount(0);
  });
});
