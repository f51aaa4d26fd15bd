import type { SettingProblem } from './settings';

/** The fields of a summary that a row can show, by AWS's own names. */
export const rowFields = [
  ...(['TargetCloseDate', 'ExpectedCustomerSpend', 'Id', 'PartnerOpportunityIdentifier'] as const),
  ...(['Stage', 'ReviewStatus', 'NextSteps', 'ClosedLostReason', 'OpportunityType', 'DeliveryModels'] as const),
  ...(['Industry', 'City', 'StateOrRegion', 'CountryCode', 'CreatedDate', 'LastModifiedDate'] as const),
] as const;
export type RowField = (typeof rowFields)[number];

/** What a row shows unless the setting names other fields. */
export const usualFields: readonly RowField[] = ['TargetCloseDate', 'ExpectedCustomerSpend', 'Id'];

/** What the setting `rowDetails` asks for. */
export interface RowFields {
  /** The fields in the order of the setting, each once. If it names only unknown ones, these are the usual fields. */
  readonly fields: readonly RowField[];
  /** The entries that are no field, as JSON. */
  readonly unknown: readonly string[];
}

/** Returns the fields that the setting `rowDetails` names. An empty list asks for the company alone. */
export function readRowFields(value: unknown): RowFields {
  const entries: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? usualFields : [value];
  const fields = [...new Set(entries)].filter(isRowField);
  const unknown = entries.filter((entry) => !isRowField(entry)).map((entry) => JSON.stringify(entry));
  return { fields: fields.length > 0 || entries.length === 0 ? fields : usualFields, unknown };
}

/** Returns what is wrong with the setting. */
export function fieldProblems(value: unknown): readonly SettingProblem[] {
  const { unknown: skipped } = readRowFields(value);
  return skipped.length > 0 ? [{ key: 'rowDetails', expected: 'a list of field names', skipped }] : [];
}

function isRowField(entry: unknown): entry is RowField {
  return (rowFields as readonly unknown[]).includes(entry);
}
