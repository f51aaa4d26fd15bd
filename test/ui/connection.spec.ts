import { expect, test } from './support/fixtures';
import { labelsOf, page } from './support/replies';

const keys = (id: string) => `aws_access_key_id = ${id}\naws_secret_access_key = not-a-secret\n`;

test.describe('with profiles of every kind', () => {
  test.use({
    awsConfig: [
      '[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Reader\nregion = eu-west-1',
      '[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = us-east-1',
      '[profile role]\nrole_arn = arn:aws:iam::111122223333:role/Partner\nsource_profile = demo',
      '[profile program]\ncredential_process = /bin/false',
      '[profile "two words"]\nregion = us-east-1',
    ].join('\n\n'),
    awsCredentials: `[demo]\n${keys('DEMO')}[other]\n${keys('OTHER')}`,
  });

  test('the pick tells them apart, and the chosen one signs', async ({ workbench, opportunities, requests }) => {
    const { quickPick } = workbench;
    await expect(opportunities.stages).toHaveCount(7);
    await workbench.runCommand('Partner Central: Select AWS Profile…');
    await quickPick.shown('AWS Profile for Partner Central');
    const options = await quickPick.names();
    expect(options).toEqual(
      expect.arrayContaining([
        'demo, access keys',
        'other, access keys',
        'program, credential_process',
        'role, assumes a role · arn:aws:iam::111122223333:role/Partner · demo',
        'sso, IAM Identity Center (SSO) · corp · 111122223333 · Reader · eu-west-1',
      ]),
    );
    expect(options.find((name) => name.startsWith('two words'))).toMatch(/cannot use profile names with spaces/);

    await quickPick.pick(/^other/);
    await expect(workbench.statusBarItem(/^Partner Central: AWS profile other, Endpoint: http/)).toHaveText(
      /other → 127/,
    );
    await opportunities.expand('Committed');
    await expect.poll(() => requests.map(({ keyId }) => keyId)).toEqual(['OTHER']);
  });

  test('the Sandbox cannot be taken for AWS', async ({ workbench, opportunities, requests }) => {
    await expect(workbench.statusBarItem(/^Partner Central: the AWS catalog/)).toBeVisible();
    await expect(opportunities.message).toBeHidden();

    await workbench.statusBarItem(/^Partner Central: the AWS catalog/).click();
    await workbench.quickPick.pick(/^Sandbox/);
    await expect(workbench.statusBarItem(/^Partner Central: the Sandbox catalog/)).toHaveText(/SANDBOX/);
    await expect(opportunities.message).toHaveText('Sandbox catalog');
    await opportunities.expand('Prospect');
    const companies = labelsOf('Prospect', 'Sandbox');
    await expect.poll(() => opportunities.rowsOf('Prospect')).toEqual(companies);
    expect(requests).toMatchObject([{ catalog: 'Sandbox' }]);
  });
});

test.describe('without AWS files', () => {
  test.use({ awsFiles: false, settings: { 'partnerCentral.profile': '' } });

  test('the view offers sample data, and the way back', async ({ workbench, opportunities, requests }) => {
    await expect(opportunities.welcome).toContainText('No AWS profile or credentials were found on this machine.');
    await opportunities.pressWelcome('Try with Sample Data');
    await expect(opportunities.stages).toHaveCount(7);
    await expect(opportunities.message).toHaveText('Sample data');
    await expect(workbench.statusBarItem('Partner Central: sample data, no AWS account')).toBeVisible();
    await opportunities.expand('Prospect');
    await expect(opportunities.description(opportunities.stage('Prospect'))).toHaveText(/^\d+\+?$/);
    expect((await opportunities.rowsOf('Prospect')).length).toBeGreaterThan(5);

    await workbench.runCommand('Partner Central: Leave Sample Data');
    await expect(opportunities.welcome).toContainText('No AWS profile or credentials were found on this machine.');
    await expect(opportunities.items).toHaveCount(0);
    expect(requests).toHaveLength(0);
  });
});

test('a catalog without opportunities says where referrals are', async ({ opportunities, intercept, requests }) => {
  intercept(() => page([]));
  for (const stage of ['Closed Lost', 'Launched', 'Committed', 'Business Validation', 'Technical Validation']) {
    await opportunities.expand(stage);
  }
  await expect.poll(() => requests.length).toBe(5);
  await expect(opportunities.item('No opportunities in this stage')).toHaveCount(5);
  await opportunities.expand('Qualified');
  await expect(opportunities.item('No opportunities in this stage')).toHaveCount(6);
  await opportunities.stage('Prospect').click();
  await expect(opportunities.welcome).toContainText('There are no opportunities in this catalog.');
  await expect(opportunities.welcome).toContainText('engagement invitations');
});

test.describe('with a profile that is not there', () => {
  // Other keys that would work are at hand.
  test.use({
    awsCredentials: `[default]\n${keys('DEFAULT')}[demo]\n${keys('DEMO')}`,
    settings: { 'partnerCentral.profile': 'gone' },
  });

  test('no other one stands in for it', async ({ workbench, opportunities, requests }) => {
    await opportunities.stage('Prospect').click();
    await expect(opportunities.welcome).toContainText('The chosen AWS profile did not provide any credentials.');
    await opportunities.pressWelcome('Try Again');
    await expect(opportunities.welcome).toBeVisible();
    expect(requests).toHaveLength(0);

    await opportunities.pressWelcome('Select AWS Profile…');
    await workbench.quickPick.pick(/^demo/);
    await opportunities.expand('Committed');
    await expect.poll(() => requests.map(({ keyId }) => keyId)).toEqual(['DEMO']);
  });
});
