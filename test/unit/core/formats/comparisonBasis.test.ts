import assert from 'node:assert/strict';
import { comparisonBasis } from '../../../../src/core/formats/comparisonBasis';
import { readClaims } from '../../../../src/core/formats/exportClaims';
import type { ExportFacts } from '../../../../src/core/formats/exportDocument';

const sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;
const whole = {
  formatVersion: 1,
  catalog: 'AWS',
  profile: 'mine',
  filter: { LifeCycleStage: ['Prospect', 'Launched'], CreatedDate: { AfterCreatedDate: '2026-01-01T00:00:00Z' } },
  sort,
  complete: true,
  missing: [],
};
const loaded: Pick<ExportFacts, 'filter' | 'sort' | 'complete' | 'missing' | 'readAt' | 'profile' | 'sampleData'> = {
  profile: 'mine',
  filter: { CreatedDate: { AfterCreatedDate: '2026-01-01T00:00:00Z' }, LifeCycleStage: ['Launched', 'Prospect'] },
  sort: { SortOrder: 'DESCENDING', SortBy: 'LastModifiedDate' },
  complete: true,
  missing: [],
};

/** What is said of a file with these facts, in short. */
function said(facts: unknown, { goesOn = false, now = loaded }: { goesOn?: boolean; now?: unknown } = {}): string {
  const basis = comparisonBasis(readClaims(facts, goesOn), readClaims(now, false));
  const { remarks, addedIsNew, removedIsGone } = basis;
  const words = remarks.map((remark) => ('of' in remark ? `${remark.kind} ${remark.of}` : remark.kind));
  return [...words, ...(addedIsNew ? ['new'] : []), ...(removedIsGone ? ['gone'] : [])].join(', ');
}

describe('what may be said of a file and what is loaded', () => {
  it('is all where both are complete and of the same list, in whatever order that is written', () => {
    assert.equal(said(whole), 'new, gone');
  });

  it('is that one is new only where the file is complete, and gone only where what is loaded is', () => {
    const partial = { ...loaded, complete: false, missing: ['moreExist' as const] };
    assert.equal(said(whole, { now: partial }), 'partial after, new');
    assert.equal(said({ ...whole, complete: false, missing: ['withoutStage'] }), 'partial before, gone');
    assert.equal(said({ ...whole, complete: 'yes' }), 'partial before, gone');
    assert.equal(said({ ...whole, missing: ['aReasonToCome'] }), 'partial before, gone');
    assert.equal(said(whole, { goesOn: true }), 'partial before, gone');
    assert.equal(
      said({ ...whole, complete: undefined, missing: 7 }, { now: partial }),
      'partial before, partial after',
    );
  });

  it('is neither where the file was read after what is loaded', () => {
    const now = { ...loaded, readAt: '2026-06-01T12:00:00.000Z' };
    for (const readAt of [undefined, 5, '', 'soon', '2026-06-01T11:59:59Z', '2026-06-01T12:00:00.000Z'])
      assert.equal(said({ ...whole, readAt }, { now }), 'new, gone', String(readAt));
    assert.equal(said({ ...whole, readAt: '2026-06-01T12:00:00.001Z' }, { now }), 'wrongOrder');
    assert.equal(said({ ...whole, readAt: '2026-06-01T12:00:00.001Z' }), 'new, gone', 'nothing was read');
  });

  it('is neither where the two are lists of different things', () => {
    assert.equal(said({ ...whole, filter: { LifeCycleStage: ['Prospect'] } }), 'otherFilter');
    assert.equal(said({ ...whole, filter: undefined }), 'otherFilter');
    assert.equal(said({ ...whole, filter: 'all' }), 'otherFilter');
    assert.equal(said({ ...whole, profile: undefined }), 'otherProfile');
    assert.equal(said({ ...whole, profile: 'theirs' }), 'otherProfile');
    assert.equal(said(whole, { now: { ...loaded, profile: undefined } }), 'otherProfile');
    assert.equal(said(whole, { now: { ...loaded, profile: undefined, sampleData: true } }), 'sampleData after');
    assert.equal(said({ ...whole, sampleData: true }), 'sampleData before');
  });

  it('is another order, which keeps nobody from telling what is new', () => {
    assert.equal(said({ ...whole, sort: { ...sort, SortOrder: 'ASCENDING' } }), 'otherSort, new, gone');
  });

  it('is nothing of what the AWS CLI printed, with a token or without', () => {
    for (const facts of [undefined, null, [], 'x']) {
      assert.equal(said(facts), 'nothingSaid before');
      assert.equal(said(facts, { goesOn: true }), 'nothingSaid before, partial before');
    }
  });

  it('is nothing of two files where one says nothing of itself, whichever it is', () => {
    assert.equal(said(whole, { now: null }), 'nothingSaid after');
    assert.equal(said(undefined, { now: null }), 'nothingSaid before, nothingSaid after');
  });

  it('tells which of the two has nothing without a stage, because it consists of the lists of stages', () => {
    const by = (missing: readonly string[], now: unknown = loaded) => {
      const claims = readClaims({ ...whole, complete: missing.length === 0, missing }, false);
      const { beforeHasOnlyStages, afterHasOnlyStages } = comparisonBasis(claims, readClaims(now, false));
      return [beforeHasOnlyStages, afterHasOnlyStages];
    };
    assert.deepEqual(by([]), [false, false]);
    assert.deepEqual(by(['moreExist', 'withoutStage']), [true, false]);
    assert.deepEqual(by([], { ...loaded, complete: false, missing: ['withoutStage'] }), [false, true]);
  });
});
