import type { ListRequest } from '../../src/core/model/opportunity';
import type { WireRecord } from '../../src/demo/data/wireRecord';
import { findAwsCli, runLine } from '../peers/programs';
import { FilterPick } from './pages/filterPick';
import { test as base, expect } from './support/fixtures';
import { Gate, recordsOf } from './support/replies';

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
const actions = names(ofStatus(prospects, 'Action Required'));

test('Action Required is three keystrokes and Enter; it is said, and cleared by one click', async ({
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
  expect(inputs).toHaveLength(1);
  await expect(button('Filter Opportunities…')).toBeAttached();
  await expect(button('Clear Filter')).not.toBeAttached();

  await test.step('Escape changes nothing', async () => {
    await pick.open();
    await page.keyboard.type('act');
    await expect(pick.active).toHaveAccessibleName(/^Review status: Action Required/);
    await quickPick.cancel();
    expect(inputs).toHaveLength(1);
    await expect(button('Clear Filter')).not.toBeAttached();
  });

  await test.step('back from a step nothing has changed; what was chosen before is kept', async () => {
    await pick.open();
    await pick.enter('Review status');
    await pick.check(['Submitted']);
    await expect(pick.option('Apply')).toHaveAccessibleName(/^Apply, Submitted(,|$)/);
    await pick.enter('Lifecycle stage');
    await pick.back();
    await expect(pick.option('Apply')).toHaveAccessibleName(/^Apply, Submitted(,|$)/);
    await expect(pick.option('Lifecycle stage')).toHaveAccessibleName(/^Lifecycle stage, any(,|$)/);
    await expect(pick.option('Review status')).toHaveAccessibleName(/^Review status, Submitted(,|$)/);
    await quickPick.cancel();
    await pick.open();
    await expect(pick.option('Review status')).toHaveAccessibleName(/^Review status, any(,|$)/);
    await quickPick.cancel();
    expect(inputs).toHaveLength(1);
  });

  await test.step('act, Enter', async () => {
    await pick.open();
    await page.keyboard.type('act');
    await page.keyboard.press('Enter');
    await expect(opportunities.message).toContainText('Filter: Action Required');
    await expect.poll(() => opportunities.rowsOf('Prospect')).toEqual(actions);
    expect(inputs).toHaveLength(2);
    expect(inputs[1]).toMatchObject({ LifeCycleStage: ['Prospect'], LifeCycleReviewStatus: ['Action Required'] });
    await expect(button('Change Filter…')).toBeAttached();
    await expect(button('Filter Opportunities…')).not.toBeAttached();
  });

  await test.step('one click clears it', async () => {
    await opportunities.titleAction('Clear Filter');
    await expect(opportunities.description(opportunities.stage('Prospect'))).toHaveText('100+');
    await expect(opportunities.message).not.toContainText('Filter');
    await expect(button('Clear Filter')).not.toBeAttached();
    expect(inputs.at(-1)).not.toHaveProperty('LifeCycleReviewStatus');
  });
});

test('what AWS would refuse is refused in the step, with the reason, before anything is sent', async ({
  workbench,
  opportunities,
  page,
  pick,
  inputs,
}) => {
  const { quickPick } = workbench;
  await expect(opportunities.stages).toHaveCount(7);
  const ids = (count: number, between: string) =>
    Array.from({ length: count }, (_, n) => `O${1_000_000 + n}`).join(between);

  await pick.open();
  await test.step('identifiers', async () => {
    await pick.enter('Identifier');
    for (const [text, reason] of [
      [ids(21, ' '), '21 IDs, but AWS accepts at most 20.'],
      ['x'.repeat(10_000), /“x{10,60}…” is not an opportunity ID/],
      ['$(trash) [x](command:workbench.action.reloadWindow)', '“$(trash)” and 1 more are not opportunity IDs'],
    ] as const) {
      await quickPick.input.press('ControlOrMeta+a');
      await pick.paste(text);
      await expect
        .poll(() => pick.said())
        .toEqual(reason instanceof RegExp ? expect.stringMatching(reason) : expect.stringContaining(reason));
      await expect(pick.note.locator('a[href], .codicon-trash')).toHaveCount(0);
      await pick.inStep('Identifier');
    }
    await quickPick.type(ids(25, ','));
    await quickPick.widget.getByRole('button', { name: 'Keep the First 20' }).click();
    await expect.poll(() => pick.said()).toContain('20 of 20 IDs');
    await pick.back();
    await expect(pick.option('Identifier')).toHaveAccessibleName(/^Identifier, any(,|$)/);
  });

  await test.step('company names', async () => {
    await pick.enter('Customer company name');
    const refused = async (text: string, reason: string) => {
      await quickPick.type(text);
      await expect(pick.active).toHaveAccessibleName(new RegExp(reason));
      await page.keyboard.press('Enter');
      await expect(quickPick.input).not.toHaveValue('');
      await pick.inStep('Customer company name');
    };
    await refused('x'.repeat(10_000), 'A company name can have at most 120 characters, and this has 10000');
    await refused('a\u202eb', 'It contains control characters or invisible marks');
    for (let n = 1; n <= 10; n++) {
      await quickPick.type(`Company ${n}`);
      await page.keyboard.press('Enter');
      await expect(quickPick.input).toHaveValue('');
    }
    await refused('Company 11', 'AWS accepts at most 10 company names');
    await pick.back();
  });

  await test.step('dates', async () => {
    await pick.enter('Target close date');
    await pick.choose('After…');
    await pick.inStep('Target close date after');
    for (const text of ['2026-02-30', 'x'.repeat(10_000)]) {
      await quickPick.type(text);
      await page.keyboard.press('Enter');
      await expect.poll(() => pick.said()).toContain('is not a date. Write 2026-01-31');
    }
    await quickPick.type('2026-03-01');
    await page.keyboard.press('Enter');
    await pick.inStep('Target close date');
    await pick.choose('Before…');
    await pick.inStep('Target close date before');
    await quickPick.type('2026-01-01');
    await page.keyboard.press('Enter');
    await expect.poll(() => pick.said()).toContain('it ends before it begins (2026-03-01 > 2026-01-01)');
    await pick.inStep('Target close date before');
    await quickPick.widget.getByRole('button', { name: /^Back/ }).click();
    await pick.inStep('Target close date');
    await pick.back();
  });

  await test.step('the ends of the list', async () => {
    for (const [step, text, reason] of [
      ['Maximum items', '0', 'Enter a whole number of 1 or more.'],
      [
        'Start from token',
        Buffer.from('{"NextToken": null, "boto_truncate_amount": 250}').toString('base64'),
        'It continues 250 items into a page, but a page has 100 here.',
      ],
    ] as const) {
      await pick.enter(step);
      await quickPick.type(text);
      await page.keyboard.press('Enter');
      await expect.poll(() => pick.said()).toContain(reason);
      await pick.inStep(step);
      await pick.back();
    }
  });

  await quickPick.cancel();
  expect(inputs).toHaveLength(0);
});

test('every kind of step leads to what is asked of AWS, by the button too, and one click takes it all away', async ({
  opportunities,
  pick,
  inputs,
}) => {
  const asked = () => {
    const { Catalog: _, MaxResults: __, ...rest } = inputs.at(-1) ?? {};
    return rest;
  };
  await opportunities.expand('Prospect');
  const Sort = { SortBy: 'CreatedDate', SortOrder: 'ASCENDING' };
  await pick.openByButton('Sort: Created, oldest first');
  await expect.poll(asked).toEqual({ LifeCycleStage: ['Prospect'], Sort });

  const [first, second, third] = prospects.map(({ Id }) => Id ?? '');
  await pick.open();
  await pick.enter('Identifier');
  await pick.paste(`${first}\n${second}, ${third}`);
  await pick.overview();
  await pick.enter('Created');
  await pick.choose('last 90 days');
  await pick.overview();
  await pick.enter('Target close date');
  await pick.setDates('Target close date', { after: '2026-01-02', before: '2026-03-04' });
  await pick.enter('Maximum items');
  await pick.write('25');
  await pick.enter('Start from token');
  await pick.write(Buffer.from('{"NextToken": null, "boto_truncate_amount": 5}').toString('base64'));
  await expect(pick.option('Maximum items')).toHaveAccessibleName(/^Maximum items, 25(,|$)/);
  await expect(pick.option('Start from token')).not.toHaveAccessibleName(/the beginning/);
  await pick.apply();
  await expect.poll(asked).toEqual({
    Sort,
    Identifier: [first, second, third],
    CreatedDate: { AfterCreatedDate: expect.stringMatching(/^\d{4}-/) },
    TargetCloseDate: { AfterTargetCloseDate: '2026-01-02', BeforeTargetCloseDate: '2026-03-04' },
  });

  await pick.openCleared();
  await pick.apply();
  await opportunities.expand('Prospect');
  const usual = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' };
  await expect.poll(asked).toEqual({ LifeCycleStage: ['Prospect'], Sort: usual });
});

test('hostile text is shown as it is, and sent as it is', async ({ workbench, opportunities, page, pick, inputs }) => {
  const hostile = ['$(trash)', '[x](command:workbench.action.reloadWindow)', '<b>&amp;', "'; rm -rf ~"];
  await expect(opportunities.stages).toHaveCount(7);
  await pick.open();
  await pick.enter('Customer company name');
  await pick.addCompanies(hostile);
  const plain = (text: string | null) => (text ?? '').replaceAll('\u200b', '');
  await expect.poll(async () => plain(await pick.active.textContent())).toContain(`company ${hostile.join(', ')}`);
  await expect(workbench.quickPick.widget.locator('a[href], .codicon-trash')).toHaveCount(0);
  await pick.apply();
  await expect(opportunities.message).toContainText(`Filter: company ${hostile.join(', ')}`);
  await expect(opportunities.message.locator('a[href], b, .codicon')).toHaveCount(0);
  await opportunities.expand('Prospect');
  await expect.poll(() => inputs.at(-1)?.CustomerCompanyName).toEqual(hostile);
  await page.keyboard.press('Escape');
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

  test('a broken one is named and skipped; others are picked, saved, renamed and removed', async ({
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
      await quickPick.cancel();
      expect(inputs).toHaveLength(1);
    });

    await test.step('one written by hand is applied at once', async () => {
      await pick.open();
      await pick.choose('By hand');
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
      await expect(pick.option('Mine')).toHaveAccessibleName(/^Mine, Submitted, In review(,|$)/);
      await quickPick.cancel();
      await expect(opportunities.message).toContainText('Filter: Submitted');
    });

    await test.step('renamed', async () => {
      await pick.open();
      await pick.choose('Rename or Remove Saved Filters…');
      await pick.inStep('Rename or Remove Saved Filters');
      await pick.choose('Mine');
      await pick.inStep('Mine');
      await pick.choose('Rename…');
      await pick.inStep('Rename Filter');
      await quickPick.type('By hand');
      await expect.poll(() => pick.said()).toContain('There is already a filter with this name in the user settings.');
      await quickPick.type('Ours');
      await page.keyboard.press('Enter');
      await pick.inStep('Rename or Remove Saved Filters');
      await expect(quickPick.option(/^Ours/)).toBeVisible();
      await expect(quickPick.option(/^Mine/)).toHaveCount(0);
      await pick.back();
    });

    await test.step('picked', async () => {
      await pick.choose('Ours');
      await expect(opportunities.message).toContainText('Filter: Submitted, In review');
      expect(inputs.at(-1)).toMatchObject({ LifeCycleReviewStatus: ['Submitted', 'In review'] });
    });

    await test.step('removed, once the person agrees', async () => {
      await pick.open();
      await pick.choose('Rename or Remove Saved Filters…');
      await pick.inStep('Rename or Remove Saved Filters');
      await pick.choose('Ours');
      await pick.inStep('Ours');
      await pick.choose('Remove');
      const question = page.getByRole('dialog').filter({ hasText: 'Remove the saved filter “Ours”?' });
      await question.getByRole('button', { name: 'Remove' }).press('Enter');
      await expect(question).toBeHidden();
      await pick.inStep('Rename or Remove Saved Filters');
      await expect(quickPick.option(/^Ours/)).toHaveCount(0);
      await expect(quickPick.option(/^Broken/)).toBeVisible();
      await quickPick.cancel();
    });
  });
});

