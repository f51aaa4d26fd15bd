import assert from 'node:assert/strict';
import type { Remedy } from '../../../src/core/errors/sourceError';
import type { SettingProblem } from '../../../src/core/query/settings';
import type * as textModule from '../../../src/views/errorText';
import { vscode } from '../../support/fakeVscode';

describe('what a row or a button says about', () => {
  let texts: typeof textModule;

  before(async () => {
    vscode.install();
    texts = await import('../../../src/views/errorText');
  });

  it('each remedy', () => {
    const said: readonly (readonly [Remedy, string])[] = [
      [{ kind: 'retry' }, 'Retry'],
      [{ kind: 'reload' }, 'Reload This Stage'],
      [{ kind: 'fromBeginning' }, 'Start from the Beginning'],
      [{ kind: 'signIn', via: 'sso', profile: 'dev' }, 'Run “aws sso login --profile dev”'],
      [{ kind: 'signIn', via: 'login', profile: 'dev' }, 'Run “aws login --profile dev”'],
      [{ kind: 'enterMfaCode' }, 'Enter MFA Code…'],
      [{ kind: 'selectProfile' }, 'Select AWS Profile…'],
      [{ kind: 'selectCatalog' }, 'Select Catalog…'],
      [{ kind: 'openConfig', file: 'config' }, 'Open AWS Config File'],
      [{ kind: 'openConfig', file: 'credentials' }, 'Open AWS Credentials File'],
      [{ kind: 'copyPolicy' }, 'Copy IAM Policy'],
      [{ kind: 'openSetting', key: 'partnerCentral.pageSize' }, 'Open Setting partnerCentral.pageSize'],
      [{ kind: 'changeFilter' }, 'Change Filter…'],
      [{ kind: 'clearFilter' }, 'Clear Filter'],
      [{ kind: 'openLink', url: 'https://docs.aws.amazon.com' }, 'Open AWS’s Guide'],
      [{ kind: 'contactSupport' }, 'Contact AWS Support'],
      [{ kind: 'checkAccess' }, 'Check Access…'],
      [{ kind: 'showLog' }, 'Show Log'],
    ] as const;
    for (const [remedy, words] of said) assert.equal(texts.remedyText(remedy), words);
  });

  it('a setting that cannot be used', () => {
    const about = (problem: Partial<SettingProblem>) =>
      texts.problemText({ key: 'pageSize', expected: 'a whole number from 1 to 100', ...problem } as SettingProblem);
    assert.equal(about({ used: '100' }), 'partnerCentral.pageSize must be a whole number from 1 to 100. Using 100.');
    assert.equal(about({}), 'partnerCentral.pageSize must be a whole number from 1 to 100.');
    assert.equal(
      about({ skipped: ['A', 'x'.repeat(90), 'C', 'D', 'E', 'F'] }),
      `partnerCentral.pageSize: cannot use A, ${'x'.repeat(39)}…, C, D, E. Filter Opportunities… shows why.`,
    );
    assert.equal(
      about({ key: 'rowDetails', skipped: ['"Amount"', '7'] }),
      'partnerCentral.rowDetails: there is no field "Amount", 7.',
    );
  });
});
