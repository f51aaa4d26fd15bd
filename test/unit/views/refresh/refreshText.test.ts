import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import type { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import type { Refreshed } from '../../../../src/core/lists/refreshed';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { vscode } from '../../../support/fakeVscode';
import { openWindow } from '../../../support/windowUnderTest';

/** Half past two in the afternoon of the day that it is in a window under test. */
const at = new Date('2026-03-15T14:32:00Z');
const difference = (changed?: number): Refreshed => ({
  kind: 'difference',
  at,
  ...(changed !== undefined && { changed }),
});

describe('the line about the last refresh', () => {
  let lists: OpportunityLists;
  let textOf: typeof import('../../../../src/views/refresh/refreshText')['refreshText'];
  let close: () => void;

  beforeEach(async () => {
    const window = await openWindow(() => new FakeSource(() => page([summary('O1')])));
    lists = window.current.value;
    close = window.dispose;
    textOf = (await import('../../../../src/views/refresh/refreshText')).refreshText;
  });

  afterEach(() => close());

  /** Returns the line of lists that differ from those of a new window in what is given. */
  const text = (differing: object, isFaulty = false) =>
    // Runtimes differ in the kind of space before PM.
    textOf(Object.create(lists, Object.getOwnPropertyDescriptors(differing)), isFaulty).replaceAll('\u202f', ' ');

  it('is not there before the first one, nor after one that had nothing to do or was stopped', () => {
    assert.deepEqual(
      [undefined, { kind: 'nothing' }, { kind: 'stopped' }].map((lastRefresh) => text({ lastRefresh })),
      ['', '', ''],
    );
  });

  it('says when AWS was asked, and how much changed in what is listed', () => {
    assert.deepEqual(
      [undefined, 0, 1, 2, 1234].map((changed) => text({ lastRefresh: difference(changed) })),
      [
        'Checked at 2:32 PM',
        'Checked at 2:32 PM: nothing new here',
        'Checked at 2:32 PM: 1 change here',
        'Checked at 2:32 PM: 2 changes here',
        'Checked at 2:32 PM: 1,234 changes here',
      ],
    );
  });

  it('has the day where it is not today, in the person’s time zone', () => {
    const now = (instant: string, zone = 'UTC') => ({ now: () => ({ at: new Date(instant), zone }) });
    const lastRefresh = difference(0);
    assert.deepEqual(
      [
        text({ lastRefresh, ...now('2026-03-15T23:59:59Z') }),
        text({ lastRefresh, ...now('2026-03-16T00:00:00Z') }),
        text({ lastRefresh, ...now('2026-03-15T20:00:00Z', 'Asia/Tokyo') }),
        text({ lastRefresh, ...now('2026-03-15T14:59:00Z', 'Asia/Tokyo') }),
      ],
      [
        'Checked at 2:32 PM: nothing new here',
        'Checked at Mar 15, 2:32 PM: nothing new here',
        'Checked at Mar 15, 11:32 PM: nothing new here',
        'Checked at 11:32 PM: nothing new here',
      ],
    );
  });

  it('calls only what was read whole everything', async () => {
    const lastRefresh: Refreshed = { kind: 'everything', at };
    assert.equal(text({ lastRefresh }), 'Read loaded pages again at 2:32 PM');
    for (const key of lists.keys) await lists.listOf(key)?.firstPage();
    const { loadAll } = await import('../../../../src/core/lists/loadAll');
    await loadAll(lists, Number.POSITIVE_INFINITY, lists.stopping);
    assert.equal(text({ lastRefresh }), 'Read everything again at 2:32 PM');
  });

  it('says why AWS could not be asked, unless another line or the person themselves knows', () => {
    const failed = (code: 'offline' | 'aborted') => ({
      lastRefresh: { kind: 'failed', error: new SourceError(code) } satisfies Refreshed,
    });
    assert.match(text(failed('offline')), /^AWS could not be asked for changes: .+\. What is loaded stays\.$/);
    assert.equal(text(failed('aborted')), '');
    assert.equal(text(failed('offline'), true), '');
    assert.equal(text({ ...failed('offline'), refreshError: () => new SourceError('offline') }), '');
    assert.match(
      text({ ...failed('offline'), refreshError: () => new SourceError('tokenRejected') }),
      /^AWS could not/,
    );
    const listOf = () => ({ tail: { kind: 'failed', error: new SourceError('offline') } });
    assert.equal(text({ ...failed('offline'), listOf }), '');
  });

  it('names the lists that AWS has changes for, as text', () => {
    vscode.forget();
    assert.equal(
      text({ lastRefresh: difference(), behind: ['Prospect', 'Other'] }),
      'Checked at 2:32 PM\n' + 'AWS may have changes in Prospect, those without a stage that Refresh brings in.',
    );
    assert.equal(text({ behind: ['All'] }), 'AWS may have changes in the list that Refresh brings in.');
  });
});
