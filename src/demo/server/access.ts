import type { Catalog } from '../../core/model/opportunity';
import { accessDenied, forbidden, type Result, refused } from './results';

/** What the service can say about access to an operation, with what each answer means. */
export const accessAnswers = {
  allowed: 'The operation is allowed.',
  noPolicy: 'No identity-based policy allows it.',
  explicitDeny: 'An identity-based policy denies it.',
  boundary: 'No permissions boundary allows it.',
  organisation: 'A service control policy denies it.',
  onlyAWS: 'A policy allows it with the condition that the catalog is AWS.',
  onlySandbox: 'A policy allows it with the condition that the catalog is Sandbox.',
  unexplained: 'Access is denied with a message that names neither policy nor reason.',
  expired: 'The session token has expired.',
} as const;

/** The reasons that AWS's model has for AccessDeniedException. AWS may add others. */
export const deniedReasons = ['INCOMPATIBLE_BENEFIT_AWS_PARTNER_STATE'] as const;

/** `reason:NAME` denies access with this `Reason`, whether or not the model has it. */
export type AccessAnswer = keyof typeof accessAnswers | `reason:${string}`;

/** The operations that the service has. */
export const operations = ['ListOpportunities', 'GetOpportunity', 'GetAwsOpportunitySummary'] as const;
export type OperationName = (typeof operations)[number];

/** The answer for each operation, and the one for all others as `*`. What is left out is allowed. */
export type Access = { readonly [Operation in OperationName | '*']?: AccessAnswer };

const account = '123456789012';

/**
 * Reads answers such as `noPolicy`, for all operations, and `GetOpportunity=noPolicy`, for one. Later ones override earlier
 * ones about the same.
 * @returns The access, or the first text that says nothing known.
 */
export function readAccess(texts: readonly string[]): Access | string {
  let access: Access = {};
  for (const text of texts) {
    const [answer = '', operation = '*'] = text.split('=').reverse();
    const isKnown = Object.hasOwn(accessAnswers, answer) || /^reason:[A-Z][A-Z0-9_]*$/.test(answer);
    const isOperation = operation === '*' || operations.some((name) => name === operation);
    if (!isKnown || !isOperation || text.split('=').length > 2) return text;
    access = { ...access, [operation]: answer as AccessAnswer };
  }
  return access;
}

/**
 * Returns the response that refuses an operation, or undefined if it is allowed.
 *
 * The messages about policies are those that AWS documents for every service. The one without a policy was reported by a
 * partner whom the Sandbox refused. What AWS's message beside a reason is has not been seen.
 * @param id The opportunity that is asked for, or `*` for a list.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function refuseAccess(
  access: Access,
  operation: OperationName,
  catalog: Catalog,
  id: string,
): Result | undefined {
  const action = `partnercentral:${operation}`;
  const denied = (why: string): Result => {
    const resource = `arn:aws:partnercentral:us-east-1:${account}:catalog/${catalog}/opportunity/${id}`;
    const user = `arn:aws:iam::${account}:user/demo`;
    return forbidden(`User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${why}`);
  };
  const notAllowedBy = (policy: string) => denied(`because no ${policy} allows the ${action} action`);
  const answer = access[operation] ?? access['*'] ?? 'allowed';
  switch (answer) {
    case 'allowed':
      return undefined;
    case 'noPolicy':
      return notAllowedBy('identity-based policy');
    case 'explicitDeny':
      return denied('with an explicit deny in an identity-based policy');
    case 'boundary':
      return notAllowedBy('permissions boundary');
    case 'organisation':
      return denied('with an explicit deny in a service control policy');
    case 'onlyAWS':
      return catalog === 'AWS' ? undefined : notAllowedBy('identity-based policy');
    case 'onlySandbox':
      return catalog === 'Sandbox' ? undefined : notAllowedBy('identity-based policy');
    case 'unexplained':
      return accessDenied();
    case 'expired':
      return refused('ExpiredTokenException', 'The security token included in the request is expired');
    default:
      return accessDenied(answer.slice('reason:'.length));
  }
}