test('Filter by This narrows to the company, the status and the stage of a row', async ({ opportunities, inputs }) => {
  const record = prospects.find(({ LifeCycle }) => LifeCycle?.ReviewStatus === 'Submitted');
  const company = record?.Customer?.Account?.CompanyName ?? '';
  const row = opportunities.item(new RegExp(`, ${record?.Id},`));
  await opportunities.expand('Prospect');
  for (const [entry, criterion] of [
    ['Filter by This Review Status', { LifeCycleReviewStatus: ['Submitted'] }],
    ['Filter by This Company', { LifeCycleReviewStatus: ['Submitted'], CustomerCompanyName: [company] }],
    [
      'Filter by This Stage',
      { LifeCycleReviewStatus: ['Submitted'], CustomerCompanyName: [company], LifeCycleStage: ['Prospect'] },
    ],
  ] as const) {
    await opportunities.contextMenu(row, entry);
    await expect.poll(() => inputs.at(-1)).toMatchObject(criterion);
    await expect(opportunities.message).toContainText(
      entry === 'Filter by This Review Status' ? 'Filter: Submitted' : `company ${company}`,
    );
  }
  await expect(opportunities.stages).toHaveCount(1);
  const same = ofStatus(prospects, 'Submitted').filter(({ Customer }) => Customer?.Account?.CompanyName === company);
  await expect.poll(() => opportunities.rowsOf('Prospect')).toEqual(names(same));
});

