import type { OpportunitySummary, Spend } from '../model/opportunity';
import type { ColumnType } from './tableCell';

/** A column of a table: a field of an opportunity, by its path in AWS's own names. */
export interface TableColumn {
  readonly path: string;
  readonly type: ColumnType;
  read(item: OpportunitySummary): string;
}

/** The paths of the fields of `T` that contain one value, or a list of texts. */
type PathsOf<T> = {
  [K in keyof T & string]-?: NonNullable<T[K]> extends readonly unknown[]
    ? K
    : NonNullable<T[K]> extends object
      ? `${K}.${PathsOf<NonNullable<T[K]>>}`
      : K;
}[keyof T & string];

type Path = PathsOf<OpportunitySummary>;
const spendsPath = 'Project.ExpectedCustomerSpend' satisfies Path;

/**
 * The type of each field, in the order of AWS's model. If the model gets a new field, this does not compile until the
 * field is added.
 */
const types = {
  Id: 'text',
  Arn: 'text',
  Catalog: 'text',
  PartnerOpportunityIdentifier: 'text',
  OpportunityType: 'text',
  LastModifiedDate: 'moment',
  CreatedDate: 'moment',
  'LifeCycle.Stage': 'text',
  'LifeCycle.ClosedLostReason': 'text',
  'LifeCycle.NextSteps': 'text',
  'LifeCycle.TargetCloseDate': 'day',
  'LifeCycle.ReviewStatus': 'text',
  'LifeCycle.ReviewComments': 'text',
  'LifeCycle.ReviewStatusReason': 'text',
  'Customer.Account.CompanyName': 'text',
  'Customer.Account.Industry': 'text',
  'Customer.Account.OtherIndustry': 'text',
  'Customer.Account.WebsiteUrl': 'text',
  'Customer.Account.Address.City': 'text',
  'Customer.Account.Address.PostalCode': 'text',
  'Customer.Account.Address.StateOrRegion': 'text',
  'Customer.Account.Address.CountryCode': 'text',
  'Project.DeliveryModels': 'text',
  [spendsPath]: {
    Amount: 'number',
    CurrencyCode: 'text',
    Frequency: 'text',
    TargetCompany: 'text',
    EstimationUrl: 'text',
  } satisfies Record<keyof Spend, ColumnType>,
  'Project.ExpectedContractDuration.Term': 'text',
  'Project.ExpectedContractDuration.Value': 'number',
} as const satisfies Record<Exclude<Path, typeof spendsPath>, ColumnType> & Record<typeof spendsPath, object>;

/**
 * Returns the columns of a table, in the order of AWS's model. An opportunity may have several expected spends. They are
 * beside each other, `Project.ExpectedCustomerSpend.0.Amount` and so on.
 * @param spends the length of the longest list of expected spends (see `spendsIn`)
 */
export function tableColumns(spends: number): readonly TableColumn[] {
  return Object.entries(types).flatMap(([path, type]) =>
    typeof type === 'string' ? [column(path, type)] : spendColumns(path, type, spends),
  );
}

/** Returns the length of the longest list of expected spends, and at least 1. */
export function spendsIn(items: Iterable<OpportunitySummary>): number {
  let spends = 1;
  for (const { Project: project } of items) spends = Math.max(spends, project?.ExpectedCustomerSpend?.length ?? 0);
  return spends;
}

/** A path in a table, with `0` in place of the number of an expected spend. */
export type ColumnPath = Exclude<Path, typeof spendsPath> | `${typeof spendsPath}.0.${keyof Spend}`;

function spendColumns(path: string, fields: Readonly<Record<string, ColumnType>>, spends: number): TableColumn[] {
  return Array.from({ length: spends }, (_, n) =>
    Object.entries(fields).map(([field, type]) => column(`${path}.${n}.${field}`, type)),
  ).flat();
}

function column(path: string, type: ColumnType): TableColumn {
  const names = path.split('.');
  return {
    path,
    type,
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
