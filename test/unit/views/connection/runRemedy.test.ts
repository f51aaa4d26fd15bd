import assert from 'node:assert/strict';
import type { IsMended } from '../../../../src/core/errors/connectionFailures';
import { type Remedy, SourceError, sourceErrorCodes } from '../../../../src/core/errors/sourceError';
import type * as remedyModule from '../../../../src/views/connection/runRemedy';
import type { FailedRow } from '../../../../src/views/opportunities/rows';
import { vscode } from '../../../support/fakeVscode';

const failed: FailedRow = {
  kind: 'failed',
  list: { kind: 'stage', stage: 'Prospect' },
  error: new SourceError('offline'),
  of: 'page',
};

describe('what helps against a failure', () => {
  let runRemedy: typeof remedyModule.runRemedy;
  const recovered: (IsMended | undefined)[] = [];
  const done: unknown[][] = [];
  const current = { recover: (isMended) => void recovered.push(isMended) } as Partial<
    remedyModule.RemedyDeps['current']
  >;
  const deps: remedyModule.RemedyDeps = {
    current: current as remedyModule.RemedyDeps['current'],
    choices: { choose: async (choices) => void done.push(['choose', choices]) },
    openConfig: async (...place) => void done.push(['openConfig', ...place]),
    forgetRefusals: async () => void done.push(['forgetRefusals']),
    log: { show: () => void done.push(['showLog']) },
    findAwsCli: async () => ({ path: '/usr/bin/aws', version: '2.30.0' }),
    env: {},
  };
  const run = (remedy: Remedy, row?: FailedRow) => {
    return runRemedy(remedy, row, { ...deps, run: async (...call) => void done.push(call) });
  };

  before(async () => {
    vscode.install();
    ({ runRemedy } = await import('../../../../src/views/connection/runRemedy'));
  });

  beforeEach(() => {
    vscode.forget();
    recovered.length = 0;
    done.length = 0;
  });

  it('signs in with the AWS CLI, and then requests again what failed because of credentials', async () => {
    await run({ kind: 'signIn', via: 'sso', profile: 'dev' });
    const [terminal] = vscode.terminals;
    assert.ok(terminal);
    assert.equal(recovered.length, 0);
    vscode.endTerminal(terminal, 0);
    vscode.endTerminal(terminal, 0);
    assert.equal(recovered.length, 1);
    const [isMended] = recovered;
    assert.deepEqual([isMended?.('signInNeeded'), isMended?.('accessDenied')], [true, false]);
  });

  it('asks again for an endpoint that was not allowed, for whatever failed because of it', async () => {
    await run({ kind: 'allowEndpoint' }, failed);
    assert.deepEqual(done, [['forgetRefusals']]);
    const [isMended] = recovered;
    assert.deepEqual([isMended?.('endpointRefused'), isMended?.('signInNeeded')], [true, false]);
  });

  it('puts the smallest policy on the clipboard, with nothing that changes anything at AWS', async () => {
    await run({ kind: 'copyPolicy' });
    const { Statement: [statement] = [] } = JSON.parse(vscode.clipboard[0] ?? '');
    assert.deepEqual(statement.Action, [
      ...['partnercentral:ListOpportunities', 'partnercentral:GetOpportunity'],
      'partnercentral:GetAwsOpportunitySummary',
    ]);
    assert.deepEqual(statement.Condition, { StringEquals: { 'partnercentral:Catalog': ['AWS', 'Sandbox'] } });
    assert.equal(statement.Effect, 'Allow');
    assert.match(vscode.textsIn('notification')[0] ?? '', /on the clipboard/);
  });

  it('does each of the others in its own way', async () => {
    await run({ kind: 'retry' }, failed);
    await run({ kind: 'enterMfaCode' }, failed);
    await run({ kind: 'reload' }, failed);
    await run({ kind: 'reload' });
    await run({ kind: 'fromBeginning' });
    await run({ kind: 'selectProfile' });
    await run({ kind: 'selectCatalog' });
    await run({ kind: 'checkAccess' });
    await run({ kind: 'openConfig', file: 'credentials', line: 3 });
    await run({ kind: 'changeFilter' });
    await run({ kind: 'clearFilter' });
    await run({ kind: 'showLog' });
    assert.deepEqual(done, [
      ['partnerCentral.retry', failed],
      ['partnerCentral.retry', failed],
      ['partnerCentral.retry', { ...failed, of: 'refresh' }],
      ['partnerCentral.retry', undefined],
      ['choose', { startingToken: undefined }],
      ['partnerCentral.selectProfile'],
      ['partnerCentral.selectCatalog'],
      ['partnerCentral.checkAccess'],
      ['openConfig', 'credentials', 3],
      ['partnerCentral.changeFilter'],
      ['partnerCentral.clearFilter'],
      ['showLog'],
    ]);
    await run({ kind: 'openSetting', key: 'partnerCentral.endpoint' });
    await run({ kind: 'openLink', url: 'https://docs.aws.amazon.com/?q=R%26D' });
    await run({ kind: 'contactSupport' });
    assert.deepEqual(vscode.executed, [
      ['workbench.action.openSettings', '@id:partnerCentral.endpoint'],
      ['vscode.open', 'https://docs.aws.amazon.com/?q=R%26D'],
      ['vscode.open', 'https://console.aws.amazon.com/support/home'],
    ]);
  });

  it('R27: does something for every remedy of every failure', async () => {
    for (const code of sourceErrorCodes()) {
      const row: FailedRow = { ...failed, error: new SourceError(code, { args: ['dev', 'x', 'y'] }) };
      for (const remedy of row.error.remedies) {
        vscode.forget();
        done.length = 0;
        await run(remedy, row);
        const { executed, clipboard, terminals } = vscode;
        assert.equal([done, executed, clipboard, terminals].flat(1).length > 0, true, `${code}: ${remedy.kind}`);
      }
    }
  });

  it('runs the commands of VS Code where it is given no other way', async () => {
    await runRemedy({ kind: 'retry' }, failed, deps);
    assert.deepEqual([vscode.executed, done], [[['partnerCentral.retry', failed]], []]);
  });
});
