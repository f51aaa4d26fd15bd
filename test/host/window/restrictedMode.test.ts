import assert from 'node:assert/strict';
import { ConfigurationTarget, workspace } from 'vscode';
import { changeStoredFilters, filterScopes, storedFilters } from '../../../src/host/savedFilterStore';
import { utc } from '../../support/moments';
import { extension } from '../support/extensionUnderTest';

/** What a repository may bring along in its settings. */
const hostile = [
  { name: 'Mine', filter: { LifeCycleStage: ['Closed Lost'] } },
  { name: '[Sign in](command:workbench.action.terminal.new)', filter: { CustomerCompanyName: ['$(rocket)'] } },
];
const mine = [{ name: 'Mine', filter: { LifeCycleStage: ['Prospect'] } }];

describe('a hostile workspace', () => {
  const isTrusted = Object.getOwnPropertyDescriptor(workspace, 'isTrusted');
  const configuration = () => workspace.getConfiguration('partnerCentral');
  const now = utc('2026-03-15');
  let trusted: boolean;

  before(async () => {
    Object.defineProperty(workspace, 'isTrusted', { get: () => trusted, configurable: true });
    await configuration().update('savedFilters', hostile, ConfigurationTarget.Workspace);
    await configuration().update('savedFilters', mine, ConfigurationTarget.Global);
  });

  after(async () => {
    if (isTrusted) Object.defineProperty(workspace, 'isTrusted', isTrusted);
    for (const target of [ConfigurationTarget.Workspace, ConfigurationTarget.Global]) {
      await configuration().update('savedFilters', undefined, target);
    }
  });

  const names = () => storedFilters(now).map(({ scope, entry }) => [scope, entry.name]);

  it('brings its filters along where the person trusts it', () => {
    trusted = true;
    assert.equal(names().length, 3, 'they are there');
    assert.deepEqual(filterScopes(), ['user', 'workspace']);
  });

  it('brings none in Restricted Mode, and nothing is saved in its settings', async () => {
    trusted = false;
    assert.deepEqual(names(), [['user', 'Mine']]);
    assert.deepEqual(filterScopes(), ['user']);
    await changeStoredFilters('user', (value) => [...(value as object[]), { name: 'New', filter: {} }]);
    const found = configuration().inspect('savedFilters');
    assert.deepEqual(found?.workspaceValue, hostile);
    assert.deepEqual(found?.globalValue, [...mine, { name: 'New', filter: {} }]);
  });

  it('can set neither where requests go nor whose credentials they take, nor where a browser is sent', async () => {
    const { contributes, capabilities } = extension().packageJSON;
    const properties = contributes.configuration.properties as Record<string, { readonly scope: string }>;
    for (const key of ['profile', 'endpoint', 'consoleUrl']) {
      assert.ok(['machine', 'application'].includes(properties[`partnerCentral.${key}`]?.scope ?? ''), key);
      // VS Code itself refuses to write it there.
      await assert.rejects(
        Promise.resolve(configuration().update(key, 'https://evil.example.com', ConfigurationTarget.Workspace)),
        key,
      );
    }
    assert.deepEqual(capabilities.untrustedWorkspaces.restrictedConfigurations, Object.keys(properties));
  });
});
