import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SourceError } from '../../../../src/core/errors/sourceError';
import {
  type ExportSnapshot,
  exportChunks,
  startingTokenOf,
  takeSnapshot,
} from '../../../../src/core/formats/exportDocument';
import { exportName } from '../../../../src/core/formats/exportName';
import type { ExportScope } from '../../../../src/core/lists/completeness';
import { findWithoutStage, loadAll } from '../../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import { stages } from '../../../../src/core/model/opportunity';
import { decodeStartingToken, encodeResumeToken } from '../../../../src/core/paging/resumeToken';
import type { ListsQuery } from '../../../../src/core/query/listsQuery';
import { createSampleSource } from '../../../../src/demo/sampleSource';
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
const loaded: ExportScope = { kind: 'loaded' };

function listsOver(source: FakeSource, more: Partial<ListsQuery> = {}) {
  return new OpportunityLists(source, { ...query, ...more }, () => now);
}

const awkward = fc.constantFrom('a', ' ', '\n', '\r', '"', '\\', '\u0000', '\u2028', '\ud800', 'Ł', '💥', '/', '{');
const textOf = (snapshot: ExportSnapshot) => [...exportChunks(snapshot)].join('');

describe('an export', () => {
  it('holds what the AWS CLI prints, with Export beside it', async () => {
    const lists = listsOver(new FakeSource(pagesOf(3, 2)), { split: 'whole' });
    await lists.listOf('All')?.firstPage();
    const document = JSON.parse(textOf(takeSnapshot(lists, loaded, now)));
    assert.deepEqual(Object.keys(document), ['OpportunitySummaries', 'NextToken', 'Export']);
    assert.deepEqual(document.OpportunitySummaries, [...lists.loaded()]);
    assert.deepEqual(decodeStartingToken(document.NextToken), { nextToken: 't1', used: 0 });
    assert.deepEqual(document.Export, {
      formatVersion: 1,
      exportedAt: '2026-06-01T12:00:00.000Z',
      catalog: 'AWS',
      filter: {},
      sort: query.sort,
      pageSize: 100,
      complete: false,
      basis: 'wholeList',
      missing: ['moreExist'],
      count: 2,
      readAt: '2026-06-01T12:00:00.000Z',
      stages: [{ stage: 'Prospect', count: 2, complete: false }],
    });
  });

  it('says whose opportunities it holds', () => {
    const factsOf = (more: Partial<ListsQuery>) => takeSnapshot(listsOver(new FakeSource(), more), loaded, now).facts;
    assert.equal(factsOf({ profile: 'mine' }).profile, 'mine');
    assert.equal(factsOf({ sampleData: true }).sampleData, true);
    assert.ok(!('profile' in factsOf({})) && !('sampleData' in factsOf({})));
  });

  it('is the text that JSON.stringify makes, whatever is in it', async () => {
    const source = createSampleSource({ opportunities: 250, hostile: true });
    const lists = new OpportunityLists(source, query, () => now);
    await loadAll(lists, 1_000, never);
    const snapshot = takeSnapshot(lists, loaded, now);
    assert.ok(snapshot.items.length > 200, 'more than a slice');
    assert.equal(
      textOf(snapshot),
      `${JSON.stringify({ OpportunitySummaries: snapshot.items, Export: snapshot.facts }, null, 2)}\n`,
    );
    fc.assert(
      fc.property(fc.array(fc.string({ unit: awkward }), { maxLength: 4 }), (names) => {
        const items = names.map((name) => ({ ...summary('O1'), Customer: { Account: { CompanyName: name } } }));
        const { facts } = takeSnapshot(lists, { kind: 'selection', items }, now);
        const text = textOf({ items, facts, nextToken: names.join() });
        const whole = { OpportunitySummaries: items, NextToken: names.join(), Export: facts };
        assert.equal(text, `${JSON.stringify(whole, null, 2)}\n`);
      }),
    );
  });

  it('stays as it was when more is loaded', async () => {
    const lists = listsOver(new FakeSource(pagesOf(4, 2)));
    await lists.listOf('Prospect')?.firstPage();
    const snapshot = takeSnapshot(lists, loaded, now);
    const text = textOf(snapshot);
    await lists.listOf('Prospect')?.loadMore();
    assert.equal(textOf(snapshot), text);
    assert.equal(snapshot.items.length, 2);
  });

  it('names the days that a relative date stood for', () => {
    const filter = { TargetCloseDate: { AfterTargetCloseDate: '-30d' } };
    const { facts } = takeSnapshot(listsOver(new FakeSource(), { filter }), loaded, now);
    assert.deepEqual(facts.filter, { TargetCloseDate: { AfterTargetCloseDate: '2026-05-02' } });
  });

  describe('is complete', () => {
    const complete = async (
      more: Partial<ListsQuery>,
      scope: ExportScope = loaded,
      items = [summary('O1')],
      limit = 10_000,
    ) => {
      const lists = listsOver(new FakeSource(() => page(items)), more);
      await loadAll(lists, limit, never);
      const { facts } = takeSnapshot(lists, scope, now);
      return { complete: facts.complete, basis: facts.basis, missing: facts.missing };
    };

    it('when the one list was read to its end', async () => {
      assert.deepEqual(await complete({ split: 'whole' }), { complete: true, basis: 'wholeList', missing: [] });
    });

    it('when the lists of the stages that were asked for were: nothing without a stage was', async () => {
      const filter = { LifeCycleStage: ['Prospect'] } as const;
      assert.deepEqual(await complete({ filter }), { complete: true, basis: 'stageLists', missing: [] });
    });

    it('never by the lists of all stages alone: what has no stage is in none of them', async () => {
      assert.deepEqual(await complete({}), { complete: false, basis: 'allStageLists', missing: ['withoutStage'] });
    });

    it('by the lists of all stages together with what has no stage, once that is known', async () => {
      const unstaged = { Catalog: 'AWS', Id: 'O2' };
      const source = new FakeSource((request) => {
        const [stage] = request.LifeCycleStage ?? [];
        if (stage || isLook(request)) return page(stage === 'Prospect' ? [summary('O1')] : []);
        return page([summary('O1'), unstaged]);
      });
      const lists = listsOver(source);
      await loadAll(lists, 10_000, never);
      await findWithoutStage(lists, never);
      const { facts, items } = takeSnapshot(lists, loaded, now);
      assert.deepEqual([facts.complete, facts.basis, facts.missing], [true, 'allStageLists', []]);
      assert.deepEqual(
        items.map(({ Id }) => Id),
        ['O1', 'O2'],
      );
      assert.deepEqual(facts.stages.at(-1), { stage: null, count: 1, complete: true });
    });

    it('as one stage, whatever the others are', async () => {
      const lists = listsOver(new FakeSource(() => page([summary('O1')])));
      await lists.listOf('Prospect')?.firstPage();
      const { facts } = takeSnapshot(lists, { kind: 'stage', stage: 'Prospect' }, now);
      assert.equal(facts.complete, true);
      assert.equal(facts.basis, 'oneStage');
      assert.deepEqual(facts.filter, { LifeCycleStage: ['Prospect'] });
      assert.deepEqual(facts.stages, [
        { stage: 'Prospect', count: 1, complete: true, readAt: '2026-06-01T12:00:00.000Z' },
      ]);
    });

    it('not from a token on', async () => {
      const { missing } = await complete({ split: 'whole', startingToken: 'tok' });
      assert.deepEqual(missing, ['beforeStartingToken']);
    });

    it('not cut at a number', async () => {
      const items = [summary('O1'), summary('O2')];
      const { missing } = await complete({ split: 'whole', maxItems: 1 }, loaded, items);
      assert.deepEqual(missing, ['moreExist']);
    });

    it('not as a selection', async () => {
      const scope = { kind: 'selection', items: [summary('O1')] } as const;
      assert.deepEqual(await complete({ split: 'whole' }, scope), {
        complete: false,
        basis: 'selection',
        missing: ['notSelected'],
      });
    });

    it('not when a page failed, or AWS sent what is no opportunity', async () => {
      const failing = listsOver(new FakeSource(() => new SourceError('offline')), { split: 'whole' });
      await failing.listOf('All')?.firstPage();
      assert.deepEqual(takeSnapshot(failing, loaded, now).facts.missing, ['failedPage']);
      const skipping = listsOver(new FakeSource(() => ({ ...page([summary('O1')]), skipped: 1 })), {
        split: 'whole',
      });
      await skipping.listOf('All')?.firstPage();
      assert.deepEqual(takeSnapshot(skipping, loaded, now).facts.missing, ['unreadableEntries']);
    });

    it('and counts every opportunity once, in a stage or in none', async () => {
      const stray = { ...summary('O9'), LifeCycle: { Stage: 'Dreaming' as 'Prospect' } };
      const lists = listsOver(
        new FakeSource((request) =>
          request.LifeCycleStage?.[0] === 'Prospect' ? page([summary('O1'), stray]) : page([]),
        ),
      );
      await loadAll(lists, 100, never);
      const { facts } = takeSnapshot(lists, loaded, now);
      assert.equal(facts.count, 2);
      assert.deepEqual(
        facts.stages.map(({ stage, count }) => `${stage} ${count}`),
        [...stages.map((stage) => `${stage} ${stage === 'Prospect' ? 1 : 0}`), 'null 1'],
      );
    });
  });

  describe('says of each list', () => {
    const whole = { filter: { LifeCycleStage: ['Prospect', 'Qualified'] } } as const;
    const stagesOf = (lists: OpportunityLists) =>
      takeSnapshot(lists, loaded, now).facts.stages.map(({ stage, count, complete }) => ({
        stage,
        count,
        complete,
      }));
    const only = (source: FakeSource) => listsOver(source, { filter: { LifeCycleStage: ['Prospect'] } });

    it('that it is complete once it was read to its end, and not before', async () => {
      const source = new FakeSource(({ LifeCycleStage: [stage] = [] }) => page([summary(`O-${stage}`, stage)]));
      const lists = listsOver(source, whole);
      await lists.listOf('Prospect')?.firstPage();
      assert.deepEqual(stagesOf(lists), [
        { stage: 'Prospect', count: 1, complete: true },
        { stage: 'Qualified', count: 0, complete: false },
      ]);
    });

    it('that it is complete in several pages only where nothing changed between them', async () => {
      const lists = only(new FakeSource(pagesOf(3, 2)));
      await lists.listOf('Prospect')?.firstPage();
      await lists.listOf('Prospect')?.loadMore();
      assert.deepEqual(stagesOf(lists), [{ stage: 'Prospect', count: 3, complete: false }]);
      assert.deepEqual(takeSnapshot(lists, loaded, now).facts.missing, ['notChecked']);
      await loadAll(lists, 1_000, never);
      assert.deepEqual(stagesOf(lists), [{ stage: 'Prospect', count: 3, complete: true }]);
      assert.deepEqual(takeSnapshot(lists, loaded, now).facts.missing, []);
    });

    it('that it is not complete where AWS sent what is no opportunity, or changed it each time it was read', async () => {
      const skipping = only(new FakeSource(() => ({ ...page([summary('O1')]), skipped: 1 })));
      await skipping.listOf('Prospect')?.firstPage();
      assert.deepEqual(stagesOf(skipping), [{ stage: 'Prospect', count: 1, complete: false }]);
      const pages = pagesOf(3, 2);
      let newest = 1;
      const changing = only(
        new FakeSource((request) =>
          isLook(request) ? page([summary('O8', 'Prospect', `2027-01-01T00:00:0${newest++}Z`)]) : pages(request),
        ),
      );
      const outcome = await loadAll(changing, 1_000, never);
      assert.deepEqual(outcome, { kind: 'changing', keys: ['Prospect'] });
      assert.deepEqual(stagesOf(changing), [{ stage: 'Prospect', count: 3, complete: false }]);
      assert.deepEqual(takeSnapshot(changing, loaded, now).facts.missing, ['changedWhileRead']);
    });

    it('which days it was read for, where those of the first one read were others', async () => {
      let at = utc('2026-06-01T12:00:00Z');
      const source = new FakeSource(({ LifeCycleStage: [stage] = [] }) => page([summary(`O-${stage}`, stage)]));
      const filter = { ...whole.filter, TargetCloseDate: { AfterTargetCloseDate: '-30d' } };
      const lists = new OpportunityLists(source, { ...query, filter }, () => at);
      await lists.listOf('Qualified')?.firstPage();
      at = utc('2026-06-02T12:00:00Z');
      await lists.listOf('Prospect')?.firstPage();
      const { facts } = takeSnapshot(lists, loaded, at);
      assert.equal(facts.readAt, '2026-06-01T12:00:00.000Z');
      assert.deepEqual(facts.filter, { ...whole.filter, TargetCloseDate: { AfterTargetCloseDate: '2026-05-02' } });
      assert.deepEqual(facts.sent, { TargetCloseDate: { AfterTargetCloseDate: '2026-05-01' } });
      assert.deepEqual(facts.stages, [
        {
          ...{ stage: 'Prospect', count: 1, complete: true, readAt: '2026-06-02T12:00:00.000Z' },
          filter: { TargetCloseDate: { AfterTargetCloseDate: '2026-05-03' } },
        },
        { stage: 'Qualified', count: 1, complete: true, readAt: '2026-06-01T12:00:00.000Z' },
      ]);
      const one = takeSnapshot(lists, { kind: 'stage', stage: 'Prospect' }, at).facts;
      assert.equal(one.readAt, '2026-06-02T12:00:00.000Z');
      assert.deepEqual(one.filter, {
        LifeCycleStage: ['Prospect'],
        TargetCloseDate: { AfterTargetCloseDate: '2026-05-03' },
      });
    });

    it('that what belongs to no stage that is known is never all there is', async () => {
      const stray = { ...summary('O9'), LifeCycle: { Stage: 'Dreaming' as 'Prospect' } };
      const lists = only(new FakeSource(() => page([summary('O1'), stray])));
      await lists.listOf('Prospect')?.firstPage();
      assert.deepEqual(stagesOf(lists), [
        { stage: 'Prospect', count: 1, complete: true },
        { stage: null, count: 1, complete: false },
      ]);
      const one = takeSnapshot(lists, { kind: 'stage', stage: 'Prospect' }, now);
      assert.deepEqual(one.items, [summary('O1')]);
      assert.deepEqual(
        one.facts.stages.map(({ stage }) => stage),
        ['Prospect'],
      );
    });
  });

  it('is written whole, whatever part of a hundred it ends in', async () => {
    const lists = listsOver(new FakeSource());
    for (const count of [0, 1, 99, 100, 101, 200]) {
      const items = Array.from({ length: count }, (_, n) => summary(`O${n}`));
      const snapshot = takeSnapshot(lists, { kind: 'selection', items }, now);
      assert.deepEqual(JSON.parse(textOf(snapshot)).OpportunitySummaries, items);
      assert.equal([...exportChunks(snapshot)].length, Math.ceil(count / 100) + 2);
    }
  });

  describe('has a token', () => {
    it('at the top only where it is one list, and for each stage that goes on', async () => {
      const lists = listsOver(new FakeSource(pagesOf(3, 2)));
      await lists.listOf('Prospect')?.firstPage();
      const all = takeSnapshot(lists, loaded, now);
      assert.equal(all.nextToken, undefined);
      assert.deepEqual(
        all.facts.stages.map(({ startingToken }) => startingToken && decodeStartingToken(startingToken)),
        [{ nextToken: 't1', used: 0 }, ...Array(6).fill(undefined)],
      );
      const one = takeSnapshot(lists, { kind: 'stage', stage: 'Prospect' }, now);
      assert.equal(one.nextToken, all.facts.stages[0]?.startingToken);
    });

    it('that loses and repeats nothing, wherever the list stands', async () => {
      const listsWith = (more: Partial<ListsQuery>) =>
        listsOver(new FakeSource(pagesOf(7, 2)), { split: 'whole', ...more });
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 4 }), async (maxItems, pages) => {
          const before = listsWith({ maxItems });
          for (let read = 0; read < pages; read++) await before.listOf('All')?.loadMore();
          const snapshot = takeSnapshot(before, loaded, now);
          const after = listsWith(
            snapshot.nextToken === undefined ? { maxItems: 0 } : { startingToken: snapshot.nextToken },
          );
          if (snapshot.nextToken !== undefined) await loadAll(after, 100, never);
          const ids = [...snapshot.items, ...after.loaded()].map(({ Id }) => Id);
          assert.deepEqual(ids, ['O00001', 'O00002', 'O00003', 'O00004', 'O00005', 'O00006', 'O00007']);
        }),
      );
    });

    it('while a page is read or has failed', async () => {
      const source = new FakeSource();
      const lists = listsOver(source, { split: 'whole' });
      const list = lists.listOf('All');
      assert.ok(list);
      assert.equal(startingTokenOf(list), undefined);
      const first = list.firstPage();
      assert.equal(startingTokenOf(list), undefined);
      source.calls[0]?.answer(page([summary('O1')], 't1'));
      await first;
      const second = list.loadMore();
      const token = startingTokenOf(list);
      assert.ok(token !== undefined);
      assert.deepEqual(decodeStartingToken(token), { nextToken: 't1', used: 0 });
      source.calls[1]?.fail(new SourceError('offline'));
      await second;
      assert.equal(startingTokenOf(list), token);
    });

    it('that says how much of a page was used where a list began within it and its first page failed', async () => {
      const startingToken = encodeResumeToken({ nextToken: undefined, used: 3 });
      const lists = listsOver(new FakeSource(() => new SourceError('accessDenied')), {
        split: 'whole',
        startingToken,
      });
      const list = lists.listOf('All');
      assert.ok(list);
      await list.firstPage();
      assert.equal(startingTokenOf(list), startingToken);
    });
  });

  it('S09: has a name of our own words, which every system takes', () => {
    const hostile = ['../../x', 'CON', 'a:b', 'x'.repeat(300), '💥'].map((name) => ({
      ...summary('O1'),
      Customer: { Account: { CompanyName: name } },
    }));
    const scopes: ExportScope[] = [
      loaded,
      { kind: 'selection', items: hostile },
      ...stages.map((stage): ExportScope => ({ kind: 'stage', stage })),
    ];
    const names = scopes.map((scope) => exportName('AWS', scope, '2026-06-01', '.opportunities.json'));
    for (const name of names) assert.match(name, /^partner-central-AWS-([a-z]+-)*2026-06-01\.opportunities\.json$/);
    assert.equal(new Set(names).size, names.length);
    assert.equal(names[4], 'partner-central-AWS-technical-validation-2026-06-01.opportunities.json');
  });
});
