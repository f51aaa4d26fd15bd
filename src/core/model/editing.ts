import type { OpportunitySummary } from './opportunity';

/** What the API's rules let the partner edit while an opportunity has its review status. */
export interface Editing {
  readonly kind: 'all' | 'some' | 'none' | 'unknown';
  /** The explanation in a sentence, which is the key for translations; `{0}` stands for the fields of `some`. */
  readonly words: string;
  readonly args: readonly string[];
  /** AWS's names of the fields that can be edited when `kind` is `some`. No others can be. */
  readonly fields: readonly string[];
}

/** Follows LifeCycle.ReviewStatus in the API's model. Only the full record has the street and the business problem. */
export const editableWhenActionRequired = [
  'Customer.Account.Address.City',
  'Customer.Account.Address.CountryCode',
  'Customer.Account.Address.PostalCode',
  'Customer.Account.Address.StateOrRegion',
  'Customer.Account.Address.StreetAddress',
  'Customer.Account.WebsiteUrl',
  'LifeCycle.TargetCloseDate',
  'Project.ExpectedCustomerSpend.Amount',
  'Project.ExpectedCustomerSpend.CurrencyCode',
  'Project.CustomerBusinessProblem',
  'PartnerOpportunityIdentifier',
] as const;

const sentences: Readonly<Record<string, readonly [Editing['kind'], string]>> = {
  'Pending Submission': ['all', 'You can still edit every field in Partner Central.'],
  Submitted: ['none', 'Nobody on your side can edit it until AWS has looked at it.'],
  'In review': ['none', 'Nobody on your side can edit it until AWS’s review is over.'],
  Approved: ['all', 'You can edit it in Partner Central, where the AWS seller sees your changes.'],
  Rejected: ['none', 'Nobody on your side can edit it any more.'],
  'Action Required': [
    'some',
    'In Partner Central you can edit only these fields now: {0}. Your changes go back into the review.',
  ],
};

/** Returns what can be edited in an opportunity now. This extension itself never edits. */
export function editingOf(item: OpportunitySummary): Editing {
  const status: string | undefined = item.LifeCycle?.ReviewStatus;
  if (status === undefined) {
    return {
      kind: 'unknown',
      words: 'It has no review status, so AWS’s rules do not say who can edit it.',
      args: [],
      fields: [],
    };
  }
  const known = Object.hasOwn(sentences, status) ? sentences[status] : undefined;
  if (!known) {
    const words = 'AWS’s rules for the review status “{0}” are not known to this version.';
    return { kind: 'unknown', words, args: [status], fields: [] };
  }
  const [kind, words] = known;
  return { kind, words, args: [], fields: kind === 'some' ? editableWhenActionRequired : [] };
}