test('a change asks at once and aborts what was asked before: a late page never shows', async ({
  opportunities,
  page,
  pick,
  intercept,
}) => {
  await opportunities.expand('Prospect');
  await expect(opportunities.description(opportunities.stage('Prospect'))).toHaveText('100+');
  const gate = new Gate();
  const sent: ListRequest[] = [];
  intercept((request) => {
    const input = request.input as ListRequest;
    sent.push(input);
    return input.LifeCycleReviewStatus ? undefined : gate.hold(request);
  });
  await opportunities.loadMore('Prospect');
  await expect.poll(() => gate.held).toBe(1);

  await pick.open();
  await page.keyboard.type('act');
  await page.keyboard.press('Enter');
  await expect.poll(() => opportunities.rowsOf('Prospect')).toEqual(actions);
  expect(sent.map(({ LifeCycleReviewStatus: status }) => status)).toEqual([undefined, ['Action Required']]);
  await expect.poll(() => gate.abandoned).toBe(1);

  gate.open();
  // Another page of the new filter comes after the late one would have.
  await opportunities.expand('Qualified');
  const qualified = names(ofStatus(recordsOf('Qualified'), 'Action Required'));
  await expect.poll(() => opportunities.rowsOf('Qualified')).toEqual(qualified);
  expect(await opportunities.rowsOf('Prospect')).toEqual(actions);
});

