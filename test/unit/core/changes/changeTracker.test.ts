import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ChangeTracker } from '../../../../src/core/changes/changeTracker';
import type { OpportunityChange } from '../../../../src/core/changes/opportunityChange';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import { shownOf } from '../../../support/changes/fakeWhatChanged';
import { type Content, contents, hash, minute, throughFile, version } from './histories';

/** A tracker after a first look at minute 10. */
function looked(...items: readonly OpportunitySummary[]): ChangeTracker {
  const tracker = new ChangeTracker();
  tracker.take(items);
  tracker.askedUpTo(minute(10));
  return tracker;
}

const next = (tracker: ChangeTracker) => new ChangeTracker(throughFile(tracker), hash);
const short = ({ id, kind, fields }: OpportunityChange) => [id, kind, ...fields].join(' ');

describe('what changed', () => {
  it('is nothing at the first look, whatever was and is read', () => {
    const tracker = looked(version('O1', 1), version('O1', 2, { stage: 'Qualified' }));
    assert.deepEqual([tracker.changes, tracker.isFirst, tracker.since], [[], true, minute(10)]);
    assert.equal(tracker.take([version('O2', 3)]), false);
    assert.deepEqual(tracker.changes, []);
  });

  it('is the sum of what AWS sent since, newest first', () => {
    const tracker = looked(version('O1', 1, { status: 'Submitted', steps: 'a' }), version('O2', 2));
    assert.equal(tracker.take([version('O1', 11, { status: 'In review', steps: 'b' })]), true);
    tracker.take([version('O2', 13, { amount: '5' }), version('O1', 12, { status: 'Action Required', steps: 'b' })]);
    const [second, first] = tracker.changes;
    assert.deepEqual(short(second ?? assert.fail()), 'O2 changed Project.ExpectedCustomerSpend');
    assert.deepEqual(first?.reviewStatus, { from: 'Submitted', to: 'Action Required' });
    assert.deepEqual(first?.fields, ['LifeCycle.NextSteps']);
    assert.equal(first?.before?.LifeCycle?.NextSteps, 'a');
    assert.equal(first?.item?.LifeCycle?.NextSteps, 'b');
    assert.equal('stage' in (first ?? {}), false);
    assert.equal(tracker.of('O1'), first);
  });

  it('is new, or unknown, if no version was seen', () => {
    const tracker = looked();
    tracker.take([version('O1', 20, {}, 11), version('O2', 20, {}, 9), version('O3', 8, {}, 8)]);
    assert.deepEqual(tracker.changes.map(short).sort(), ['O1 new', 'O2 unknown']);
    // Of the minute before, AWS had not listed them at the first look.
    tracker.take([version('O4', 10, {}, 1), version('O5', 9, {}, 1)]);
    assert.deepEqual([tracker.of('O4')?.kind, tracker.of('O5')?.kind], ['unknown', 'unknown']);
    // A catalog without opportunities has no date to begin from.
    const empty = new ChangeTracker();
    empty.askedUpTo(undefined);
    empty.take([version('O1', 1, {}, 1)]);
    assert.deepEqual(empty.changes.map(short), ['O1 new']);
  });

  it('has no fields if something else was modified, or all is as it was', () => {
    const tracker = looked(version('O1', 1, { stage: 'Prospect' }));
    tracker.take([version('O1', 11, { stage: 'Qualified' })]);
    tracker.take([version('O1', 12, { stage: 'Prospect' })]);
    assert.deepEqual(tracker.changes.map(short), ['O1 changed']);
    assert.equal(tracker.changes[0]?.stage, undefined);
  });

  it('is not moved by older versions, nor by what has no id', () => {
    const tracker = looked(version('O1', 5, { stage: 'Qualified' }));
    const { Id: _, ...nameless } = version('O2', 30);
    assert.equal(tracker.take([version('O1', 4), nameless]), false);
    assert.deepEqual(tracker.changes, []);
  });

  it('is taken from an index that was late, and not from one that goes back', () => {
    const tracker = looked(version('O1', 5, { steps: 'a' }));
    tracker.take([version('O1', 5, { steps: 'b' })]);
    assert.deepEqual(tracker.changes.map(short), ['O1 changed LifeCycle.NextSteps']);
    tracker.take([version('O1', 5, { steps: 'a' })]);
    assert.deepEqual(tracker.changes, []);
    // Without any date, the content alone counts.
    const undated = looked(version('O2', undefined, { steps: 'a' }));
    undated.take([version('O2', undefined, { steps: 'a' })]);
    assert.deepEqual(undated.changes, []);
    undated.take([version('O2', undefined, { steps: 'b' })]);
    assert.deepEqual(undated.changes.map(short), ['O2 changed LifeCycle.NextSteps']);
  });

  it('stays listed if a newer version came than the one that is marked as seen', () => {
    const tracker = looked(version('O1', 1));
    tracker.take([version('O1', 11)]);
    const shown = shownOf(tracker, 'O1');
    tracker.take([version('O1', 12, { steps: 'b' })]);
    assert.equal(tracker.markSeen(shown), false);
    assert.deepEqual(tracker.changes.map(short), ['O1 changed LifeCycle.NextSteps']);
  });

  it('is marked as seen, alone or all at once', () => {
    const tracker = looked(version('O1', 1), version('O2', 1));
    tracker.take([version('O1', 11), version('O2', 12)]);
    assert.equal(tracker.markSeen(shownOf(tracker, 'O1', 'O9')), true);
    assert.equal(tracker.markSeen(shownOf(tracker, 'O1')), false);
    assert.deepEqual(tracker.changes.map(short), ['O2 changed']);
    tracker.markAllSeen(true);
    assert.deepEqual([tracker.changes, tracker.since, tracker.watermark], [[], minute(12), minute(10)]);
    tracker.take([version('O3', 13, {}, 1)]);
    tracker.markAllSeen(false);
    assert.equal(tracker.watermark, minute(13));
  });

  it('survives the window: what is unseen stays so, and what was sent before is known by its hashes', () => {
    const first = looked(version('O1', 1, { steps: 'a' }), version('O2', 2, { steps: 'a', amount: '1' }));
    first.take([version('O1', 11, { steps: 'b', stage: 'Qualified' }), version('O3', 11, {}, 11)]);
    const second = next(first);
    assert.deepEqual([second.isFirst, second.hasLooked, second.since], [false, true, minute(10)]);
    assert.deepEqual(second.changes.map(short), ['O1 changed LifeCycle.NextSteps', 'O3 new']);
    assert.deepEqual(second.of('O1')?.stage, { from: 'Prospect', to: 'Qualified' });
    assert.deepEqual([second.of('O1')?.item, second.of('O1')?.before], [undefined, undefined]);
    // The same version again: it is shown whole, and nothing else changes.
    const again = version('O1', 11, { steps: 'b', stage: 'Qualified' });
    assert.equal(second.take([again]), true);
    assert.equal(second.of('O1')?.item, again);
    assert.deepEqual(second.of('O1')?.fields, ['LifeCycle.NextSteps']);
    second.take([version('O2', 12, { steps: 'a', amount: '2' })]);
    assert.deepEqual(second.of('O2')?.fields, ['Project.ExpectedCustomerSpend']);
    // What was read again unchanged has its old values, once it changes.
    const held = next(looked(version('O4', 3, { steps: 'old' })));
    held.take([version('O4', 3, { steps: 'old' })]);
    held.take([version('O4', 14, { steps: 'new' })]);
    assert.equal(held.of('O4')?.before?.LifeCycle?.NextSteps, 'old');
  });

  it('is exactly the difference of what was seen and what is newest, over any history and any number of windows', () => {
    type Step =
      | { readonly kind: 'edit'; readonly id: string; readonly content: Content; readonly minutes: number }
      | { readonly kind: 'seen'; readonly id: string }
      | { readonly kind: 'allSeen' | 'window' };
    const id = fc.constantFrom('O1', 'O2', 'O3');
    const steps: fc.Arbitrary<Step> = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ kind: fc.constant('edit' as const), id, content: contents, minutes: fc.nat(2) }),
      },
      fc.record({ kind: fc.constant('seen' as const), id }),
      fc.record({ kind: fc.constantFrom('allSeen' as const, 'window' as const) }),
    );
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 30 }), (history) => {
        const seen = new Map<string, readonly [number, Content]>();
        const newest = new Map<string, readonly [number, Content]>();
        for (const each of ['O1', 'O2', 'O3']) {
          seen.set(each, [1, {}]);
          newest.set(each, [1, {}]);
        }
        let tracker = looked(...[...seen].map(([each, [at, content]]) => version(each, at, content)));
        let now = 10;
        for (const step of history) {
          if (step.kind === 'edit') {
            now += step.minutes;
            const before = newest.get(step.id) ?? assert.fail();
            // A late index: the moment stays, and the content does not.
            const at = step.minutes === 0 ? before[0] : now;
            newest.set(step.id, [at, step.content]);
            const old = seen.get(step.id) ?? assert.fail();
            if (old[0] === at && same(old[1], step.content)) seen.set(step.id, [at, step.content]);
            tracker.take([version(step.id, at, step.content)]);
          } else if (step.kind === 'seen') {
            seen.set(step.id, newest.get(step.id) ?? assert.fail());
            tracker.markSeen(shownOf(tracker, step.id));
          } else if (step.kind === 'allSeen') {
            for (const [each, one] of newest) seen.set(each, one);
            tracker.markAllSeen(true);
          } else tracker = next(tracker);
        }
        for (const [each, [at, content]] of newest) {
          const [oldAt, old] = seen.get(each) ?? assert.fail();
          const isSame = oldAt === at && same(old, content);
          const change = tracker.of(each);
          assert.equal(change === undefined, isSame, each);
          if (!change) continue;
          const { stage = 'Prospect' } = old;
          const now = content.stage ?? 'Prospect';
          assert.deepEqual(change.stage, stage === now ? undefined : { from: stage, to: now });
          assert.deepEqual(
            change.reviewStatus,
            old.status === content.status ? undefined : { from: old.status, to: content.status },
          );
          assert.deepEqual(
            change.closes,
            old.closes === content.closes ? undefined : { from: old.closes, to: content.closes },
          );
          assert.deepEqual(change.fields, [
            ...(old.steps === content.steps ? [] : ['LifeCycle.NextSteps']),
            ...(old.amount === content.amount ? [] : ['Project.ExpectedCustomerSpend']),
          ]);
        }
        assert.equal(tracker.changes.length, [...newest.keys()].filter((each) => tracker.of(each)).length);
      }),
      { numRuns: 500 },
    );
  });
});

function same(a: Content, b: Content): boolean {
  const text = ({ stage = 'Prospect', ...rest }: Content) => JSON.stringify(Object.entries({ stage, ...rest }).sort());
  return text(a) === text(b);
}
