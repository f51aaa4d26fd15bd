import assert from 'node:assert/strict';
import type { Filter } from '../../../../src/core/query/filter';
import type { OpportunityRow } from '../../../../src/views/opportunities/rows';
import type { RunnableCommands } from '../../../../src/views/registerCommands';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { all, type OpenPick, pick, typed, vscode } from '../../../support/fakeVscode';
import { calm, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

const item = {
  ...summary('O1', 'Qualified'),
  LifeCycle: { Stage: 'Qualified', ReviewStatus: 'Approved' },
  Customer: { Account: { CompanyName: 'Example' } },
} as const;
const row: OpportunityRow = { kind: 'opportunity', group: { kind: 'stage', stage: 'Qualified' }, item, key: 'O1' };

describe('the commands of the filter', () => {
  let window: WindowUnderTest;
  let source: FakeSource;
  let script: ConstructorParameters<typeof FakeSource>[0];
  let commands: RunnableCommands<'opportunities'>;
  const said = () => vscode.textsIn('notification');
  const saved = () => vscode.setting('partnerCentral.savedFilters');

  beforeEach(async () => {
    vscode.install();
    const { opportunityCommands } = await import('../../../../src/views/opportunities/opportunityCommands');
    script = () => page([item]);
    window = await openWindow(() => {
      source = new FakeSource((request, n) => script?.(request, n));
      return source;
    });
    commands = opportunityCommands(window.parts);
  });

  afterEach(() => window.dispose());

  const filter: Filter = { LifeCycleStage: ['Prospect'] };

  describe('Save Current Filter', () => {
    it('saves the filter that is on under the name that is typed', async () => {
      await window.choices.choose({ filter });
      vscode.steps.push((box) => {
        box.type('  Mine ');
        box.accept();
      });
      await commands['partnerCentral.saveFilter']();
      assert.deepEqual(saved(), [{ name: 'Mine', filter }]);
      assert.deepEqual(said(), []);
    });

    it('says so where none is on, and asks for no name', async () => {
      await commands['partnerCentral.saveFilter']();
      assert.deepEqual(said(), ['No filter is active, so there is nothing to save.']);
      assert.equal(saved(), undefined);
      assert.deepEqual(vscode.textsIn('box.title'), []);
    });

    it('says so where what is kept is no filter', async () => {
      await window.choices.choose({ filter: 'broken' as Filter });
      await commands['partnerCentral.saveFilter']();
      assert.deepEqual(said(), ['This filter cannot be read, so it cannot be saved.']);
      assert.equal(saved(), undefined);
    });

    it('saves nothing where the person leaves, and takes no name that cannot be one', async () => {
      await window.choices.choose({ filter });
      await commands['partnerCentral.saveFilter']();
      for (const name of ['', '  ', 'a'.repeat(101), 'a\u202eb']) {
        vscode.steps.push((box) => {
          box.type(name);
          box.accept();
          box.hide();
        });
        await commands['partnerCentral.saveFilter']();
      }
      assert.equal(saved(), undefined);
    });

    it('asks before it replaces one of the same name, and keeps the others', async () => {
      const others = [
        { name: 'Mine', filter: {} },
        { name: 'Yours', filter: {} },
      ];
      vscode.set('partnerCentral.savedFilters', others);
      await window.choices.choose({ filter });
      const named = () =>
        vscode.steps.push((box) => {
          box.type('Mine');
          box.accept();
        });
      named();
      await commands['partnerCentral.saveFilter']();
      assert.deepEqual(saved(), others);
      assert.deepEqual(said(), ['Replace the saved filter “Mine”?']);
      vscode.answer = ([first]) => first;
      named();
      await commands['partnerCentral.saveFilter']();
      assert.deepEqual(saved(), [{ name: 'Mine', filter }, others[1]]);
    });
  });

  it('narrow the filter to what a row has, and keep the other criteria', async () => {
    await commands['partnerCentral.filterByStage'](row);
    await commands['partnerCentral.filterByStatus'](row);
    await commands['partnerCentral.filterByCompany'](row);
    assert.deepEqual(window.choices.filter, {
      LifeCycleStage: ['Qualified'],
      LifeCycleReviewStatus: ['Approved'],
      CustomerCompanyName: ['Example'],
    });
    assert.deepEqual(window.choices.recentFilters[0], window.choices.filter);
    await window.current.value.listOf('Qualified')?.firstPage();
    const { Catalog: _, MaxResults: __, Sort: ___, ...asked } = source.calls.at(-1)?.request ?? assert.fail();
    assert.deepEqual(asked, window.choices.filter);
    assert.deepEqual(window.current.value.keys, ['Qualified']);
  });

  it('say what they replace, and take it back unless the person chose something else since', async () => {
    await window.choices.choose({ filter: { LifeCycleStage: ['Launched', 'Qualified'], Identifier: ['O1'] } });
    await commands['partnerCentral.filterByStage'](row);
    assert.deepEqual(said(), ['Lifecycle stage: Qualified, instead of Launched.']);
    await commands['partnerCentral.filterByStage'](row);
    await commands['partnerCentral.filterByStatus'](row);
    assert.equal(said().length, 1, 'nothing else was replaced');
    assert.deepEqual(window.choices.filter.LifeCycleStage, ['Qualified']);
    vscode.answer = ([first]) => first;
    await commands['partnerCentral.filterByStage']({ kind: 'stage', stage: 'Committed' });
    await calm();
    assert.deepEqual(window.choices.filter.LifeCycleStage, ['Qualified']);
    vscode.answer = ([first]) => {
      void window.choices.choose({ filter: {} });
      return first;
    };
    await commands['partnerCentral.filterByStage']({ kind: 'stage', stage: 'Committed' });
    await calm();
    assert.deepEqual(window.choices.filter, {});
  });

  it('take a stage for itself, and what is selected where there is no row', async () => {
    await commands['partnerCentral.filterByStage']({ kind: 'stage', stage: 'Launched' });
    assert.deepEqual(window.choices.filter, { LifeCycleStage: ['Launched'] });
    window.view.selection = [{ kind: 'stage', stage: 'Committed' }];
    await commands['partnerCentral.filterByStage']();
    assert.deepEqual(window.choices.filter, { LifeCycleStage: ['Committed'] });
  });

  it('change nothing where the row has nothing that could be asked for', async () => {
    const bare = { ...summary('O2'), LifeCycle: {}, Customer: { Account: { CompanyName: ' ' } } };
    for (const name of ['filterByStage', 'filterByStatus', 'filterByCompany'] as const) {
      await commands[`partnerCentral.${name}`]({ ...row, item: bare });
      await commands[`partnerCentral.${name}`]({ ...row, item: { Catalog: 'AWS' } });
    }
    assert.deepEqual(window.choices.filter, {});
    assert.deepEqual(window.choices.recentFilters, []);
  });

  it('clear all that keeps opportunities from being listed, and nothing else', async () => {
    const sort = { SortBy: 'CreatedDate', SortOrder: 'ASCENDING' } as const;
    await window.choices.choose({ filter, sort, maxItems: 20, startingToken: 'abc', grouping: 'industry' });
    await commands['partnerCentral.clearFilter']();
    const { choices } = window;
    assert.deepEqual([choices.filter, choices.maxItems, choices.startingToken], [{}, undefined, undefined]);
    assert.deepEqual([choices.sort, choices.grouping], [sort, 'industry']);
  });

  it('send nothing that the API would refuse, and say why', async () => {
    const many = Array.from({ length: 10 }, (_, n) => `Company ${n}`);
    await window.choices.choose({ filter: { CustomerCompanyName: many } });
    const full = window.choices.filter;
    const name = 'x'.repeat(1_000);
    const { CustomerCompanyName: _, ...rest } = full;
    await window.choices.choose({ filter: { ...rest, TargetCloseDate: { AfterTargetCloseDate: 'soon' } } });
    await commands['partnerCentral.filterByCompany']({
      ...row,
      item: { ...item, Customer: { Account: { CompanyName: name } } },
    });
    assert.match(said().at(-1) ?? '', /is not a date/);
    assert.ok(!('CustomerCompanyName' in window.choices.filter));
  });

  it('sort by what is picked, or by what the settings say, and leave it at that where nothing is', async () => {
    vscode.steps.push((pick) => pick.pick('Created, oldest first'));
    await commands['partnerCentral.sort']();
    const sort = { SortBy: 'CreatedDate', SortOrder: 'ASCENDING' };
    assert.deepEqual(window.choices.sort, sort);
    vscode.steps.push((pick) => pick.hide());
    await commands['partnerCentral.sort']();
    assert.deepEqual(window.choices.sort, sort);
    vscode.steps.push((pick) => pick.pick('From the Settings'));
    await commands['partnerCentral.sort']();
    assert.equal(window.choices.sort, undefined);
  });

  it('list what the pick was left with, suggest the companies that are loaded, and change nothing else', async () => {
    await window.current.value.listOf('Qualified')?.firstPage();
    vscode.steps.push((pick) => pick.pick('Customer company name'));
    vscode.steps.push((pick) => {
      pick.pick('Example');
      pick.pick('Done');
    });
    vscode.steps.push((pick) => pick.pick('Apply'));
    await commands['partnerCentral.filter']();
    assert.deepEqual(window.choices.filter, { CustomerCompanyName: ['Example'] });
    vscode.steps.push((pick) => pick.hide());
    await commands['partnerCentral.changeFilter']();
    assert.deepEqual(window.choices.filter, { CustomerCompanyName: ['Example'] });
  });

  describe('ask AWS', () => {
    const usual = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' };
    const choose = async (...steps: ((pick: OpenPick) => void)[]) => {
      vscode.steps.push(...steps);
      await commands['partnerCentral.changeFilter']();
      assert.equal(vscode.steps.length, 0);
    };
    /** Types what is refused, and goes back. */
    const refused = (text: string) => (box: OpenPick) => {
      typed(text)(box);
      box.press(0);
    };
    /** What AWS is asked for when the first list of the window is read. */
    const asked = async () => {
      const lists = window.current.value;
      await lists.listOf(lists.keys[0] ?? assert.fail())?.firstPage();
      const { Catalog: _, MaxResults: __, ...rest } = source.calls.at(-1)?.request ?? assert.fail();
      return rest;
    };

    it('for what every kind of step leads to, and for everything again once it is all cleared', async () => {
      await choose(all(pick('Sort: Created, oldest first'), pick('Apply')));
      const Sort = { SortBy: 'CreatedDate', SortOrder: 'ASCENDING' };
      assert.deepEqual(await asked(), { LifeCycleStage: ['Prospect'], Sort });
      await choose(
        pick('Identifier'),
        typed('O1\nO2, O3'),
        pick('Created'),
        pick('last 90 days'),
        pick('Target close date'),
        pick('After…'),
        typed('2026-01-02'),
        pick('Before…'),
        typed('2026-03-04'),
        pick('Done'),
        pick('Maximum items'),
        typed('25'),
        pick('Start from token'),
        typed(btoa('{"NextToken": null, "boto_truncate_amount": 5}')),
        pick('Apply'),
      );
      assert.deepEqual(await asked(), {
        Sort,
        Identifier: ['O1', 'O2', 'O3'],
        CreatedDate: { AfterCreatedDate: '2025-12-15T00:00:00.000Z' },
        TargetCloseDate: { AfterTargetCloseDate: '2026-01-02', BeforeTargetCloseDate: '2026-03-04' },
      });
      await choose(all(pick('Clear All'), pick('Apply')));
      assert.deepEqual(await asked(), { LifeCycleStage: ['Prospect'], Sort: usual });
      await choose(all(pick('Review status: Action Required'), pick('Apply')));
      assert.deepEqual((await asked()).LifeCycleReviewStatus, ['Action Required']);
      await commands['partnerCentral.clearFilter']();
      assert.deepEqual(await asked(), { LifeCycleStage: ['Prospect'], Sort: usual });
    });

    it('for names of companies to the letter', async () => {
      const hostile = ['$(trash)', '[x](command:y)', '<b>&amp;', "'; rm -rf ~"];
      await choose(
        pick('Customer company name'),
        (on) => {
          for (const name of hostile) typed(name)(on);
          on.pick('Done');
        },
        pick('Apply'),
      );
      assert.deepEqual((await asked()).CustomerCompanyName, hostile);
    });

    it('for nothing while a choice is made, or where it is refused or left', async () => {
      await choose(
        pick('Identifier'),
        refused('what'),
        pick('Customer company name'),
        refused('x'.repeat(10_000)),
        pick('Target close date'),
        pick('After…'),
        refused('2026-02-30'),
        (on) => on.press(0),
        pick('Maximum items'),
        refused('0'),
        pick('Start from token'),
        refused('a b'),
        pick('Review status'),
        (on) => {
          on.select('Submitted');
          on.accept();
        },
        (on) => on.hide(),
      );
      assert.deepEqual([source.calls.length, window.choices.filter], [0, {}]);
    });

    it('as soon as it is applied, and abort what was asked before: a late page never shows', async () => {
      const old = { ...item, Id: 'O7' };
      const wanted = { ...item, Id: 'O8' };
      script = ({ NextToken, LifeCycleReviewStatus }) =>
        LifeCycleReviewStatus ? page([wanted]) : NextToken ? undefined : page([item], 'more');
      const qualified = { kind: 'stage', stage: 'Qualified' } as const;
      const shown = async () =>
        (await window.tree.getChildren(qualified)).map((row) => (row.kind === 'opportunity' ? row.item.Id : row.kind));
      assert.deepEqual(await shown(), ['O1', 'more']);
      void commands['partnerCentral.loadMore'](qualified);
      await calm();
      const [, late] = source.calls;
      const before = source;
      assert.equal(late?.signal.aborted, false);
      await choose(all(pick('Review status: Action Required'), pick('Apply')));
      assert.equal(late?.signal.aborted, true);
      assert.deepEqual(await shown(), ['O8']);
      const statuses = [...before.calls, ...source.calls].map(({ request }) => request.LifeCycleReviewStatus);
      assert.deepEqual(statuses, [undefined, undefined, ['Action Required']]);
      late?.answer(page([old]));
      await calm();
      assert.deepEqual(await shown(), ['O8']);
    });
  });
});
