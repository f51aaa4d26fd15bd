import { join } from 'node:path';
import { Actions } from '../support/actions';
import { expect, test } from '../support/fixtures';
import { failure, Gate, page as pageOf } from '../support/replies';

const keys = (id: string) => `aws_access_key_id = ${id}\naws_secret_access_key = not-a-secret\n`;
const record = (Id: string, CompanyName: string) => ({
  ...{ Catalog: 'AWS', Id, Customer: { Account: { CompanyName } }, LifeCycle: { Stage: 'Prospect' } },
});
const signer = (authorization: string | undefined) => /Credential=([^/]+)/.exec(authorization ?? '')?.[1] ?? '';

test.use({ awsCredentials: `[demo]\n${keys('DEMO')}[emea]\n${keys('EMEA')}[apac]\n${keys('APAC')}` });

test('two accounts in one window: two actions, and the list of before is there at once', async ({
  workbench,
  opportunities,
  intercept,
}) => {
  const { quickPick } = workbench;
  const answer = ({ headers: { authorization } }: { headers: { authorization?: string | undefined } }) =>
    pageOf([record('O1000001', `seen by ${signer(authorization)}`)]);
  intercept(answer);
  const status = (name: string) => workbench.statusBarItem(new RegExp(`^Partner Central: AWS profile ${name}`));
  const first = new Actions();
  await first.do('click the profile in the status bar', () => status('demo').click());
  await first.do('choose the other one', () => quickPick.pick(/^emea/));
  first.atMost(2);
  await opportunities.expand('Prospect');
  await expect(opportunities.item('seen by EMEA')).toBeVisible();

  await test.step('the way to the other one and back', async () => {
    await status('emea').click();
    await quickPick.pick(/^apac/);
    await expect(opportunities.item('seen by APAC')).toBeVisible();
    const gate = new Gate();
    intercept((request) => gate.hold(request));
    const back = new Actions();
    await back.do('click the profile in the status bar', () => status('apac').click());
    const names = await quickPick.names();
    expect(names.slice(0, 2).map((name) => name.split(',')[0])).toEqual(['apac', 'emea']);
    const { PICTURES: folder } = process.env;
    if (folder) await workbench.page.screenshot({ path: join(folder, 'profile-pick.png') });
    await back.do('choose the last one', () => quickPick.pick(/^emea/));
    back.atMost(2);
    await expect(opportunities.item('seen by EMEA'), 'before AWS has answered').toBeVisible();
    await expect(opportunities.item('seen by APAC')).toHaveCount(0);
    await expect.poll(() => gate.held).toBeGreaterThan(0);
    intercept(answer);
    gate.open();
  });
});

test('two accounts in two windows: no action, the title of the view and the status bar name the account', async ({
  workbench,
}) => {
  const { page } = workbench;
  const header = page.locator('.part.sidebar .pane-header', { hasText: 'Opportunities' }).first();
  await workbench.openPartnerCentral();
  const actions = new Actions();
  await expect(header).toContainText('demo');
  await expect(workbench.statusBarItem(/^Partner Central: AWS profile demo/)).toHaveText(/demo/);
  actions.atMost(0);
});

test('why am I denied: one action on the row of the failure', async ({ workbench, opportunities, intercept }) => {
  const Message =
    'User: arn:aws:iam::111122223333:user/x is not authorized to perform: partnercentral:ListOpportunities';
  intercept(() => failure(400, 'AccessDeniedException', { Message }));
  await opportunities.expand('Prospect');
  const actions = new Actions();
  await actions.do('click Check Access… below the failure', () => opportunities.click('Check Access…'));
  await workbench.quickPick.shown(/^Check Access/);
  await expect(workbench.quickPick.option(/^Permission/)).toBeVisible();
  actions.atMost(1);
});
