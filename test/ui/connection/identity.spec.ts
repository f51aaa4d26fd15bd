import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { startDemoServer } from '../../../src/demo/server/demoServer';
import { writeAwsFiles } from '../../hosts/environment';
import { ScriptedServer } from '../../support/scriptedServer';
import { answer } from '../../support/service/faults';
import { expect, test } from '../support/fixtures';
import { labelsOf, page as pageOf } from '../support/replies';

const keys = (id: string) => `aws_access_key_id = ${id}\naws_secret_access_key = not-a-secret\n`;
const record = (Id: string, CompanyName: string) => ({
  ...{ Catalog: 'AWS', Id, Customer: { Account: { CompanyName } }, LifeCycle: { Stage: 'Prospect' } },
});
/** How long a person may wait for what they did elsewhere. */
const promised = { timeout: 3_000, intervals: [50] };

/** The access key that a request is signed with. */
function signer(authorization: string | undefined): string {
  return /Credential=([^/]+)/.exec(authorization ?? '')?.[1] ?? '';
}

/** Keeps a picture of the window for the report of a run, if a folder is named for it. */
async function picture(page: Page, name: string): Promise<void> {
  const { PICTURES: folder } = process.env;
  if (folder) await page.locator('.part.sidebar').screenshot({ path: join(folder, `${name}.png`) });
}

// For the pictures.
const dark = { 'workbench.colorTheme': 'Default Dark Modern' };

test.use({
  awsFiles: false,
  settings: { ...dark, 'partnerCentral.profile': 'dev', 'partnerCentral.requestsPerSecond': 10 },
});

test('C04: a profile that comes into being, another key and half a key count by themselves', async ({
  workbench,
  opportunities,
  intercept,
  vscode,
}) => {
  const signers: string[] = [];
  intercept(({ headers: { authorization } }) => {
    signers.push(signer(authorization));
    return pageOf([record('O1', `seen by ${signers.at(-1)}`)]);
  });
  const write = (section: string) => writeAwsFiles(vscode.awsFolder, '', section);

  await test.step('the view says which profile is missing, and where', async () => {
    await opportunities.expand('Prospect');
    await expect(opportunities.message).toContainText('The profile dev does not exist: there is no ');
    await expect(opportunities.item('The profile dev does not exist')).toBeVisible();
    await expect(opportunities.item('Select AWS Profile…')).toBeVisible();
    await expect(opportunities.stages).toHaveCount(7);
    await picture(workbench.page, 'shots-watch-no-profile');
  });

  await test.step('it is written', async () => {
    await write(`[dev]\n${keys('FIRST')}`);
    await expect.poll(() => signers.length, promised).toBe(1);
    await expect(opportunities.item('seen by FIRST')).toBeVisible();
    await expect(opportunities.message).toBeHidden();
  });

  await test.step('it gets another key: the rows of the old one are gone', async () => {
    await opportunities.click('seen by FIRST');
    await expect(workbench.editor.tabs).toHaveCount(1);
    await write(`[dev]\n${keys('SECOND')}`);
    await expect.poll(() => signers.at(-1), promised).toBe('SECOND');
    await expect(opportunities.item('seen by SECOND')).toBeVisible();
    await expect(opportunities.item('seen by FIRST')).toHaveCount(0);
    await expect(workbench.details.heading, 'what the panel shows, too').toHaveText('seen by SECOND');
    // The list, and the panel by its id.
    expect(signers).toEqual(['FIRST', 'SECOND', 'SECOND']);
  });

  await test.step('half of it is written: the rows stay, and the line above them says why nothing more comes', async () => {
    await write('[dev]\naws_access_key_id = THIRD\n');
    await expect(opportunities.message).toContainText(/aws_secret_access_key is missing.* What is loaded stays\./, {
      timeout: promised.timeout,
    });
    await expect(opportunities.item('seen by SECOND')).toBeVisible();
    await picture(workbench.page, 'shots-watch-half-key');
    await write(`[dev]\n${keys('THIRD')}[another]\n${keys('X')}`);
    await expect.poll(() => signers.at(-1), promised).toBe('THIRD');
    await expect(opportunities.item('seen by THIRD')).toBeVisible();
  });

  await test.step('the pick has what is in the files now', async () => {
    await workbench.runCommand('Partner Central: Select AWS Profile…');
    await workbench.quickPick.shown('AWS Profile for Partner Central');
    expect(await workbench.quickPick.names()).toEqual(
      expect.arrayContaining(['another, access keys, other profiles', 'dev, access keys, in this window']),
    );
    await workbench.page.keyboard.press('Escape');
  });
});

