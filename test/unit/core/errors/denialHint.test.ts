import assert from 'node:assert/strict';
import { denialHint } from '../../../../src/core/errors/denialHint';
import { SourceError, type SourceErrorCode, sourceErrorCodes } from '../../../../src/core/errors/sourceError';

const request = { operation: 'ListOpportunities', catalog: 'Sandbox' };
const action = 'partnercentral:ListOpportunities';
const user = `User: arn:aws:iam::111122223333:user/dev is not authorized to perform: ${action} on resource: *`;
const hintOf = (said: string, code: SourceErrorCode = 'accessDenied') =>
  denialHint(new SourceError(code, { said, request }));

describe('a hint at the policy that refused a request', () => {
  const allow = `allows the ${action} action`;
  const cases: readonly (readonly [said: string, hint: RegExp])[] = [
    [
      `${user} because no identity-based policy ${allow}`,
      /^No policy of this user or role allows it in the \{0\} catalog/,
    ],
    [`${user} with an explicit deny in an identity-based policy`, /^A policy of this user or role denies it/],
    [
      `${user} with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/no-sandbox`,
      /^A policy of this user or role denies it/,
    ],
    [`${user} because no session policy ${allow}`, /^The session policy .* does not allow it/],
    [`${user} with an explicit deny in a sessions policy`, /^The session policy .* denies it/],
    [`${user} because no permissions boundary ${allow}`, /^The permissions boundary .* does not allow it/],
    [`${user} with an explicit deny in a permissions boundary`, /^The permissions boundary .* denies it/],
    [`${user} because no service control policy ${allow}`, /^No control policy of the AWS organization/],
    [`${user} with an explicit deny in a service control policy`, /^A control policy of the AWS organization denies/],
    [`${user} with an explicit deny in a resource control policy`, /^A control policy of the AWS organization denies/],
    [
      `${user} with an explicit deny in a VPC endpoint policy transitively through a service control policy`,
      /^A control policy of the AWS organization denies/,
    ],
    [`${user} because no VPC endpoint policy ${allow}`, /VPC endpoint .* does not allow it/],
    [`${user} with an explicit deny in a VPC endpoint policy`, /VPC endpoint .* denies it/],
    [`${user} because no resource-based policy ${allow}`, /^No resource-based policy allows it/],
    [`${user} with an explicit deny in a resource-based policy`, /^A resource-based policy denies it/],
    [user, /^A policy has to allow it in the \{0\} catalog/],
    ['', /^A policy has to allow it in the \{0\} catalog/],
    [`${user} with an explicit deny in something new`, /^A policy has to allow it in the \{0\} catalog/],
    // Names of principals and resources are anything.
    [
      'User: arn:aws:iam::1:user/permissions-boundary is not authorized to perform: x because no identity-based policy allows the x action',
      /^No policy of this user or role/,
    ],
  ];
  for (const [said, hint] of cases) {
    it(`is ${hint.source} for “${said.replace(user, '…')}”`, () => {
      const { words = '', args } = hintOf(said) ?? {};
      assert.match(words, hint);
      assert.deepEqual(args, ['Sandbox']);
    });
  }

  it('is given beside a policy’s refusal alone', () => {
    const said = `${user} with an explicit deny in an identity-based policy`;
    const hinted = sourceErrorCodes().filter((code) => hintOf(said, code) !== undefined);
    assert.deepEqual(hinted, ['accessDenied']);
    assert.equal(denialHint(new SourceError('accessDenied', { said })), undefined, 'of no request');
  });
});
