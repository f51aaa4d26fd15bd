import { decimalAmount, formatMoney, type Money, monthlySpend, shortMoney } from '../model/money';
import type { OpportunitySummary } from '../model/opportunity';
import { type Triage, type TriageDay, triages, triagesOf } from '../model/triage';
import { isWithin } from '../query/amountWords';
import { type FindWords, hasConditions, readFindWords } from '../query/findWords';
import { fold } from '../text/fold';
import { isCalendarDate } from '../time/dates';
import type { Period } from '../time/periods';
import { LargestFirst } from './largestFirst';

export interface Found {
  /** The best matches, best first. */
  readonly items: readonly OpportunitySummary[];
  /** The total number of matches. */
  readonly total: number;
}

/** Lists of opportunities, each with its own name. */
export type SearchedLists = ReadonlyMap<string, readonly OpportunitySummary[]>;

/** Returns whether an opportunity changed since the person last looked. */
export type IsChanged = (item: OpportunitySummary) => boolean;

/** A list as it was when the index last followed it: for each position, an opportunity and what is known about it. */
interface Known {
  readonly items: OpportunitySummary[];
  readonly texts: string[];
  /** The triages, one bit each. */
  readonly marks: number[];
}

/** The number of opportunities prepared in one turn, which takes a few milliseconds. */
const slice = 500;
/** The number of opportunities searched in one turn. */
const scan = 10_000;
/** The same if amounts and dates are compared, too. */
const scanWithConditions = 2_000;

/**
 * Finds opportunities among the loaded ones while a person types. Every word must be part of the company's name, the
 * ids, the next steps, the city, the industry or the amounts; some words state amounts and dates instead (see
 * `readFindWords`), and those who ask for amounts get the largest first. The index has one prepared text per opportunity, so that
 * a search is a single scan.
 */
export class SearchIndex {
  private readonly lists = new Map<string, Known>();

  /**
   * @param day the day that the triages refer to
   * @param locale the format in which amounts are shown and searched; it also decides on which day a week begins
   */
  constructor(
    readonly day: TriageDay,
    private readonly locale = 'en',
  ) {}

  /**
   * Updates the index with the lists, and prepares only what is new in them: an opportunity never changes, and a newer
   * version is another object. Pauses after every few hundred, so that others get their turn.
   */
  *follow(lists: SearchedLists): Generator<void, void> {
    for (const name of this.lists.keys()) if (!lists.has(name)) this.lists.delete(name);
    let prepared = 0;
    for (const [name, items] of lists) {
      const known = this.list(name);
      const { length } = items;
      for (const held of [known.items, known.texts, known.marks]) held.length = Math.min(held.length, length);
      for (let index = 0; index < length; index++) {
        const item = items[index];
        if (item === undefined || item === known.items[index]) continue;
        known.items[index] = item;
        known.texts[index] = searchText(item, this.locale);
        known.marks[index] = triagesOf(item, this.day).reduce((marks, triage) => marks | bit(triage), 0);
        prepared += 1;
        if (prepared % slice === 0) yield;
      }
    }
  }

  /**
   * Finds at once what `search` finds in turns.
   * @param most the maximum number of matches to return; all are counted
   * @param triage searches only the opportunities of this triage
   * @param isChanged returns whether an opportunity changed since the person last looked
   */
  find(query: string, most: number, triage?: Triage, isChanged?: IsChanged): Found {
    const search = this.search(query, most, triage, isChanged);
    for (;;) {
      const step = search.next();
      if (step.done) return step.value;
    }
  }

