import { fold } from '../text/fold';
import { type Period, type PeriodUnit, periodOf } from '../time/periods';
import { type AmountRange, readRange } from './amountWords';

/** A condition that words may state; if they may be ordinary words too, the text that contains them also meets it. */
export interface Stated<T> {
  readonly is: T;
  /** Folded words; absent: the condition is certain. */
  readonly orWords?: readonly string[];
}

/** What a person asks for by words: each condition has to be met. */
export interface FindWords {
  /** Folded words that have to be in the text. */
  readonly words: readonly string[];
  /** Monthly amounts; one amount has to meet all of them. */
  readonly amounts: readonly Stated<AmountRange>[];
  /** Target close dates. */
  readonly closing: readonly Stated<Period | 'overdue'>[];
  /** Present if it has to be changed since the person last looked. */
  readonly changed?: Stated<true>;
}

const closes: ReadonlySet<string> = new Set(['closing', 'closes', 'close']);
const units: Readonly<Record<string, PeriodUnit>> = { week: 'week', month: 'month', quarter: 'quarter', year: 'year' };
const offsets: Readonly<Record<string, number>> = { last: -1, this: 0, next: 1 };
const daysByName: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };

/**
 * Reads what a person types to find opportunities: ordinary words, amounts such as `>50k` and `50000-80000 EUR`, close
 * dates such as `closing this month`, and `changed`.
 * @param today the person's calendar date, `YYYY-MM-DD`
 * @param locale decides on which day a week begins
 */
export function readFindWords(query: string, today: string, locale: string): FindWords {
  const period = (unit: PeriodUnit, offset: number) => periodOf(unit, offset, today, locale);
  const texts = query.split(/\s+/).filter(Boolean);
  const words: string[] = [];
  const amounts: Stated<AmountRange>[] = [];
  const closing: Stated<Period | 'overdue'>[] = [];
  let changed: Stated<true> | undefined;
  for (let at = 0; at < texts.length; ) {
    const folded = texts.slice(at, at + 3).map((text) => fold(text));
    const dates = readDates(folded, period);
    const range = dates ? undefined : readRange(texts, at);
    const length = dates?.length ?? range?.length ?? 1;
    const orWords = texts.slice(at, at + length).map((text) => fold(text));
    if (dates) closing.push({ is: dates.is, ...(dates.isUnsure && { orWords }) });
    else if (range) amounts.push({ is: range.range, ...(range.isUnsure && { orWords }) });
    else if (orWords[0] === 'changed') changed = { is: true, orWords };
    else words.push(...orWords.filter(Boolean));
    at += length;
  }
  return { words, amounts, closing, ...(changed && { changed }) };
}

/** True if words state more than what has to be in the text. */
export function hasConditions({ amounts, closing, changed }: FindWords): boolean {
  return amounts.length + closing.length > 0 || changed !== undefined;
}

/** Returns a period, counted from today. */
type PeriodsFrom = (unit: PeriodUnit, offset: number) => Period | undefined;

function readDates([first = '', second = '', third = '']: readonly string[], from: PeriodsFrom) {
  if (closes.has(first)) {
    const after = readPeriod(second, third, from);
    return after && { is: after.is, length: after.length + 1, isUnsure: false };
  }
  if (first === 'overdue') return { is: 'overdue', length: 1, isUnsure: true } as const;
  const found = readPeriod(first, second, from);
  return found && { ...found, isUnsure: true };
}

function readPeriod(
  first: string,
  second: string,
  from: PeriodsFrom,
): { readonly is: Period; readonly length: number } | undefined {
  const day = Object.hasOwn(daysByName, first) ? daysByName[first] : undefined;
  if (day !== undefined) return of(from('day', day), 1);
  const unit = Object.hasOwn(units, second) ? units[second] : undefined;
  const offset = Object.hasOwn(offsets, first) ? offsets[first] : undefined;
  return unit === undefined || offset === undefined ? undefined : of(from(unit, offset), 2);
}

function of(is: Period | undefined, length: number) {
  return is && { is, length };
}
