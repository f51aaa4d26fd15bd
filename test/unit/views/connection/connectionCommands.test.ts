import assert from 'node:assert/strict';
import type * as connection from '../../../../src/views/connection/connectionCommands';
import type { PickableProfile, ShownFault } from '../../../../src/views/connection/profilePick';
import { FakeSource } from '../../../support/fakeSource';
import { vscode } from '../../../support/fakeVscode';
import { openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

describe('the choice of a connection', () => {
  let window: WindowUnderTest;
  let connectionCommands: typeof connection.connectionCommands;
  const opened: string[] = [];
  const profiles: readonly PickableProfile[] = [
    { name: 'dev', kind: 'sso', detail: '123456789012', region: 'eu-central-1' },
    { name: 'old', kind: 'newKind', unusable: 'It has no credentials.' },
    { name: 'half', kind: 'keys', unusable: 'A key is missing.', place: { file: 'credentials', line: 3 } },
    { name: '$(trash)', kind: 'keys' },
  ];
  const faults: ShownFault[] = [];
  const commands = (fallback?: string) =>
    connectionCommands({
      ...window.parts,
      listProfiles: async () => ({ profiles, faults }),
      fallbackProfile: () => fallback,
      openConfig: async (file, line) => void opened.push(line === undefined ? file : `${file}:${line}`),
    });
  const select = async (label: string, fallback?: string) => {
    vscode.answers.push(label);
    await commands(fallback)['partnerCentral.selectProfile']();
  };

  beforeEach(async () => {
    vscode.install();
    ({ connectionCommands } = await import('../../../../src/views/connection/connectionCommands'));
    window = await openWindow(() => new FakeSource());
    opened.length = 0;
    faults.length = 0;
  });

  afterEach(() => window.dispose());

  it('is a profile, which beats the settings and leaves sample data', async () => {
    await window.choices.choose({ sampleData: true });
    await select('dev');
    assert.deepEqual([window.choices.profile, window.choices.sampleData], ['dev', false]);
    assert.deepEqual(window.current.connection.kind === 'aws' && window.current.connection.profile, 'dev');
  });

  it('is what the settings say, sample data, or a look into the file', async () => {
    await select('dev');
    await select('Sample Data');
    assert.equal(window.current.connection.kind, 'sample');
    assert.equal(window.choices.profile, 'dev', 'for when sample data is left');
    await select('From the Settings and the Environment');
    assert.equal(window.choices.profile, undefined);
    assert.equal(window.choices.sampleData, false);
    await select('Open AWS Config File');
    assert.deepEqual(opened, ['config']);
  });

  it('stays as it is where the person leaves, or wants a profile that cannot be used', async () => {
    await select('dev');
    await select('old');
    await select('there is none of this name');
    assert.equal(window.choices.profile, 'dev');
    vscode.answers.push('half');
    await commands()['partnerCentral.selectProfile']();
    assert.deepEqual(opened, []);
    vscode.answers.push('half');
    vscode.answer = ([button]) => button;
    await commands()['partnerCentral.selectProfile']();
    assert.equal(window.choices.profile, 'dev');
    assert.deepEqual(opened, ['credentials:3'], 'where the reason is');
    const stays = 'The profile of this window stays as it is.';
    assert.deepEqual(vscode.textsIn('notification'), [
      `The profile old cannot be used: It has no credentials. ${stays}`,
      ...[1, 2].map(() => `The profile half cannot be used: A key is missing. ${stays}`),
    ]);
  });

  it('is first of all what is wrong with a file, which opens there', async () => {
    const path = '/home/$(x)/.aws/config';
    faults.push(
      { file: 'config', path, line: 7, kind: 'syntax', reason: 'line 7 is wrong.' },
      { file: 'credentials', path: '/c', kind: 'unreadable', reason: 'it is a folder.' },
      { file: 'config', path: '/d', kind: 'tooLarge', reason: 'it is larger than 1 MiB.' },
    );
    await select('The AWS config file cannot be read');
    assert.deepEqual(opened, ['config:7']);
    const texts = (where: string) => vscode.textsIn(`pick.items.${where}`).slice(0, 3);
    assert.deepEqual(texts('label'), [
      ...['The AWS config file cannot be read', 'The AWS credentials file cannot be read'],
      'The AWS config file cannot be read',
    ]);
    assert.deepEqual(texts('description'), ['/home/$\u200b(x)/.aws/config:7', '/c', '/d']);
    assert.deepEqual(texts('detail'), [
      'line 7 is wrong. The AWS CLI refuses it, too, and with it every profile.',
      'it is a folder. The AWS CLI goes on without it.',
      'it is larger than 1 MiB. The AWS CLI may still read it.',
    ]);
    await select('The AWS credentials file cannot be read');
    assert.deepEqual(opened, ['config:7']);
  });

  it('says of each profile what it is and why it cannot be used, and shows names as text', async () => {
    await window.choices.choose({ profile: 'dev' });
    vscode.shown.length = 0;
    await commands('team')['partnerCentral.selectProfile']();
    const texts = (where: string) => vscode.textsIn(`pick.items.${where}`);
    assert.deepEqual(texts('label'), [
      ...['in this window', 'dev', 'other profiles', 'old', 'half', '$\u200b(trash)', ''],
      ...['From the Settings and the Environment', 'Sample Data', 'Open AWS Config File'],
    ]);
    assert.deepEqual(texts('description'), [
      'IAM Identity Center (SSO) · 123456789012 · eu-central-1',
      ...['newKind', 'access keys', 'access keys', 'team', 'no AWS account needed'],
    ]);
    assert.deepEqual(texts('detail'), ['It has no credentials.', 'A key is missing.']);
    vscode.shown.length = 0;
    await commands()['partnerCentral.selectProfile']();
    assert.equal(texts('description')[4], 'default credentials');
  });

  it('marks the profile and the catalog of now, and what cannot be chosen', async () => {
    const icons = () => vscode.offered.flatMap(({ iconPath }) => iconPath?.id ?? []);
    await commands()['partnerCentral.selectProfile']();
    assert.deepEqual(icons().slice(0, 4), ['account', 'circle-slash', 'circle-slash', 'account']);
    await window.choices.choose({ profile: 'dev' });
    await commands()['partnerCentral.selectProfile']();
    assert.deepEqual(icons().slice(0, 4), ['check', 'circle-slash', 'circle-slash', 'account']);
    await window.choices.choose({ sampleData: true });
    await commands()['partnerCentral.selectProfile']();
    assert.deepEqual(icons().slice(0, 4), ['account', 'circle-slash', 'circle-slash', 'account']);
    await commands()['partnerCentral.selectCatalog']();
    assert.deepEqual(icons(), ['check', 'tools']);
    const meanings = () => vscode.offered.map(({ description }) => description);
    assert.deepEqual(meanings(), ['sample data', 'sample data']);
    await window.choices.choose({ sampleData: undefined });
    await commands()['partnerCentral.selectCatalog']();
    assert.deepEqual(meanings(), ['your real opportunities', 'AWS’s test environment']);
  });

  it('offers the profiles that the window came from first, the last one first, in every way of leaving one', async () => {
    const listed = () => vscode.offered.map(({ label }) => label);
    await select('dev');
    await select('$(trash)');
    await commands()['partnerCentral.selectProfile']();
    assert.deepEqual(listed().slice(0, 7), [
      ...['in this window', '$\u200b(trash)', 'recent', 'dev', 'other profiles', 'old', 'half'],
    ]);
    await commands()['partnerCentral.useSampleData']();
    await commands()['partnerCentral.selectProfile']();
    assert.deepEqual(listed().slice(0, 4), ['recent', '$\u200b(trash)', 'dev', 'other profiles']);
    await select('dev');
    await select('From the Settings and the Environment');
    await commands()['partnerCentral.selectProfile']();
    assert.deepEqual(listed().slice(0, 3), ['recent', 'dev', '$\u200b(trash)']);
    await commands('dev')['partnerCentral.selectProfile']();
    assert.deepEqual(window.choices.recentProfiles, ['dev', '$(trash)'], 'as they are called');
  });

  it('is a catalog', async () => {
    for (const catalog of ['Sandbox', 'AWS'] as const) {
      vscode.answers.push(catalog);
      await commands()['partnerCentral.selectCatalog']();
      assert.equal(window.current.connection.catalog, catalog);
    }
    await commands()['partnerCentral.selectCatalog']();
    assert.equal(window.current.connection.catalog, 'AWS');
  });

  it('goes to sample data and back by one click', async () => {
    await commands()['partnerCentral.useSampleData']();
    assert.equal(window.current.connection.kind, 'sample');
    await commands()['partnerCentral.leaveSampleData']();
    assert.equal(window.current.connection.kind, 'aws');
  });

  it('leads to what helps where it fails, and to the log', async () => {
    await commands()['partnerCentral.runRemedy']({ kind: 'openConfig', file: 'credentials' });
    assert.deepEqual(opened, ['credentials']);
    assert.deepEqual(window.logged, []);
    await commands()['partnerCentral.showLog']();
    assert.deepEqual(window.logged, ['the log is shown']);
  });
});
