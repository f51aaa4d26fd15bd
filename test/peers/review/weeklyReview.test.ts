import assert from 'node:assert/strict';
import { exportChunks, takeSnapshot } from '../../../src/core/formats/exportDocument';
import { type DateShift, shiftFigures } from '../../../src/core/formats/review/closeDates';
import type { CurrencyChange } from '../../../src/core/formats/review/spendChanges';
import type { Move } from '../../../src/core/formats/review/stageChanges';
import { loadAll } from '../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../src/core/lists/opportunityLists';
import { type OpportunitySummary, reviewStatuses, stages } from '../../../src/core/model/opportunity';
import { daysLater } from '../../../src/core/time/dates';
import { Random } from '../../../src/demo/data/random';
import type { WireRecord } from '../../../src/demo/data/wireRecord';
import { type DemoServer, startDemoServer } from '../../../src/demo/server/demoServer';
import { inPieces, readExport } from '../../../src/files/readExport';
import { utc } from '../../support/moments';
import { reviewOf } from '../../support/review/reviews';
import { titleOf } from '../agreement';
import { ownSource, useDemoKeys } from '../ownSource';
import { findBoto3, reviewWithBoto3 } from '../programs';

const boto3 = findBoto3();
const reasons = ['Price', 'Lost to Competitor - Google', 'Other'] as const;
const amounts = ['0.01', '123456789012345678901234567890.99', '12.5', '-5', '1,000', '', '5.001'];
const never = new AbortController().signal;
const data = { opportunities: 600, seed: 3 };

('missing' in boto3 ? describe.skip : describe)(
  `the review of two exports and ${titleOf('boto3', boto3)}`,
  function () {
    this.timeout(180_000);
    useDemoKeys();

    const closing: DemoServer[] = [];
    afterEach(async () => void (await Promise.all(closing.splice(0).map((server) => server.close()))));

    /** Exports everything of a service, and reads it back from the text. */
    async function exported({ url }: DemoServer): Promise<readonly OpportunitySummary[]> {
      const source = ownSource(url);
      const lists = new OpportunityLists(
        source,
        {
          ...{ catalog: 'AWS', filter: {}, pageSize: 100, split: 'whole' },
          sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
        },
        () => utc(),
      );
      await loadAll(lists, 10_000, never);
      source.dispose();
      const text = [...exportChunks(takeSnapshot(lists, { kind: 'loaded' }, utc()))].join('');
      const read = await readExport(inPieces(Buffer.from(text)), never);
      assert.ok('items' in read && read.claims.complete);
      return read.items;
    }

    for (const hostile of [false, true]) {
      it(`agree on every figure after a week of edits${hostile ? ', of data that is hard to read' : ''}`, async () => {
        const before = await startDemoServer({ ...data, hostile });
        const after = await startDemoServer({ ...data, hostile });
        closing.push(before, after);
        aWeekOfEdits(after, new Random(`week ${hostile}`));
        const { comparison, review } = reviewOf(await exported(before), await exported(after));
        const ours = {
          both: review.inBoth,
          new: ids(comparison.added),
          gone: ids(comparison.removed),
          stages: Object.fromEntries(
            review.stages.stages.map((each) => [each.stage, [each.before, each.after, each.entered, each.left]]),
          ),
          won: ids(review.won.flatMap(({ items }) => items)),
          lost: Object.fromEntries(review.lost.map(({ reason, items }) => [reason, ids(items)])),
          statuses: byTarget(review.reviewStatuses),
          later: shifts(review.closeDates.later),
          earlier: shifts(review.closeDates.earlier),
          dateAdded: ids(review.closeDates.added),
          dateRemoved: ids(review.closeDates.removed),
          spend: { all: spend(review.spend.all), open: spend(review.spend.open) },
          leftOut: [review.spend.notSummed.before.entries, review.spend.notSummed.after.entries],
        };
        const theirs = await reviewWithBoto3(before.url, after.url);
        assert.deepEqual(ours, theirs);
        const { won, lost, statuses, later, earlier, dateRemoved } = ours;
        for (const all of [won, ours.new, ours.gone, Object.keys(lost), Object.keys(statuses), dateRemoved]) {
          assert.ok(all.length > 2, 'there is something to agree on');
        }
        assert.ok(later.days > 100 && earlier.days > 100 && Object.keys(ours.spend.all).length > 2);
      });
    }
  },
);

/** Edits what a service has as people do in a week, and as nobody should. */
function aWeekOfEdits({ service }: DemoServer, random: Random): void {
  const records = [...service.records()];
  for (const { Id: id, ...record } of records) {
    if (!id || !random.chance(0.4)) continue;
    if (random.chance(0.1)) {
      service.change(id, () => undefined);
      continue;
    }
    service.change(id, (now) => edited(now, random), new Date('2026-11-20T00:00:00Z'));
    if (random.chance(0.1)) service.add({ ...record, Id: `${id}7` });
  }
}

function edited(now: WireRecord, random: Random): WireRecord {
  const { LifeCycle: life, Project: project } = now;
  const date = life?.TargetCloseDate;
  const stage = random.chance(0.5) ? random.pick(stages) : life?.Stage;
  const closes = random.chance(0.1) ? null : date ? daysLater(date, random.integer(-20, 40)) : '2027-01-01';
  return {
    ...now,
    LifeCycle: {
      ...life,
      ...(stage && { Stage: stage }),
      ...(stage === 'Closed Lost' && { ClosedLostReason: random.chance(0.2) ? null : random.pick(reasons) }),
      ...(closes !== undefined && random.chance(0.6) && { TargetCloseDate: closes }),
      ...(random.chance(0.4) && { ReviewStatus: random.pick(reviewStatuses) }),
    },
    Project: {
      ...project,
      ExpectedCustomerSpend: [
        ...(random.chance(0.8) ? (project?.ExpectedCustomerSpend ?? []) : []),
        ...(random.chance(0.5)
          ? [
              {
                Amount: random.pick(amounts),
                CurrencyCode: random.pick(['USD', 'EUR', 'JPY', null] as const),
                Frequency: random.chance(0.9) ? ('Monthly' as const) : null,
                TargetCompany: 'AWS',
              },
            ]
          : []),
      ],
    },
  };
}

function ids(items: readonly OpportunitySummary[]): string[] {
  return items.map(({ Id }) => Id ?? '').sort();
}

function byTarget(moves: readonly Move[]): Record<string, string[]> {
  const found = new Map<string, OpportunitySummary[]>();
  for (const { to, items } of moves) found.set(to, [...(found.get(to) ?? []), ...items]);
  return Object.fromEntries([...found].map(([to, items]) => [to, ids(items)]));
}

function shifts(all: readonly DateShift[]) {
  const figures = shiftFigures(all);
  return {
    ids: Object.fromEntries(all.map(({ item, days }) => [item.Id ?? '', days])),
    days: figures?.days ?? 0,
    median: figures?.median ?? null,
    most: figures?.largest.days ?? null,
  };
}

function spend(changes: readonly CurrencyChange[]): Record<string, string[]> {
  return Object.fromEntries(
    changes.map(({ currency, before, after }) => [currency, [before, after, after - before].map(String)]),
  );
}
