import { SourceError } from '../errors/sourceError';
import type { AwsOpportunitySummary, Opportunity } from '../model/opportunity';
import { contractDuration, expectedCustomerSpend } from './normalisePage';
import { day, list, map, number, type Part, type Reader, struct, text, timestamp } from './reader';

type Customer = Part<Opportunity, 'Customer'>;
type Account = Part<Customer, 'Account'>;
type Contact = Part<Customer, 'Contacts'>[number];
type SoftwareRevenue = Part<Opportunity, 'SoftwareRevenue'>;
type Insights = Part<AwsOpportunitySummary, 'Insights'>;
type SpendInsights = Part<Insights, 'AwsProductsSpendInsightsBySource'>;
type ProductInsights = Part<SpendInsights, 'AWS'>;
type Product = Part<ProductInsights, 'AwsProducts'>[number];

const contacts = list(
  struct<Contact>({ Email: text, FirstName: text, LastName: text, BusinessTitle: text, Phone: text }),
);

const money = struct<Part<SoftwareRevenue, 'Value'>>({ Amount: text, CurrencyCode: text });

const nextStepsHistory = list(
  struct<Part<Part<Opportunity, 'LifeCycle'>, 'NextStepsHistory'>[number]>({ Value: text, Time: timestamp }),
);

const opportunity = struct<Opportunity>({
  Catalog: text,
  PrimaryNeedsFromAws: list(text),
  NationalSecurity: text,
  PartnerOpportunityIdentifier: text,
  Customer: struct<Customer>({
    Account: struct<Account>({
      Industry: text,
      OtherIndustry: text,
      CompanyName: text,
      WebsiteUrl: text,
      AwsAccountId: text,
      Address: struct<Part<Account, 'Address'>>({
        City: text,
        PostalCode: text,
        StateOrRegion: text,
        CountryCode: text,
        StreetAddress: text,
      }),
      Duns: text,
    }),
    Contacts: contacts,
  }),
  Project: struct<Part<Opportunity, 'Project'>>({
    DeliveryModels: list(text),
    ExpectedCustomerSpend: expectedCustomerSpend,
    ExpectedContractDuration: contractDuration,
    Title: text,
    ApnPrograms: list(text),
    CustomerBusinessProblem: text,
    CustomerUseCase: text,
    RelatedOpportunityIdentifier: text,
    SalesActivities: list(text),
    CompetitorName: text,
    OtherCompetitorNames: text,
    OtherSolutionDescription: text,
    AdditionalComments: text,
    AwsPartition: text,
  }),
  OpportunityType: text,
  Marketing: struct<Part<Opportunity, 'Marketing'>>({
    CampaignName: text,
    Source: text,
    UseCases: list(text),
    Channels: list(text),
    AwsFundingUsed: text,
  }),
  SoftwareRevenue: struct<SoftwareRevenue>({
    DeliveryModel: text,
    Value: money,
    EffectiveDate: day,
    ExpirationDate: day,
  }),
  Id: text,
  Arn: text,
  LastModifiedDate: timestamp,
  CreatedDate: timestamp,
  RelatedEntityIdentifiers: struct<Part<Opportunity, 'RelatedEntityIdentifiers'>>({
    AwsMarketplaceOffers: list(text),
    AwsMarketplaceOfferSets: list(text),
    Solutions: list(text),
    AwsProducts: list(text),
    AwsMarketplaceSolutions: list(text),
    AwsMarketplaceProducts: list(text),
  }),
  LifeCycle: struct<Part<Opportunity, 'LifeCycle'>>({
    Stage: text,
    ClosedLostReason: text,
    NextSteps: text,
    TargetCloseDate: day,
    ReviewStatus: text,
    ReviewComments: text,
    ReviewStatusReason: text,
    NextStepsHistory: nextStepsHistory,
  }),
  OpportunityTeam: contacts,
});

