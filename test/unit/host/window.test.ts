import assert from 'node:assert/strict';
import type * as settingsModule from '../../../src/host/currentSettings';
import type * as choicesModule from '../../../src/host/windowChoices';
import type * as zoneModule from '../../../src/host/windowZone';
import { vscode } from '../../support/fakeVscode';
import { MemorySecrets, MemoryState } from '../../support/memoryState';

describe('what a window keeps', () => {
  let modules: typeof settingsModule & typeof choicesModule & typeof zoneModule;

  before(async () => {
    vscode.install();
    modules = {
      ...(await import('../../../src/host/currentSettings')),
      ...(await import('../../../src/host/windowChoices')),
      ...(await import('../../../src/host/windowZone')),
    };
  });

  beforeEach(() => vscode.forget());

  describe('choices', () => {
    const sort = { SortBy: 'CreatedDate', SortOrder: 'ASCENDING' } as const;
    const secrets = new MemorySecrets();

    it('come back with the window, but for a place in a list', async () => {
      const state = new MemoryState();
      const choices = new modules.WindowChoices(state, secrets);
      let told = 0;
      choices.onDidChange(() => {
        told += 1;
      });
      const filter = { LifeCycleStage: ['Prospect'] } as const;
      await choices.choose({ ...{ profile: 'dev', catalog: 'Sandbox', sampleData: true, filter, sort }, maxItems: 20 });
      await choices.choose({
        grouping: 'company',
        shell: 'posix',
        startingToken: 'abc',
        filter,
        recentFilters: [filter],
      });
      assert.equal(told, 2);
      const again = new modules.WindowChoices(state, secrets);
      assert.deepEqual(
        [again.profile, again.catalog, again.sampleData, again.filter, again.sort, again.maxItems, again.grouping],
        ['dev', 'Sandbox', true, filter, sort, 20, 'company'],
      );
      assert.deepEqual([again.shell, again.recentFilters], ['posix', [filter]]);
      assert.deepEqual([choices.startingToken, again.startingToken], ['abc', undefined]);
    });

    it('are none where what is kept is nothing that can be chosen', async () => {
      const state = new MemoryState();
      const choices = new modules.WindowChoices(state, secrets);
      for (const [name, value] of Object.entries({
        ...{ catalog: 'Other', sampleData: 'true', sort: { SortBy: 'CreatedDate', SortOrder: 'UP' }, shell: 'fish5' },
        ...{ grouping: 'colour', maxItems: 2.5, recentFilters: [7, { LifeCycleStage: 'x' }, {}] },
      })) {
        await state.update(`choice.${name}`, value);
      }
      assert.deepEqual(
        [choices.catalog, choices.sampleData, choices.sort, choices.shell, choices.grouping, choices.maxItems],
        [undefined, false, undefined, undefined, 'stage', undefined],
      );
      assert.deepEqual(choices.recentFilters, [{}]);
      for (const maxItems of [0, -1, '20']) {
        await state.update('choice.maxItems', maxItems);
        assert.equal(choices.maxItems, undefined);
      }
      await state.update('choice.recentFilters', 'none');
      assert.deepEqual(new modules.WindowChoices(state, secrets).recentFilters, []);
    });

    it('yield to a setting of the same name that the person changes, and to no other', async () => {
      const choices = new modules.WindowChoices(new MemoryState(), secrets);
      const settings = new modules.CurrentSettings(() => 'UTC');
      const yielding = choices.yieldTo(settings);
      const chosen = () => [choices.profile, choices.catalog, choices.sort];
      await choices.choose({ profile: 'dev', catalog: 'Sandbox', sort });
      vscode.set('partnerCentral.pageSize', 50);
      vscode.set('editor.fontSize', 12);
      assert.deepEqual(chosen(), ['dev', 'Sandbox', sort]);
      vscode.set('partnerCentral.sort.order', 'ASCENDING');
      await Promise.resolve();
      assert.deepEqual(chosen(), ['dev', 'Sandbox', undefined]);
      vscode.set('partnerCentral.profile', 'team');
      await Promise.resolve();
      assert.deepEqual(chosen(), [undefined, 'Sandbox', undefined]);
      yielding.dispose();
      vscode.set('partnerCentral.catalog', 'AWS');
      await Promise.resolve();
      assert.equal(choices.catalog, 'Sandbox');
      settings.dispose();
    });
  });

  describe('settings', () => {
    it('are read again when one of ours changes, and tell which it was', () => {
      const settings = new modules.CurrentSettings(() => 'Europe/Berlin');
      const changed: string[] = [];
      settings.onDidChange((affects) => {
        changed.push(['pageSize', 'maxItems'].filter((key) => affects(key as 'pageSize')).join());
      });
      vscode.set('editor.fontSize', 12);
      assert.deepEqual(changed, []);
      vscode.set('partnerCentral.pageSize', 20);
      assert.deepEqual([settings.value.pageSize, changed], [20, ['pageSize']]);
      settings.dispose();
      vscode.set('partnerCentral.pageSize', 30);
      assert.equal(changed.length, 1);
    });

    it('name the person’s zone: theirs, else the window’s', () => {
      const settings = new modules.CurrentSettings(() => 'Europe/Berlin');
      assert.equal(settings.now().zone, 'Europe/Berlin');
      vscode.set('partnerCentral.timeZone', 'Asia/Kolkata');
      assert.equal(settings.now().zone, 'Asia/Kolkata');
      settings.dispose();
    });

    it('say which saved filters cannot be used', () => {
      const settings = new modules.CurrentSettings(() => 'UTC');
      assert.deepEqual(settings.problems, []);
      vscode.set('partnerCentral.savedFilters', [
        { name: 'Bad', filter: { Colour: 1 } },
        { name: 'Good', filter: {} },
        {},
      ]);
      assert.deepEqual(
        settings.problems.map(({ key, skipped }) => [key, skipped]),
        [['savedFilters', ['Bad', '#3']]],
      );
      vscode.set('partnerCentral.savedFilters', undefined);
      assert.deepEqual(settings.problems, []);
      settings.dispose();
    });
  });

  describe('time zones', () => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const elsewhere = { remoteName: 'ssh-remote', uiKind: 1 } as const;

    it('are those of this machine, unless the window is somewhere else and said so', async () => {
      const state = new MemoryState();
      await state.update('timeZone', 'Asia/Kolkata');
      assert.equal(new modules.WindowZone(state, { remoteName: undefined, uiKind: 1 }).value, here);
      assert.equal(new modules.WindowZone(state, elsewhere).value, 'Asia/Kolkata');
      assert.equal(new modules.WindowZone(state, { remoteName: undefined, uiKind: 2 }).value, 'Asia/Kolkata');
      await state.update('timeZone', 'Moon/Crater');
      assert.equal(new modules.WindowZone(state, elsewhere).value, here);
    });

    it('are told when they change, and kept', () => {
      const state = new MemoryState();
      const zone = new modules.WindowZone(state, elsewhere);
      let told = 0;
      zone.onDidChange(() => {
        told += 1;
      });
      for (const name of ['Asia/Kolkata', 'Asia/Kolkata', 'America/Los_Angeles']) zone.hear(name);
      assert.deepEqual([zone.value, state.get('timeZone'), told], ['America/Los_Angeles', 'America/Los_Angeles', 2]);
    });
  });
});
