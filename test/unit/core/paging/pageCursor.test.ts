import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { advance, type PageCursor, startOf } from '../../../../src/core/paging/pageCursor';
import { pageOf } from '../../../support/fakeSource';

/** A place behind a page, whose token is `t1`. */
const second: PageCursor = { ...startOf({ maxItems: 5 }), at: { nextToken: 't1', used: 0 }, tokens: ['t1'], room: 2 };

describe('advance', () => {
  it('takes a whole page and goes on at its token', () => {
    const { items, next } = advance(startOf(), pageOf(['a', 'b'], 't1'));
    assert.deepEqual(items, ['a', 'b']);
    assert.ok(next.kind === 'more');
    assert.deepEqual(next.cursor.at, { nextToken: 't1', used: 0 });
    assert.deepEqual(next.cursor.tokens, ['t1']);
  });

  it('ends at a page without a token, also where the most items end there', () => {
    assert.deepEqual(advance(startOf(), pageOf(['a'])), { items: ['a'], next: { kind: 'end' } });
    assert.equal(advance(startOf({ maxItems: 1 }), pageOf(['a'])).next.kind, 'end');
  });

  it('cuts within a page, and goes on behind what it took for as many again', () => {
    const { items, next } = advance(second, pageOf(['a', 'b', 'c'], 't2'));
    assert.deepEqual(items, ['a', 'b']);
    assert.ok(next.kind === 'cut');
    assert.equal(atob(next.resumeToken), '{"NextToken": "t1", "boto_truncate_amount": 2}');
    assert.deepEqual([next.cursor.at, next.cursor.room], [{ nextToken: 't1', used: 2 }, 5]);
    assert.deepEqual(advance(next.cursor, pageOf(['a', 'b', 'c'])).items, ['c']);
  });

  it('cuts between two pages, and goes on at the second', () => {
    const { items, next } = advance(second, pageOf(['a', 'b'], 't2'));
    assert.deepEqual(items, ['a', 'b']);
    assert.ok(next.kind === 'cut');
    assert.equal(atob(next.resumeToken), '{"NextToken": "t2"}');
    assert.deepEqual([next.cursor.at, next.cursor.room], [{ nextToken: 't2', used: 0 }, 5]);
  });

  it('finds a token that was there before, and takes what comes with it', () => {
    const { items, next } = advance({ ...second, tokens: ['t0', 't1'] }, pageOf(['a'], 't0'));
    assert.deepEqual(items, ['a']);
    assert.equal(next.kind === 'fault' && next.error.code, 'repeatedToken');
  });

  it('goes on through ten thousand pages and no further', () => {
    const tokens = Array.from({ length: 9_999 }, (_, n) => `p${n}`);
    const at = (length: number) =>
      advance({ ...startOf(), tokens: [...tokens, 'last'].slice(0, length) }, pageOf(['a'], 't'));
    assert.equal(at(9_999).next.kind, 'more');
    const { next } = at(10_000);
    assert.equal(next.kind === 'fault' && next.error.code, 'repeatedToken');
  });

  it('takes what a place within a page leaves of it, and begins at the very first where there is no token', () => {
    const within: PageCursor = { ...startOf({ maxItems: 2 }), at: { nextToken: 't1', used: 1 } };
    const { items, next } = advance(within, pageOf(['a', 'b', 'c', 'd'], 't2'));
    assert.deepEqual(items, ['b', 'c']);
    assert.ok(next.kind === 'cut');
    assert.equal(atob(next.resumeToken), '{"NextToken": "t1", "boto_truncate_amount": 3}');
    for (const part of [{}, { startingToken: '' }]) {
      const { at, room } = startOf(part);
      assert.deepEqual([at, room], [{ nextToken: undefined, used: 0 }, Number.POSITIVE_INFINITY]);
    }
  });

  it('counts empty pages in a row alone', () => {
    const full: PageCursor = { ...startOf(), emptyPages: 20 };
    const { next } = advance(full, pageOf(['a'], 't1'));
    assert.equal(next.kind === 'more' && next.cursor.emptyPages, 0);
  });

  it('finds 21 empty pages in a row, and counts them from the start when it goes on', () => {
    let cursor = startOf();
    for (let n = 1; n <= 20; n++) {
      const { next } = advance(cursor, pageOf([], `t${n}`));
      assert.ok(next.kind === 'more', `page ${n}`);
      cursor = next.cursor;
    }
    const { next } = advance(cursor, pageOf([], 't21'));
    assert.ok(next.kind === 'fault');
    assert.deepEqual([next.error.code, next.error.args], ['tooManyEmptyPages', ['21']]);
    assert.equal(advance(next.cursor, pageOf([], 't22')).next.kind, 'more');
  });

  it('takes no page for empty that held what was left out', () => {
    const full: PageCursor = { ...startOf(), emptyPages: 20 };
    for (const left of [{ skipped: 1 }, { outside: 1 }]) {
      for (const items of [[], ['a']]) {
        assert.equal(advance(full, { ...pageOf(items, 't1'), ...left }).next.kind, 'more');
      }
    }
    assert.equal(advance(full, { ...pageOf([], 't1'), skipped: 1, outside: 1 }).next.kind, 'more');
  });

  it('changes nothing: a step from the same place is the same', () => {
    const before = JSON.stringify(second);
    const steps = [1, 2].map(() => advance(second, pageOf(['a'], 't2')));
    assert.deepEqual(steps[0], steps[1]);
    assert.equal(JSON.stringify(second), before);
  });

  it('refuses a starting token that is none', () => {
    assert.throws(() => startOf({ startingToken: 'a___b___c' }), RangeError);
  });
});

describe('what pages through lists', () => {
  it('names nothing of what is in them', () => {
    const folder = join('src', 'core', 'paging');
    const files = readdirSync(folder);
    assert.ok(files.length > 5);
    for (const file of files) {
      assert.doesNotMatch(readFileSync(join(folder, file), 'utf8'), /opportunit|stage|life.?cycle/i, file);
    }
  });
});
