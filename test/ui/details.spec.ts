import { expect, test } from './support/fixtures';
import { failure, only, page, recordsOf } from './support/replies';

const records = recordsOf('Committed');
const [first, second] = records;
const idOf = (record: typeof first) => record?.Id ?? '';
const companyOf = (record: typeof first) => record?.Customer?.Account?.CompanyName ?? 'No company name';
const row = (record: typeof first) => new RegExp(`, ${idOf(record)}(,|$)`);

test('the details of an opportunity: from a click to its full record and back to the tree', async ({
  workbench,
  opportunities,
  page,
  requests,
  intercept,
}) => {
  const { details, editor } = workbench;

  await test.step('a click shows it, and leaves the keyboard in the tree', async () => {
    await opportunities.expand('Committed');
    await opportunities.item(row(first)).click();
    await details.shows(idOf(first));
    await expect(details.heading).toHaveText(companyOf(first));
    await expect(details.frame.locator('[aria-current=step]')).toHaveText(/Committed/);
    await expect(opportunities.tree).toBeFocused();
    expect(requests).toHaveLength(1);
  });

  await test.step('one panel follows what is clicked, until a double click or its pin keeps it', async () => {
    await opportunities.press(opportunities.item(row(second)));
    await details.shows(idOf(second));
    await editor.active(companyOf(second));
    await expect(editor.tabs).toHaveCount(1);
    await opportunities.item(row(first)).dblclick();
    await details.shows(idOf(first));
    await expect(details.button('Keep Panel Open')).toHaveCount(0);
    await opportunities.press(opportunities.item(row(second)));
    await details.shows(idOf(second));
    await expect(editor.tabs).toHaveCount(2);
    await editor.area.getByRole('button', { name: 'Keep Panel Open' }).click();
    await expect(details.button('Keep Panel Open')).toHaveCount(0);
    await opportunities.press(opportunities.item(row(first)));
    await details.shows(idOf(first));
    await expect(editor.tabs).toHaveCount(2);
    await opportunities.press(opportunities.item(row(second)));
    await editor.active(companyOf(second));
    await editor.closeActive();
    await details.shows(idOf(first));
  });

  await test.step('what a person most often wants is near: few tab stops come before it', async () => {
    const stops = await details.main.evaluate((main) => {
      const all = [
        ...main.querySelectorAll('button, input, summary, [tabindex="0"], vscode-button, vscode-toolbar-button'),
      ];
      const enabled = all.filter((element) => !(element instanceof HTMLButtonElement && element.disabled));
      return enabled.findIndex((element) => element.textContent?.includes('Load Full Record'));
    });
    expect(stops).toBeGreaterThanOrEqual(0);
    expect(stops).toBeLessThanOrEqual(12);
  });

  await test.step('next and previous go through the list in the same page', async () => {
    await details.frame.locator('body').evaluate((body) => body.setAttribute('data-same', 'page'));
    await expect(details.frame.locator('.position')).toContainText(`1 of ${records.length}`);
    await expect(details.button('Previous opportunity')).toBeDisabled();
    await details.button('Next opportunity').click();
    await details.shows(idOf(second));
    await editor.active(companyOf(second));
    await details.button('Previous opportunity').click();
    await details.shows(idOf(first));
    await expect(details.frame.locator('body')).toHaveAttribute('data-same', 'page');
    expect(requests).toHaveLength(1);
  });

  await test.step('a field tells what AWS means by it, to the pointer and to the keyboard', async () => {
    const term = details.field('LifeCycle.NextSteps').getByRole('button', { name: 'Next steps' });
    await term.focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await expect(details.field('LifeCycle.NextSteps').getByRole('tooltip')).toBeVisible();
    await expect(term).toHaveAccessibleDescription(/^What needs to be done next\..*LifeCycle\.NextSteps$/);
    await page.keyboard.press('Escape');
    await expect(details.field('LifeCycle.NextSteps').getByRole('tooltip')).toBeHidden();
  });

  await test.step('it copies', async () => {
    await details.button('Copy ID').click();
    await expect.poll(() => workbench.clipboard()).toBe(idOf(first));
    await details.button('Copy as Markdown').click();
    await expect.poll(() => workbench.clipboard()).toMatch(/^## .*\n\n- \*\*Stage:\*\* Committed\n/);
  });

  await test.step('a half of the full record that is refused says why, and the other half is there', async () => {
    const sent = requests.length;
    intercept(({ target }) =>
      target.endsWith('.GetAwsOpportunitySummary')
        ? failure(400, 'AccessDeniedException', { Message: 'no' })
        : undefined,
    );
    await details.button('Load Full Record').click();
    await expect(details.section('Your team')).toBeVisible();
    await expect(details.section('Full record')).toContainText(
      /AWS does not let demo call .*GetAwsOpportunitySummary\./,
    );
    expect(requests).toHaveLength(sent + 2);
    intercept(undefined);
    await details.section('Full record').getByRole('button', { name: 'Retry' }).click();
    await expect(details.section('AWS’s assessment')).toBeVisible();
    await expect(details.section('Full record')).not.toContainText('AWS does not let');
    expect(requests).toHaveLength(sent + 3);
  });

  await test.step('it opens as JSON, comes back as it was left, and is found in the tree again', async () => {
    const raw = details.frame.locator('details.raw');
    await raw.locator('summary').click();
    await raw.locator('pre').scrollIntoViewIfNeeded();
    const scrolled = () => details.frame.locator('html').evaluate(() => Math.round(window.scrollY));
    await details.frame.locator('html').evaluate(() => window.scrollTo(0, 400));
    await expect.poll(scrolled).toBe(400);
    await details.button('Copy as JSON').focus();
    const kept = await scrolled();
    expect(kept).toBeGreaterThan(0);
    await details.button('Open JSON').evaluate((button) => (button as HTMLElement).click());
    await editor.active(`${idOf(first)}.opportunity.json`);
    await editor.closeActive();
    await details.shows(idOf(first));
    await expect(raw).toHaveAttribute('open');
    await expect.poll(scrolled).toBe(kept);
    await opportunities.collapse('Committed');
    await details.button('Reveal in Tree').click();
    await expect(opportunities.item(row(first))).toHaveAttribute('aria-selected', 'true');
  });
});

test.describe('with small pages', () => {
  test.use({ settings: { 'partnerCentral.pageSize': 5 } });

  test('Next goes on past the last one loaded, and Refresh brings the row along', async ({
    workbench,
    opportunities,
    intercept,
  }) => {
    const { details } = workbench;
    const prospects = recordsOf('Prospect');
    const [fifth, sixth] = prospects.slice(4, 6);
    await opportunities.expand('Prospect');
    await opportunities.item(row(fifth)).click();
    await details.shows(idOf(fifth));
    await expect(details.frame.locator('.position')).toContainText('5 of 5+');
    await details.button('Next opportunity').click();
    await details.shows(idOf(sixth));
    await expect(details.frame.locator('.position')).toContainText('6 of 10+');
    await expect(opportunities.description(opportunities.stage('Prospect'))).toHaveText('10+');

    const renamed = {
      ...sixth,
      LastModifiedDate: '2030-01-01T00:00:00Z',
      Customer: { Account: { CompanyName: 'Renamed Ltd' } },
    };
    intercept(() => page([renamed]));
    await details.button('Refresh').click();
    await expect(details.frame.getByRole('heading', { level: 1 })).toHaveText('Renamed Ltd');
    await expect(opportunities.item('Renamed Ltd')).toBeVisible();
    intercept(undefined);
  });
});

test('a panel follows a refresh, and ends with its connection', async ({ workbench, opportunities, intercept }) => {
  const { details, editor } = workbench;
  const base = { ...first, LifeCycle: { ...first?.LifeCycle, NextSteps: 'Call them' } };

  await test.step('what changed is marked until it is dismissed', async () => {
    intercept(only('Committed', [base]));
    await opportunities.expand('Committed');
    await opportunities.item(row(first)).click();
    await expect(details.value('LifeCycle.NextSteps')).toHaveText('Call them');
    const newer = {
      ...base,
      LastModifiedDate: '2030-01-01T00:00:00Z',
      LifeCycle: { ...base.LifeCycle, NextSteps: 'Sign the contract' },
    };
    intercept(only('Committed', [newer]));
    await workbench.runCommand('Partner Central: Refresh Everything');
    await expect(details.frame.getByRole('status')).toContainText('There is a newer version: 1 field changed.');
    await expect(details.value('LifeCycle.NextSteps')).toContainText('was: Call them');
    await details.button('Dismiss').click();
    await expect(details.value('LifeCycle.NextSteps')).toHaveText('Sign the contract');
    intercept(undefined);
  });

  await test.step('another catalog leaves nothing of it but its id', async () => {
    await workbench.choose('Partner Central: Select Catalog…', /^Sandbox/);
    await expect(details.main).toContainText(
      'This opportunity was read with another connection (profile demo, AWS catalog).',
    );
    await expect(details.main).not.toContainText(companyOf(first));
    await expect(editor.tab(idOf(first))).toBeVisible();
    await workbench.choose('Partner Central: Select Catalog…', /^AWS/);
    await details.shows(idOf(first));
    await expect(details.heading).toHaveText(companyOf(first));
  });
});
