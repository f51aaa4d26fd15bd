import assert from 'node:assert/strict';
import type { Memento } from 'vscode';
import { WindowChoices } from '../../../src/host/windowChoices';
import { WindowZone } from '../../../src/host/windowZone';
import { FakeSource, page, summary } from '../../support/fakeSource';
import { MemorySecrets } from '../../support/memoryState';
import { rowIds, SettingsStub, TreeUnderTest } from '../support/treeUnderTest';

/** State that VS Code keeps, as it comes back: what JSON makes of it. */
class State implements Memento {
  constructor(private readonly values = new Map<string, string>()) {}
  keys = () => [...this.values.keys()];
  get = <T>(key: string): T | undefined => {
    const text = this.values.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  };
  update = async (key: string, value: unknown) => {
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, JSON.stringify(value));
  };
}

const remote = { remoteName: 'ssh-remote', uiKind: 1 } as const;

describe('two windows', () => {
  it('list what each of them chose: another profile, catalog, filter or order in one does not reach the other', async () => {
    const windows = [1, 2].map(() => new TreeUnderTest(() => new FakeSource(() => page([summary('O1')]))));
    const [here, there] = windows;
    assert.ok(here && there);
    try {
      for (const each of windows) assert.deepEqual(rowIds(await each.expand('Prospect')), ['Prospect/O1']);
      const before = there.current.value;
      await here.choices.choose({
        profile: 'mine',
        catalog: 'Sandbox',
        filter: { LifeCycleStage: ['Committed'] },
        sort: { SortBy: 'Identifier', SortOrder: 'ASCENDING' },
      });
      assert.deepEqual(here.current.connection, { kind: 'aws', catalog: 'Sandbox', profile: 'mine' });
      assert.deepEqual(there.current.connection, { kind: 'aws', catalog: 'AWS' });
      assert.equal(there.current.value, before, 'nothing is read again there');
    } finally {
      for (const each of windows) each.dispose();
    }
  });

  it('both follow a setting that is changed, and give up what they chose before it', async () => {
    const settings = new SettingsStub();
    const windows = [1, 2].map(() => new WindowChoices(new State(), new MemorySecrets()));
    const yielding = windows.map((choices) => choices.yieldTo(settings as never));
    try {
      await windows[0]?.choose({ profile: 'mine', catalog: 'Sandbox' });
      settings.set('profile', 'theirs');
      await new Promise((resolve) => setTimeout(resolve));
      assert.deepEqual(
        windows.map(({ profile, catalog }) => [profile, catalog]),
        [
          [undefined, 'Sandbox'],
          [undefined, undefined],
        ],
        'the newest word on the profile is the setting; the catalog was not spoken of',
      );
    } finally {
      for (const each of [...yielding, ...windows]) each.dispose();
    }
  });

  it('keep their choices apart over a restart, and share the time zone of the person', async () => {
    const shared = new Map<string, string>();
    const own = [new Map<string, string>(), new Map<string, string>()];
    const choicesOf = (n: number) => new WindowChoices(new State(own[n]), new MemorySecrets());
    await choicesOf(0).choose({ filter: { LifeCycleStage: ['Launched'] }, grouping: 'company' });
    new WindowZone(new State(shared), remote).hear('Pacific/Kiritimati');

    assert.deepEqual([choicesOf(0).filter, choicesOf(0).grouping], [{ LifeCycleStage: ['Launched'] }, 'company']);
    assert.deepEqual([choicesOf(1).filter, choicesOf(1).grouping], [{}, 'stage']);
    assert.equal(new WindowZone(new State(shared), remote).value, 'Pacific/Kiritimati');
  });
});
