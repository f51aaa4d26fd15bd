import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { exportChunks, takeSnapshot } from '../../../../src/core/formats/exportDocument';
import { jsonLineChunks } from '../../../../src/core/formats/jsonLines';
import { canWriteWhole, WholeExport, type WholeExportOptions } from '../../../../src/core/formats/wholeExport';
import { type WholeFormat, wholeLines } from '../../../../src/core/formats/wholeFormat';
import { loadAll } from '../../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import { decodeStartingToken } from '../../../../src/core/paging/resumeToken';
import type { ListsQuery } from '../../../../src/core/query/listsQuery';
import { startOver } from '../../../../src/core/text/textPiece';
import type { OpportunitySource } from '../../../../src/core/wire/operations';
import { createSampleSource } from '../../../../src/demo/sampleSource';
import { csvChunks, wholeCsv } from '../../../../src/files/csv';
import { FakeClock, settled } from '../../../support/fakeClock';
import { FakeSource, isLook, page, pagesOf, summary } from '../../../support/fakeSource';
import { utc } from '../../../support/moments';

const now = utc('2026-06-01T12:00:00Z');
const query: ListsQuery = {
  catalog: 'AWS',
  filter: {},
  sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
  pageSize: 100,
  split: 'byStage',
};
const never = new AbortController().signal;
const over = (source: OpportunitySource, more: Partial<ListsQuery> = {}) =>
  new OpportunityLists(source, { ...query, ...more }, () => now);
const usual = () => ({ clock: new FakeClock(), now, onFailure: async () => 'end' as const });
const wholeOf = (
  lists: OpportunityLists,
  clock = new FakeClock(),
  onFailure: WholeExportOptions['onFailure'] = async () => 'end',
) => new WholeExport(lists, { clock, now, onFailure });

async function textOf(whole: WholeExport, signal = never): Promise<string> {
  let text = '';
  for await (const chunk of whole.chunks(signal)) text = chunk === startOver ? '' : text + chunk;
  return text;
}

