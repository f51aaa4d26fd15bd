import assert from 'node:assert/strict';
import fc from 'fast-check';
import { messageType, readIntent } from '../../../../../src/core/present/detail/panelIntents';

describe('messages from a page', () => {
  it('are intents when they are exactly in the protocol', () => {
    for (const intent of [
      { type: 'ready' },
      { type: 'copy', what: 'markdown' },
      { type: 'remedy', of: 'record', index: 0 },
      { type: 'copyError', of: 'awsSummary' },
      { type: 'openEstimate', index: 3 },
      { type: 'timeZone', zone: 'America/Los_Angeles' },
      { type: 'view', turn: 2, scroll: 480, open: ['raw'] },
      ...[{ type: 'keep' }, { type: 'loadMore' }, { type: 'openDiff' }, { type: 'markSeen' }],
    ]) {
      assert.deepEqual(readIntent(intent), intent);
    }
  });

  it('S06: are nothing otherwise', () => {
    for (const message of [
      ...[undefined, null, 'ready', 1, [], ['ready'], {}, { type: 'eval' }, { type: 'ready', id: 'O1' }],
      ...[{ type: 'ready', index: 1 }, { type: 'copy' }, { type: 'copy', what: '../x' }, { type: '__proto__' }],
      ...[
        { type: 'openEstimate', index: -1 },
        { type: 'markSeen', id: 'O1' },
        { type: 'markSeen', what: 'id' },
        { type: 'openEstimate', index: 1.5 },
        { type: 'openEstimate', index: '0' },
      ],
      ...[
        { type: 'openWebsite', url: 'https://evil.example' },
        { type: 'openJson', path: '/etc/passwd' },
      ],
      ...[
        { type: 'remedy', of: 'elsewhere', index: 0 },
        { type: 'remedy', of: 'panel', index: 1e9 },
        { type: 'copyError' },
        { type: 'copyError', of: 'elsewhere' },
        { type: 'copyError', of: 'panel', index: 0 },
        { type: 'copyError', of: 'panel', what: 'json' },
        { type: 'timeZone' },
        { type: 'timeZone', zone: 'Etc/Unknown' },
        { type: 'timeZone', zone: 'x'.repeat(100_000) },
        { type: 'timeZone', zone: 'UTC', index: 0 },
        { type: 'ready', zone: 'UTC' },
        { type: 'view', scroll: 0, open: [] },
        { type: 'view', turn: 1, scroll: -1, open: [] },
        { type: 'view', turn: 1, scroll: Number.NaN, open: [] },
        { type: 'view', turn: 1, scroll: 0, open: ['Example Corp'] },
        { type: 'view', turn: 1, scroll: 0, open: Array(21).fill('raw') },
        { type: 'view', turn: 1, scroll: 0, open: [], company: 'Example Corp' },
      ],
    ]) {
      assert.equal(readIntent(message), undefined, JSON.stringify(message));
    }
    fc.assert(
      fc.property(fc.anything(), (message) => {
        readIntent(message);
        assert.match(messageType(message), /^[a-z][A-Za-z]{0,29}$/);
      }),
    );
  });

  it('are logged by their type alone', () => {
    assert.equal(messageType({ type: 'deleteAll', company: 'Example Corp' }), 'deleteAll');
    assert.equal(messageType({ type: 'Example Corp' }), 'object');
    assert.equal(messageType('Example Corp'), 'string');
  });
});
