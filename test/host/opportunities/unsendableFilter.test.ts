import assert from 'node:assert/strict';
import { env, type TreeView } from 'vscode';
import type { Filter } from '../../../src/core/query/filter';
import { dayText } from '../../../src/core/text/calendar';
import type { CurrentSettings } from '../../../src/host/currentSettings';
import { LoadAllSession } from '../../../src/views/loadAll/loadAllSession';
import type { Row } from '../../../src/views/opportunities/rows';
import { ViewStatus } from '../../../src/views/opportunities/viewStatus';
import { FakeSource, pagesOf } from '../../support/fakeSource';
import { MemoryState } from '../../support/memoryState';
import { eventually } from '../support/eventually';
import { rowIds, TreeUnderTest } from '../support/treeUnderTest';

const untilNewYear: Filter = {
  LifeCycleStage: ['Prospect'],
  CustomerCompanyName: ['Acme'],
  TargetCloseDate: { AfterTargetCloseDate: 'today', BeforeTargetCloseDate: '2026-12-31' },
};
const day = (text: string) => dayText(text, { locale: env.language });
const zone = 'America/New_York';
const newYearsEve = { at: new Date('2027-01-01T04:59:59Z'), zone };
const newYear = { at: new Date('2027-01-01T05:00:00Z'), zone };

describe('a kept filter that can no longer be sent', () => {
  let open: TreeUnderTest;
  let source: FakeSource;
  let status: ViewStatus | undefined;
  let kept: MemoryState;
  let view: { message?: string; description?: string };

  beforeEach(async () => {
    source = new FakeSource(pagesOf(30, 10));
    kept = new MemoryState();
    open = new TreeUnderTest(() => source, kept);
    await open.tree.ready();
    view = {};
  });

  afterEach(() => {
    status?.dispose();
    status = undefined;
    open.dispose();
  });

  const labels = async (window = open) => (await window.tree.getChildren()).map((row) => window.itemOf(row).label);

  for (const [what, filter, words] of [
    ['whose dates are reversed by now', untilNewYear, /TargetCloseDate: 2027-01-01 > 2026-12-31/],
    ['with a stage of a newer version', { LifeCycleStage: ['Closed Won'] }, /LifeCycleStage: Closed Won/],
    ['with a criterion of a newer version', { Industry: ['Retail'] }, /Industry/],
    ['with more values than AWS takes', { CustomerCompanyName: [...'abcdefghijk'] }, /CustomerCompanyName: > 10/],
    ['that is none', 'everything', /filter/],
  ] as const) {
    it(`${what} stays, is named, and asks nothing of AWS`, async () => {
      await open.choices.choose({ filter: filter as Filter });
      open.moveTo(newYear);
      const [first, ...others] = await labels();
      assert.match(String(first), /^The filter cannot be sent, so nothing was asked for/);
      assert.match(String(first), words);
      assert.deepEqual(others, ['Change Filter…', 'Clear Filter']);
      assert.equal(open.welcome, undefined);
      // Everything that reads lists, besides the tree.
      const lists = open.current.value;
      await Promise.all(lists.keys.map((key) => lists.listOf(key)?.loadMore()));
      await lists.refresh();
      const loading = new LoadAllSession({
        current: open.current,
        settings: open.settings as unknown as CurrentSettings,
        status: { say: () => {}, update: () => {} },
      });
      await loading.start();
      assert.equal(source.calls.length, 0);
      assert.ok(Object.keys(open.choices.filter).length > 0);
      await open.choices.choose({ filter: {} });
      await open.expand('Prospect');
      assert.equal(source.calls.length, 1);
    });
  }

  it('is still there in the next window, which asks nothing either', async () => {
    await open.choices.choose({ filter: untilNewYear });
    const next = new TreeUnderTest(() => source, kept);
    next.moveTo(newYear);
    await next.tree.ready();
    const [first, ...others] = await labels(next);
    assert.match(String(first), /^The filter cannot be sent, so nothing was asked for/);
    assert.deepEqual(others, ['Change Filter…', 'Clear Filter']);
    assert.equal(source.calls.length, 0);
    next.dispose();
  });

  it('is said above the rows, with why', async () => {
    await open.choices.choose({ filter: untilNewYear });
    open.moveTo(newYear);
    status = new ViewStatus(view as unknown as TreeView<Row>, open.parts, open.welcomeView);
    await eventually(() => assert.ok(view.message));
    assert.equal(
      view.message,
      `Filter: Prospect · company Acme · closes today to ${day('2026-12-31')} ·\n` +
        `This filter cannot be sent: Target close date: it ends before it begins (${day('2027-01-01')} > ${day('2026-12-31')}). ` +
        'Nothing is asked for until you change or clear it.',
    );
    assert.equal(
      view.description,
      `filter cannot be sent · Prospect · company Acme · closes today to ${day('2026-12-31')}`,
    );
    assert.equal(open.contextKeys.get('partnerCentral.filtered'), true);
  });

  it('keeps what was read before midnight, and reads no more', async () => {
    open.moveTo(newYearsEve);
    await open.choices.choose({ filter: { ...untilNewYear, LifeCycleStage: ['Prospect', 'Qualified'] } });
    await open.expand('Prospect');
    assert.equal(source.calls.length, 1);
    open.fired.length = 0;
    open.moveTo(newYear);
    assert.deepEqual(open.fired, [undefined]);
    const rows = await open.tree.getChildren();
    assert.deepEqual(rowIds(rows), [
      'All/tail',
      'All/tail/changeFilter',
      'All/tail/clearFilter',
      'Prospect',
      'Qualified',
    ]);
    assert.equal((await open.tree.getChildren(rows[3])).filter(({ kind }) => kind === 'opportunity').length, 10);
    const unread = await open.tree.getChildren(rows[4]);
    assert.deepEqual(rowIds(unread), ['Qualified/tail', 'Qualified/tail/changeFilter', 'Qualified/tail/clearFilter']);
    await open.current.value.refresh();
    assert.equal(source.calls.length, 1);
    assert.equal(open.current.value.listOf('Prospect')?.items.length, 10);
  });
});
