import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OpportunityLists } from '../../../../../src/core/lists/opportunityLists';
import { parseAmount } from '../../../../../src/core/model/money';
import { isStage, type OpportunitySummary, type Stage, stages } from '../../../../../src/core/model/opportunity';
import type { SpendSum } from '../../../../../src/core/model/spendSums';
import { PipelineSums } from '../../../../../src/core/present/summary/pipelineSums';
import { inSlices } from '../../../../../src/core/runtime/inSlices';
import { FakeClock } from '../../../../support/fakeClock';
import { FakeSource, page, summary } from '../../../../support/fakeSource';
import { utc } from '../../../../support/moments';

type Split = 'byStage' | 'whole';

const query = (split: Split) =>
  ({
    catalog: 'AWS',
    filter: {},
    sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
    pageSize: 100,
    split,
  }) as const;

const listsOn = (source: FakeSource, split: Split) => new OpportunityLists(source, query(split), () => utc(0));

const today = '2026-06-15';

function catchUp(sums: PipelineSums): void {
  for (const _ of sums.catchUp());
}

interface NaiveSum {
  count: number;
  withoutSpend: number;
  readonly monthly: Record<string, bigint>;
  readonly leftOut: Record<string, Record<string, number>>;
}

/** The sums of what is loaded, by the plainest way there is. */
function naively(lists: OpportunityLists) {
  const sums: Record<string, NaiveSum> = {};
  for (const item of lists.loaded()) {
    const { LifeCycle, Project } = item;
    // Where the tree has it.
    const list = lists.keys.find((key) => key !== 'All' && lists.listOf(key)?.items.includes(item));
    const name = list ?? (isStage(LifeCycle?.Stage) ? LifeCycle.Stage : LifeCycle?.Stage ? 'Unknown' : 'None');
    sums[name] ??= { count: 0, withoutSpend: 0, monthly: {}, leftOut: {} };
    const sum = sums[name];
    sum.count += 1;
    const amounts = (Project?.ExpectedCustomerSpend ?? []).flatMap(({ Amount, CurrencyCode, Frequency }) => {
      const hundredths = Frequency === 'Monthly' ? parseAmount(Amount ?? '') : undefined;
      return hundredths !== undefined && CurrencyCode ? [{ currency: CurrencyCode, hundredths }] : [];
    });
    for (const { currency, hundredths } of amounts) {
      sum.monthly[currency] = (sum.monthly[currency] ?? 0n) + hundredths;
    }
    if (amounts.length === 0) sum.withoutSpend += 1;
    for (const { Amount, CurrencyCode: currency = '', Frequency } of Project?.ExpectedCustomerSpend ?? []) {
      const summed = currency && Frequency === 'Monthly' && parseAmount(Amount ?? '') !== undefined;
      if (summed) continue;
      const reason = !currency ? 'noCurrency' : Frequency !== 'Monthly' ? 'notMonthly' : 'noAmount';
      const reasons = sum.leftOut[currency] ?? {};
      sum.leftOut[currency] = { ...reasons, [reason]: (reasons[reason] ?? 0) + 1 };
    }
  }
  return sums;
}

/** The count and the sums of the open pipeline by month, by the plainest way there is. */
function monthsNaively(lists: OpportunityLists) {
  const months: Record<string, { count: number; readonly monthly: Record<string, bigint> }> = {};
  for (const item of lists.loaded()) {
    const { LifeCycle, Project } = item;
    const list = lists.keys.find((key) => key !== 'All' && lists.listOf(key)?.items.includes(item));
    const stage = list ?? LifeCycle?.Stage;
    if (!isStage(stage) || stage === 'Launched' || stage === 'Closed Lost') continue;
    const day = LifeCycle?.TargetCloseDate;
    const isDay = day !== undefined && !Number.isNaN(Date.parse(`${day}T00:00:00Z`));
    const ahead = isDay ? Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - (2026 * 12 + 6) : 0;
    const name = !isDay ? 'none' : day < today ? 'passed' : ahead >= 24 ? 'later' : day.slice(0, 7);
    months[name] ??= { count: 0, monthly: {} };
    const month = months[name];
    month.count += 1;
    for (const { Amount, CurrencyCode, Frequency } of Project?.ExpectedCustomerSpend ?? []) {
      const hundredths = Frequency === 'Monthly' ? parseAmount(Amount ?? '') : undefined;
      if (hundredths === undefined || !CurrencyCode) continue;
      month.monthly[CurrencyCode] = (month.monthly[CurrencyCode] ?? 0n) + hundredths;
    }
  }
  return months;
}

