import type { Translate } from '../text/translate';
import type { ColumnPath } from './tableColumns';

/**
 * What a person calls each column of a table. AWS's model knows no other frequency of a spend than monthly; if AWS sends
 * one, its own column says so.
 */
const headings: Readonly<Record<ColumnPath, string>> = {
  Id: 'ID',
  Arn: 'ARN',
  Catalog: 'Catalog',
  PartnerOpportunityIdentifier: 'CRM ID',
  OpportunityType: 'Type',
  LastModifiedDate: 'Last modified (UTC)',
  CreatedDate: 'Created (UTC)',
  'LifeCycle.Stage': 'Stage',
  'LifeCycle.ClosedLostReason': 'Closed lost because',
  'LifeCycle.NextSteps': 'Next steps',
  'LifeCycle.TargetCloseDate': 'Target close date',
  'LifeCycle.ReviewStatus': 'Review status',
  'LifeCycle.ReviewComments': 'Review comments',
  'LifeCycle.ReviewStatusReason': 'Review status reason',
  'Customer.Account.CompanyName': 'Customer',
  'Customer.Account.Industry': 'Industry',
  'Customer.Account.OtherIndustry': 'Other industry',
  'Customer.Account.WebsiteUrl': 'Website',
  'Customer.Account.Address.City': 'City',
  'Customer.Account.Address.PostalCode': 'Postal code',
  'Customer.Account.Address.StateOrRegion': 'State or region',
  'Customer.Account.Address.CountryCode': 'Country',
  'Project.DeliveryModels': 'Delivery models',
  'Project.ExpectedCustomerSpend.0.Amount': 'Monthly spend',
  'Project.ExpectedCustomerSpend.0.CurrencyCode': 'Currency',
  'Project.ExpectedCustomerSpend.0.Frequency': 'Spend frequency',
  'Project.ExpectedCustomerSpend.0.TargetCompany': 'Spend with',
  'Project.ExpectedCustomerSpend.0.EstimationUrl': 'Spend estimate',
  'Project.ExpectedContractDuration.Term': 'Contract duration unit',
  'Project.ExpectedContractDuration.Value': 'Contract duration',
};

const numbered = /\.(\d+)(?:\.|$)/;

/** Returns what a person calls a column; every expected spend after the first has its number. */
export function headingOf(path: string, t: Translate): string {
  return wordsOf(path, columnOf(path) as ColumnPath, t);
}

/** Returns what a person calls a field of an opportunity, as its column is called; its path if there is no such column. */
export function fieldNameOf(path: string, t: Translate): string {
  const column = columnOf(path);
  return isColumn(column) ? wordsOf(path, column, t) : path;
}

function wordsOf(path: string, column: ColumnPath, t: Translate): string {
  const index = Number(numbered.exec(path)?.[1] ?? 0);
  const words = t(headings[column]);
  return index === 0 ? words : t('{0} {1}', words, index + 1);
}

/** Returns the path under which a column has its words: that of the first of several spends, and that of a whole list. */
function columnOf(path: string): string {
  return path.replace(/\.\d+\./, '.0.').replace(/\.\d+$/, '');
}

function isColumn(path: string): path is ColumnPath {
  return Object.hasOwn(headings, path);
}

/** What a person looks for first, in this order; everything else follows in the order of AWS's model. */
const forPeople = [
  'Customer.Account.CompanyName',
  'LifeCycle.Stage',
  'LifeCycle.ReviewStatus',
  'LifeCycle.TargetCloseDate',
  'Project.ExpectedCustomerSpend',
  'LifeCycle.NextSteps',
  'Id',
] as const;

/** Returns columns in the order in which a person reads them. */
export function inReadingOrder<C extends { readonly path: string }>(columns: readonly C[]): readonly C[] {
  const rank = ({ path }: C): number => {
    const place = forPeople.findIndex((first) => path === first || path.startsWith(`${first}.`));
    return place < 0 ? forPeople.length : place;
  };
  return [...columns].sort((a, b) => rank(a) - rank(b));
}
