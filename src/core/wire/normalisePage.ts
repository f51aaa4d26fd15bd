import { SourceError } from '../errors/sourceError';
import type { OpportunitySummary, Spend } from '../model/opportunity';
import type { Page } from '../paging/source';
import { isRecord } from '../runtime/isRecord';
import { day, list, type Part, struct, text, timestamp, word } from './reader';

/** The longest page token that is kept and sent back. */
const longestToken = 64 * 1024;

type Account = Part<Part<OpportunitySummary, 'Customer'>, 'Account'>;
type Project = Part<OpportunitySummary, 'Project'>;

/** The two parts of a project that the summary and the full record have in common, struct for struct. */
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
 * Makes a page out of whatever a service answered: only known fields, only with the type that AWS's model gives them,
 * in the model's order, with moments to the letter as they came. Values that an enum does not know yet are kept. What
 * cannot be read is left out and counted.
 *
 * @param raw a ListOpportunities answer, from the SDK (with `Date`s) or from JSON.
 * @throws {SourceError} `emptyAnswer` without a list, `badToken` for a `NextToken` that is no text or longer than 64 KiB.
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
