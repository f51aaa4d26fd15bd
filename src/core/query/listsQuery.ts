import type { Catalog, Sort } from '../model/opportunity';
import type { Filter } from './filter';

/** What is listed. Another catalog, filter, sort or page size makes other lists. */
export interface ListsQuery {
  readonly catalog: Catalog;
  readonly filter: Filter;
  readonly sort: Sort;
  /** The number of opportunities per page: 1 to 100. */
  readonly pageSize: number;
  /** Each stage as its own list, or the single list that the AWS CLI would read. */
  readonly split: 'byStage' | 'whole';
  /** For the whole list only: it stops after this many items. */
  readonly maxItems?: number;
  /** For the whole list only: where it begins, in the AWS CLI's format or the service's own. */
  readonly startingToken?: string;
  /** The profile that the lists are read with, which exports mention; absent if none was chosen. */
  readonly profile?: string;
  /** True for sample data. */
  readonly sampleData?: true;
}
