import type { OpportunitySummary } from '../model/opportunity';
import type { ColumnType } from './tableCell';

/** A column of a table: a field of an opportunity, by its path in AWS's own names. */
export interface TableColumn {
  readonly path: string;
  readonly type: ColumnType;
  read(item: OpportunitySummary): string;
}

const paths = [
  'Id',
  'Arn',
  'Catalog',
  'PartnerOpportunityIdentifier',
  'OpportunityType',
  'LastModifiedDate',
  'CreatedDate',
  'LifeCycle.Stage',
  'LifeCycle.ClosedLostReason',
  'LifeCycle.NextSteps',
  'LifeCycle.TargetCloseDate',
  'LifeCycle.ReviewStatus',
  'LifeCycle.ReviewComments',
  'LifeCycle.ReviewStatusReason',
  'Customer.Account.CompanyName',
  'Customer.Account.Industry',
  'Customer.Account.OtherIndustry',
  'Customer.Account.WebsiteUrl',
  'Customer.Account.Address.City',
  'Customer.Account.Address.PostalCode',
  'Customer.Account.Address.StateOrRegion',
  'Customer.Account.Address.CountryCode',
  'Project.DeliveryModels',
] as const;
const spendFields = ['Amount', 'CurrencyCode', 'Frequency', 'TargetCompany', 'EstimationUrl'] as const;
const durationPaths = ['Project.ExpectedContractDuration.Term', 'Project.ExpectedContractDuration.Value'] as const;

/** Columns of anything but texts, by the last name of their path. */
const types: Readonly<Record<string, ColumnType>> = {
  LastModifiedDate: 'moment',
  CreatedDate: 'moment',
  TargetCloseDate: 'day',
  Amount: 'number',
  Value: 'number',
};

/**
 * The columns of a table of these opportunities, in the order of AWS's model. An opportunity has as many expected spends as
 * it has: they stand side by side, `Project.ExpectedCustomerSpend.0.Amount` and so on, as many as the longest list needs.
 */
export function tableColumns(items: Iterable<OpportunitySummary>): readonly TableColumn[] {
  let spends = 1;
  for (const { Project: project } of items) spends = Math.max(spends, project?.ExpectedCustomerSpend?.length ?? 0);
  const spendPaths = Array.from({ length: spends }, (_, n) =>
    spendFields.map((field) => `Project.ExpectedCustomerSpend.${n}.${field}`),
  ).flat();
  return [...paths, ...spendPaths, ...durationPaths].map(column);
}

function column(path: string): TableColumn {
  const names = path.split('.');
  return {
    path,
    type: types[names.at(-1) ?? ''] ?? 'text',
    read(item) {
      let value: unknown = item;
      for (const name of names) {
        if (typeof value !== 'object' || value === null) return '';
        value = (value as Readonly<Record<string, unknown>>)[name];
      }
      if (Array.isArray(value)) return value.join('; ');
      return value === undefined || value === null ? '' : String(value);
    },
  };
}
