import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ChangeTracker } from '../../../../src/core/changes/changeTracker';
import { writeKept } from '../../../../src/core/changes/keptFormat';
import { hashedFields } from '../../../../src/core/changes/version';
import { newestOf } from '../../../../src/core/lists/watchedSource';
import { filledWith, summaries } from '../../../support/summaries';
import { hash, minute, readAtOnce, version, written } from './histories';

function some(): ChangeTracker {
  const tracker = new ChangeTracker(undefined, hash);
  tracker.take([
    version('O1', 1, { steps: 'a', closes: '2026-06-01', status: 'Submitted' }),
    { ...version('O2', 2), LastModifiedDate: '2026-01-01T00:02:00.123456Z' },
    version('O5', undefined),
  ]);
  tracker.askedUpTo(minute(10));
  tracker.take([
    version('O1', 11, { steps: 'b', closes: '2026-07-01' }),
    version('O3', 12, {}, 12),
    version('O4', 12, {}, 1),
    version('O5', undefined, { steps: 'late' }),
  ]);
  return tracker;
}

describe('the file of what is kept', () => {
  it('is read as it was written', () => {
    const text = written(some());
    const file = readAtOnce(text);
    assert.ok(typeof file !== 'string');
    assert.deepEqual([file.kept.watermark, file.kept.since], [minute(10), minute(10)]);
    assert.equal(written(file.kept), text);
    assert.deepEqual(
      new ChangeTracker(file.kept, hash).changes.map(({ id, kind }) => `${id} ${kind}`),
      ['O3 new', 'O4 unknown', 'O1 changed', 'O5 changed'],
    );
  });

  it('has the owner as it was given', () => {
    const owner = { identity: 'hash of somebody', account: undefined };
    const file = readAtOnce([...writeKept({ owner, kept: some() }, hash)].join(''));
    assert.ok(typeof file !== 'string');
    assert.deepEqual(file.owner, owner);
  });

  it('is read as it was written, whatever AWS sends', () => {
    fc.assert(
      fc.property(fc.array(summaries, { maxLength: 8 }), fc.array(summaries, { maxLength: 8 }), (before, after) => {
        const tracker = new ChangeTracker(undefined, hash);
        tracker.take(before);
        tracker.askedUpTo(newestOf(before.filter(({ Id: id }) => id !== undefined)));
        tracker.take(after);
        const text = written(tracker);
        const file = readAtOnce(text);
        assert.ok(typeof file !== 'string', String(file));
        assert.equal(written(file.kept), text);
      }),
    );
  });

  it('has the values of no field but the stage, the review status and the target close date', () => {
    const tracker = new ChangeTracker(undefined, hash);
    tracker.take([{ ...filledWith('CANARY'), Id: 'O1', LifeCycle: { NextSteps: 'CANARY', Stage: 'Prospect' } }]);
    tracker.askedUpTo(minute(1));
    assert.doesNotMatch(written(tracker), /CANARY/);
    assert.equal(hashedFields.length, 18);
    assert.equal(new Set(hashedFields.map(([name]) => name)).size, 18);
  });

  it('is damaged wherever it is cut off', () => {
    const text = written(some());
    for (let length = 0; length < text.length; length++) assert.equal(readAtOnce(text.slice(0, length)), 'damaged');
  });

  it('is damaged, or is something that can be used, whatever was written into it', () => {
    const text = written(some());
    const edits = fc.tuple(
      fc.nat(text.length),
      fc.nat(20),
      fc.oneof(fc.string(), fc.constantFrom('0', 'null', '[]', '{}')),
    );
    fc.assert(
      fc.property(fc.array(edits, { minLength: 1, maxLength: 3 }), (all) => {
        let bad = text;
        for (const [at, length, put] of all) bad = bad.slice(0, at) + put + bad.slice(at + length);
        const file = readAtOnce(bad);
        if (typeof file === 'string') return;
        const tracker = new ChangeTracker(file.kept, hash);
        tracker.take([version('O1', 20), version('O2', 20)]);
        written(tracker);
      }),
      { numRuns: 2_000 },
    );
  });

  it('hides no changes for ever, whatever its moments are', () => {
    const [first = '', ...rows] = written(some()).split('\n');
    const withMoment = (text: string) =>
      readAtOnce([first.replaceAll(JSON.stringify(minute(10)), JSON.stringify(text)), ...rows].join('\n'));
    const file = withMoment('9999-12-31T23:59:59Z');
    assert.ok(typeof file !== 'string');
    assert.deepEqual([file.kept.watermark, file.kept.since], [minute(12), minute(12)]);
    assert.equal(withMoment('not a moment'), 'damaged');
    assert.equal(withMoment(''), 'damaged');
  });

  it('of another kind is damaged, and of a newer version is newer', () => {
    for (const text of [
      '',
      '\n',
      'null\n',
      '{}\n{}\n',
      '[]\n',
      `${'['.repeat(100_000)}\n`,
      '{"formatVersion":"1"}\n',
    ]) {
      assert.equal(readAtOnce(text), 'damaged', text.slice(0, 20));
    }
    assert.equal(readAtOnce(written(some()).replace('"formatVersion":1', '"formatVersion":2')), 'newer');
    assert.equal(readAtOnce(written(some()).replace('LifeCycle.NextSteps', 'LifeCycle.Other')), 'damaged');
  });
});
