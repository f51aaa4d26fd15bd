import { SourceError } from '../errors/sourceError';
import type { OpportunitySummary, Spend } from '../model/opportunity';
import type { Page } from '../paging/source';
import { isRecord } from '../runtime/isRecord';
import { day, list, type Part, struct, text, timestamp, word } from './reader';

/** The length of the longest page token that is kept and sent back. */
const longestToken = 64 * 1024;

type Account = Part<Part<OpportunitySummary, 'Customer'>, 'Account'>;
type Project = Part<OpportunitySummary, 'Project'>;

/** The two parts of a project that the summary and the full record share, with the same structure. */
export const expectedCustomerSpend = list(
  struct<Spend>({ Amount: text, CurrencyCode: word, Frequency: word, TargetCompany: text, EstimationUrl: text }),
);
export const contractDuration = struct<Part<Project, 'ExpectedContractDuration'>>({ Term: word, Value: word });

const opportunitySummary = struct<OpportunitySummary>({
  Catalog: word,
  Id: text,
  Arn: text,
  PartnerOpportunityIdentifier: text,
  OpportunityType: word,
  LastModifiedDate: timestamp,
  CreatedDate: timestamp,
  LifeCycle: struct<Part<OpportunitySummary, 'LifeCycle'>>({
    Stage: word,
    ClosedLostReason: word,
    NextSteps: text,
    TargetCloseDate: day,
    ReviewStatus: word,
    ReviewComments: text,
    ReviewStatusReason: text,
  }),
  Customer: struct<Part<OpportunitySummary, 'Customer'>>({
    Account: struct<Account>({
      Industry: word,
      OtherIndustry: text,
      CompanyName: text,
      WebsiteUrl: text,
      Address: struct<Part<Account, 'Address'>>({
        City: text,
        PostalCode: text,
        StateOrRegion: text,
        CountryCode: word,
      }),
    }),
  }),
  Project: struct<Project>({
    DeliveryModels: list(word),
    ExpectedCustomerSpend: expectedCustomerSpend,
    ExpectedContractDuration: contractDuration,
  }),
});

/**
 * Converts any response of a service into a page: only known fields, with their type and order in AWS's model, and with
 * moments exactly as received. Enum values unknown to this version are kept. Values that cannot be read are left out and
 * counted.
 *
 * @param raw A ListOpportunities response, from the SDK (with `Date`s) or from JSON.
 * @throws {SourceError} `emptyAnswer` without a list; `badToken` for a `NextToken` that is not text or exceeds 64 KiB.
 */
export function normalisePage(raw: unknown): Page<OpportunitySummary> {
  if (!isRecord(raw) || !Array.isArray(raw.OpportunitySummaries)) throw new SourceError('emptyAnswer');
  const nextToken = readToken(raw.NextToken);
  const tally = { skipped: 0, unreadable: 0 };
  const items: OpportunitySummary[] = [];
  for (const entry of raw.OpportunitySummaries) {
    const item = isRecord(entry) ? opportunitySummary(entry, tally) : undefined;
    if (item) items.push(item);
    else tally.skipped++;
  }
  return nextToken === undefined ? { items, ...tally } : { items, nextToken, ...tally };
}

function readToken(token: unknown): string | undefined {
  if (token === undefined || token === null || token === '') return undefined;
  if (typeof token !== 'string' || token.length > longestToken) throw new SourceError('badToken');
  return token;
}
