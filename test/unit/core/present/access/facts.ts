import type { SourceError } from '../../../../../src/core/errors/sourceError';
import type { AccessFacts, AccessFailure } from '../../../../../src/core/present/access/accessFacts';

/** What a check finds out where everything works. */
export const allFine: AccessFacts = {
  catalog: 'AWS',
  checkedAt: Date.UTC(2026, 5, 15, 12),
  profile: {
    ...{ name: 'dev', chosenBy: 'setting', kind: 'role', chain: ['dev', 'base'] },
    ...{ place: '~/.aws/config, line 3', account: '123456789012' },
  },
  endpoint: { host: 'partnercentral-selling.us-east-1.api.aws', scheme: 'https' },
  keys: { kind: 'temporary', expiration: Date.UTC(2026, 5, 15, 13) },
  clockOffset: -400,
  calls: [
    {
      ...{ operation: 'ListOpportunities', catalog: 'AWS', status: 200, requestId: 'r-1', milliseconds: 123 },
      ...{ requests: 1, rows: 1 },
    },
    ...(['GetOpportunity', 'GetAwsOpportunitySummary'] as const).map((operation) => ({
      ...{ operation, catalog: 'AWS', status: 200, requestId: `r-${operation}`, milliseconds: 50, requests: 1 },
    })),
  ] as AccessFacts['calls'],
};

/** What a check finds out where this failure stops it. */
export function stoppedBy(error: SourceError, during: AccessFailure['during'] = 'request'): AccessFacts {
  const { keys, clockOffset, calls, ...known } = allFine;
  const failure = { error, during };
  if (during !== 'request') return { ...known, calls: [], failure };
  const [call] = calls;
  const answered = call && {
    ...{ operation: 'ListOpportunities', catalog: 'AWS' as const, milliseconds: 80, requests: 1, error },
    ...(error.requestId && { status: 400, requestId: error.requestId }),
  };
  return {
    ...{ ...known, calls: answered ? [answered] : [], failure },
    ...(keys && { keys }),
    ...(clockOffset !== undefined && { clockOffset }),
  };
}