  /** Searches everything, with a pause after about every ten thousand opportunities, so that others get their turn. */
  *search(query: string, most: number, triage?: Triage, isChanged: IsChanged = () => false): Generator<void, Found> {
    const asked = readFindWords(query, this.day.today, this.locale);
    const { words } = asked;
    const [first = ''] = words;
    // The longest word matches the fewest texts, which leaves less to check for the others.
    const rarest = words.reduce((longest, word) => (word.length > longest.length ? word : longest), first);
    const others = words.filter((word) => word !== rarest);
    const mark = triage && bit(triage);
    const conditions = hasConditions(asked) ? asked : undefined;
    const pause = conditions ? scanWithConditions : scan;
    // The ranks are: the name begins with the first word, a word of the name does, any other match.
    const ranks: OpportunitySummary[][] = [[], [], []];
    const largest = asked.amounts.length > 0 ? new LargestFirst(most) : undefined;
    let total = 0;
    let seen = 0;
    for (const { items, texts, marks } of this.lists.values()) {
      for (let index = 0; index < texts.length; index++) {
        seen += 1;
        if (seen % pause === 0) yield;
        if (mark && ((marks[index] ?? 0) & mark) === 0) continue;
        const text = texts[index] ?? '';
        if (!text.includes(rarest) || !others.every((word) => text.includes(word))) continue;
        const item = items[index];
        const met = conditions && item && meets(item, text, marks[index] ?? 0, conditions, isChanged);
        if (conditions && !met) continue;
        total += 1;
        if (!item) continue;
        if (largest) {
          largest.add(item, met?.money);
          continue;
        }
        // What only contains the word `changed` comes last.
        const at = asked.changed && !isChanged(item) ? -1 : text.indexOf(first);
        const rank = ranks[at === 0 ? 0 : text.charAt(at - 1) === ' ' ? 1 : 2];
        if (rank && rank.length < most) rank.push(item);
      }
    }
    return { items: largest?.items ?? ranks.flat().slice(0, most), total };
  }

  /** Returns how many opportunities match each triage. */
  counts(): ReadonlyMap<Triage, number> {
    const byMarks: number[] = Array(1 << triages.length).fill(0);
    for (const { marks } of this.lists.values()) for (const own of marks) byMarks[own] = (byMarks[own] ?? 0) + 1;
    const count = (mark: number) => byMarks.reduce((sum, many, own) => ((own & mark) === 0 ? sum : sum + many), 0);
    return new Map(triages.map((triage) => [triage, count(bit(triage))]));
  }

  private list(name: string): Known {
    const known = this.lists.get(name) ?? { items: [], texts: [], marks: [] };
    this.lists.set(name, known);
    return known;
  }
}

/** Returns the folded text that an opportunity is found by; it begins with the company's name. */
export function searchText(item: OpportunitySummary, locale: string): string {
  // Each field is folded separately: most are ASCII, which is the fastest to fold.
  return searchFields(item, locale)
    .map(({ text }) => fold(text))
    .join('\n ');
}

/** The fields that are searched, in the words of a person. */
export type SearchField = 'company' | 'id' | 'partnerId' | 'nextSteps' | 'city' | 'industry' | 'amount';

/**
 * Returns the text of an opportunity that is searched, field by field. Amounts are included both as they are shown and
 * as AWS writes them.
 */
export function searchFields(
  item: OpportunitySummary,
  locale: string,
): { readonly field: SearchField; readonly text: string }[] {
  const found: { field: SearchField; text: string }[] = [];
  const add = (field: SearchField, text: string | undefined) => {
    if (text) found.push({ field, text });
  };
  const account = item.Customer?.Account;
  add('company', account?.CompanyName);
  add('id', item.Id);
  add('partnerId', item.PartnerOpportunityIdentifier);
  add('nextSteps', item.LifeCycle?.NextSteps);
  add('city', account?.Address?.City);
  add('industry', account?.OtherIndustry);
  add('industry', account?.Industry);
  for (const money of monthlySpend(item)) {
    add('amount', formatMoney(money, locale));
    add('amount', shortMoney(money, locale));
    add('amount', `${money.currency} ${decimalAmount(money.hundredths)}`);
  }
  return found;
}

/** Returns whether an opportunity meets what words state about it, with the amount that does. */
function meets(
  item: OpportunitySummary,
  text: string,
  marks: number,
  { amounts, closing, changed }: FindWords,
  isChanged: IsChanged,
): { readonly money: Money | undefined } | undefined {
  const closes = item.LifeCycle?.TargetCloseDate;
  const isThen = (when: Period | 'overdue') =>
    when === 'overdue'
      ? (marks & bit('Overdue')) !== 0
      : closes !== undefined && isCalendarDate(closes) && when.from <= closes && closes <= when.to;
  const hasWords = (words: readonly string[] | undefined) => words?.every((word) => text.includes(word)) ?? false;
  if (!closing.every(({ is, orWords }) => isThen(is) || hasWords(orWords))) return undefined;
  if (changed && !isChanged(item) && !hasWords(changed.orWords)) return undefined;
  const money = monthlySpend(item).find((each) => amounts.every(({ is }) => isWithin(each, is)));
  if (amounts.length === 0) return { money: undefined };
  if (money) return { money };
  return amounts.every(({ orWords }) => hasWords(orWords)) ? { money: undefined } : undefined;
}

function bit(triage: Triage): number {
  return 1 << triages.indexOf(triage);
}
