import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ChangeTracker } from '../../../../src/core/changes/changeTracker';
import { type KeptChanges, merge } from '../../../../src/core/changes/keptChanges';
import { compareVersions } from '../../../../src/core/changes/version';
import { shownOf } from '../../../support/changes/fakeWhatChanged';
import { contents, hash, minute, throughFile, version, written } from './histories';

const step = fc.record({
  id: fc.constantFrom('O1', 'O2', 'O3', 'O4'),
  at: fc.integer({ min: 1, max: 15 }),
  content: contents,
  mark: fc.boolean(),
});

/** What a window may know: pages in any order, and some of it seen. */
const windows: fc.Arbitrary<KeptChanges> = fc
  .tuple(fc.array(step, { maxLength: 12 }), fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }))
  .map(([steps, watermark]) => {
    const tracker = new ChangeTracker(undefined, hash);
    tracker.take([version('O1', 1)]);
    tracker.askedUpTo(watermark === undefined ? undefined : minute(watermark));
    for (const { id, at, content, mark } of steps) {
      tracker.take([version(id, at, content, at)]);
      if (mark) tracker.markSeen(shownOf(tracker, id));
    }
    return throughFile(tracker);
  });

/** What is kept, whatever the order of its rows is. */
const rows = (kept: KeptChanges) => {
  const known = new Map([...kept.known].sort(([a], [b]) => (a < b ? -1 : 1)));
  return written({ watermark: kept.watermark, since: kept.since, known });
};

describe('what two windows know', () => {
  it('is merged in any order, and as often as one likes, with the same result', () => {
    fc.assert(
      fc.property(windows, windows, windows, (a, b, c) => {
        assert.equal(rows(merge(a, b)), rows(merge(b, a)));
        assert.equal(rows(merge(merge(a, b), c)), rows(merge(a, merge(b, c))));
        assert.equal(rows(merge(a, a)), rows(a));
        assert.equal(rows(merge(merge(a, b), b)), rows(merge(a, b)));
      }),
      { numRuns: 300 },
    );
  });

  it('is the same for a tracker that takes it as for what is merged before', () => {
    fc.assert(
      fc.property(windows, windows, (a, b) => {
        const tracker = new ChangeTracker(a, hash);
        tracker.merge(b);
        assert.equal(rows(tracker), rows(merge(a, b)));
        assert.deepEqual(
          [...tracker.changes.map(({ id }) => id)].sort(),
          [...tracker.known].flatMap(([id, { seen, newest }]) => (seen === newest ? [] : [id])).sort(),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('never goes back in either, whatever they do in between, and is the same in both once both have kept it', () => {
    const acts = fc.record({
      ...{ who: fc.constantFrom(0, 1), what: fc.constantFrom('take', 'mark', 'markAll', 'keep') },
      ...{ id: fc.constantFrom('O1', 'O2', 'O3'), minutes: fc.nat(2), content: contents },
    });
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 40 }), (history) => {
        const trackers = [new ChangeTracker(undefined, hash), new ChangeTracker(undefined, hash)];
        for (const tracker of trackers) tracker.askedUpTo(minute(1));
        let file: KeptChanges | undefined;
        const keep = (tracker: ChangeTracker | undefined) => {
          if (!tracker) return;
          if (file) tracker.merge(file);
          const next = throughFile(tracker);
          for (const [id, { seen, newest }] of file?.known ?? []) {
            const now = next.known.get(id) ?? assert.fail();
            assert.ok(compareVersions(now.newest, newest) >= 0, id);
            if (seen) assert.ok(now.seen && compareVersions(now.seen, seen) >= 0, id);
          }
          file = next;
        };
        let now = 2;
        for (const { who, what, id, minutes, content } of history) {
          const tracker = trackers[who];
          now += minutes;
          if (what === 'take') tracker?.take([version(id, now, content)]);
          else if (what === 'mark') tracker?.markSeen(shownOf(tracker, id));
          else if (what === 'markAll') tracker?.markAllSeen(true);
          else keep(tracker);
        }
        for (const tracker of [...trackers, ...trackers]) keep(tracker);
        const [first, second] = trackers.map(({ changes }) => changes.map(({ id, modified }) => `${id} ${modified}`));
        assert.deepEqual(first, second);
      }),
      { numRuns: 300 },
    );
  });

  it('never becomes older: what one of them saw stays seen, and later moments stay', () => {
    const seenBy = (marked: boolean) => {
      const tracker = new ChangeTracker(undefined, hash);
      tracker.take([version('O1', 1, { steps: 'a' })]);
      tracker.askedUpTo(minute(marked ? 20 : 10));
      tracker.take([version('O1', 11, { steps: 'b' })]);
      if (marked) tracker.markSeen(shownOf(tracker, 'O1'));
      return tracker;
    };
    const [behind, ahead] = [seenBy(false), seenBy(true)];
    assert.equal(behind.changes.length, 1);
    assert.equal(behind.merge(throughFile(ahead)), true);
    assert.deepEqual([behind.changes, behind.watermark], [[], minute(20)]);
    assert.equal(behind.merge(throughFile(ahead)), false);
    // The version that was read in this window stays, with its values.
    assert.equal(behind.known.get('O1')?.newest.item?.LifeCycle?.NextSteps, 'b');
    assert.equal(ahead.merge(throughFile(seenBy(false))), false);
    assert.deepEqual(ahead.changes, []);
  });
});
