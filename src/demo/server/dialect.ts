import { Random } from '../data/random';

/**
 * What AWS's model and documentation leave open, and the answers that the demo service can give. The first answer to a
 * question is the plain one. The name of an answer is `question:answer`, as in `tokens:keyset`.
 */
export const openQuestions = {
  refusal: {
    field: 'A token that cannot be used is a ValidationException whose ErrorList names NextToken.',
    otherCase: 'The ErrorList names nextToken.',
    path: 'The ErrorList names $.NextToken.',
    otherField: 'The ErrorList names MaxResults.',
    noField: 'The ErrorList has an entry that names no field.',
    messageOnly: 'The ValidationException has a Message and no ErrorList.',
    business: 'The ValidationException has the reason BUSINESS_VALIDATION_FAILED, and an entry INVALID_RESOURCE_STATE.',
    notFound: 'A token that cannot be used is a ResourceNotFoundException.',
    undeclared: 'It is an error that the model does not declare for the operation, as some services of AWS have one.',
  },
  tokens: {
    offset: 'A token says how many opportunities came before; the next page begins after as many as there are then.',
    keyset: 'A token says which opportunity came last; the next page begins after its place in the order.',
  },
  tokenShape: {
    opaque: 'A token looks like nothing else.',
    json: 'A token is base64 of JSON, as the tokens of the AWS CLI are.',
  },
  tokenLife: {
    endless: 'A token can be used at any time, and again.',
    minute: 'A token expires after a minute.',
    once: 'A token can be used once.',
  },
  tokenBinds: {
    list: 'A token belongs to its catalog, filter and order.',
    pageSize: 'A token belongs to its page size as well.',
    nothing: 'A token is a place, whatever the list.',
  },
  pages: {
    full: 'Every page but the last one is full.',
    short: 'Pages hold fewer opportunities than they may.',
    empty: 'Empty pages come before, between and after the others.',
    emptyEnd: 'The last page is always an empty one.',
  },
  missingKey: {
    last: 'What lacks the sort key comes last in both directions.',
    first: 'It comes first in both directions.',
    lowest: 'It counts as the lowest: it comes first when ascending, last when descending.',
    highest: 'It counts as the highest: it comes last when ascending, first when descending.',
  },
  ties: {
    ids: 'Of two with the same sort key, the one with the lower id comes first.',
    idsDown: 'The one with the higher id comes first.',
    idsTurned: 'The one with the lower id comes first when ascending, last when descending.',
    made: 'The one that was made earlier comes first.',
  },
  closeDates: {
    included: 'A range of target close dates includes its ends.',
    excluded: 'It excludes its ends.',
    lastExcluded: 'It includes its first day and excludes its last one.',
  },
  companies: {
    anyCase: 'A company is found by its whole name, in any case.',
    exact: 'A company is found by its whole name as it is written.',
    prefix: 'A company is found by the beginning of its name, in any case.',
    part: 'A company is found by any part of its name, in any case.',
  },
  duplicates: {
    ignored: 'A value that a list has twice counts once.',
    refused: 'A list that has a value twice is refused.',
  },
  throttled: {
    free: 'A request that is turned away does not count towards the rate limit.',
    counted: 'It counts, so that whoever asks on and on is never let in.',
  },
  stages: {
    some: 'Some opportunities have no lifecycle stage.',
    all: 'Every opportunity has a lifecycle stage.',
  },
  stageIndex: {
    exact: 'An opportunity is listed under the stage that it says.',
    behind: 'Some are listed under another stage, and one that moves stays under its old one until the next change.',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

type Questions = typeof openQuestions;

/** One answer to each open question. */
export type Dialect = { readonly [Q in keyof Questions]: keyof Questions[Q] };

/** All answers by name, including the plain ones. */
export const answers: ReadonlyMap<string, Partial<Dialect>> = new Map(
  Object.entries(openQuestions).flatMap(([question, known]) =>
    Object.keys(known).map((answer) => [`${question}:${answer}`, { [question]: answer }] as const),
  ),
);

/** The demo service's choices by default. */
export const plainDialect = dialectBy((known) => known[0]);

/** Returns a dialect with a random answer to each question. The same seed gives the same one on every machine. */
export function randomDialect(seed: string): Dialect {
  const random = new Random(`dialect/${seed}`);
  return dialectBy((known) => random.pick(known));
}

/**
 * Returns the dialect for names: `plain`, `random:SEED`, or answers such as `tokens:keyset`. Later names override earlier
 * ones.
 * @returns The dialect, or the first unknown name.
 */
export function readDialect(names: readonly string[]): Dialect | string {
  let dialect = plainDialect;
  for (const name of names) {
    const [, seed] = /^random:(.+)$/.exec(name) ?? [];
    const said = name === 'plain' ? plainDialect : seed === undefined ? answers.get(name) : randomDialect(seed);
    if (!said) return name;
    dialect = { ...dialect, ...said };
  }
  return dialect;
}

/** Returns names that `readDialect` accepts: the answers that are not plain, or `plain`. */
export function nameDialect(dialect: Dialect): string {
  const named = Object.entries(dialect).map(([question, answer]) => `${question}:${answer}`);
  const plain = Object.entries(plainDialect).map(([question, answer]) => `${question}:${answer}`);
  return named.filter((name) => !plain.includes(name)).join(',') || 'plain';
}

function dialectBy(choose: (known: readonly string[]) => string | undefined): Dialect {
  const chosen = Object.entries(openQuestions).map(([question, known]) => [question, choose(Object.keys(known))]);
  return Object.fromEntries(chosen) as Dialect;
}