function monthsAsRecord({ months }: PipelineSums) {
  return Object.fromEntries(
    months.map(({ month, count, monthly }) => [month, { count, monthly: hundredths(monthly) }] as const),
  );
}

function hundredths(monthly: ReadonlyMap<string, SpendSum>): Record<string, bigint> {
  return Object.fromEntries([...monthly].map(([currency, sum]) => [currency, sum.hundredths]));
}

function asRecord(sums: PipelineSums) {
  const entries = sums.stages.map(
    ({ stage, count, withoutSpend, monthly, leftOut }) =>
      [stage, { count, withoutSpend, monthly: hundredths(monthly), leftOut: Object.fromEntries(leftOut) }] as const,
  );
  return Object.fromEntries(entries);
}

const amount = fc.constantFrom('0', '1', '0.10', '0.2', '531.0', '9999999999999999999999999999999.99', '', '-1', '1e3');
const spend = fc.record({
  Amount: amount,
  CurrencyCode: fc.constantFrom('USD', 'EUR', '', '<b>') as fc.Arbitrary<'USD'>,
  Frequency: fc.constantFrom('Monthly', 'Monthly', 'None') as fc.Arbitrary<'Monthly'>,
  TargetCompany: fc.constant('AWS'),
});
/** Few ids, so that many come again, in an older or a newer version and in another stage. */
const opportunity = fc
  .record({
    id: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 9 }),
    stage: fc.constantFrom(...stages, 'New Stage' as Stage, undefined),
    closes: fc.constantFrom(
      ...[undefined, '', 'soon', '2026-02-30x', '0001-01-01', '2026-06-14', '2026-06-15', '2026-06-30', '2026-07-01'],
      ...['2026-12-31', '2027-01-01', '2028-05-31', '2028-06-01', '9999-12-31'],
    ),
    ExpectedCustomerSpend: fc.array(spend, { maxLength: 3 }),
  })
  .map(({ id, day, stage, closes, ExpectedCustomerSpend }): OpportunitySummary => {
    const date = closes === undefined ? {} : { TargetCloseDate: closes };
    const LifeCycle = stage ? { LifeCycle: { Stage: stage, ...date } } : {};
    const modified = `2026-01-0${day}T00:00:00.000Z`;
    return {
      Catalog: 'AWS',
      Id: `O${id}`,
      LastModifiedDate: modified,
      ...LifeCycle,
      Project: { ExpectedCustomerSpend },
    };
  });
const step = fc.record({
  key: fc.constantFrom(...stages),
  what: fc.constantFrom('more', 'more', 'refresh', 'sum', 'half') as fc.Arbitrary<'more' | 'refresh' | 'sum' | 'half'>,
  items: fc.array(opportunity, { maxLength: 6 }),
});

