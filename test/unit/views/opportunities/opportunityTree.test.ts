import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import type { Grouping } from '../../../../src/core/model/grouping';
import type { ListRequest, OpportunitySummary } from '../../../../src/core/model/opportunity';
import { monthText } from '../../../../src/core/text/calendar';
import { createSampleSource } from '../../../../src/demo/sampleSource';
import { type Row, rangeSize } from '../../../../src/views/opportunities/rows';
import { FakeSource, page, pagesOf, sourceOfPages, summary } from '../../../support/fakeSource';
import { vscode } from '../../../support/fakeVscode';
import { MemoryState } from '../../../support/memoryState';
import { utc } from '../../../support/moments';
import { calm, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

describe('the rows of the tree', () => {
  let window: WindowUnderTest;
  let source: FakeSource;
  const fired: (Row | undefined)[] = [];

  const open = async (script?: ConstructorParameters<typeof FakeSource>[0]) => {
    window = await openWindow(() => {
      source = new FakeSource(script);
      return source;
    });
    fired.length = 0;
    window.tree.onDidChangeTreeData((rows) => void fired.push(...(Array.isArray(rows) ? rows : [rows])));
    return window.tree;
  };
  const stage = async (name = 'Prospect'): Promise<Row> => {
    const roots = await window.tree.getChildren();
    return roots.find((row) => row.kind === 'stage' && row.stage === name) ?? assert.fail(name);
  };
  const expand = async () => {
    const rows = await window.tree.getChildren(await stage());
    await calm();
    return rows;
  };
  const itemOf = (row: Row) => {
    const item = window.tree.getTreeItem(row);
    if (item instanceof Promise) throw new Error('how rows look is not loaded');
    return item;
  };
  const marksOf = (row: Row | undefined) => {
    assert.ok(row);
    const { resourceUri } = itemOf(row);
    return resourceUri?.query || undefined;
  };

  afterEach(() => window.dispose());

  it('are open where they were before the window was reloaded, and only there', async () => {
    const state = new MemoryState();
    await open();
    const closed = itemOf(await stage()).collapsibleState;
    window.dispose();
    for (const kept of [['Prospect', 'Nonsense', 7], 'Prospect', undefined]) {
      await state.update('openStages', kept);
      window = await openWindow(() => new FakeSource(pagesOf(3, 2)), { state });
      const open = (await window.tree.getChildren()).filter((row) => itemOf(row).collapsibleState !== closed);
      assert.deepEqual(open, Array.isArray(kept) ? [await stage()] : []);
      assert.deepEqual(window.opened, [], 'VS Code asks for the rows of what is open if it is seen');
      if (kept) window.dispose();
    }
    const { openStages } = window;
    openStages.note('Committed', true);
    openStages.note('Qualified', true);
    openStages.note('Committed', false);
    assert.deepEqual(state.get('openStages'), ['Qualified']);
    assert.equal(itemOf(await stage('Qualified')).collapsibleState, closed, 'VS Code keeps what the person does');
  });

  it('are opened again after a reload only until the person closes them, or other lists are shown', async () => {
    const state = new MemoryState();
    await state.update('openStages', ['Prospect', 'Qualified']);
    window = await openWindow(() => new FakeSource(pagesOf(3, 2)), { state });
    const { openStages } = window;
    openStages.note('Qualified', false);
    assert.deepEqual([openStages.has('Prospect'), openStages.has('Qualified')], [true, false]);
    openStages.begin();
    assert.equal(openStages.has('Prospect'), false);
    assert.deepEqual(state.get('openStages'), ['Prospect'], 'for the next window');
  });

  it('are kept as open as VS Code shows them when other stages are shown', async () => {
    const state = new MemoryState();
    const { OpenStages } = await import('../../../../src/views/openStages');
    const open = new OpenStages(state, ['Prospect', 'Qualified', 'Committed']);
    const kept = () => state.get('openStages');
    for (const stage of ['Prospect', 'Committed'] as const) open.note(stage, true);
    open.show(['Prospect', 'Committed', 'Launched']);
    assert.deepEqual(kept(), ['Prospect', 'Committed'], 'the same rows');
    open.show(['Committed']);
    assert.deepEqual(kept(), ['Committed'], 'alone, it is open');
    open.note('Committed', false);
    open.show(['Committed']);
    assert.deepEqual(kept(), [], 'it is the same row, which the person closed');
    open.note('Committed', true);
    open.show(['Prospect', 'Committed']);
    assert.deepEqual(kept(), [], 'it is another row, which VS Code does not know');
    open.show(['Prospect']);
    assert.deepEqual(kept(), ['Prospect']);
    open.show([]);
    assert.deepEqual(kept(), []);
  });

  it('are open where the filter leaves one stage, as a row that VS Code does not know as closed', async () => {
    await open(pagesOf(3, 2));
    const before = itemOf(await stage());
    await window.choices.choose({ filter: { LifeCycleStage: ['Prospect', 'Committed'] } });
    assert.deepEqual([itemOf(await stage()).collapsibleState, before.id], [before.collapsibleState, 'Prospect']);
    await window.choices.choose({ filter: { LifeCycleStage: ['Prospect'] } });
    const alone = itemOf(await stage());
    assert.notEqual(alone.collapsibleState, before.collapsibleState);
    assert.notEqual(alone.id, before.id);
    const rows = await expand();
    assert.equal(rows.length, 3);
    await window.choices.choose({ filter: {} });
    assert.deepEqual(
      [itemOf(await stage()).collapsibleState, itemOf(await stage()).id],
      [before.collapsibleState, before.id],
    );
  });

  it('F05: are the stages, and nothing is read before one is opened', async () => {
    const tree = await open(pagesOf(3, 2));
    assert.equal((await tree.getChildren()).length, 7);
    assert.deepEqual(window.opened, []);
    assert.equal(itemOf(await stage()).description, undefined);
    const rows = await expand();
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ['opportunity', 'opportunity', 'more'],
    );
    const item = itemOf(await stage());
    assert.deepEqual([item.description, item.contextValue], ['2+', 'stage more']);
    await window.current.value.listOf('Prospect')?.loadMore();
    assert.equal(itemOf(await stage()).description, '3');
    assert.equal(itemOf(await stage()).contextValue, 'stage complete');
  });

  it('are marked as overdue by the person’s day: after midnight too', async () => {
    const due: OpportunitySummary = {
      ...summary('O1'),
      LifeCycle: { Stage: 'Prospect', TargetCloseDate: '2026-03-15' },
    };
    await open(() => page([due]));
    const [row] = await expand();
    assert.equal(marksOf(row), undefined);
    fired.length = 0;
    window.moveTo(utc('2026-03-16T00:00:01Z'));
    assert.deepEqual(fired, [undefined], 'VS Code asks for all rows again');
    assert.equal(marksOf(row), 'overdue');
  });

  it('turn overdue at midnight wherever they are shown: under a stage, in a range and in a group of their month', async () => {
    const due = (Id: string): OpportunitySummary => ({
      ...summary(Id),
      LifeCycle: { Stage: 'Prospect', TargetCloseDate: '2026-03-15' },
    });
    const many = Array.from({ length: rangeSize + 1 }, (_, n) => due(`O${n}`));
    await open(() => page(many));
    const under = async (row: Row): Promise<readonly Row[]> => {
      const rows = await window.tree.getChildren(row);
      return rows.some(({ kind }) => kind === 'range') ? (await Promise.all(rows.map(under))).flat() : rows;
    };
    const inStage = await under(await stage());
    await window.choices.choose({ grouping: 'closeMonth' });
    const [month] = await window.tree.getChildren();
    const inMonth = await under(month ?? assert.fail());
    assert.deepEqual([inStage.length, inMonth.length], [many.length, many.length]);
    const rows = [...inStage, ...inMonth];
    assert.equal(rows.filter((row) => marksOf(row)).length, 0);
    fired.length = 0;
    window.moveTo(utc('2026-03-16T00:00:01Z'));
    assert.deepEqual(fired, [undefined], 'VS Code asks for all rows again');
    for (const row of rows) {
      const { description, accessibilityInformation, resourceUri } = itemOf(row);
      assert.match(String(description), /^Mar 15, 2026 · O\d+ · overdue$/);
      assert.match(accessibilityInformation?.label ?? '', /, overdue Mar 15, 2026, /);
      // VS Code asks for the decoration of each address once, so that another mark is another address.
      assert.equal(resourceUri?.query, 'overdue');
    }
    window.moveTo(utc('2026-03-15T23:00:00Z'));
    assert.equal(rows.filter((row) => marksOf(row)).length, 0, 'where the person travels west, it is yesterday again');
  });

  it('show at once, and without a request, what the setting names', async () => {
    const item: OpportunitySummary = {
      ...{ Catalog: 'AWS', Id: 'O1', OpportunityType: 'Expansion' },
      LifeCycle: { Stage: 'Prospect', ReviewStatus: 'Approved', TargetCloseDate: '2026-03-14' },
      Customer: { Account: { CompanyName: 'Acme', Address: { City: 'Bern' } } },
    };
    await open(() => page([item]));
    const [row] = await expand();
    const looks = () => {
      const { description, accessibilityInformation, resourceUri } = itemOf(row ?? assert.fail());
      return [description, accessibilityInformation?.label, resourceUri?.query];
    };
    const said = 'Acme, Approved, overdue Mar 14, 2026';
    assert.deepEqual(looks(), ['Mar 14, 2026 · O1 · overdue', `${said}, O1`, 'overdue']);
    const { calls } = source;
    const before = calls.length;
    for (const [value, shown, more] of [
      [['City', 'OpportunityType'], 'Bern · Expansion · overdue', ', Bern, Expansion'],
      [['ReviewStatus', 'Nothing', 'City'], 'Approved · Bern · overdue', ', Bern'],
      [[], '', ''],
      [['Nothing'], 'Mar 14, 2026 · O1 · overdue', ', O1'],
    ] as const) {
      fired.length = 0;
      vscode.set('partnerCentral.rowDetails', value);
      assert.deepEqual(fired, [undefined], 'VS Code asks for all rows again');
      assert.deepEqual(looks(), [shown, `${said}${more}`, 'overdue']);
    }
    await calm();
    assert.equal(calls.length, before);
    const problem = (await window.tree.getChildren())[0];
    assert.equal(problem?.kind, 'problem');
    assert.equal(itemOf(problem ?? assert.fail()).tooltip, 'partnerCentral.rowDetails: there is no field "Nothing".');
    assert.match(window.view.message, /rowDetails: there is no field "Nothing"/);
    vscode.set('partnerCentral.rowDetails', undefined);
    assert.deepEqual(looks()[0], 'Mar 14, 2026 · O1 · overdue');
  });

  it('say each number as a person does: 1 is not 2, and thousands are easy to read', async () => {
    await open(() =>
      page(
        Array.from({ length: 3_000 }, (_, n) => summary(`O${n}`)),
        't1',
      ),
    );
    await expand();
    assert.equal(itemOf(await stage()).description, '3,000+');
    const list = await stage();
    assert.ok(list.kind === 'stage');
    const tooltip = (skipped: number, unreadable: number) =>
      itemOf({ kind: 'notice', list, skipped, unreadable }).tooltip;
    assert.equal(tooltip(1, 0), '1 list entry was not an opportunity and is left out.');
    assert.equal(tooltip(0, 1), '1 field could not be read and is shown as missing.');
    assert.equal(
      tooltip(2, 1_000),
      '2 list entries were not opportunities and are left out.\n1,000 fields could not be read and are shown as missing.',
    );
    assert.equal(itemOf({ kind: 'more', list, loaded: 3_000 }).description, '3,000 loaded');
  });

  it('offer to repeat what failed, but not a filter that cannot be sent', async () => {
    await open();
    const contextOf = (code: 'internal' | 'unsendableFilter') =>
      itemOf({ kind: 'failed', list: { kind: 'whole' }, error: new SourceError(code), of: 'page' }).contextValue;
    await window.tree.ready();
    assert.deepEqual([contextOf('internal'), contextOf('unsendableFilter')], ['failed retry', 'failed']);
  });

  it('are marked where AWS asks for something', async () => {
    const asked: OpportunitySummary = {
      ...summary('O1'),
      LifeCycle: { Stage: 'Prospect', ReviewStatus: 'Action Required', TargetCloseDate: '2020-01-01' },
    };
    await open(() => page([asked, summary('O2')]));
    const [row, other] = await expand();
    assert.equal(marksOf(row), 'action+overdue');
    assert.equal(marksOf(other), undefined);
  });

  it('say that a list failed, and what helps', async () => {
    await open(() => new SourceError('accessDenied', { args: ['me', 'ListOpportunities'] }));
    const rows = await expand();
    assert.equal(rows[0]?.kind, 'failed');
    assert.ok(rows.slice(1).every(({ kind }) => kind === 'remedy'));
    const item = itemOf(await stage());
    assert.equal(item.contextValue, 'stage failed');
  });

  it('say in words what failed and what helps: below the rows of a page, above those of a refresh', async () => {
    const denied = new SourceError('accessDenied', { args: ['demo', 'partnercentral:ListOpportunities'] });
    const pages = pagesOf(5, 2);
    let failure: SourceError | undefined;
    await open((request) => failure ?? pages(request));
    const list = () => window.current.value.listOf('Prospect');
    const labels = async () => (await window.tree.getChildren(await stage())).map((row) => itemOf(row).label);
    const rows = Array(2).fill('No company name');
    await expand();
    // AWS may mean the token by it too.
    failure = new SourceError('internal', { remedies: [{ kind: 'retry' }, { kind: 'reload' }] });
    await list()?.loadMore();
    assert.deepEqual(await labels(), [...rows, 'AWS had a problem.', 'Retry', 'Reload This Stage']);
    failure = denied;
    await list()?.loadMore();
    const words = 'AWS does not let demo call partnercentral:ListOpportunities. Ask your AWS administrator.';
    const remedies = ['Copy IAM Policy', 'Select AWS Profile…', 'Retry', 'Check Access…'];
    assert.deepEqual(await labels(), [...rows, words, ...remedies]);
    failure = undefined;
    await list()?.loadMore();
    assert.deepEqual(await labels(), [...rows, ...rows, 'Load More']);
    failure = denied;
    await window.current.value.refresh();
    assert.deepEqual(await labels(), [`Not refreshed: ${words}`, ...remedies, ...rows, ...rows, 'Load More']);
    failure = undefined;
    await window.current.value.refresh();
    assert.deepEqual(await labels(), [...rows, ...rows, 'Load More']);
  });

  it('lead to the endpoint where that cannot be used', async () => {
    await open(() => new SourceError('invalidEndpoint', { args: ['x (setting)', 'y'] }));
    const labels = (await expand()).map((row) => itemOf(row).label);
    const setting = 'Open Setting partnerCentral.endpoint';
    assert.deepEqual(labels, ['The endpoint x (setting) cannot be used: y', setting, 'Retry']);
  });

  it('say that a stage is empty, and where that is as the filter has it', async () => {
    await open(() => page([]));
    const labels = async () => (await expand()).map((row) => itemOf(row).label);
    assert.deepEqual(await labels(), ['No opportunities in this stage']);
    await window.choices.choose({ filter: { CustomerCompanyName: ['Acme'] } });
    assert.deepEqual(await labels(), ['No opportunities in this stage match the filter']);
  });

  it('show a company as text, and a row without one as such', async () => {
    const named = { ...summary('O1'), Customer: { Account: { CompanyName: '$(trash) [x](command:y)' } } };
    await open(() => page([named, summary('O2')]));
    const [first, second] = await expand();
    assert.ok(first && second);
    assert.doesNotMatch(String(itemOf(first).label), /\$\(/);
    assert.equal(itemOf(second).label, 'No company name');
  });

  it('give way to a welcome view where there is nothing, and come back', async () => {
    const tree = await open(() => page([]));
    await window.choices.choose({ grouping: 'industry' });
    assert.deepEqual(await tree.getChildren(), []);
    assert.equal(vscode.contextKeys.get('partnerCentral.welcome'), window.welcome.shown);
    assert.ok(window.welcome.shown);
    await window.choices.choose({ grouping: 'stage' });
    assert.equal((await tree.getChildren()).length, 7);
    assert.equal(window.welcome.shown, undefined);
  });

  it('are grouped by what the person chose', async () => {
    const inIndustry = (id: string, Industry: 'Energy - Oil and Gas' | 'Healthcare') => ({
      ...summary(id),
      Customer: { Account: { CompanyName: 'Example', Industry } },
    });
    const tree = await open(() =>
      page([inIndustry('O1', 'Healthcare'), inIndustry('O2', 'Energy - Oil and Gas'), inIndustry('O3', 'Healthcare')]),
    );
    await window.choices.choose({ grouping: 'industry' });
    const groups = (await tree.getChildren()).filter((row) => row.kind === 'bucket');
    assert.equal(groups.length, 2);
    const sizes = new Map(groups.map((row) => [row.value, itemOf(row).description]));
    assert.deepEqual([sizes.get('Healthcare'), sizes.get('Energy - Oil and Gas')], ['2', '1']);
    const healthcare = groups.find(({ value }) => value === 'Healthcare');
    assert.equal((await tree.getChildren(healthcare)).length, 2);
  });

  describe('in groups', () => {
    const valueIn: Readonly<Record<Exclude<Grouping, 'stage'>, (item: OpportunitySummary) => string | undefined>> = {
      reviewStatus: ({ LifeCycle: life }) => life?.ReviewStatus,
      closeMonth: ({ LifeCycle: life }) => monthText(life?.TargetCloseDate?.slice(0, 7) ?? '', { locale: 'en' }),
      industry: ({ Customer: customer }) => customer?.Account?.Industry,
      opportunityType: ({ OpportunityType: type }) => type,
      company: ({ Customer: customer }) => customer?.Account?.CompanyName,
    };
    const groupings = Object.keys(valueIn) as (keyof typeof valueIn)[];
    let requests: ListRequest[];

    beforeEach(async () => {
      requests = [];
      const sample = createSampleSource();
      window = await openWindow(() =>
        sourceOfPages((input, priority, signal) => {
          requests.push(input);
          return sample.run({ name: 'ListOpportunities', input }, priority, signal);
        }),
      );
    });

    const whole = () => window.current.value.listOf('All') ?? assert.fail();
    const groups = async () => (await window.tree.getChildren()).filter((row) => row.kind === 'bucket');
    /** Checks the groups that are shown against the opportunities that are loaded. */
    const areRight = async (grouping: keyof typeof valueIn, loaded: number, more: string) => {
      const sizes = new Map<string, number>();
      for (const item of whole().items) {
        const name = valueIn[grouping](item) || 'None';
        sizes.set(name, (sizes.get(name) ?? 0) + 1);
      }
      assert.equal(whole().items.length, loaded);
      const shown = (await groups()).map((row) => [itemOf(row).label, itemOf(row).description] as const);
      assert.deepEqual(new Map(shown), new Map([...sizes].map(([name, size]) => [name, `${size}${more}`])));
    };
    const tokens = () => requests.map(({ NextToken: token }) => typeof token);

    it('are those of one list, which is read once for all groupings and page by page', async () => {
      for (const grouping of groupings) {
        await window.choices.choose({ grouping });
        await window.tree.getChildren();
        await areRight(grouping, 100, '+');
      }
      assert.deepEqual(tokens(), ['undefined']);
      await whole().loadMore();
      await areRight('company', 200, '+');
      assert.deepEqual((await window.tree.getChildren()).at(-1)?.kind, 'more');
      await whole().loadMore();
      await areRight('company', 250, '');
      assert.notEqual((await window.tree.getChildren()).at(-1)?.kind, 'more');
      assert.deepEqual(tokens(), ['undefined', 'string', 'string']);
      assert.ok(requests.every(({ LifeCycleStage: stages }) => stages === undefined));
      const [group] = await groups();
      const items = (await window.tree.getChildren(group)).map((row) => row.kind === 'opportunity' && row.item);
      assert.deepEqual(
        items,
        whole().items.filter((item) => valueIn.company(item) === group?.value),
      );
      assert.equal(requests.length, 3, 'a group is opened without a request');
      await window.choices.choose({ grouping: 'stage' });
      assert.equal((await window.tree.getChildren()).length, 7);
      assert.equal(requests.length, 3);
      await window.tree.getChildren(await stage('Committed'));
      assert.deepEqual([requests.length, requests[3]?.LifeCycleStage], [4, ['Committed']]);
    });

    it('are read anew, in one request, where they come after the stages', async () => {
      for (const [n, grouping] of groupings.entries()) {
        await window.choices.choose({ grouping });
        await window.tree.getChildren();
        await areRight(grouping, 100, '+');
        assert.equal(requests.length, n + 1);
        await window.choices.choose({ grouping: 'stage' });
        assert.equal((await window.tree.getChildren()).length, 7);
      }
      assert.ok(requests.every(({ LifeCycleStage, NextToken }) => !LifeCycleStage && !NextToken));
    });
  });

  it('are found by their opportunity, loaded or not', async () => {
    const tree = await open(() => page([summary('O1'), summary('O2')]));
    assert.equal(tree.rowOf(summary('O2')), undefined);
    const rows = await expand();
    assert.equal(tree.rowOf(summary('O2')), rows[1]);
    assert.equal(tree.getParent(rows[1] ?? assert.fail()), await stage());
    assert.equal(tree.rowOfStage('Prospect'), await stage());
    assert.deepEqual(tree.rowOfStage('Other'), { kind: 'other' });
  });

  it('say which settings cannot be used, first of all', async () => {
    const tree = await open();
    vscode.set('partnerCentral.pageSize', 1_000);
    const [first] = await tree.getChildren();
    assert.equal(first?.kind, 'problem');
    assert.equal(itemOf(first).label, 'Open Setting partnerCentral.pageSize');
  });

  it('say why nothing is asked for where the filter cannot be sent', async () => {
    const tree = await open(() => page([summary('O1')]));
    await window.choices.choose({ filter: { TargetCloseDate: { AfterTargetCloseDate: 'soon' } } });
    const rows = await tree.getChildren();
    assert.equal(rows[0]?.kind, 'failed');
    assert.ok(rows.every(({ kind }) => kind === 'failed' || kind === 'remedy'));
    assert.equal(source?.calls.length ?? 0, 0);
  });
});
