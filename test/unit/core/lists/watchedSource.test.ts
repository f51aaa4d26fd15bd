import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { later, newestOf, WatchedSource } from '../../../../src/core/lists/watchedSource';
import { FakeSource, page, summary } from '../../../support/fakeSource';

const on = (day: number) => `2026-03-0${day}T00:00:00Z`;

describe('a watched source', () => {
  it('counts each request, and keeps the newest modification that AWS reported', async () => {
    const answers = [
      page([{ Catalog: 'AWS' }]),
      page([summary('O1', 'Prospect', on(2)), summary('O2', 'Prospect', on(4)), summary('O3', 'Prospect', on(3))]),
      new SourceError('throttled'),
      page([summary('O4', 'Prospect', on(1))]),
    ];
    const source = new WatchedSource(new FakeSource((_, n) => answers[n - 1]));
    const seen: unknown[] = [[source.requests, source.newest]];
    for (const _ of answers) {
      await source.list({ Catalog: 'AWS' }, 'foreground', new AbortController().signal).catch(() => {});
      seen.push([source.requests, source.newest]);
    }
    assert.deepEqual(seen, [
      [0, undefined],
      [1, undefined],
      [2, on(4)],
      [3, on(4)],
      [4, on(4)],
    ]);
  });

  it('knows the later of two moments, whatever their zones, and the one that there is', () => {
    assert.equal(later(on(1), on(2)), on(2));
    assert.equal(later(on(2), on(1)), on(2));
    assert.equal(later('2026-03-01T01:00:00+02:00', '2026-02-28T23:30:00Z'), '2026-02-28T23:30:00Z');
    assert.equal(later(undefined, on(1)), on(1));
    assert.equal(later(on(1), undefined), on(1));
    assert.equal(later(undefined, undefined), undefined);
    assert.equal(newestOf([]), undefined);
    assert.equal(newestOf([{ Catalog: 'AWS' }, summary('O1', 'Prospect', on(1)), { Catalog: 'AWS' }]), on(1));
  });
});