test('C03: a sign-in elsewhere loads what failed, without a click and without a reload', async ({
  workbench,
  opportunities,
  requests,
  vscode,
}) => {
  const portal = await ScriptedServer.start();
  const home = join(vscode.server.dataFolder, 'home');
  const token = join(home, '.aws/sso/cache', `${createHash('sha1').update('corp').digest('hex')}.json`);
  const signIn = async (accessToken: string): Promise<void> => {
    await mkdir(dirname(token), { recursive: true });
    await writeFile(token, JSON.stringify({ accessToken, expiresAt: '2099-01-01T00:00:00Z' }));
  };
  const roleCredentials = { accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't', expiration: 4e12 };
  const refused = answer(401, { message: 'no' }, { 'x-amzn-errortype': 'UnauthorizedException' });
  portal.script(({ headers }) =>
    headers['x-amz-sso_bearer_token'] === 'new' ? answer(200, { roleCredentials }) : refused,
  );
  try {
    await signIn('old');
    const sections = [
      '[profile dev]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = r\nservices = local',
      '[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.example/start',
      `[services local]\nsso =\n  endpoint_url = ${portal.url}`,
    ];
    await writeAwsFiles(vscode.awsFolder, sections.join('\n'), '');
    await opportunities.expand('Prospect');
    const question = workbench.page.getByRole('dialog').filter({ hasText: 'Send AWS requests to' });
    await question.getByRole('button', { name: 'Allow' }).click();
    await expect(opportunities.message).toContainText('Sign-in needed for the profile dev.');
    await expect(opportunities.item(/^Run “aws sso login .*--profile dev”/)).toBeVisible();
    await picture(workbench.page, 'shots-watch-sign-in');
    const [before, asked] = [requests.length, portal.requests.length];
    await signIn('new');
    await expect.poll(() => requests.length, promised).toBeGreaterThan(before);
    await expect(opportunities.item(labelsOf('Prospect')[0] ?? '').first()).toBeVisible();
    await expect(opportunities.message).toBeHidden();
    expect([portal.requests.length - asked, requests.length - before]).toEqual([1, 1]);
  } finally {
    await portal.stop();
    await rm(token, { force: true });
  }
});

test.describe('an endpoint that a file chose', () => {
  test.use({ settings: { ...dark, 'partnerCentral.profile': 'dev', 'partnerCentral.endpoint': '' } });

  test('S02: gets nothing before the person allows it, is asked for once, and is shown', async ({
    workbench,
    opportunities,
    vscode,
  }) => {
    let received = 0;
    const other = await startDemoServer({
      intercept: () => {
        received += 1;
        return pageOf([record('O1', 'from the other one')]);
      },
    });
    const question = workbench.page.getByRole('dialog').filter({ hasText: 'Send AWS requests to' });
    const { host } = new URL(other.url);
    try {
      await writeAwsFiles(vscode.awsFolder, `[profile dev]\nendpoint_url = ${other.url}\n`, `[dev]\n${keys('KEY')}`);
      await opportunities.expand('Prospect');
      await expect(question).toContainText(`Send AWS requests to ${host}? endpoint_url of the profile dev`);
      if (process.env.PICTURES)
        await workbench.page.screenshot({ path: join(process.env.PICTURES, 'shots-watch-question.png') });
      await question.getByRole('button', { name: 'Cancel' }).click();
      await expect(opportunities.item('Nothing was sent, because you did not allow')).toBeVisible();
      await expect(opportunities.message).toContainText(`Endpoint: ${host} (endpoint_url of the profile dev`);
      await expect(workbench.statusBarItem(/^Partner Central: AWS profile dev, Endpoint: /)).toHaveText(
        new RegExp(`dev → ${host}`),
      );
      await picture(workbench.page, 'shots-watch-endpoint');
      await opportunities.expand('Qualified');
      await expect(opportunities.item('Nothing was sent, because you did not allow')).toHaveCount(2);
      await expect(question).toBeHidden();
      expect(received).toBe(0);

      await opportunities.click('Allow This Endpoint…');
      await question.getByRole('button', { name: 'Allow' }).click();
      await expect(opportunities.item('from the other one').first()).toBeVisible();
      await expect(opportunities.item('Nothing was sent')).toHaveCount(0);
      await expect(opportunities.message).toHaveText(new RegExp(`^Endpoint: ${host} \\(`));
      await workbench.runCommand('Partner Central: Refresh Everything');
      await expect.poll(() => received).toBeGreaterThanOrEqual(4);
      await expect(question).toBeHidden();
      await picture(workbench.page, 'shots-watch-allowed');
    } finally {
      await other.close();
    }
  });
});
