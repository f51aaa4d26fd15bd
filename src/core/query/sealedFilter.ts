import { isRecord } from '../runtime/isRecord';
import { criterionFields, isKind } from './criteria';
import type { CriterionField } from './filter';

/** What a stored filter has in place of values that are kept elsewhere. It is no value of any criterion. */
const sealed = 'sealed';

/** A filter as it may be stored in clear. */
export type SealedFilter = Readonly<Record<string, unknown>>;

/** Returns a filter without the values that name customers or their opportunities. */
export function sealFilter(filter: object): SealedFilter {
  return Object.fromEntries(
    Object.entries(filter).map(([field, value]) => [field, namesCustomers(field) ? sealed : value]),
  );
}

/** Returns the criteria whose values are kept elsewhere. */
export function sealedFields(stored: unknown): readonly CriterionField[] {
  return criterionFields.filter((field) => isRecord(stored) && stored[field] === sealed);
}

/** True if a stored filter names customers in clear, as those of the first versions do. */
export function isUnsealed(stored: unknown): boolean {
  return isRecord(stored) && Object.entries(stored).some(([field, value]) => namesCustomers(field) && value !== sealed);
}

/** True for the criteria that a person writes: a company's name, an opportunity's id. AWS has a list of all others. */
function namesCustomers(name: string): boolean {
  return criterionFields.some((field) => field === name && (isKind('texts', field) || isKind('ids', field)));
}