describe('the sums of the lists', () => {
  for (const split of ['byStage', 'whole'] as const) {
    it(`are those of what is loaded, whatever came when and was summed up in between (${split})`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          let items: readonly OpportunitySummary[] = [];
          let pages = 0;
          const lists = listsOn(new FakeSource(() => page(items, `t${++pages}`)), split);
          const sums = new PipelineSums(lists, today);
          for (const { key, what, items: next } of steps) {
            items = next.length > 0 ? next : [{ Catalog: 'AWS', Id: 'O1' }];
            const list = split === 'whole' ? 'All' : key;
            if (what === 'more') await lists.listOf(list)?.loadMore();
            else if (what === 'refresh') await lists.refreshList(list);
            else if (what === 'sum') catchUp(sums);
            // One that is given up on the way.
            else sums.catchUp().next();
          }
          catchUp(sums);
          assert.deepEqual(asRecord(sums), naively(lists));
          assert.deepEqual(monthsAsRecord(sums), monthsNaively(lists));
          const fresh = new PipelineSums(lists, today);
          catchUp(fresh);
          assert.deepEqual(asRecord(fresh), asRecord(sums));
        }),
        { numRuns: 200 },
      );
    });
  }

  it('count an opportunity where the tree has it, while AWS lists it under a stage that it left', async () => {
    const left = summary('O1', 'Qualified');
    const source = new FakeSource(({ LifeCycleStage: [stage] = [] }) => page(stage === 'Prospect' ? [left] : []));
    const lists = listsOn(source, 'byStage');
    for (const key of lists.keys) await lists.listOf(key)?.firstPage();
    const sums = new PipelineSums(lists, today);
    catchUp(sums);
    assert.deepEqual(
      sums.stages.map(({ stage, count }) => [stage, count]),
      [['Prospect', 1]],
    );
    assert.equal(lists.listOf('Prospect')?.items.length, 1);
  });

  it('do not depend on the order of the pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(opportunity, { minLength: 1, maxLength: 20 }),
        fc.array(fc.nat()),
        async (all, picks) => {
          // With one version each: which of two equally old ones stays is a matter of order.
          const items = [...new Map(all.map((item) => [item.Id, item])).values()];
          const shuffled = [...items];
          for (const [at, pick] of picks.entries()) {
            const [a, b] = [at % items.length, pick % items.length];
            [shuffled[a], shuffled[b]] = [shuffled[b] as OpportunitySummary, shuffled[a] as OpportunitySummary];
          }
          const sumsOf = async (order: readonly OpportunitySummary[], size: number) => {
            const pages = Array.from({ length: Math.ceil(order.length / size) }, (_, n) =>
              order.slice(n * size, n * size + size),
            );
            const source = new FakeSource((_, n) => page(pages[n - 1] ?? [], n < pages.length ? `t${n}` : undefined));
            const lists = listsOn(source, 'whole');
            const sums = new PipelineSums(lists, today);
            for (const _ of pages) {
              await lists.listOf('All')?.loadMore();
              catchUp(sums);
            }
            return asRecord(sums);
          };
          assert.deepEqual(await sumsOf(shuffled, 3), await sumsOf(items, 7));
        },
      ),
    );
  });

  it('pause often over a long list, and cost next to nothing where nothing changed', async () => {
    const items = Array.from({ length: 5_000 }, (_, n): OpportunitySummary => ({ Catalog: 'AWS', Id: `O${n}` }));
    const lists = listsOn(new FakeSource(() => page(items)), 'whole');
    await lists.listOf('All')?.loadMore();
    const sums = new PipelineSums(lists, today);
    assert.equal([...sums.catchUp()].length, 50);
    assert.equal(sums.stages[0]?.count, 5_000);
    assert.equal([...sums.catchUp()].length, 0);
  });
});

describe('work in slices', () => {
  it('takes a pause whenever its time is up, and stops where it is once it is not wanted any more', async () => {
    const clock = new FakeClock();
    const stop = new AbortController();
    let steps = 0;
    const work = (function* () {
      for (;;) {
        steps += 1;
        // Each step takes a millisecond.
        const now = clock.now();
        clock.now = () => now + 1;
        yield;
      }
    })();
    const done = inSlices(work, clock, stop.signal, 2);
    assert.equal(steps, 2);
    assert.equal(clock.timers, 1);
    stop.abort();
    await clock.pass(1);
    assert.equal(await done, false);
    assert.equal(steps, 2);
    assert.equal(await inSlices([].values(), clock, new AbortController().signal), true);
  });
});
