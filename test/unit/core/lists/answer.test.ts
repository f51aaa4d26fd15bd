import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { Answer } from '../../../../src/core/lists/answer';
import { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import { needsAction } from '../../../../src/core/model/triage';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { utc } from '../../../support/moments';

const asked = (id: string, Stage: 'Prospect' | 'Launched' = 'Prospect') => ({
  ...summary(id),
  LifeCycle: { Stage, ReviewStatus: 'Action Required' } as const,
});
const sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;

describe('an answer', () => {
  const open = (script: ConstructorParameters<typeof FakeSource>[0]) => {
    const source = new FakeSource(script);
    const query = {
      catalog: 'AWS',
      filter: { LifeCycleStage: ['Committed'] },
      sort,
      pageSize: 5,
      split: 'byStage',
    } as const;
    const lists = new OpportunityLists(source, query, () => utc());
    let changes = 0;
    const filter = { LifeCycleReviewStatus: ['Action Required'] };
    const answer = new Answer(lists, { filter, sort, matches: needsAction }, () => {
      changes += 1;
    });
    return { source, lists, answer, changes: () => changes };
  };
  const ids = (answer: Answer) => answer.items.map(({ Id }) => Id);

  it('is one request for one full page, and changes no list and no count of the window', async () => {
    const { source, lists, answer } = open(() => page([asked('O1'), asked('O2', 'Launched'), asked('O1')]));
    await answer.readPage('background');
    assert.deepEqual([ids(answer), answer.read, answer.isWhole], [['O1'], 3, true]);
    assert.deepEqual(
      source.calls.map(({ request, priority }) => [request, priority]),
      [[{ Catalog: 'AWS', MaxResults: 100, Sort: sort, LifeCycleReviewStatus: ['Action Required'] }, 'background']],
    );
    assert.deepEqual([lists.requests, lists.loaded()], [0, []]);
  });

  it('reads on only when it is asked to, and is not known to be whole then', async () => {
    const pages = [page([asked('O1')], 't1'), page([asked('O2')], 't2'), page([asked('O3')])];
    const { source, answer, changes } = open((_, n) => pages[n - 1]);
    await answer.readPage();
    assert.deepEqual([answer.tail.kind, source.tokens], ['more', '-']);
    await answer.readRest(2);
    assert.deepEqual([ids(answer), answer.tail.kind], [['O1', 'O2'], 'more'], 'up to the maximum');
    await answer.readRest(0);
    assert.deepEqual([ids(answer), answer.tail.kind, answer.isWhole], [['O1', 'O2', 'O3'], 'end', false]);
    assert.equal(source.tokens, '- t1 t2');
    assert.ok(changes() >= 3);
  });

  it('keeps what came before a failure, and goes on at the same page', async () => {
    let fails = true;
    const { source, answer } = open(({ NextToken }) => {
      if (NextToken === undefined) return page([asked('O1')], 't1');
      return fails ? new SourceError('accessDenied', { args: ['me', 'x'] }) : page([asked('O2')]);
    });
    await answer.readPage();
    await answer.readRest(0);
    assert.deepEqual([ids(answer), answer.tail.kind], [['O1'], 'failed']);
    fails = false;
    await answer.readRest(0);
    assert.deepEqual([ids(answer), source.tokens], [['O1', 'O2'], '- t1 t1']);
  });

  it('is not whole if an entry cannot be read', async () => {
    const { answer } = open(() => ({ ...page([asked('O1')]), skipped: 1 }));
    await answer.readPage();
    assert.deepEqual([answer.isWhole, answer.skipped], [false, 1]);
  });

  it('takes nothing that comes after it was left', async () => {
    const { source, answer } = open(() => undefined);
    const reading = answer.readPage();
    answer.dispose();
    source.calls[0]?.answer(page([asked('O1')]));
    await reading;
    assert.deepEqual(ids(answer), []);
  });
});
