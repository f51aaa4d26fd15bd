import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Filter } from '../../../src/core/query/filter';
import type * as keptModule from '../../../src/host/keptFilters';
import type * as choicesModule from '../../../src/host/windowChoices';
import { vscode } from '../../support/fakeVscode';
import { MemorySecrets, MemoryState } from '../../support/memoryState';
import { calm } from '../../support/windowUnderTest';

const canary = 'Canary Corp';
const named: Filter = { LifeCycleStage: ['Prospect'], CustomerCompanyName: [canary], Identifier: ['O98765'] };
const plain: Filter = { LifeCycleReviewStatus: ['Approved'], CreatedDate: { AfterCreatedDate: '-7d' } };

describe('S07: the filters that a window keeps', () => {
  let modules: typeof keptModule & typeof choicesModule;
  let state: MemoryState;
  let secrets: MemorySecrets;

  before(async () => {
    vscode.install();
    modules = {
      ...(await import('../../../src/host/keptFilters')),
      ...(await import('../../../src/host/windowChoices')),
    };
  });

  beforeEach(() => {
    state = new MemoryState();
    secrets = new MemorySecrets();
  });

  const inState = () => JSON.stringify(state.keys().map((key) => [key, state.get(key)]));
  const keep = async (filter: Filter, recentFilters: readonly Filter[]) => {
    await new modules.WindowChoices(state, secrets).choose({ filter, recentFilters });
    await calm();
  };
  /** The window as it opens again, with how often it told that its choices changed. */
  const again = () => {
    const choices = new modules.WindowChoices(state, secrets);
    const seen = { choices, told: 0, before: choices.filter };
    choices.onDidChange(() => {
      seen.told += 1;
    });
    return seen;
  };

  it('name no customer in the state of the workspace, and come back whole', async () => {
    await keep(named, [named, plain, { Identifier: ['O5'] }]);
    assert.doesNotMatch(inState(), /Canary|O98765|O5/);
    const window = again();
    assert.deepEqual(window.before, {
      LifeCycleStage: ['Prospect'],
      unreadable: { path: 'CustomerCompanyName', expected: 'opening' },
    });
    assert.deepEqual(window.choices.recentFilters, [plain]);
    await calm();
    assert.equal(window.told, 1);
    assert.deepEqual(window.choices.filter, named);
    assert.deepEqual(window.choices.recentFilters, [named, plain, { Identifier: ['O5'] }]);
  });

  it('are there at once, and nowhere else, if they name no customer', async () => {
    await keep(plain, [plain]);
    assert.equal(secrets.values.size, 0);
    const window = again();
    assert.deepEqual([window.before, window.choices.recentFilters], [plain, [plain]]);
    await calm();
    assert.equal(window.told, 0);
  });

  it('leave nothing behind once no filter names a customer', async () => {
    await keep(named, [named]);
    assert.equal(secrets.values.size, 1);
    await keep({}, []);
    assert.equal(secrets.values.size, 0);
    assert.deepEqual(again().before, {});
  });

  for (const [loss, lose] of [
    ['is empty', () => secrets.values.clear()],
    ['refuses', () => (secrets.failure = new Error('no keyring'))],
    ['has something else', () => [...secrets.values.keys()].map((key) => secrets.values.set(key, '{"filter": {"x'))],
    [
      'has another filter',
      () => [...secrets.values.keys()].map((key) => secrets.values.set(key, '{"filter":{"Identifier":["O1"]}}')),
    ],
  ] as const) {
    it(`never list more than was asked for: without their names they cannot be sent, where the secret storage ${loss}`, async () => {
      await keep(named, [named, plain]);
      lose();
      const { choices } = again();
      await calm();
      assert.deepEqual(choices.filter, {
        LifeCycleStage: ['Prospect'],
        unreadable: { path: 'CustomerCompanyName', expected: 'kept' },
      });
      assert.deepEqual(choices.recentFilters, [plain]);
    });
  }

  it('count in this window at once, where the secret storage refuses or waits for a password', async () => {
    secrets.failure = new Error('no keyring');
    const refused = new modules.WindowChoices(state, secrets);
    await refused.choose({ filter: named });
    await calm();
    assert.deepEqual(refused.filter, named);
    let unlock = () => {};
    secrets = new MemorySecrets();
    secrets.locked = new Promise((resolve) => {
      unlock = resolve;
    });
    const waiting = new modules.WindowChoices(state, secrets);
    assert.equal(waiting.filter.unreadable?.expected, 'opening');
    await waiting.choose({ filter: { ...named, Identifier: ['O1'] }, recentFilters: [named] });
    unlock();
    await calm();
    assert.deepEqual(waiting.filter, { ...named, Identifier: ['O1'] }, 'the late answer counts no more');
    assert.match([...secrets.values.values()].join(), /"O1"/);
  });

  it('keep apart what two workspaces ask for', async () => {
    const [first, second] = [state, new MemoryState()];
    await keep(named, [named]);
    state = second;
    await keep({ CustomerCompanyName: ['Other'] }, []);
    assert.equal(secrets.values.size, 2);
    for (const [there, wanted] of [
      [first, canary],
      [second, 'Other'],
    ] as const) {
      state = there;
      const { choices } = again();
      await calm();
      assert.deepEqual(choices.filter.CustomerCompanyName, [wanted]);
    }
  });

  it('are taken out of what an earlier version stored in clear', async () => {
    await state.update('choice.filter', named);
    await state.update('choice.recentFilters', [named, plain]);
    const { before, choices } = again();
    assert.deepEqual([before, choices.recentFilters], [named, [named, plain]]);
    await calm();
    assert.doesNotMatch(inState(), /Canary|O98765/);
    const next = again();
    await calm();
    assert.deepEqual([next.choices.filter, next.choices.recentFilters], [named, [named, plain]]);
  });

  it('are the same the next time, whatever they are, with nothing of a customer in the state', async () => {
    const names = fc.array(
      fc.string({ minLength: 1 }).map((text) => `${canary}${text}`),
      { minLength: 1, maxLength: 3 },
    );
    const filters: fc.Arbitrary<Filter> = fc
      .record(
        {
          LifeCycleStage: fc.constant(['Prospect']),
          CustomerCompanyName: names,
          Identifier: names,
          CreatedDate: fc.constant({ AfterCreatedDate: 'today' }),
        },
        { requiredKeys: [] },
      )
      .map((filter) => ({ ...filter }));
    await fc.assert(
      fc.asyncProperty(filters, fc.array(filters, { maxLength: 5 }), async (filter, recent) => {
        state = new MemoryState();
        await keep(filter, recent);
        assert.doesNotMatch(inState(), /Canary/);
        const { choices } = again();
        await calm();
        assert.deepEqual([choices.filter, choices.recentFilters], [filter, recent]);
      }),
      { numRuns: 50 },
    );
  });
});
