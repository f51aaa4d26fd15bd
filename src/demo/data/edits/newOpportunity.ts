import type { Catalog } from '../../../core/model/opportunity';
import { company } from '../companies';
import { dateTime, day } from '../dates';
import { projectOf } from '../projects';
import { Random } from '../random';
import { arnOf, companiesOf, idRange, opportunityIds, partnerFields } from '../records';
import { nextSteps, unusualNextSteps } from '../remarks';
import type { WireRecord } from '../wireRecord';
import type { EditContext } from './edit';

/** The data that edits are made to. */
export interface EditedData {
  readonly catalog: Catalog;
  readonly seed: number;
  /** The number of opportunities before the first edit. */
  readonly count: number;
  readonly hostile: boolean;
}

/**
 * Returns an opportunity that the partner has just begun, of a customer that it may know already.
 * @param number The number of the edit, from 0, which no other new opportunity of the data has.
 * @returns undefined once every id is in use.
 */
export function newOpportunity(
  { catalog, seed, count, hostile }: EditedData,
  number: number,
  { random, at }: EditContext,
): WireRecord | undefined {
  const index = count + number;
  if (index >= idRange) return undefined;
  const name = `${seed}/${catalog}`;
  const id = opportunityIds(new Random(`${name}/ids`), hostile)(index);
  const account = company(random.integer(0, companiesOf(count) + 20), name, hostile);
  return {
    Catalog: catalog,
    Id: id,
    Arn: arnOf(catalog, id),
    ...partnerFields(random),
    LastModifiedDate: dateTime(at),
    CreatedDate: dateTime(at),
    LifeCycle: {
      Stage: 'Prospect',
      NextSteps: random.pick(hostile ? unusualNextSteps : nextSteps.Prospect),
      TargetCloseDate: dateTime(at + random.integer(30, 270) * day).slice(0, 10),
      ReviewStatus: 'Pending Submission',
    },
    Customer: { Account: account },
    Project: projectOf(index, account.Address?.CountryCode, random, hostile),
  };
}