describe('the whole list, written while it is read', () => {
  it('is the document that everything loaded as one list would be', async () => {
    for (const filter of [{}, { LifeCycleStage: ['Committed', 'Launched'] as const }]) {
      const source = createSampleSource({ opportunities: 250, hostile: true });
      const loaded = over(source, { split: 'whole', filter });
      await loadAll(loaded, 1_000, never);
      const whole = wholeOf(over(source, { filter }));
      assert.equal(await textOf(whole), [...exportChunks(takeSnapshot(loaded, { kind: 'loaded' }, now))].join(''));
      assert.ok(whole.facts.complete && whole.count > 0);
    }
  });

  it('holds what no list by stage holds', async () => {
    const source = new FakeSource(() => page([{ ...summary('O1'), LifeCycle: {} }]));
    const whole = wholeOf(over(source));
    const { OpportunitySummaries: items, Export: facts } = JSON.parse(await textOf(whole));
    assert.deepEqual([items.length, facts.stages], [1, [{ stage: null, count: 1, complete: true }]]);
    assert.equal(source.calls[0]?.request.LifeCycleStage, undefined);
    assert.equal(source.calls[0]?.priority, 'background');
  });

  it('holds an opportunity once that a changing list sends again, and every one without an id', async () => {
    const { Id: _, ...nameless } = summary('');
    const pages = [page([summary('O1'), summary('O2'), nameless], 'a'), page([summary('O2'), nameless, summary('O3')])];
    const whole = wholeOf(over(new FakeSource((request, n) => (isLook(request) ? page([]) : pages[n - 1]))));
    const { OpportunitySummaries: items } = JSON.parse(await textOf(whole));
    assert.deepEqual(
      items.map(({ Id }: { Id?: string }) => Id),
      ['O1', 'O2', undefined, undefined, 'O3'],
    );
    assert.equal(whole.facts.count, 5);
  });

  it('is a document where there is nothing, and does not claim to be all where entries were no opportunities', async () => {
    const none = wholeOf(over(new FakeSource(() => page([]))));
    assert.deepEqual(JSON.parse(await textOf(none)).OpportunitySummaries, []);
    const some = wholeOf(over(new FakeSource(() => ({ items: [summary('O1')], skipped: 1, unreadable: 0 }))));
    const { Export: facts } = JSON.parse(await textOf(some));
    assert.deepEqual([facts.complete, facts.missing], [false, ['unreadableEntries']]);
  });

  it('waits for a failure that passes, and goes on at the same token', async () => {
    const clock = new FakeClock();
    const answer = pagesOf(30, 10);
    const source = new FakeSource((request, n) => (n === 2 ? new SourceError('internal') : answer(request)));
    const done = textOf(wholeOf(over(source), clock));
    await clock.pass(1_000);
    assert.equal(JSON.parse(await done).OpportunitySummaries.length, 30);
    assert.equal(source.tokens, '- t1 t1 t2 - t1 t2 -');
    assert.ok(isLook(source.calls[4]?.request ?? assert.fail()), 'what changed meanwhile');
  });

  it('keeps what was read before a page that cannot be read, and says where it goes on', async () => {
    const pages = pagesOf(50, 10);
    const script: ConstructorParameters<typeof FakeSource>[0] = (request) =>
      request.NextToken === 't3' ? new SourceError('accessDenied') : pages(request);
    const whole = wholeOf(over(new FakeSource(script)));
    const { OpportunitySummaries: items, NextToken: token, Export: facts } = JSON.parse(await textOf(whole));
    assert.deepEqual([items.length, facts.complete, facts.missing], [30, false, ['failedPage']]);
    assert.deepEqual(decodeStartingToken(token), { nextToken: 't3', used: 0 });
  });

  it('goes on from there when it is asked to, and writes nothing twice', async () => {
    const pages = pagesOf(50, 10);
    const broken = new Set(['t2', 't4']);
    const source = new FakeSource((request) =>
      request.NextToken && broken.delete(request.NextToken) ? new SourceError('accessDenied') : pages(request),
    );
    const asked: [string, number][] = [];
    const whole = wholeOf(over(source), undefined, async ({ code }, written) => {
      asked.push([code, written]);
      return 'again';
    });
    const { OpportunitySummaries: items, Export: facts } = JSON.parse(await textOf(whole));
    assert.deepEqual([items.length, facts.complete], [50, true]);
    assert.deepEqual(asked, [
      ['accessDenied', 20],
      ['accessDenied', 40],
    ]);
  });

  it('waits for every failure that may pass', async () => {
    // For the end of an outage, the source itself has waited.
    const codes = ['internal', 'emptyAnswer', 'timedOut'] as const;
    for (const code of codes) {
      const clock = new FakeClock();
      const pages = pagesOf(30, 10);
      let failures = 5;
      const source = new FakeSource((request) =>
        request.NextToken === 't1' && failures-- > 0 ? new SourceError(code) : pages(request),
      );
      const done = textOf(wholeOf(over(source), clock, () => assert.fail(code)));
      await clock.pass(60_000);
      assert.equal(JSON.parse(await done).OpportunitySummaries.length, 30, code);
    }
  });

  it('starts over where AWS no longer knows the place, and where the list changed', async () => {
    const pages = pagesOf(30, 10);
    let forgetful = true;
    const forgot = new FakeSource((request) => {
      if (request.NextToken !== 't2' || !forgetful) return pages(request);
      forgetful = false;
      return new SourceError('tokenRejected');
    });
    const whole = wholeOf(over(forgot));
    assert.equal(JSON.parse(await textOf(whole)).OpportunitySummaries.length, 30);
    assert.ok(whole.facts.complete);

    const changing = wholeOf(
      over(
        new FakeSource((request, n) =>
          isLook(request)
            ? page([summary('O8', 'Prospect', `2026-02-01T00:00:${String(n).padStart(2, '0')}Z`)])
            : pages(request),
        ),
      ),
    );
    const { OpportunitySummaries: items, Export: facts } = JSON.parse(await textOf(changing));
    assert.deepEqual([items.length, facts.complete, facts.missing], [30, false, ['changedWhileRead']]);
  });

  it('ends where the list repeats itself, and throws where it is stopped', async () => {
    const endless = new FakeSource(() => page([summary('O1')], 'a'));
    const whole = wholeOf(over(endless));
    await textOf(whole);
    assert.deepEqual(whole.facts.missing, ['failedPage']);
    const left = new FakeSource(() => new SourceError('aborted'));
    await assert.rejects(textOf(wholeOf(over(left))), { code: 'aborted' }, 'its connection was left');
    const stop = new AbortController();
    const stopped = textOf(wholeOf(over(new FakeSource())), stop.signal);
    await settled();
    stop.abort();
    await assert.rejects(stopped, { code: 'aborted' });
    const waiting = new AbortController();
    const failing = new FakeSource((_request, n) => (n === 1 ? new SourceError('internal') : undefined));
    const paused = textOf(wholeOf(over(failing)), waiting.signal);
    await settled();
    waiting.abort();
    await assert.rejects(paused, { code: 'aborted' });
  });

  it('is not offered where the person asked for a part of the list', () => {
    assert.ok(canWriteWhole(over(new FakeSource())));
    assert.ok(!canWriteWhole(over(new FakeSource(), { split: 'whole', maxItems: 20 })));
    assert.ok(!canWriteWhole(over(new FakeSource(), { split: 'whole', startingToken: 'abc' })));
  });

  it('is JSON Lines, and CSV, as of everything that is loaded', async () => {
    const source = createSampleSource({ opportunities: 250 });
    const loaded = over(source, { split: 'whole' });
    await loadAll(loaded, 1_000, never);
    const items = loaded.loaded();
    const textIn = (format: WholeFormat) => textOf(new WholeExport(over(source), { ...usual(), format }));
    assert.equal(await textIn(wholeLines), [...jsonLineChunks(items)].join(''));
    assert.equal(await textIn(wholeCsv()), [...csvChunks(items)].join(''));
  });

  it('is that of one stage, and says so', async () => {
    const source = new FakeSource((request) => (isLook(request) ? page([]) : page([summary('O1', 'Committed')])));
    const lists = over(source, { filter: { CustomerCompanyName: ['Example'] } });
    const whole = new WholeExport(lists, { ...usual(), stage: 'Committed' });
    const { Export: facts } = JSON.parse(await textOf(whole));
    assert.deepEqual(
      [facts.basis, facts.complete, facts.filter],
      ['oneStage', true, { LifeCycleStage: ['Committed'], CustomerCompanyName: ['Example'] }],
    );
    const asked = source.calls.map(({ request }) => request.LifeCycleStage?.join());
    assert.ok(asked.includes('Committed'), asked.join());
  });

  it('is read again from its beginning where the format has to begin again, and holds everything once', async () => {
    const spend = { Amount: '1', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' } as const;
    const two: OpportunitySummary = { ...summary('O3'), Project: { ExpectedCustomerSpend: [spend, spend] } };
    const pages = (token: string | undefined) =>
      token === undefined ? page([summary('O1'), summary('O2')], 't1') : page([two]);
    const source = new FakeSource((request) => (isLook(request) ? page([]) : pages(request.NextToken)));
    const whole = new WholeExport(over(source), { ...usual(), format: wholeCsv() });
    const text = await textOf(whole);
    assert.equal(text, [...csvChunks([summary('O1'), summary('O2'), two])].join(''));
    assert.deepEqual([whole.count, whole.facts.complete], [3, true]);
    assert.equal(source.tokens, '- t1 - t1 -');
  });
});