const cli = findAwsCli();
test(`Copy as AWS CLI Command lists the same (${'missing' in cli ? `skipped, ${cli.missing}` : `AWS CLI ${cli.version}`})`, async ({
  workbench,
  opportunities,
  pick,
  vscode,
}) => {
  if ('missing' in cli) return test.skip();
  await expect(opportunities.stages).toHaveCount(7);
  await pick.open();
  await pick.enter('Review status');
  await pick.check(['Action Required', 'Rejected']);
  await pick.enter('Target close date');
  await pick.choose('overdue');
  await pick.overview();
  await pick.enter('Sort');
  await pick.choose('Customer company name, A to Z');
  await pick.overview();
  await pick.apply();
  await opportunities.expand('Prospect');
  const shown = () =>
    opportunities.items.evaluateAll((rows) =>
      rows
        .sort((a, b) => Number(a.getAttribute('data-index')) - Number(b.getAttribute('data-index')))
        .flatMap((row) => /, (O\d+)(?:,|$)/.exec(row.getAttribute('aria-label') ?? '')?.[1] ?? []),
    );
  await opportunities.contextMenu(opportunities.stage('Prospect'), 'Copy as AWS CLI Command');
  await expect.poll(() => workbench.clipboard()).toContain('--life-cycle-stage Prospect');
  const listed = await runLine(await workbench.clipboard(), vscode.aws.env);
  const today = new Date().toISOString().slice(0, 10);
  const overdue = ['Action Required', 'Rejected']
    .flatMap((status) => ofStatus(prospects, status))
    .filter(({ LifeCycle }) => (LifeCycle?.TargetCloseDate ?? today) < today);
  expect(listed.toSorted()).toEqual(overdue.map(({ Id }) => Id).toSorted());
  expect(listed).not.toEqual([]);
  await expect.poll(shown).toEqual(listed);

  await test.step('another shell is chosen where it is copied, and stays chosen', async () => {
    const { notifications, quickPick } = workbench;
    // A notification goes by itself after a while: the one of this copy is there now.
    await opportunities.contextMenu(opportunities.stage('Qualified'), 'Copy as AWS CLI Command');
    await expect.poll(() => workbench.clipboard()).toContain('--life-cycle-stage Qualified ');
    const said = notifications.filter({ hasText: 'The AWS CLI command for bash or zsh is on the clipboard.' });
    await said.last().getByRole('button', { name: 'Another Shell…' }).click();
    await expect(quickPick.options).toHaveCount(4);
    await quickPick.pick('Command Prompt');
    await expect
      .poll(() => workbench.clipboard())
      .toContain(' --sort "SortBy=CustomerCompanyName,SortOrder=ASCENDING"');
    await opportunities.contextMenu(opportunities.stage('Committed'), 'Copy as AWS CLI Command');
    await expect.poll(() => workbench.clipboard()).toContain('--life-cycle-stage Committed ');
    expect(await workbench.clipboard()).toContain(' --target-close-date "BeforeTargetCloseDate=');
  });
});
