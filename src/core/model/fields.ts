import type { OpportunitySummary } from './opportunity';

/** A field of an opportunity summary: its label, AWS's meaning of it, and how to read its values. */
export interface FieldSpec<Name extends string = FieldName> {
  /** AWS's own name as a path. */
  readonly name: Name;
  /** A key for translations, as is `meaning`. */
  readonly label: string;
  /** Follows the field's documentation in the API's model. */
  readonly meaning: string;
  /** Returns the values as received, or none when the field is absent. */
  readonly read: (item: OpportunitySummary) => readonly string[];
}

export interface FieldGroupSpec<Name extends string = FieldName> {
  readonly heading: string;
  readonly fields: readonly FieldSpec<Name>[];
}

const one = (value: string | undefined): readonly string[] =>
  value === undefined || value.trim() === '' ? [] : [value];
const account = (item: OpportunitySummary) => item.Customer?.Account;
const address = (item: OpportunitySummary) => account(item)?.Address;
const life = (item: OpportunitySummary) => item.LifeCycle;

const groups = [
  {
    heading: 'Lifecycle',
    fields: [
      {
        name: 'LifeCycle.Stage',
        label: 'Stage',
        meaning:
          'How far the opportunity has progressed in the sales cycle, by AWS’s definitions, based on the stage in your CRM.',
        read: (item) => one(life(item)?.Stage),
      },
      {
        name: 'LifeCycle.ReviewStatus',
        label: 'Review status',
        meaning:
          'The status of AWS’s review of an opportunity that you referred. AWS sets it, and it decides what you can edit.',
        read: (item) => one(life(item)?.ReviewStatus),
      },
      {
        name: 'LifeCycle.TargetCloseDate',
        label: 'Target close date',
        meaning:
          'When AWS expects the project to be finished, in production, and significant billing to start. It should not be in the past.',
        read: (item) => one(life(item)?.TargetCloseDate),
      },
      {
        name: 'LifeCycle.NextSteps',
        label: 'Next steps',
        meaning: 'What needs to be done next. It tells AWS which actions the opportunity needs.',
        read: (item) => one(life(item)?.NextSteps),
      },
      {
        name: 'LifeCycle.ReviewComments',
        label: 'Review comments',
        meaning: 'Why AWS sent the opportunity back. You have to act on them.',
        read: (item) => one(life(item)?.ReviewComments),
      },
      {
        name: 'LifeCycle.ReviewStatusReason',
        label: 'Review status reason',
        meaning: 'The reason for AWS’s decision in the review: why it rejected the opportunity or asked for changes.',
        read: (item) => one(life(item)?.ReviewStatusReason),
      },
      {
        name: 'LifeCycle.ClosedLostReason',
        label: 'Closed lost because',
        meaning: 'Why the opportunity was lost. AWS includes it in its reports.',
        read: (item) => one(life(item)?.ClosedLostReason),
      },
    ],
  },
  {
    heading: 'Customer',
    fields: [
      {
        name: 'Customer.Account.CompanyName',
        label: 'Company',
        meaning: 'The name of the end customer’s company.',
        read: (item) => one(account(item)?.CompanyName),
      },
      {
        name: 'Customer.Account.Industry',
        label: 'Industry',
        meaning: 'The industry that the customer’s business belongs to.',
        read: (item) => one(account(item)?.Industry),
      },
      {
        name: 'Customer.Account.OtherIndustry',
        label: 'Other industry',
        meaning: 'The customer’s industry, if Industry is Other.',
        read: (item) => one(account(item)?.OtherIndustry),
      },
      {
        name: 'Customer.Account.WebsiteUrl',
        label: 'Website',
        meaning: 'The website of the customer’s company. AWS uses it to find the customer in its own CRM.',
        read: (item) => one(account(item)?.WebsiteUrl),
      },
    ],
  },
  {
    heading: 'Address',
    fields: [
      {
        name: 'Customer.Account.Address.City',
        label: 'City',
        meaning: 'The city of the customer’s address.',
        read: (item) => one(address(item)?.City),
      },
      {
        name: 'Customer.Account.Address.StateOrRegion',
        label: 'State or region',
        meaning: 'The state or region of the customer’s address. In the United States, it is a value from AWS’s list.',
        read: (item) => one(address(item)?.StateOrRegion),
      },
      {
        name: 'Customer.Account.Address.PostalCode',
        label: 'Postal code',
        meaning: 'The postal code of the customer’s address.',
        read: (item) => one(address(item)?.PostalCode),
      },
      {
        name: 'Customer.Account.Address.CountryCode',
        label: 'Country',
        meaning: 'The country of the customer’s address, as an ISO code.',
        read: (item) => one(address(item)?.CountryCode),
      },
    ],
  },
  {
    heading: 'Project',
    fields: [
      {
        name: 'OpportunityType',
        label: 'Type',
        meaning: 'Whether it is new business, a renewal or an expansion.',
        read: (item) => one(item.OpportunityType),
      },
      {
        name: 'Project.DeliveryModels',
        label: 'Delivery models',
        meaning: 'How your solution or service is deployed or consumed. There may be several.',
        read: (item) => (item.Project?.DeliveryModels ?? []).flatMap(one),
      },
      {
        name: 'Project.ExpectedContractDuration',
        label: 'Contract duration',
        meaning: 'How long the contract is expected to run: 1 to 144 months.',
        read: (item) => {
          const { Value: value, Term: term } = item.Project?.ExpectedContractDuration ?? {};
          return one([value, term].filter(Boolean).join(' '));
        },
      },
    ],
  },
  {
    heading: 'Identifiers',
    fields: [
      {
        name: 'Id',
        label: 'ID',
        meaning: 'The identifier that AWS gave the opportunity. It never changes.',
        read: (item) => one(item.Id),
      },
      {
        name: 'PartnerOpportunityIdentifier',
        label: 'Partner’s ID',
        meaning:
          'The opportunity’s identifier in your CRM. AWS sends it back with every change, so that the two can be matched.',
        read: (item) => one(item.PartnerOpportunityIdentifier),
      },
      {
        name: 'Arn',
        label: 'ARN',
        meaning: 'The Amazon Resource Name, for IAM policies and for references from other services.',
        read: (item) => one(item.Arn),
      },
      {
        name: 'Catalog',
        label: 'Catalog',
        meaning: 'AWS contains your real opportunities, and Sandbox contains those for tests.',
        read: (item) => one(item.Catalog),
      },
    ],
  },
  {
    heading: 'Dates',
    fields: [
      {
        name: 'CreatedDate',
        label: 'Created',
        meaning: 'When the opportunity was created.',
        read: (item) => one(item.CreatedDate),
      },
      {
        name: 'LastModifiedDate',
        label: 'Last modified',
        meaning: 'When the opportunity was last modified, by you or by AWS.',
        read: (item) => one(item.LastModifiedDate),
      },
    ],
  },
] as const satisfies readonly FieldGroupSpec<string>[];

export type FieldName = (typeof groups)[number]['fields'][number]['name'];

/** Every field of a summary except the expected customer spend, which has its own table. */
export const fieldGroups: readonly FieldGroupSpec[] = groups;
