import {
  type Catalog,
  catalogs,
  type ListRequest,
  reviewStatuses,
  type Sort,
  sortFields,
  sortOrders,
  stages,
} from '../../core/model/opportunity';
import type { Dialect } from './dialect';
import { type FieldFault, FieldReader, type Fields, idPattern, type Range, type TextFormat } from './fieldReader';

/** The requested opportunities and their order. An empty set or range leaves a criterion out. */
export interface ListQuery {
  readonly catalog: Catalog;
  readonly sort: Sort;
  readonly identifiers: readonly string[];
  readonly stages: readonly string[];
  readonly reviewStatuses: readonly string[];
  readonly companyNames: readonly string[];
  /** In milliseconds since 1970. */
  readonly lastModified: Range<number>;
  /** In milliseconds since 1970. */
  readonly created: Range<number>;
  /** `YYYY-MM-DD`. */
  readonly targetClose: Range<string>;
}

export interface ListRequestRead {
  readonly query: ListQuery;
  /** From 1 to 100. */
  readonly maxResults: number;
  readonly nextToken: string | undefined;
  /** All faulty fields. When there are any, the rest must not be used. */
  readonly faults: readonly FieldFault[];
}

/**
 * Reads the input of ListOpportunities and checks it against the limits, patterns and enums of the model.
 *
 * A null counts as absent, and unknown fields are ignored, as in AWS's own JSON services.
 * @see https://docs.aws.amazon.com/partner-central/latest/APIReference/API_ListOpportunities.html
 */
export function readListRequest(fields: Fields, { duplicates }: Pick<Dialect, 'duplicates'>): ListRequestRead {
  const read = new FieldReader(fields, { refusesDuplicates: duplicates === 'refused' });
  // Every member of the request by its own name: none that the API has can be forgotten.
  const input = {
    Catalog: read.requiredEnum('Catalog', catalogs),
    Sort: sortOf(read),
    Identifier: read.texts('Identifier', 20, { pattern: idPattern }),
    LifeCycleStage: read.texts('LifeCycleStage', 10, { values: stages }),
    LifeCycleReviewStatus: read.texts('LifeCycleReviewStatus', 10, { values: reviewStatuses }),
    CustomerCompanyName: read.texts('CustomerCompanyName', 10),
    LastModifiedDate: read.range('LastModifiedDate', dateTime),
    CreatedDate: read.range('CreatedDate', dateTime),
    TargetCloseDate: read.range('TargetCloseDate', calendarDate),
    MaxResults: read.wholeNumber('MaxResults', 1, 100) ?? 20,
    NextToken: read.text('NextToken'),
  } satisfies Record<keyof ListRequest, unknown>;
  return {
    query: {
      catalog: input.Catalog,
      sort: input.Sort,
      identifiers: input.Identifier,
      stages: input.LifeCycleStage,
      reviewStatuses: input.LifeCycleReviewStatus,
      companyNames: input.CustomerCompanyName,
      lastModified: input.LastModifiedDate,
      created: input.CreatedDate,
      targetClose: input.TargetCloseDate,
    },
    maxResults: input.MaxResults,
    nextToken: input.NextToken,
    faults: read.faults,
  };
}

function sortOf(read: FieldReader): Sort {
  const sort = read.structure('Sort');
  if (!sort) return { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' };
  return {
    SortBy: sort.requiredEnum('SortBy', sortFields),
    SortOrder: sort.requiredEnum('SortOrder', sortOrders),
  };
}

/** The format that boto3 (whole seconds or microseconds) and the SDKs (milliseconds) send. Finer fractions are kept. */
const dateTime: TextFormat<number> = {
  says: 'must be a date and time in ISO 8601 format with a time zone',
  parse(text) {
    const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.exec(text);
    if (!match) return undefined;
    const wholeSeconds = Date.parse(`${match[1]}${match[3]}`);
    return Number.isNaN(wholeSeconds) ? undefined : wholeSeconds + Number(match[2] ?? 0) * 1000;
  },
};

const calendarDate: TextFormat<string> = {
  says: 'must be a date in the format YYYY-MM-DD',
  parse: (text) => (/^[1-9]\d{3}-(0[1-9]|1[012])-(0[1-9]|[12]\d|3[01])$/.test(text) ? text : undefined),
};
