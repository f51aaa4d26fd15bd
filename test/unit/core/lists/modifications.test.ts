import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { Modifications } from '../../../../src/core/lists/modifications';
import type { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import { isWithinMargin } from '../../../../src/core/time/indexDelay';
import { pageOf } from '../../../support/fakeSource';

const at = (time: string) => `2026-03-15T${time}Z`;
const modified = (Id: string | undefined, time?: string, city = 'Bern') =>
  ({
    Catalog: 'AWS',
    ...(Id !== undefined && { Id }),
    ...(time && { LastModifiedDate: at(time) }),
    Customer: { Account: { CompanyName: 'Example', Address: { City: city } } },
  }) as OpportunitySummary;

describe('what was modified while lists were read', () => {
  /** What was asked for: the moment since which it was modified. */
  let asked: (string | undefined)[];
  /** How many pages were read. */
  let read: number;

  /** Answers each question with the next of these lists of pages. */
  function answering(...answers: (readonly (readonly OpportunitySummary[])[] | SourceError)[]): Modifications {
    asked = [];
    read = 0;
    const lists: Pick<OpportunityLists, 'modifiedSince'> = {
      async *modifiedSince(since) {
        const answer = answers[asked.length] ?? [];
        asked.push(since);
        if (answer instanceof SourceError) throw answer;
        for (const page of answer) {
          read += 1;
          yield pageOf(page);
        }
      },
    };
    return new Modifications(lists as OpportunityLists, new AbortController().signal);
  }

  const pages = (count: number) => Array.from({ length: count }, (_, n) => [modified(`O${n}`, '10:00:00')]);
  const undated = (count: number) => Array.from({ length: count }, (_, n) => [modified(`O${n}`)]);
  const ids = (items: readonly OpportunitySummary[] | undefined) => items?.map(({ Id }) => Id);

  describe('is asked for beforehand', () => {
    it('up to the first page with a date, without a lower limit', async () => {
      const first = [modified('A', '10:00:00'), modified('B')];
      const modifications = answering([...undated(3), first, ...pages(2)]);
      assert.equal(await modifications.open(), first);
      assert.deepEqual([asked, read], [[undefined], 4]);
      assert.deepEqual(ids([...modifications.versions]), ['O0', 'O1', 'O2', 'A', 'B']);
    });

    it('on ten pages at most', async () => {
      const modifications = answering(undated(30));
      assert.deepEqual(ids(await modifications.open()), ['O9']);
      assert.equal(read, 10);
    });

    it('and is nothing where there is none, or AWS does not say', async () => {
      assert.deepEqual(await answering([]).open(), []);
      assert.deepEqual(await answering(undated(2)).open(), []);
      assert.deepEqual(await answering(new SourceError('offline')).open(), []);
    });
  });

  describe('is asked for afterwards', () => {
    it('from a minute before, in one request where that is all', async () => {
      const modifications = answering([[modified('A', '10:00:00')]]);
      assert.deepEqual(ids(await modifications.since(at('09:30:00'))), ['A']);
      assert.deepEqual(asked, ['2026-03-15T09:29:00.000Z']);
    });

    it('without a lower limit where no date is known', async () => {
      assert.deepEqual(await answering([]).since(undefined), []);
      assert.deepEqual(asked, [undefined]);
    });

    it('once more for the newest where that took several requests, because they move to the front meanwhile', async () => {
      const old = [modified('A', '10:05:00'), modified('B', '10:09:00')];
      const modifications = answering(
        [old, [modified('C', '10:01:00')]],
        [[], [modified('D', '10:10:00')], pages(1)[0] ?? []],
      );
      assert.deepEqual(ids(await modifications.since(at('10:00:00'))), ['A', 'B', 'C', 'D', 'O0']);
      assert.deepEqual(asked, ['2026-03-15T09:59:00.000Z', at('10:09:00'), at('10:10:00')]);
      assert.equal(read, 5, 'again, because the newest took several requests too');
    });

    it('once more only, where one that is known follows the new ones', async () => {
      const old = [modified('A', '10:05:00'), modified('B', '10:09:00')];
      const again = [[], [modified('D', '10:10:00'), modified('B', '10:09:00')], pages(1)[0] ?? []];
      const modifications = answering([old, [modified('C', '10:01:00')]], again);
      assert.deepEqual(ids(await modifications.since(at('10:00:00'))), ['A', 'B', 'C', 'D']);
      assert.equal(read, 4);
    });

    it('with all of the very same moment', async () => {
      const [a, b, c] = ['A', 'B', 'C'].map((id) => modified(id, '10:05:00'));
      const rest = modified('D', '10:01:00');
      if (!a || !b || !c) assert.fail();
      const modifications = answering([[a], [rest]], [[b], [a, c], [rest]], [[a, b], [c]]);
      assert.deepEqual(ids(await modifications.since(at('10:00:00'))), ['A', 'D', 'B', 'C']);
      assert.deepEqual([asked.length, read], [3, 6]);
    });

    it('a few times at most', async () => {
      const busy = (minute: string) => [[modified('A', `10:${minute}:30`)], [modified('B', `10:${minute}:20`)]];
      const modifications = answering(busy('01'), busy('02'), busy('03'), busy('04'), busy('05'));
      assert.equal(await modifications.since(at('10:00:00')), undefined);
      assert.equal(asked.length, 4);
    });

    it('from the same minute before where none of those has a date', async () => {
      const modifications = answering(undated(2), []);
      assert.deepEqual(ids(await modifications.since(at('10:00:00'))), ['O0', 'O1']);
      assert.deepEqual(asked, ['2026-03-15T09:59:00.000Z', '2026-03-15T09:59:00.000Z']);
    });

    it('as long as that costs less than reading the lists again', async () => {
      assert.equal((await answering(pages(10)).since(undefined))?.length, 10);
      assert.equal(await answering(pages(30)).since(undefined), undefined);
      assert.equal(read, 11);
    });

    it('and what AWS refuses is refused', async () => {
      await assert.rejects(answering(new SourceError('throttled')).since(undefined), { code: 'throttled' });
      await assert.rejects(answering(pages(2), new SourceError('offline')).since(undefined), { code: 'offline' });
    });
  });

  it('is remembered in its newest version, and only by an id', () => {
    const modifications = answering();
    modifications.remember([modified('A', '10:02:00', 'Bern'), modified(undefined, '10:02:00')]);
    modifications.remember([modified('A', '10:01:00', 'Older')]);
    modifications.remember([modified('A', '10:02:00', 'Same time, later answer'), modified('B')]);
    assert.deepEqual(
      [...modifications.versions].map(({ Id, Customer }) => [Id, Customer?.Account?.Address?.City]),
      [
        ['A', 'Same time, later answer'],
        ['B', 'Bern'],
      ],
    );
  });

  describe('has touched an opportunity', () => {
    const begun = at('10:00:00');
    const touched = (
      item: OpportunitySummary,
      held?: OpportunitySummary,
      known: readonly OpportunitySummary[] = [],
    ) => {
      const modifications = answering();
      modifications.remember(known);
      return modifications.isTouched(item, begun, held);
    };

    it('that is newer than the list, or whose time or whose list’s time is not known', () => {
      const newer = modified('A', '10:00:01');
      assert.equal(touched(newer, newer, [newer]), true);
      const dateless = modified('A');
      assert.equal(touched(dateless, dateless, [dateless]), true);
      const old = modified('A', '08:00:00');
      assert.equal(answering().isTouched(old, undefined, old), true);
    });

    it('of the minute before, unless that very version was seen', () => {
      for (const time of ['09:59:00', '09:59:30', '10:00:00']) {
        const item = modified('A', time);
        const other = modified('A', time, 'Basel');
        assert.equal(touched(item), true, time);
        assert.equal(touched(item, other, [other]), true, time);
        assert.equal(touched(item, item), false, time);
        // It changed, and what is held may have come with a later page.
        assert.equal(touched(item, item, [other]), true, time);
        assert.equal(touched(item, other, [item]), false, time);
        assert.equal(touched(modified(undefined, time), modified(undefined, time)), true, time);
      }
    });

    it('that was not there before the reading began, although all that is as new was known', async () => {
      const item = modified('A', '09:59:30');
      for (const [oldest, expected] of [
        ['09:59:00', true],
        ['09:59:30', false],
        ['10:00:00', false],
      ] as const) {
        const modifications = answering([[modified('B', '10:00:00'), modified('C', oldest)]]);
        await modifications.open();
        assert.equal(modifications.isTouched(item, begun, item), expected, oldest);
      }
    });

    it('never before that minute', () => {
      const item = modified('A', '09:58:59');
      assert.equal(touched(item), false);
      assert.equal(touched(item, modified('A', '09:58:59', 'Basel')), false);
    });
  });

  it('is within a minute before a moment, to the second', () => {
    const since = at('10:00:00');
    const within = ['09:58:59.999', '09:59:00', '09:59:30', '10:00:00', '11:00:00'].map((time) =>
      isWithinMargin(at(time), since),
    );
    assert.deepEqual(within, [false, true, true, true, true]);
    assert.equal(isWithinMargin(undefined, since), false);
    assert.equal(isWithinMargin(undefined, undefined), false);
    assert.equal(isWithinMargin(at('01:00:00'), undefined), true);
  });
});
