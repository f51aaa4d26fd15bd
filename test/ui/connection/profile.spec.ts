import { writeAwsFiles } from '../../hosts/environment';
import { expect, test } from '../support/fixtures';
import { page } from '../support/replies';

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

  test('the pick tells them apart, and the status bar and the view say which one and which catalog is used', async ({
    workbench,
    opportunities,
  }) => {
    const { quickPick } = workbench;
    await workbench.runCommand('Partner Central: Select AWS Profile…');
    await quickPick.shown('AWS Profile for Partner Central');
    const options = await quickPick.names();
    expect(options).toEqual(
      expect.arrayContaining([
        'demo, access keys, in this window',
        'other, access keys, other profiles',
        'program, credential_process',
        'role, assumes a role · arn:aws:iam::111122223333:role/Partner · demo',
        'sso, IAM Identity Center (SSO) · corp · 111122223333 · Reader · eu-west-1',
      ]),
    );
    expect(options.find((name) => name.startsWith('two words'))).toMatch(/it does not say where credentials come from/);
    await quickPick.pick(/^other/);
    await expect(workbench.statusBarItem(/^Partner Central: AWS profile other, Endpoint: http/)).toHaveText(
      /other → 127/,
    );

    await expect(opportunities.message).toBeHidden();
    await workbench.statusBarItem(/^Partner Central: the AWS catalog/).click();
    await quickPick.pick(/^Sandbox/);
    await expect(workbench.statusBarItem(/^Partner Central: the Sandbox catalog/)).toHaveText(/SANDBOX/);
    await expect(opportunities.message).toHaveText('Sandbox catalog');
  });
});

test.describe('without AWS files', () => {
  const fast = { 'partnerCentral.requestsPerSecond': 10 };
  test.use({ awsFiles: false, settings: { 'partnerCentral.profile': '', ...fast } });

  test('the view says what is missing, offers sample data and other profiles, and says where nothing is found', async ({
    workbench,
    opportunities,
    intercept,
    vscode,
    demo,
  }) => {
    const { welcome } = opportunities;
    await test.step('no profile', async () => {
      await expect(welcome).toContainText('No AWS profile or credentials were found on this machine.');
      await opportunities.pressWelcome('Try with Sample Data');
      await expect(opportunities.stages).toHaveCount(7);
      await expect(opportunities.message).toHaveText('Sample data');
      await expect(workbench.statusBarItem('Partner Central: sample data, no AWS account')).toBeVisible();
      await workbench.runCommand('Partner Central: Leave Sample Data');
      await expect(welcome).toContainText('No AWS profile or credentials were found on this machine.');
      await expect(opportunities.items).toHaveCount(0);
    });

    await test.step('a profile that is not there', async () => {
      const settings = { 'partnerCentral.endpoint': demo.url, 'partnerCentral.profile': 'gone', ...fast };
      await vscode.server.writeSettings(settings);
      await opportunities.expand('Prospect');
      await expect(opportunities.message).toContainText('The profile gone does not exist: there is no ');
      await opportunities.click('Retry');
      await expect(opportunities.item('The profile gone does not exist')).toBeVisible();
      await expect(welcome).toBeHidden();
    });

    await test.step('one that is there, with an empty catalog', async () => {
      intercept(() => page([]));
      await writeAwsFiles(vscode.awsFolder);
      await opportunities.click('Select AWS Profile…');
      await workbench.quickPick.pick(/^demo/);
      await expect(workbench.statusBarItem(/^Partner Central: AWS profile demo/)).toBeVisible();
      await expect(opportunities.stages).toHaveCount(7);
      // What is open stays open, also where the rows are gone meanwhile.
      await opportunities.collapse('Prospect');
      await workbench.runCommand('Partner Central: Load All');
      await expect(welcome).toContainText('There are no opportunities in this catalog.');
      await expect(welcome).toContainText('engagement invitations');
    });
  });
});
