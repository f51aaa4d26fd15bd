import assert from 'node:assert/strict';
import { type Catalog, catalogs, type Stage, stages } from '../../../../../src/core/model/opportunity';
import { Editor } from '../../../../../src/demo/data/edits/editor';
import { steadyPlan } from '../../../../../src/demo/data/edits/editPlan';
import { allowsStatus } from '../../../../../src/demo/data/lifeCycles';
import { defaultAnchor, generateOpportunities } from '../../../../../src/demo/data/records';
import type { WireRecord } from '../../../../../src/demo/data/wireRecord';

const anchor = defaultAnchor.getTime();
const second = 1000;

interface Data {
  readonly seed: number;
  readonly catalog?: Catalog;
  readonly count?: number;
  readonly hostile?: boolean;
}

/** Opportunities that are edited once a second. */
class EditedList {
  records: readonly WireRecord[];
  seconds = 0;
  private readonly editor: Editor;

  constructor({ seed, catalog = 'AWS', count = 60, hostile = false }: Data) {
    this.records = generateOpportunities({ seed, catalog, count, hostile });
    const plan = steadyPlan(seed, 60, anchor, () => this.seconds * second);
    this.editor = new Editor(plan, { seed, catalog, count, hostile });
  }

  /** Goes on, and returns what was there before of each opportunity that changed, with what is there now. */
  wait(seconds: number): (readonly [before: WireRecord | undefined, after: WireRecord])[] {
    this.seconds += seconds;
    const edited = this.editor.catchUp(() => this.records);
    if (!edited) return [];
    const pairs = this.records.flatMap((before): [WireRecord, WireRecord][] => {
      const after = edited.changed.get(before.Id ?? '');
      return after ? [[before, after]] : [];
    });
    const kept = this.records.map((record) => edited.changed.get(record.Id ?? '') ?? record);
    this.records = [...kept, ...edited.added];
    return [...pairs, ...edited.added.map((after) => [undefined, after] as const)];
  }
}

const stageOf = (record: WireRecord): Stage => record.LifeCycle?.Stage ?? 'Prospect';

function assertConsistent({ LifeCycle, CreatedDate, LastModifiedDate, Project, Id }: WireRecord, at: number): void {
  assert.match(Id ?? '', /^O[0-9]{1,19}$/);
  const { Stage, ReviewStatus, ReviewComments, ReviewStatusReason, ClosedLostReason } = LifeCycle ?? {};
  assert.ok(ReviewStatus && allowsStatus(Stage ?? 'Prospect', ReviewStatus), `${Stage} ${ReviewStatus}`);
  const needsRemarks = ReviewStatus === 'Action Required' || ReviewStatus === 'Rejected';
  assert.equal(Boolean(ReviewComments), needsRemarks);
  assert.equal(Boolean(ReviewStatusReason), needsRemarks);
  if (Stage) assert.equal(Boolean(ClosedLostReason), Stage === 'Closed Lost');
  assert.ok((LifeCycle?.NextSteps ?? '').length <= 255);
  assert.match(LifeCycle?.TargetCloseDate ?? '2026-01-01', /^[1-9]\d{3}-\d{2}-\d{2}$/);
  assert.equal(Date.parse(LastModifiedDate ?? ''), at);
  if (CreatedDate) assert.ok(Date.parse(CreatedDate) <= at);
  for (const { Amount } of Project?.ExpectedCustomerSpend ?? [])
    assert.match(Amount ?? '', /^((0|([1-9][0-9]{0,30}))(\.[0-9]{0,2})?)?$/);
}

function assertLegal(before: WireRecord, after: WireRecord, at: number): void {
  const [was, is] = [before.LifeCycle ?? {}, after.LifeCycle ?? {}];
  const differs = (key: keyof typeof is) => is[key] !== was[key];
  const isReview = differs('ReviewStatus');
  const isMove = differs('Stage');
  const { LastModifiedDate: _, ...rest } = after;
  const { LastModifiedDate: __, ...old } = before;
  assert.notDeepEqual(rest, old, 'an edit changes something');
  assert.equal(before.CreatedDate, after.CreatedDate);
  assert.deepEqual(before.Customer, after.Customer);
  // What AWS reviews or has rejected is changed by AWS alone, and what has ended does not begin again.
  if (was.ReviewStatus === 'Submitted' || was.ReviewStatus === 'In review') assert.ok(isReview);
  assert.notEqual(was.ReviewStatus, 'Rejected');
  const today = new Date(at).toISOString().slice(0, 10);
  const isSaidOverdue = isReview && is.ReviewStatusReason === 'Target close date in the past';
  if (isSaidOverdue) assert.ok((is.TargetCloseDate ?? '9') <= today, 'a remark is true');
  if (isReview) assert.ok(!isMove && !differs('TargetCloseDate') && !differs('NextSteps'));
  if (isMove) {
    assert.equal(was.ReviewStatus, 'Approved');
    assert.ok(stageOf(before) !== 'Launched' && stageOf(before) !== 'Closed Lost');
    const isNext = stages.indexOf(stageOf(after)) === stages.indexOf(stageOf(before)) + 1;
    assert.ok(isNext || is.Stage === 'Closed Lost', `${was.Stage} → ${is.Stage}`);
  }
  const hasEnded = is.Stage === 'Launched' || is.Stage === 'Closed Lost';
  if (differs('TargetCloseDate') && hasEnded) assert.equal(is.TargetCloseDate, today);
  else if (differs('TargetCloseDate')) assert.ok((is.TargetCloseDate ?? '') > today);
}

