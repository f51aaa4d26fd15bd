import assert from 'node:assert/strict';
import { connectionOf } from '../../../../src/core/query/connection';
import { readSettings, type SettingKey } from '../../../../src/core/query/settings';

const read = (values: Partial<Record<SettingKey, unknown>>) => readSettings((key) => values[key]);
const noChoice = { profile: undefined, catalog: undefined, sampleData: false };

describe('settings', () => {
  it('have defaults', () => {
    const { settings, problems } = read({});
    assert.deepEqual(problems, []);
    assert.deepEqual(settings, {
      profile: '',
      catalog: 'AWS',
      endpoint: '',
      pageSize: 100,
      maxItems: 10_000,
      requestsPerSecond: 5,
      autoRefresh: 0,
      sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
      timeZone: '',
      rowDetails: undefined,
      alwaysLoadFullRecord: false,
      rememberChanges: true,
    });
  });

  for (const [key, value, used] of [
    ['pageSize', 0, '100'],
    ['pageSize', 101, '100'],
    ['pageSize', 2.5, '100'],
    ['pageSize', '50', '100'],
    ['pageSize', Number.NaN, '100'],
    ['maxItems', -1, '10000'],
    ['maxItems', 1.5, '10000'],
    ['maxItems', '5', '10000'],
    ['requestsPerSecond', 11, '5'],
    ['autoRefresh', -1, '0'],
    ['autoRefresh', 0.5, '0'],
    ['autoRefresh', 1441, '0'],
    ['autoRefresh', '5', '0'],
    ['catalog', 'Production', 'AWS'],
    ['sort.by', 'Amount', 'LastModifiedDate'],
    ['sort.order', 'descending', 'DESCENDING'],
    ['rememberChanges', 'no', 'false'],
    ['profile', 7, undefined],
    ['endpoint', {}, undefined],
    ['timeZone', 'Europe/Atlantis', 'that of the editor window'],
    ['timeZone', '+02:00', 'that of the editor window'],
    ['timeZone', 'PDT', 'that of the editor window'],
    ['timeZone', 2, 'that of the editor window'],
  ] as const) {
    it(`name ${key} = ${JSON.stringify(value)} as a problem`, () => {
      const { problems } = read({ [key]: value });
      assert.deepEqual(
        problems.map((problem) => [problem.key, problem.used]),
        [[key, used]],
      );
      assert.ok(problems[0]?.expected);
    });
  }

  it('let Load All go on without a limit', () => {
    assert.deepEqual(read({ maxItems: 0 }).problems, []);
    assert.equal(read({ maxItems: -1 }).problems[0]?.expected, '0 or more');
  });
});

describe('connectionOf', () => {
  const { settings } = read({ profile: 'from-setting', catalog: 'Sandbox', endpoint: 'http://127.0.0.1:1' });
  const plain = read({}).settings;

  it('prefers the window’s choice, then the setting, then AWS_PROFILE, then nobody', () => {
    const choices = { ...noChoice, profile: 'picked' };
    const profiles = [
      connectionOf(settings, choices, 'from-env'),
      connectionOf(settings, noChoice, 'from-env'),
      connectionOf(plain, noChoice, 'from-env'),
      connectionOf(plain, noChoice, undefined),
    ].map((connection) => connection.kind === 'aws' && connection.profile);
    assert.deepEqual(profiles, ['picked', 'from-setting', 'from-env', undefined]);
  });

  it('takes catalog and endpoint along', () => {
    assert.deepEqual(connectionOf(settings, { ...noChoice, catalog: 'AWS' }, undefined), {
      kind: 'aws',
      catalog: 'AWS',
      profile: 'from-setting',
      endpoint: 'http://127.0.0.1:1',
    });
  });

  it('has neither profile nor endpoint on sample data', () => {
    assert.deepEqual(connectionOf(settings, { ...noChoice, sampleData: true }, 'from-env'), {
      kind: 'sample',
      catalog: 'Sandbox',
    });
  });
});
