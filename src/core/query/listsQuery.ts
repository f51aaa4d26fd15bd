import type { Catalog, Sort } from '../model/opportunity';
import type { Filter } from './filter';

/** What is listed. Another catalog, filter, sort or page size makes other lists. */
export interface ListsQuery {
  readonly catalog: Catalog;
  readonly filter: Filter;
  readonly sort: Sort;
  /** Opportunities a page: 1 to 100. */
  readonly pageSize: number;
  /** Each stage a list of its own, or the one list that the AWS CLI would read. */
  readonly split: 'byStage' | 'whole';
  /** The whole list alone: stops after this many items. */
  readonly maxItems?: number;
  /** The whole list alone: where it begins, in the AWS CLI's format or the service's own. */
  readonly startingToken?: string;
  /** The profile that it is read with, for whoever gets an export; absent where none was chosen. */
  readonly profile?: string;
  /** True where it is the sample data. */
  readonly sampleData?: true;
}
