import assert from 'node:assert/strict';
import { SourceError, sourceErrorCodes } from '../../../../../src/core/errors/sourceError';
import { accessReport } from '../../../../../src/core/present/access/accessReport';
import { hostileMessages } from '../../../../support/hostileTexts';
import { english } from '../../../../support/writing';
import { allFine, stoppedBy } from './facts';

const installation = { extension: '0.1.0', vscode: '1.139.0', platform: 'linux x64, local' };
const report = (facts = allFine) => accessReport(facts, installation, english);

describe('the report of a check of the access', () => {
  it('has versions, steps, hosts and request ids', () => {
    assert.deepEqual(report().split('\n'), [
      '# Check Access',
      '',
      '- Extension: 0.1.0',
      '- VS Code: 1.139.0',
      '- Platform: linux x64, local',
      '- Time: 2026-06-15T12:00:00.000Z',
      '- Catalog: AWS',
      '- Requests: 3',
      '',
      '- ✓ **Profile**: dev, from the setting partnerCentral.profile: assumes a role.',
      '  - dev → base · \\~/.aws/config, line 3 · account …9012',
      '- ✓ **Credentials**: Temporary keys, valid until Jun 15, 2026, 1:00 PM UTC.',
      '- ✓ **Clock**: The same time as at AWS.',
      '- ✓ **Endpoint**: partnercentral-selling.us-east-1.api.aws, AWS’s own.',
      '- ✓ **Request**: HTTP 200 in 123 ms, with one row.',
      '  - Request ID: r-1',
      '- ✓ **Permission**: partnercentral:ListOpportunities is allowed in the AWS catalog.',
      '- ✓ **Full Record**: partnercentral:GetOpportunity and GetAwsOpportunitySummary are allowed.',
      '',
      '| Operation | Catalog | HTTP | ms | Requests | Error | Request ID |',
      '| --- | --- | --- | --- | --- | --- | --- |',
      '| ListOpportunities | AWS | 200 | 123 | 1 |  | r-1 |',
      '| GetOpportunity | AWS | 200 | 50 | 1 |  | r-GetOpportunity |',
      '| GetAwsOpportunitySummary | AWS | 200 | 50 | 1 |  | r-GetAwsOpportunitySummary |',
      '',
    ]);
  });

  it('names the code of a failure, and nothing that AWS said about it', () => {
    for (const code of sourceErrorCodes()) {
      const text = report(
        stoppedBy(new SourceError(code, { args: ['dev', 'x', 'y'], said: 'canary', requestId: 'r' })),
      );
      assert.match(text, new RegExp(`^- ✗ \\*\\*[\\w ]+\\*\\* \\(\`${code}\`\\): `, 'm'));
      assert.doesNotMatch(text, /canary|123456789012|undefined/);
    }
  });

  it('is text wherever it is pasted, whatever a profile or a host is called', () => {
    const about = (name: string) => {
      const error = new SourceError('certificate', { args: [name] });
      return report({
        ...{ ...stoppedBy(error), issuer: name },
        endpoint: { host: name, scheme: 'https', origin: name },
        profile: { name, chosenBy: 'window', chain: [name, name] },
      });
    };
    const lines = about('plain').split('\n').length;
    for (const hostile of hostileMessages) {
      const text = about(hostile);
      assert.doesNotMatch(text, /(?<!\\)\]\(|(?<!\\)<\w|https?:\/\//);
      assert.equal(text.split('\n').length, lines);
    }
  });
});
