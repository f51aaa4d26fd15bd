import assert from 'node:assert/strict';
import type { Filter } from '../../../../src/core/query/filter';
import {
  choiceToApply,
  everything,
  isSameChoice,
  isSameFilter,
  type ListChoice,
  withCriterion,
  withRecentFilter,
} from '../../../../src/core/query/filterDraft';

const byName = { SortBy: 'CustomerCompanyName', SortOrder: 'ASCENDING' } as const;

describe('a filter draft', () => {
  it('sets one criterion and leaves the others', () => {
    const filter = withCriterion({ Identifier: ['O1'] }, 'LifeCycleStage', ['Prospect']);
    assert.deepEqual(filter, { LifeCycleStage: ['Prospect'], Identifier: ['O1'] });
    assert.deepEqual(withCriterion(filter, 'LifeCycleStage', ['Launched']).LifeCycleStage, ['Launched']);
  });

  it('has no criterion left when its value is empty', () => {
    const filter: Filter = { Identifier: ['O1'], CreatedDate: { AfterCreatedDate: 'today' } };
    assert.deepEqual(Object.keys(withCriterion(filter, 'Identifier', [])), ['CreatedDate']);
    assert.deepEqual(Object.keys(withCriterion(filter, 'CreatedDate', {})), ['Identifier']);
    assert.deepEqual(withCriterion({ Identifier: ['O1'] }, 'Identifier', undefined), {});
  });

  it('is the same however it is written', () => {
    const a: Filter = {
      Identifier: ['O1'],
      LifeCycleStage: ['Prospect'],
      CreatedDate: { BeforeCreatedDate: 'today', AfterCreatedDate: '-1d' },
    };
    const b: Filter = {
      CreatedDate: { AfterCreatedDate: '-1d', BeforeCreatedDate: 'today' },
      CustomerCompanyName: [],
      LifeCycleStage: ['Prospect'],
      Identifier: ['O1'],
    };
    assert.ok(isSameFilter(a, b));
    assert.ok(!isSameFilter(a, { ...b, Identifier: ['O2'] }));
    assert.ok(isSameChoice({ ...everything, filter: a }, { ...everything, filter: b }));
    assert.ok(!isSameChoice(everything, { ...everything, maxItems: 1 }));
    assert.ok(!isSameChoice(everything, { ...everything, sort: byName }));
    assert.ok(!isSameChoice(everything, { ...everything, startingToken: 't' }));
  });

  it('drops the starting token of another list, and keeps one that came with the change', () => {
    const present: ListChoice = { ...everything, startingToken: 'old' };
    const filter: Filter = { Identifier: ['O1'] };
    assert.equal(choiceToApply(present, { ...present, filter }).startingToken, undefined);
    assert.equal(choiceToApply(present, { ...present, sort: byName }).startingToken, undefined);
    assert.equal(choiceToApply(present, { ...present, maxItems: 5 }).startingToken, 'old');
    assert.equal(choiceToApply(present, { ...present, filter, startingToken: 'new' }).startingToken, 'new');
  });

  it('remembers the five filters used last, each once, the newest first', () => {
    let recent: readonly Filter[] = [];
    for (const id of ['O1', 'O2', 'O3', 'O4', 'O5', 'O6', 'O4'])
      recent = withRecentFilter(recent, { Identifier: [id] });
    assert.deepEqual(
      recent.map(({ Identifier: ids }) => ids?.[0]),
      ['O4', 'O6', 'O5', 'O3', 'O2'],
    );
    assert.equal(withRecentFilter(recent, {}), recent);
  });
});
