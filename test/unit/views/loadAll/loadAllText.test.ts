import assert from 'node:assert/strict';
import type * as textModule from '../../../../src/views/loadAll/loadAllText';
import { vscode } from '../../../support/fakeVscode';

describe('what Load All says beforehand', () => {
  let texts: typeof textModule;
  const settings = { pageSize: 100, requestsPerSecond: 5 } as const;

  before(async () => {
    vscode.install();
    texts = await import('../../../../src/views/loadAll/loadAllText');
  });

  const cost = (limit: number, loaded: number, lists: number) =>
    texts.costText(limit, loaded, lists, settings as never);

  it('is what a limit costs at most', () => {
    assert.equal(
      cost(1_000, 200, 1),
      'up to 9 requests, at most 5 a second: about 2 seconds for 1,000 in all, less if there are fewer',
    );
    assert.match(
      cost(200_000, 0, 6),
      /^up to 2,0\d\d requests, at most 5 a second: about 7 minutes for 200,000 in all/,
    );
  });

  it('is what every page costs where there is no limit: AWS does not say how many there are', () => {
    assert.equal(
      cost(Number.POSITIVE_INFINITY, 200, 1),
      'one request for every 100, at most 5 a second; how many there are is known only at the end',
    );
  });

  it('is in the lines of the view how long it takes at most, and not what it costs', () => {
    const left = (limit: number, loaded: number) => texts.leftText(limit, loaded, 1, settings as never);
    assert.equal(left(1_000, 200), 'At most about 2 seconds more, for up to 1,000.');
    assert.equal(left(1_000, 1_000), 'At most about 1 second more, for up to 1,000.');
    assert.equal(left(200_000, 0), 'At most about 7 minutes more, for up to 200,000.');
    assert.equal(left(Number.POSITIVE_INFINITY, 200), 'How many there are is known only at the end.');
  });

  it('counts what is loaded', () => {
    assert.deepEqual(
      [0, 1, 2, 3_000].map((n) => texts.loadedText(n)),
      ['0 opportunities loaded.', '1 opportunity loaded.', '2 opportunities loaded.', '3,000 opportunities loaded.'],
    );
  });

  it('names the stages, or the one list', () => {
    assert.equal(texts.listsText(['Prospect', 'Committed']), 'Prospect, Committed');
    assert.equal(texts.listsText(['All']), 'the list');
  });
});
