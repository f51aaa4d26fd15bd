import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  commandIds,
  detailPanelType,
  documentScheme,
  pipelineViewId,
  takingCommandIds,
  titleCommandIds,
  viewId,
  welcomes,
} from '../../src/contributions';
import { sortFields, sortOrders } from '../../src/core/model/opportunity';
import { readSettings, type SettingKey } from '../../src/core/query/settings';

interface Property {
  readonly type: string;
  readonly default: unknown;
  readonly scope: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

const manifestText = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(manifestText);
const words: Record<string, string> = JSON.parse(readFileSync('package.nls.json', 'utf8'));
const properties: Record<string, Property> = manifest.contributes.configuration.properties;
const short = (key: string) => key.replace('partnerCentral.', '');

describe('the manifest', () => {
  it('declares the commands that the code has, and no other', () => {
    const declared = manifest.contributes.commands.map(({ command }: { command: string }) => command);
    assert.deepEqual(declared.sort(), [...commandIds].sort());
  });

  it('puts only declared commands into menus', () => {
    const menus: { command: string }[][] = Object.values(manifest.contributes.menus);
    for (const { command } of menus.flat()) assert.ok((commandIds as readonly string[]).includes(command), command);
  });

  it('puts only commands into the title of a view that take no row', () => {
    const taking: readonly string[] = takingCommandIds;
    const titles: { command: string }[] = manifest.contributes.menus['view/title'];
    const rows: { command: string }[] = manifest.contributes.menus['view/item/context'];
    assert.ok(titles.length > 20);
    for (const { command } of titles) assert.ok(!taking.includes(command), `${command} takes a row`);
    // What a row offers is for that row, but for the one that stops whatever is loading.
    for (const { command } of rows) assert.ok(taking.includes(command) || command === 'partnerCentral.stopLoading');
  });

  it('has the title’s own commands in the title alone, and called as their twins in the menus of rows', () => {
    const { menus, commands } = manifest.contributes;
    const declared: { command: string; title: string }[] = commands;
    for (const id of titleCommandIds) {
      for (const [menu, entries] of Object.entries<{ command: string; when: string }[]>(menus)) {
        const own = entries.filter(({ command }) => command === id);
        if (menu === 'commandPalette') assert.deepEqual(own, [{ command: id, when: 'false' }]);
        else assert.equal(own.length, menu === 'view/title' ? 1 : 0, `${id} in ${menu}`);
      }
      const title = declared.find(({ command }) => command === id)?.title;
      assert.equal(declared.filter((other) => other.title === title).length, 2, id);
    }
  });

  it('offers what can be done with one opportunity only where one is selected', () => {
    const rows: { command: string; when: string }[] = manifest.contributes.menus['view/item/context'];
    const single = ['openDetails', 'openInConsole', 'filterByCompany', 'filterByStatus', 'filterByStage'];
    const offered = rows.filter(({ when }) => when.includes('!listMultiSelection')).map(({ command }) => command);
    assert.deepEqual(offered.map(short).sort(), [...single].sort());
  });

  it('offers the comparison for JSON files of any name, and never for documents of its own', () => {
    const menus: { command: string; when: string }[][] = Object.values(manifest.contributes.menus);
    const offered = menus.flat().filter(({ command }) => command === 'partnerCentral.compareExport');
    assert.equal(offered.length, 2);
    for (const { when } of offered) {
      assert.match(when, /resourceExtname == \.json|resource in partnerCentral\.listFiles/);
      for (const scheme of [documentScheme, `${documentScheme}-comparison`]) {
        assert.ok(when.split(' && ').includes(`resourceScheme != ${scheme}`), when);
      }
    }
  });

  it('has a welcome for every reason of an empty view', () => {
    const conditions = manifest.contributes.viewsWelcome.map(({ when }: { when: string }) => when);
    assert.deepEqual(
      conditions,
      welcomes.map((welcome) => `partnerCentral.welcome == ${welcome}`),
    );
    const views = manifest.contributes.views.partnerCentral.map(({ id }: { id: string }) => id);
    assert.deepEqual(views, [viewId, pipelineViewId]);
  });

  it('has words for everything, and no words for nothing', () => {
    const used = [...manifestText.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(words).sort());
  });

  it('links only to its own commands', () => {
    for (const [, command] of Object.values(words).flatMap((text) => [...text.matchAll(/\(command:([\w.]+)\)/g)])) {
      assert.ok((commandIds as readonly string[]).includes(command ?? ''), command);
    }
  });

  it('gives the settings the defaults and the limits that the code has', () => {
    const defaults = readSettings((key) => properties[`partnerCentral.${key}`]?.default);
    assert.deepEqual(
      defaults,
      readSettings(() => undefined),
    );
    for (const [key, { minimum, maximum, enum: values }] of Object.entries(properties)) {
      const problems = (value: unknown) =>
        readSettings((asked: SettingKey) => (asked === short(key) ? value : undefined)).problems.length;
      if (minimum !== undefined && maximum !== undefined) {
        assert.deepEqual([minimum, maximum, minimum - 1, maximum + 1].map(problems), [0, 0, 1, 1], key);
      }
      for (const value of values ?? []) assert.equal(problems(value), 0, key);
    }
    assert.deepEqual(properties['partnerCentral.sort.by']?.enum, sortFields);
    assert.deepEqual(properties['partnerCentral.sort.order']?.enum, sortOrders);
  });

  it('S01: lets no workspace decide identity, destination or rate, and none in Restricted Mode anything', () => {
    for (const key of ['profile', 'endpoint', 'requestsPerSecond']) {
      assert.equal(properties[`partnerCentral.${key}`]?.scope, 'machine', key);
    }
    for (const { scope } of Object.values(properties)) assert.ok(['machine', 'window', 'application'].includes(scope));
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
    assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, Object.keys(properties));
  });

  it('starts with the view, the commands, its own documents and its own panels alone', () => {
    assert.deepEqual(manifest.activationEvents, [
      `onFileSystem:${documentScheme}`,
      `onWebviewPanel:${detailPanelType}`,
    ]);
  });
});
