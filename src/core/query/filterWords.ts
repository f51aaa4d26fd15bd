import type { Filter } from './filter';

/** Words with places `{0}`, `{1}` … for the values: the words are translated where they are shown, the values never. */
export interface Phrase {
  readonly words: string;
  readonly args: readonly string[];
}

const dates = {
  modified: { since: 'modified since {0}', until: 'modified until {0}', between: 'modified {0} to {1}' },
  created: { since: 'created since {0}', until: 'created until {0}', between: 'created {0} to {1}' },
  closes: { since: 'closes from {0}', until: 'closes until {0}', between: 'closes {0} to {1}' },
} as const;

/** What a filter asks for, one phrase a criterion; empty for a filter that lets everything through. */
export function describeFilter(filter: Filter): readonly Phrase[] {
  const { LastModifiedDate: modified, CreatedDate: created, TargetCloseDate: closes } = filter;
  return [
    filter.unreadable && { words: 'a filter that cannot be read', args: [] },
    listed('{0}', filter.LifeCycleStage),
    listed('{0}', filter.LifeCycleReviewStatus),
    listed('company {0}', filter.CustomerCompanyName),
    listed('id {0}', filter.Identifier),
    range(dates.modified, modified?.AfterLastModifiedDate, modified?.BeforeLastModifiedDate),
    range(dates.created, created?.AfterCreatedDate, created?.BeforeCreatedDate),
    range(dates.closes, closes?.AfterTargetCloseDate, closes?.BeforeTargetCloseDate),
  ].filter((phrase) => phrase !== undefined);
}

function listed(words: string, values: readonly string[] | undefined): Phrase | undefined {
  return values?.length ? { words, args: [values.join(', ')] } : undefined;
}

function range(
  words: (typeof dates)[keyof typeof dates],
  after: string | undefined,
  before: string | undefined,
): Phrase | undefined {
  if (after !== undefined && before !== undefined) return { words: words.between, args: [after, before] };
  if (after !== undefined) return { words: words.since, args: [after] };
  return before === undefined ? undefined : { words: words.until, args: [before] };
}