describe('edits of sample opportunities', () => {
  it('are the same one by one and all at once, in both catalogs', () => {
    for (const hostile of [false, true]) {
      for (const catalog of catalogs) {
        const [steps, atOnce, halves] = [1, 2, 3].map(() => new EditedList({ seed: 7, catalog, hostile }));
        assert.ok(steps && atOnce && halves);
        for (let step = 0; step < 300; step++) steps.wait(1);
        atOnce.wait(300);
        halves.wait(149.5);
        halves.wait(150.5);
        assert.deepEqual(steps.records, atOnce.records);
        assert.deepEqual(halves.records, atOnce.records);
      }
    }
  });

  it('differ by seed and by catalog', () => {
    const idsAfter = (data: Data) => new EditedList(data).wait(5).map(([, { Id }]) => Id);
    assert.notDeepEqual(idsAfter({ seed: 1 }), idsAfter({ seed: 2 }));
    assert.notDeepEqual(idsAfter({ seed: 1 }), idsAfter({ seed: 1, catalog: 'Sandbox' }));
  });

  it('make nothing that AWS would not, over 1,000 seeds', function () {
    this.timeout(60_000);
    for (let seed = 0; seed < 1000; seed++) {
      const list = new EditedList({
        seed,
        count: seed % 40,
        hostile: seed % 3 === 0,
        catalog: seed % 2 ? 'AWS' : 'Sandbox',
      });
      for (let step = 1; step <= 40; step++) {
        const pairs = list.wait(1);
        assert.equal(pairs.length, 1, 'each edit is one opportunity');
        for (const [before, after] of pairs) {
          assertConsistent(after, anchor + step * second);
          if (before) assertLegal(before, after, anchor + step * second);
          else assert.equal(after.LifeCycle?.ReviewStatus, 'Pending Submission');
        }
      }
      const ids = list.records.flatMap(({ Id }) => Id ?? []);
      assert.equal(new Set(ids).size, ids.length);
    }
  });

  it('are of every kind, and keep the account as it is: not all ends, and not all is new', () => {
    const list = new EditedList({ seed: 3, count: 250 });
    const seen = new Set<string>();
    for (let step = 0; step < 5_000; step++) {
      for (const [before, after] of list.wait(1)) {
        const [was, is] = [before?.LifeCycle, after.LifeCycle];
        if (!before) seen.add('new');
        else if (was?.Stage !== is?.Stage) seen.add(`to ${is?.Stage}`);
        else if (was?.ReviewStatus !== is?.ReviewStatus) seen.add(`to ${is?.ReviewStatus}`);
        else if (was?.TargetCloseDate !== is?.TargetCloseDate) seen.add('close date');
        else if (was?.NextSteps !== is?.NextSteps) seen.add('next steps');
        else seen.add('spend');
      }
    }
    const reached = [...stages.slice(1), 'Submitted', 'In review', 'Approved', 'Rejected', 'Action Required'];
    const others = ['new', 'close date', 'next steps', 'spend'];
    assert.deepEqual([...seen].sort(), [...reached.map((to) => `to ${to}`), ...others].sort());
    const open = list.records.filter((record) => !['Launched', 'Closed Lost'].includes(stageOf(record)));
    assert.ok(open.length > 100 && list.records.length < 700, `${open.length} of ${list.records.length}`);
  });

  it('leave amounts as a business expects them', () => {
    const list = new EditedList({ seed: 3, count: 250 });
    list.wait(5_000);
    for (const { Project } of list.records) {
      for (const { Amount, CurrencyCode } of Project?.ExpectedCustomerSpend ?? []) {
        const most = { JPY: 200, INR: 100, BRL: 10 }[CurrencyCode as string] ?? 1;
        const amount = Number(Amount);
        assert.ok(amount >= 50 && amount <= 400_000 * most, `${Amount} ${CurrencyCode}`);
      }
    }
  });
});
