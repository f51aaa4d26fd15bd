import type { ListRequest } from '../../src/core/model/opportunity';
import type { WireRecord } from '../../src/demo/data/wireRecord';
import { FilterPick } from './pages/filterPick';
import { test as base, expect } from './support/fixtures';
import { recordsOf } from './support/replies';

const test = base.extend<{ pick: FilterPick; inputs: ListRequest[] }>({
  pick: async ({ workbench }, use) => use(new FilterPick(workbench)),
  /** What the service was asked so far, in full. */
  inputs: async ({ intercept }, use) => {
    const inputs: ListRequest[] = [];
    intercept(({ input }) => {
      inputs.push(input as ListRequest);
      return undefined;
    });
    await use(inputs);
  },
});

const ofStatus = (records: readonly WireRecord[], status: string) =>
  records.filter(({ LifeCycle }) => LifeCycle?.ReviewStatus === status);
const names = (records: readonly WireRecord[]) =>
  records.map(({ Customer }) => Customer?.Account?.CompanyName ?? 'No company name');
const prospects = recordsOf('Prospect');

test('Action Required is three keystrokes and Enter twice; hostile text stays text; one click clears it all', async ({
  workbench,
  opportunities,
  page,
  pick,
  inputs,
}) => {
  const { quickPick } = workbench;
  const button = (name: string) => opportunities.toolbar.getByRole('button', { name });
  await opportunities.expand('Prospect');
  await expect(opportunities.description(opportunities.stage('Prospect'))).toHaveText('100+');
  await expect(button('Filter Opportunities…')).toBeAttached();
  await expect(button('Clear Filter')).not.toBeAttached();

  await test.step('a tree that takes the focus does not close it, and Escape changes nothing', async () => {
    await pick.open();
    await opportunities.tree.focus();
    await quickPick.input.click();
    await page.keyboard.type('act');
    await expect(pick.active).toHaveAccessibleName(/^Review status: Action Required/);
    await quickPick.cancel();
    expect(inputs).toHaveLength(1);
    await expect(button('Clear Filter')).not.toBeAttached();
  });

  await test.step('Enter at once leads to a criterion, and lists nothing', async () => {
    await pick.open();
    await page.keyboard.press('Enter');
    await pick.inStep('Lifecycle stage');
    await quickPick.cancel();
    expect(inputs).toHaveLength(1);
  });

  await test.step('close, Enter leads to the close date', async () => {
    await pick.open();
    await page.keyboard.type('close');
    await expect(pick.active).toHaveAccessibleName(/^Target close date, any/);
    await page.keyboard.press('Enter');
    await pick.inStep('Target close date');
    await quickPick.cancel();
    expect(inputs).toHaveLength(1);
  });

  await test.step('act, Enter, Enter', async () => {
    await pick.openByButton('act', 'Review status: Action Required');
    await pick.apply();
    await expect(opportunities.message).toContainText('Filter: Action Required');
    await expect.poll(() => opportunities.rowsOf('Prospect')).toEqual(names(ofStatus(prospects, 'Action Required')));
    expect(inputs).toHaveLength(2);
    expect(inputs[1]).toMatchObject({ LifeCycleStage: ['Prospect'], LifeCycleReviewStatus: ['Action Required'] });
    await expect(button('Change Filter…')).toBeAttached();
    await expect(button('Filter Opportunities…')).not.toBeAttached();
  });

  await test.step('what AWS would refuse is refused in the step, with the reason beside the input', async () => {
    await pick.openByButton('Identifier');
    await pick.inStep('Identifier');
    await pick.paste('$(trash) [x](command:workbench.action.reloadWindow)');
    await expect.poll(() => pick.said()).toContain('“$(trash)” and 1 more are not opportunity IDs');
    await expect(pick.note.locator('a[href], .codicon-trash')).toHaveCount(0);
    await pick.inStep('Identifier');
    await quickPick.input.press('ControlOrMeta+a');
    await pick.paste(Array.from({ length: 25 }, (_, n) => `O${1_000_000 + n}`).join('\n'));
    await expect.poll(() => pick.said()).toContain('25 IDs, but AWS accepts at most 20.');
    await quickPick.widget.getByRole('button', { name: 'Keep the First 20' }).click();
    await expect.poll(() => pick.said()).toContain('20 of 20 IDs');
    await pick.back();
    await expect(pick.option('Identifier')).toHaveAccessibleName(/^Identifier, any(,|$)/);
  });

  await test.step('names of companies are shown as they are, and sent as they are', async () => {
    const hostile = ['$(trash)', '[x](command:workbench.action.reloadWindow)', '<b>&amp;', "'; rm -rf ~"];
    await pick.enter('Customer company name');
    await quickPick.type('x'.repeat(10_000));
    await expect(pick.active).toHaveAccessibleName(
      /A company name can have at most 120 characters, and this has 10000/,
    );
    await quickPick.accept();
    await expect(quickPick.input).not.toHaveValue('');
    await pick.addCompanies(hostile);
    const plain = (text: string | null) => (text ?? '').replaceAll('\u200b', '');
    await expect.poll(async () => plain(await pick.active.textContent())).toContain(`company ${hostile.join(', ')}`);
    await expect(quickPick.widget.locator('a[href], .codicon-trash')).toHaveCount(0);
    await pick.apply();
    await expect(opportunities.message).toContainText(`company ${hostile.join(', ')}`);
    await expect(opportunities.message.locator('a[href], b, .codicon')).toHaveCount(0);
    await expect.poll(() => inputs.at(-1)?.CustomerCompanyName).toEqual(hostile);
  });

  await test.step('one click clears it', async () => {
    await opportunities.titleAction('Clear Filter');
    await expect(opportunities.description(opportunities.stage('Prospect'))).toHaveText('100+');
    await expect(opportunities.message).not.toContainText('Filter');
    await expect(button('Clear Filter')).not.toBeAttached();
    expect(inputs.at(-1)).not.toHaveProperty('LifeCycleReviewStatus');
    expect(inputs.at(-1)).not.toHaveProperty('CustomerCompanyName');
  });
});

