import assert from 'node:assert/strict';
import { type Remedy, SourceError } from '../../../src/core/errors/sourceError';
import { runRemedy } from '../../../src/views/connection/runRemedy';
import { FakeSource, page, summary } from '../../support/fakeSource';
import { TreeUnderTest } from '../support/treeUnderTest';

describe('what helps with a failure', () => {
  const open = new TreeUnderTest(() => new FakeSource(() => page([summary('O1')])));
  const list = { kind: 'stage', stage: 'Prospect' } as const;
  const error = new SourceError('tooManyEmptyPages', { args: ['21'] });
  const failed = { kind: 'failed', list, error, of: 'page' } as const;
  after(() => open.dispose());

  /** The commands that a remedy runs, and what it chooses. */
  async function done(remedy: Remedy): Promise<unknown[]> {
    const calls: unknown[] = [];
    const record = async (...call: unknown[]) => {
      calls.push(call.length === 1 ? call[0] : call);
    };
    await runRemedy(remedy, failed, {
      ...{ current: open.current, openConfig: record, forgetRefusals: async () => {}, log: { show: () => {} } },
      ...{ env: {}, findAwsCli: async () => undefined, choices: { choose: record } },
      run: record,
    });
    return calls;
  }

  it('asks for the same page again, or reads the whole list where both are offered', async () => {
    assert.deepEqual(
      error.remedies.map(({ kind }) => kind),
      ['retry', 'reload'],
    );
    assert.deepEqual(await done({ kind: 'retry' }), [['partnerCentral.retry', failed]]);
    assert.deepEqual(await done({ kind: 'reload' }), [['partnerCentral.retry', { ...failed, of: 'refresh' }]]);
  });

  it('lets a list whose starting token is refused start at the beginning', async () => {
    assert.deepEqual(await done({ kind: 'fromBeginning' }), [{ startingToken: undefined }]);
  });
});
