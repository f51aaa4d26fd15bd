import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { beacon, hostileText as hostile, hostileLink as link } from '../../support/hostileTexts';
import { filledWith } from '../../support/summaries';
import { FilterPick } from '../pages/filterPick';
import type { Workbench } from '../pages/workbench';
import { expect, test } from '../support/fixtures';
import { failure, only } from '../support/replies';

/** The same in the words that are shown: whatever makes them inert is not seen. */
const asWritten = /\$\u200b?\(rocket\).*\[x\]\u200b?\(command:/;

/** Looks for what a hostile text does to a window. */
class Canary {
  private readonly fetched: string[] = [];

  constructor(private readonly page: Page) {
    page.on('request', (request) => this.fetched.push(request.url()));
  }

  /** Waits until the text shows, clicks every link in sight, and finds that nothing came of it. */
  async harmless(shown: Locator): Promise<void> {
    await expect(shown.first()).toContainText(asWritten);
    await this.nothing();
  }

  /** The same wherever the text does not show. */
  async nothing(): Promise<void> {
    const places =
      '.notifications-toasts, .quick-input-widget, .part.sidebar, .part.statusbar, .workbench-hover, .monaco-dialog-box';
    const commandLinks = this.page.locator('[href*="command:" i], [data-href*="command:" i]');
    await expect(commandLinks).toHaveCount(0);
    const links = this.page.locator(`:is(${places}) :is(a[href], a[data-href])`).filter({ visible: true });
    for (const one of await links.all()) await one.click({ timeout: 5_000 });
    await expect(commandLinks).toHaveCount(0);
    // What is hidden is VS Code's: its own pick of files, which makes icons of their names, stays behind in the page.
    await expect(this.page.locator('.codicon-rocket').filter({ visible: true })).toHaveCount(0);
    await expect(this.page.getByRole('tab', { name: /^Untitled-/ })).toHaveCount(0);
    expect(this.fetched.filter((url) => url.includes(new URL(beacon).host))).toEqual([]);
  }
}

/** Asks for one opportunity, whatever becomes of it. */
async function goToOne(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Partner Central: Go to Opportunity by ID…');
  await workbench.quickPick.shown(/^Go to Opportunity by ID/);
  await workbench.quickPick.type('O1');
  await workbench.quickPick.accept();
}

test('S04: what the service says of opportunities is words, in rows, tooltips, picks and titles', async ({
  workbench,
  opportunities,
  intercept,
  page,
}) => {
  const canary = new Canary(page);
  const records = ['O1', 'O2'].map((Id) => {
    const filled = filledWith(hostile);
    return { ...filled, Id, Catalog: 'AWS', LifeCycle: { ...filled.LifeCycle, Stage: 'Qualified' } };
  });
  intercept(only('Qualified', [...records, { ...filledWith(hostile), LifeCycle: { Stage: 'Qualified' } }]));
  await opportunities.expand('Qualified');
  const rows = opportunities.items.filter({ hasText: 'rocket' });
  await expect(rows).toHaveCount(3);
  await canary.harmless(rows);
  await canary.harmless(await opportunities.tooltip(rows.first(), 'rocket'));
  await workbench.runCommand('Partner Central: Find in Loaded Opportunities…');
  await workbench.quickPick.type('rocket');
  await canary.harmless(workbench.quickPick.options);
  await workbench.quickPick.cancel();
  await rows.nth(2).click();
  await canary.harmless(workbench.editor.area.getByRole('tab', { selected: true }));
  await workbench.choose('Partner Central: Group By…', /^Customer Company/);
  await canary.harmless(opportunities.items.filter({ hasText: 'rocket' }));
});

test('S04: what the service says of a failure is words, in rows, lines, tooltips and notifications', async ({
  workbench,
  opportunities,
  intercept,
  page,
}) => {
  const canary = new Canary(page);
  const ErrorList = [{ FieldName: hostile, Code: hostile, Message: hostile }];
  const failures = {
    'AWS did not accept the request': failure(400, 'ValidationException', {
      Message: hostile,
      Reason: hostile,
      ErrorList,
    }),
    'AWS refuses the AWS account': failure(400, 'AccessDeniedException', { Message: hostile, Reason: hostile }),
    'AWS does not let': failure(400, 'AccessDeniedException', { Message: hostile }),
    'AWS answered': failure(400, hostile, { Message: hostile, [hostile]: hostile }),
  };
  for (const [words, reply] of Object.entries(failures)) {
    intercept(() => reply);
    if (words === 'AWS did not accept the request') await opportunities.expand('Prospect');
    else await opportunities.titleAction('Refresh');
    const row = opportunities.items.filter({ hasText: words });
    await expect(row).toHaveCount(1);
    await expect(opportunities.message).toContainText(words);
    // AWS's own words are in the tooltip, if the error has a name.
    if (words !== 'AWS answered') await canary.harmless(await opportunities.tooltip(row, 'rocket'));
    await goToOne(workbench);
    await expect(workbench.notification(words)).toBeVisible();
    await canary.nothing();
    await workbench.runCommand('Notifications: Clear All Notifications');
  }
});

test('S04: what an export says is words, in notifications, picks and titles', async ({
  workbench,
  opportunities,
  vscode,
  page,
}) => {
  const canary = new Canary(page);
  const compareButton = page.getByRole('button', { name: 'Compare with Current' }).first();
  const name = `$(rocket) ${link}`;
  const opened = async (part: string, document: object) => {
    const file = join(vscode.folder, `${name} ${part}.opportunities.json`);
    await writeFile(file, JSON.stringify(document));
    await workbench.openFile(file);
  };
  await opportunities.expand('Committed');
  await expect(opportunities.description(opportunities.stage('Committed'))).toHaveText(/^\d+$/);
  const faults = {
    version: { OpportunitySummaries: [], Export: { formatVersion: `2 ${hostile}` } },
    catalog: { OpportunitySummaries: [], Export: { formatVersion: 1, catalog: hostile } },
    list: { [hostile]: [], OpportunitySummaries: hostile },
  };
  for (const [part, document] of Object.entries(faults)) {
    await opened(part, document);
    await compareButton.click();
    await canary.harmless(workbench.notification(part === 'catalog' ? 'is from the catalog' : ', line 1'));
    await workbench.runCommand('Notifications: Clear All Notifications');
  }
  const item = { ...filledWith(hostile), Catalog: 'AWS', [hostile]: hostile };
  await opened('items', { OpportunitySummaries: [item, { ...item, Id: 'O1' }], [hostile]: hostile });
  await compareButton.click();
  await workbench.editor.active('Comparison.md');
  await expect(workbench.editor.area.locator('.editor-instance .view-lines').first()).toContainText('rocket');
  await canary.nothing();
  await page.getByRole('button', { name: 'Open Comparison in Diff Editor' }).first().click();
  await workbench.quickPick.shown('What to show in the diff editor');
  await canary.harmless(workbench.quickPick.widget.locator('.quick-input-title'));
  await workbench.quickPick.type('rocket');
  await canary.harmless(workbench.quickPick.options);
  await workbench.quickPick.type('');
  await workbench.quickPick.pick('Show All in the Diff Editor');
  await canary.harmless(workbench.editor.area.getByRole('tab', { selected: true }));
});

test('S04: what saved filters and typed values say is words, in picks, prompts, questions and the view', async ({
  openWorkbench,
  vscode,
  page,
}) => {
  const canary = new Canary(page);
  const filters = (name: string) => [
    { name, filter: { CustomerCompanyName: [hostile] } },
    { name: `${name} 2`, filter: { [hostile]: hostile, Identifier: [hostile], LifeCycleStage: [hostile] } },
  ];
  const folder = join(vscode.workspace, '.vscode');
  await mkdir(folder, { recursive: true });
  const inWorkspace = { 'partnerCentral.savedFilters': filters(`workspace ${hostile}`).slice(1) };
  await writeFile(join(folder, 'settings.json'), JSON.stringify(inWorkspace));
  const workbench = await openWorkbench({ 'partnerCentral.savedFilters': filters(hostile) });
  const opportunities = await workbench.openPartnerCentral();
  const { quickPick } = workbench;
  await expect(opportunities.message).toContainText('workspace');
  await canary.harmless(opportunities.message);
  const filter = new FilterPick(workbench);
  await filter.open();
  await canary.harmless(quickPick.options);

  for (const [criterion, text, said] of [
    ['Identifier', hostile, /not (an )?opportunity ID/],
    ['Customer company name', hostile, 'add this name'],
    ['Start from token', link, ''],
  ] as const) {
    await filter.enter(criterion);
    await quickPick.type(text);
    await expect(quickPick.widget).toContainText(said);
    await canary.nothing();
    await filter.back();
  }
  await quickPick.type('Rename or Remove');
  await quickPick.accept();
  await canary.harmless(quickPick.options);
  await quickPick.accept();
  await canary.harmless(quickPick.widget.locator('.quick-input-title'));
  await quickPick.pick('Remove');
  const question = page.getByRole('dialog').filter({ hasText: 'Remove the saved filter' });
  await canary.harmless(question);
  await question.getByRole('button', { name: 'Cancel' }).click();
  // The pick is away while the question is there.
  await expect(quickPick.options.first()).toBeVisible();
  await quickPick.cancel();

  await filter.open();
  await quickPick.type('rocket');
  await expect(filter.active).toHaveAccessibleName(asWritten);
  await quickPick.accept();
  await filter.apply();
  await expect(opportunities.message).toContainText('Filter: ');
  await canary.harmless(page.locator('.part.sidebar .pane-header').filter({ hasText: 'rocket' }));

  await rm(folder, { recursive: true });
  await expect(opportunities.message).not.toContainText('workspace');
});

test.describe('S04: what the AWS files say', () => {
  const profile = `$(rocket)${link}`;
  test.use({
    awsConfig: [
      '[profile "two $(rocket) words"]',
      ...['[profile asks]', 'role_arn = arn:aws:iam::1:role/r', 'source_profile = demo', `mfa_serial = ${hostile}`],
      ...['[profile chain]', 'role_arn = arn:aws:iam::1:role/r', `source_profile = ${hostile}`],
      ...['[profile session]', `sso_session = ${hostile}`, `sso_account_id = ${hostile}`, `sso_role_name = ${hostile}`],
    ].join('\n'),
    awsCredentials: [
      ...['[demo]', 'aws_access_key_id = DEMO', 'aws_secret_access_key = not-a-secret'],
      ...[`[${profile}]`, 'aws_access_key_id = DEMO', 'aws_secret_access_key = not-a-secret', `region = ${hostile}`],
    ].join('\n'),
  });

  test('is words, in picks, prompts, notifications and the status bar', async ({
    workbench,
    opportunities,
    openWorkbench,
    page,
  }) => {
    await expect(opportunities.stages).toHaveCount(7);
    const canary = new Canary(page);
    const { quickPick } = workbench;
    await workbench.runCommand('Partner Central: Select AWS Profile…');
    await quickPick.shown(/^AWS Profile/);
    await canary.harmless(quickPick.options.filter({ hasText: 'command:' }));
    await quickPick.cancel();

    await workbench.choose('Partner Central: Select AWS Profile…', /^\$\u200b?\(rocket/);
    await canary.harmless(workbench.statusBar);

    for (const name of ['chain', 'session']) {
      await openWorkbench({ 'partnerCentral.profile': name });
      await goToOne(workbench);
      await canary.harmless(workbench.notification('rocket'));
      await workbench.runCommand('Notifications: Clear All Notifications');
    }

    await workbench.choose('Partner Central: Select AWS Profile…', /^asks/);
    await goToOne(workbench);
    await quickPick.shown(/^MFA Code/);
    await canary.harmless(quickPick.widget.locator('.quick-input-message'));
    await quickPick.cancel();
  });
});

test.describe('S04: what the profile and the folder of the AWS files are called', () => {
  test.use({ awsFiles: false, settings: { 'partnerCentral.profile': hostile } });

  test('is words, in the status bar and in notifications', async ({ workbench, opportunities, page }) => {
    const canary = new Canary(page);
    await expect(opportunities.tree.or(opportunities.welcome).first()).toBeVisible();
    await canary.harmless(workbench.statusBar);
    await workbench.choose('Partner Central: Select AWS Profile…', /^Open AWS Config File/);
    await canary.harmless(workbench.notification('There is no file'));
  });
});