const productInsights = struct<ProductInsights>({
  CurrencyCode: text,
  Frequency: text,
  TotalAmount: text,
  TotalOptimizedAmount: text,
  TotalPotentialSavingsAmount: text,
  TotalAmountByCategory: map(text),
  AwsProducts: list(
    struct<Product>({
      ProductCode: text,
      ServiceCode: text,
      Categories: list(text),
      Amount: text,
      OptimizedAmount: text,
      PotentialSavingsAmount: text,
      Optimizations: list(struct<Part<Product, 'Optimizations'>[number]>({ Description: text, SavingsAmount: text })),
    }),
  ),
});

const awsOpportunitySummary = struct<AwsOpportunitySummary>({
  RelatedOpportunityId: text,
  Origin: text,
  InvolvementType: text,
  Visibility: text,
  LifeCycle: struct<Part<AwsOpportunitySummary, 'LifeCycle'>>({
    TargetCloseDate: day,
    ClosedLostReason: text,
    Stage: text,
    NextSteps: text,
    NextStepsHistory: nextStepsHistory,
  }),
  OpportunityTeam: list(
    struct<Part<AwsOpportunitySummary, 'OpportunityTeam'>[number]>({
      Email: text,
      FirstName: text,
      LastName: text,
      BusinessTitle: text,
    }),
  ),
  Insights: struct<Insights>({
    NextBestActions: text,
    EngagementScore: text,
    AwsProductsSpendInsightsBySource: struct<SpendInsights>({ Partner: productInsights, AWS: productInsights }),
    OpportunityQuality: struct<Part<Insights, 'OpportunityQuality'>>({ Score: number, Trend: text }),
    Recommendations: list(
      struct<Part<Insights, 'Recommendations'>[number]>({ Type: text, Details: text, Attributes: map(text) }),
    ),
  }),
  InvolvementTypeChangeReason: text,
  RelatedEntityIds: struct<Part<AwsOpportunitySummary, 'RelatedEntityIds'>>({
    AwsProducts: list(text),
    Solutions: list(text),
    AwsMarketplaceSolutions: list(text),
    AwsMarketplaceProducts: list(text),
  }),
  Customer: struct<Part<AwsOpportunitySummary, 'Customer'>>({ Contacts: contacts }),
  Project: struct<Part<AwsOpportunitySummary, 'Project'>>({
    ExpectedCustomerSpend: expectedCustomerSpend,
    AwsPartition: text,
  }),
  CosellMotion: text,
  SoftwareRevenue: struct<Part<AwsOpportunitySummary, 'SoftwareRevenue'>>({
    Value: money,
    Discount: text,
    EffectiveDate: day,
    ExpirationDate: day,
  }),
  Catalog: text,
});

/**
 * Converts any GetOpportunity response into an opportunity by the rules of `normalisePage`. Values that cannot be read are
 * left out.
 *
 * @param id The requested opportunity.
 * @throws {SourceError} `emptyAnswer` when nothing could be read; `unreadableAnswer` for another opportunity.
 */
export function normaliseOpportunity(raw: unknown, id: string): Opportunity {
  const read = record(opportunity, raw);
  return belongingTo(id, read.Id, read);
}

/** Returns the same for GetAwsOpportunitySummary: AWS's side of the opportunity `id`. */
export function normaliseAwsOpportunitySummary(raw: unknown, id: string): AwsOpportunitySummary {
  const read = record(awsOpportunitySummary, raw);
  return belongingTo(id, read.RelatedOpportunityId, read);
}

function record<T extends object>(reader: Reader<T>, raw: unknown): T {
  const read = reader(raw, { unreadable: 0 });
  if (read === undefined || Object.keys(read).length === 0) throw new SourceError('emptyAnswer');
  return read;
}

/** Prevents the customer of one opportunity from appearing under the id of another. */
function belongingTo<T>(id: string, answered: string | undefined, read: T): T {
  if (answered !== undefined && answered !== id) throw new SourceError('unreadableAnswer');
  return read;
}
