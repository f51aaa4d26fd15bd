import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shiftFigures } from '../../../../../src/core/formats/review/closeDates';
import type { Move } from '../../../../../src/core/formats/review/stageChanges';
import type { OpportunitySummary } from '../../../../../src/core/model/opportunity';
import { stages } from '../../../../../src/core/model/opportunity';
import { type Deal, deal, reviewOf } from '../../../../support/review/reviews';

const ids = (items: readonly OpportunitySummary[]) => items.map(({ Id }) => Id).join();
const movesText = (moves: readonly Move[]) => moves.map(({ from, to, items }) => `${from}>${to}: ${ids(items)}`);
const reviewDeals = (before: readonly Deal[], after: readonly Deal[]) =>
  reviewOf(before.map(deal), after.map(deal)).review;

describe('a review of what changed between two lists', () => {
  it('counts who entered and left each stage, and who is in one list only', () => {
    const { stages: found, won } = reviewDeals(
      [
        { id: 'O1', stage: 'Committed' },
        { id: 'O2', stage: 'Prospect' },
        { id: 'O3', stage: 'Prospect' },
        { id: 'O4' },
        { id: 'O5', stage: 'A stage to come' },
      ],
      [
        { id: 'O2', stage: 'Qualified' },
        { id: 'O1', stage: 'Launched' },
        { id: 'O4', stage: 'Launched' },
        { id: 'O5', stage: 'A stage to come' },
        { id: 'O6', stage: 'Qualified' },
      ],
    );
    const rows = found.stages.map(({ stage, before, entered, onlyAfter, left, onlyBefore, after }) =>
      [stage, before, entered, onlyAfter, left, onlyBefore, after].join(' '),
    );
    assert.deepEqual(rows, [
      'Prospect 2 0 0 1 1 0',
      'Qualified 0 1 1 0 0 2',
      'Committed 1 0 0 1 0 0',
      'Launched 0 2 0 0 0 2',
      'A stage to come 1 0 0 0 0 1',
      ' 1 0 0 1 0 0',
    ]);
    assert.deepEqual(movesText(found.moves), ['Prospect>Qualified: O2', 'Committed>Launched: O1', '>Launched: O4']);
    assert.deepEqual(movesText(won), ['Committed>Launched: O1', '>Launched: O4']);
  });

  it('groups those that were lost by reason: the most frequent one first, and those without one last', () => {
    const lost = (id: string, reason?: string) => ({ id, stage: 'Closed Lost', ...(reason && { reason }) });
    const open = ['O1', 'O2', 'O3', 'O4', 'O5'].map((id) => ({ id, stage: 'Qualified' }));
    const { lost: found } = reviewDeals(
      [...open, lost('O6', 'Price')],
      [
        ...[lost('O1', 'Other'), lost('O2'), lost('O3', 'Price'), lost('O4', 'Price'), lost('O5')],
        ...[lost('O6', 'Legal / Tax / Regulatory'), lost('O7', 'Price')],
      ],
    );
    assert.deepEqual(
      found.map(({ reason, items }) => `${reason}: ${ids(items)}`),
      ['Price: O3,O4', 'Other: O1', ': O2,O5'],
      'not those that were lost already, and not those that are in one list only',
    );
  });

  it('tells by how many days target close dates moved', () => {
    const { closeDates } = reviewDeals(
      [
        { id: 'O1', closes: '2026-01-31' },
        { id: 'O2', closes: '2026-02-28' },
        { id: 'O3', closes: '2026-03-01' },
        { id: 'O4' },
        { id: 'O5', closes: '2026-03-01' },
        { id: 'O6', closes: '2026-03-01' },
        { id: 'O7', closes: 'soon' },
      ],
      [
        { id: 'O1', closes: '2026-03-02' },
        { id: 'O2', closes: '2028-02-29' },
        { id: 'O3', closes: '2026-02-28' },
        { id: 'O4', closes: '2026-02-28' },
        { id: 'O5' },
        { id: 'O6', closes: '2026-03-01', stage: 'Qualified' },
        { id: 'O7', closes: 'later' },
      ],
    );
    const { later, earlier, added, removed } = closeDates;
    assert.deepEqual(
      later.map(({ item, days }) => `${item.Id} ${days}`),
      ['O1 30', 'O2 731'],
    );
    assert.deepEqual(
      earlier.map(({ item, days }) => `${item.Id} ${days}`),
      ['O3 1'],
    );
    assert.deepEqual([ids(added), ids(removed)], ['O4', 'O5']);
  });

  it('sums shifts, finds the middle and the first of the largest', () => {
    const figures = (...days: number[]) => {
      const found = shiftFigures(days.map((each, n) => ({ item: deal({ id: `O${n}` }), days: each })));
      return found && [found.days, found.median, found.largest.item.Id];
    };
    assert.equal(figures(), undefined);
    assert.deepEqual(figures(7), [7, 7, 'O0']);
    assert.deepEqual(figures(10, 2), [12, 6, 'O0']);
    assert.deepEqual(figures(1, 30, 100, 100, 2), [233, 30, 'O2']);
    assert.deepEqual(figures(9, 1, 10, 2), [22, 5.5, 'O2']);
  });

  it('names review statuses that were reached, each by the one before', () => {
    const { reviewStatuses } = reviewDeals(
      [
        { id: 'O1', status: 'Submitted' },
        { id: 'O2', status: 'In review' },
        { id: 'O3', status: 'Submitted' },
        { id: 'O4' },
        { id: 'O5', status: 'Approved' },
      ],
      [
        { id: 'O1', status: 'Action Required' },
        { id: 'O2', status: 'Approved' },
        { id: 'O3', status: 'Action Required' },
        { id: 'O4', status: 'A status to come' },
        { id: 'O5' },
        { id: 'O6', status: 'Rejected' },
      ],
    );
    assert.deepEqual(movesText(reviewStatuses), [
      'In review>Approved: O2',
      'Submitted>Action Required: O1,O3',
      '>A status to come: O4',
      'Approved>: O5',
    ]);
  });

  it('sums the monthly spend by currency to the last digit, of the open pipeline and of all', () => {
    const large = '9'.repeat(30);
    const { spend } = reviewDeals(
      [
        { id: 'O1', stage: 'Qualified', spend: [`${large}.99 USD`, '0.1 EUR'] },
        { id: 'O2', stage: 'Committed', spend: ['100 USD'] },
        { id: 'O3', stage: 'Launched', spend: ['7 JPY'] },
      ],
      [
        { id: 'O1', stage: 'Qualified', spend: [`${large}.98 USD`, '0.10 EUR'] },
        { id: 'O2', stage: 'Launched', spend: ['100 USD'] },
        { id: 'O4', stage: 'Prospect', spend: ['0.03 EUR'] },
      ],
    );
    const text = (changes: typeof spend.all) =>
      changes.map(
        ({ currency, before, after, shifts }) =>
          `${currency} ${before} ${after}: ${shifts.map(({ item, hundredths }) => `${item.Id} ${hundredths}`).join()}`,
      );
    assert.deepEqual(text(spend.all), [
      `USD ${BigInt(`${large}99`) + 10_000n} ${BigInt(`${large}98`) + 10_000n}: O1 -1`,
      'EUR 10 13: O4 3',
      'JPY 700 0: O3 -700',
    ]);
    assert.deepEqual(text(spend.open), [
      `USD ${BigInt(`${large}99`) + 10_000n} ${large}98: O1 -1,O2 -10000`,
      'EUR 10 13: O4 3',
    ]);
  });

  it('names what no sum includes: other frequencies, no amount, broken, negative and other amounts, no currency', () => {
    const list = [
      { id: 'O1', spend: ['5 USD Yearly', '-5 USD', '5,0 USD', '1e3 USD', '0x10 USD', ' USD', '5 USD'] },
      { id: 'O2', spend: ['5.001 USD', '٣ USD', `${'1'.repeat(41)} USD`] },
      { id: 'O3', spend: ['5'] },
      { id: 'O4' },
    ];
    const { spend } = reviewDeals(list, list);
    for (const { entries, withEntriesLeftOut, withoutSpend } of Object.values(spend.notSummed)) {
      assert.deepEqual(entries, { notMonthly: 1, noAmount: 8, noCurrency: 1 });
      assert.deepEqual([ids(withEntriesLeftOut), ids(withoutSpend)], ['O1,O2,O3', 'O2,O3,O4']);
    }
    assert.deepEqual(
      spend.all.map(({ currency, before, after }) => [currency, before, after]),
      [['USD', 500n, 500n]],
    );
  });

  const deals = fc.uniqueArray(
    fc.record(
      {
        id: fc.integer({ min: 1, max: 20 }).map((n) => `O${n}`),
        stage: fc.constantFrom(...stages, 'A stage to come'),
        status: fc.constantFrom('Submitted', 'Approved', 'Action Required'),
        closes: fc.constantFrom('2026-01-01', '2026-01-15', '2026-12-31'),
        reason: fc.constantFrom('Price', 'Other'),
        spend: fc.array(
          fc
            .tuple(fc.bigInt({ min: 0n, max: 10n ** 33n }), fc.constantFrom('USD', 'EUR', ''), fc.boolean())
            .map(
              ([n, currency, monthly]) =>
                `${n / 100n}.${String(n % 100n).padStart(2, '0')} ${currency}${monthly ? '' : ' Yearly'}`,
            ),
          { maxLength: 3 },
        ),
      },
      { requiredKeys: ['id'] },
    ),
    { selector: ({ id }) => id, maxLength: 20 },
  );

  it('adds up, whatever the lists: counts with moves, spend with its differences', () => {
    fc.assert(
      fc.property(deals, deals, (before, after) => {
        const { review, comparison } = reviewOf(before.map(deal), after.map(deal));
        const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
        const { stages: found, moves } = review.stages;
        for (const { stage, before: old, after: now, entered, left, onlyAfter, onlyBefore } of found) {
          assert.equal(now - old, entered + onlyAfter - left - onlyBefore);
          assert.equal(old, before.filter((each) => (each.stage ?? '') === stage).length);
          assert.equal(now, after.filter((each) => (each.stage ?? '') === stage).length);
          assert.equal(entered, sum(moves.filter(({ to }) => to === stage).map(({ items }) => items.length)));
          assert.equal(left, sum(moves.filter(({ from }) => from === stage).map(({ items }) => items.length)));
        }
        assert.equal(sum(found.map((each) => each.before)), before.length);
        assert.equal(sum(found.map((each) => each.after)), after.length);
        assert.equal(review.inBoth + comparison.added.length, after.length);
        assert.equal(
          sum(review.lost.map(({ items }) => items.length)),
          sum(moves.filter(({ to }) => to === 'Closed Lost').map(({ items }) => items.length)),
        );
        for (const changes of [review.spend.open, review.spend.all]) {
          for (const { before: old, after: now, shifts } of changes) {
            assert.equal(
              shifts.reduce((total, { hundredths }) => total + hundredths, 0n),
              now - old,
            );
          }
        }
      }),
    );
  });

  it('is the mirror image when the lists change places', () => {
    fc.assert(
      fc.property(deals, deals, (before, after) => {
        const [there, back] = [reviewDeals(before, after), reviewDeals(after, before)];
        const sorted = (items: readonly OpportunitySummary[]) => items.map(({ Id }) => Id).sort();
        assert.deepEqual(
          back.stages.stages.map(({ stage, before, after, entered, left, onlyAfter, onlyBefore }) => {
            return {
              stage,
              before: after,
              after: before,
              entered: left,
              left: entered,
              onlyAfter: onlyBefore,
              onlyBefore: onlyAfter,
            };
          }),
          there.stages.stages.map((each) => ({ ...each })),
        );
        const swapped = (moves: readonly Move[]) =>
          moves.map(({ from, to, items }) => `${to}>${from}: ${sorted(items)}`).sort();
        const straight = (moves: readonly Move[]) =>
          moves.map(({ from, to, items }) => `${from}>${to}: ${sorted(items)}`).sort();
        assert.deepEqual(swapped(back.stages.moves), straight(there.stages.moves));
        assert.deepEqual(swapped(back.reviewStatuses), straight(there.reviewStatuses));
        const shifts = (all: typeof there.closeDates.later) => all.map(({ item, days }) => `${item.Id} ${days}`).sort();
        assert.deepEqual(shifts(back.closeDates.earlier), shifts(there.closeDates.later));
        assert.deepEqual(shifts(back.closeDates.later), shifts(there.closeDates.earlier));
        assert.deepEqual(sorted(back.closeDates.added), sorted(there.closeDates.removed));
        for (const part of ['open', 'all'] as const) {
          assert.deepEqual(
            back.spend[part].map(({ currency, before, after }) => [currency, after, before]),
            there.spend[part].map(({ currency, before, after }) => [currency, before, after]),
          );
        }
        const { before: nowBefore, after: nowAfter } = there.spend.notSummed;
        assert.deepEqual(back.spend.notSummed.before.entries, nowAfter.entries);
        assert.deepEqual(back.spend.notSummed.after.entries, nowBefore.entries);
      }),
    );
  });
});