test.describe('saved filters', () => {
  test.use({
    settings: {
      'partnerCentral.savedFilters': [
        { name: 'Broken $(trash)', filter: { Identifier: ['X1'] } },
        { name: 'By hand', filter: { LifeCycleReviewStatus: ['Submitted'] } },
      ],
    },
  });

  test('a broken one is named and does nothing; another is applied; one is saved and removed', async ({
    workbench,
    opportunities,
    page,
    pick,
    inputs,
  }) => {
    const { quickPick } = workbench;
    await opportunities.expand('Prospect');

    await test.step('a broken one says why, and does nothing', async () => {
      await expect(opportunities.message).toContainText(/savedFilters.*cannot use .*Broken \$\u200b\(trash\)/);
      await pick.open();
      const option = quickPick.option(/^Broken/).first();
      await expect(option).toHaveAccessibleName(/cannot be used: “X1” is not an opportunity ID/);
      await expect(option.locator('.monaco-icon-label .codicon-trash')).toHaveCount(0);
      await quickPick.type('Broken');
      await page.keyboard.press('Enter');
      await expect(option).toBeVisible();
      expect(inputs).toHaveLength(1);
    });

    await test.step('one written by hand is set, and then applied', async () => {
      await pick.choose('By hand');
      await pick.apply();
      await expect.poll(() => opportunities.rowsOf('Prospect')).toEqual(names(ofStatus(prospects, 'Submitted')));
      await expect(opportunities.message).toContainText('Filter: Submitted');
    });

    await test.step('saved under a name', async () => {
      await pick.open();
      await pick.enter('Review status');
      await pick.check(['In review']);
      await pick.choose('Save…');
      await pick.inStep('Save Filter');
      await quickPick.type('Mine');
      await page.keyboard.press('Enter');
      await pick.choose('User Settings');
      await pick.overview();
      await quickPick.type('Mine');
      await expect(pick.active).toHaveAccessibleName(/^Mine, Submitted, In review(,|$)/);
    });

    await test.step('removed, once the person agrees', async () => {
      await pick.choose('Rename or Remove Saved Filters…');
      await pick.inStep('Rename or Remove Saved Filters');
      await pick.choose('Mine');
      await pick.inStep('Mine');
      await pick.choose('Remove');
      const question = page.getByRole('dialog').filter({ hasText: 'Remove the saved filter “Mine”?' });
      await question.getByRole('button', { name: 'Remove' }).press('Enter');
      await expect(question).toBeHidden();
      await pick.inStep('Rename or Remove Saved Filters');
      await expect(quickPick.option(/^Mine/)).toHaveCount(0);
      await expect(quickPick.option(/^Broken/)).toBeVisible();
      await quickPick.cancel();
      await expect(opportunities.message).toContainText('Filter: Submitted');
    });
  });
});

test('the menus of rows narrow the filter, and copy a line for the AWS CLI, for another shell too', async ({
  workbench,
  opportunities,
  inputs,
}) => {
  const { notifications, quickPick } = workbench;
  const record = prospects.find(({ LifeCycle }) => LifeCycle?.ReviewStatus === 'Submitted');
  const company = record?.Customer?.Account?.CompanyName ?? '';
  const row = opportunities.item(new RegExp(`, ${record?.Id}(,|$)`));
  await opportunities.expand('Prospect');

  await test.step('to the company, the status and the stage of a row', async () => {
    let filter = {};
    for (const [entry, said, criterion] of [
      ['Filter by This Review Status', 'Filter: Submitted', { LifeCycleReviewStatus: ['Submitted'] }],
      ['Filter by This Company', `company ${company}`, { CustomerCompanyName: [company] }],
      ['Filter by This Stage', 'Filter: Prospect', { LifeCycleStage: ['Prospect'] }],
    ] as const) {
      await opportunities.contextMenu(row, entry);
      await expect(opportunities.message).toContainText(said);
      filter = { ...filter, ...criterion };
      await expect.poll(() => inputs.at(-1)).toMatchObject(filter);
    }
    await expect(opportunities.stages).toHaveCount(1);
    const same = ofStatus(prospects, 'Submitted').filter(({ Customer }) => Customer?.Account?.CompanyName === company);
    await expect.poll(() => opportunities.rowsOf('Prospect')).toEqual(names(same));
  });

  await test.step('a line is copied, and in another form for another shell', async () => {
    await opportunities.contextMenu(opportunities.stage('Prospect'), 'Copy as AWS CLI Command');
    await expect.poll(() => workbench.clipboard()).toContain('--life-cycle-stage Prospect ');
    const said = notifications.filter({ hasText: 'The AWS CLI command for bash or zsh is on the clipboard.' });
    await said.getByRole('button', { name: 'Another Shell…' }).click();
    await expect(quickPick.options).toHaveCount(4);
    await quickPick.pick('Command Prompt');
    await expect.poll(() => workbench.clipboard()).toContain(' --sort "SortBy=LastModifiedDate,SortOrder=DESCENDING"');
  });
});
