import type { OpportunitySummary } from '../../model/opportunity';
import { isOpportunityId } from '../../model/opportunityIds';
import { literal } from '../../text/markdown';
import { oneLine } from '../../text/plainText';
import type { Translate } from '../../text/translate';

/** An opportunity in a list of ids, and what is said of it there. */
export interface Named {
  readonly item: OpportunitySummary;
  readonly note?: string;
}

/** The number of characters after which a list of ids continues on the next line. */
const width = 110;
/** The maximum number of opportunities in a list that names their companies, too. */
const mostCompanies = 30;
const longestCompany = 40;

/**
 * Yields a list item of Markdown in several lines: its beginning, and after it all ids, each with what is said of it. In a
 * short list, there is also the company.
 * @param named returns what to write of each; it is called as the lines are needed, so that a long list takes many short steps
 * @param indent what stands before the item
 */
export function* idLines<T>(
  beginning: string,
  all: readonly T[],
  named: (one: T) => Named,
  indent: string,
  t: Translate,
): Generator<string, void> {
  const withCompany = all.length <= mostCompanies;
  let line = `${indent}- ${beginning}`;
  for (const [n, one] of all.entries()) {
    const { item, note } = named(one);
    const text = nameOf(item, note, withCompany, t) + (n < all.length - 1 ? ',' : '');
    // Only an id can begin a line: another text could mean something to Markdown there.
    if (line.length + text.length >= width && item.Id !== undefined && isOpportunityId(item.Id)) {
      yield line;
      line = `${indent}  ${text}`;
    } else {
      line += ` ${text}`;
    }
  }
  yield line;
}

function nameOf(item: OpportunitySummary, note: string | undefined, withCompany: boolean, t: Translate): string {
  const company = withCompany ? oneLine(item.Customer?.Account?.CompanyName ?? '', longestCompany) : '';
  const about = [company, note ?? ''].filter(Boolean).join(', ');
  const id = oneLine(item.Id ?? '') || t('no ID');
  return literal(about ? `${id} (${about})` : id);
}
