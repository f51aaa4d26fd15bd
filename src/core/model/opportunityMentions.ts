import { type Catalog, catalogs } from './opportunity';
import { readOpportunityLink } from './opportunityLinks';

/** An opportunity that a text names, and the catalog if the text says which. */
export interface NamedOpportunity {
  readonly id: string;
  readonly catalog?: Catalog;
}

/** A place in a text that names an opportunity. */
export interface OpportunityMention extends NamedOpportunity {
  /** The index of the first character. */
  readonly start: number;
  /** The index after the last character. */
  readonly end: number;
}

/** Words such as `O1`, `O12` and `O365` are no ids: AWS's own have seven digits or more. */
const fewestDigits = 6;

/** Characters that make what they touch a part of a longer word, a path, an address or encoded data. */
const glue = String.raw`\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}\p{M}_+%@$&~/\\\-`;

/**
 * Matches, from left to right, what may name an opportunity: its ARN, other ARNs and addresses (whole, so that nothing inside
 * them counts), and an id alone.
 */
const named = new RegExp(
  [
    String.raw`(?<![${glue}])arn:aws[a-z-]{0,20}:partnercentral:[a-z0-9-]{0,30}:\d{0,12}:catalog/(?<catalog>${catalogs.join('|')})/opportunity/(?<inArn>O\d{1,19})(?![${glue}])`,
    String.raw`(?<![${glue}])arn:[^\s"'<>${'`'}]+`,
    String.raw`:\/\/[^\s"'<>${'`'}]+`,
    String.raw`(?<![${glue}]|[${glue}][.])(?<alone>O\d{${fewestDigits},19})(?![${glue}=]|[.:][${glue}])`,
  ].join('|'),
  'gu',
);

/**
 * Returns the places in a line of text that name an opportunity: ids such as `O1234567`, ARNs, and links that *Copy Link*
 * makes. The time is linear in the length of the text.
 */
export function findOpportunities(line: string): OpportunityMention[] {
  const found: OpportunityMention[] = [];
  for (const match of line.matchAll(named)) {
    const { catalog, inArn, alone } = match.groups ?? {};
    const [start, end] = [match.index, match.index + match[0].length];
    if (alone !== undefined) found.push({ start, end, id: alone });
    else if (inArn !== undefined) found.push({ start, end, id: inArn, ...catalogOf(catalog) });
    else if (match[0].startsWith(':')) found.push(...linksIn(line, start, match[0]));
  }
  return found;
}

/** Returns the link to an opportunity that an address is. */
function linksIn(line: string, start: number, rest: string): readonly OpportunityMention[] {
  const scheme = /[a-z][a-z0-9.-]{0,39}$/.exec(line.slice(Math.max(0, start - 40), start))?.[0];
  const address = rest.slice(0, lengthWithoutEnd(rest));
  const link = scheme === undefined ? undefined : readOpportunityLink(`${scheme}${address}`);
  return link && scheme !== undefined ? [{ ...link, start: start - scheme.length, end: start + address.length }] : [];
}

/** Characters that end a sentence or a part of it, and belong to no link before them. */
const ends: ReadonlySet<string> = new Set('.,;:!?)]}*_|');

/** Returns the length of a text without what ends a sentence. A pattern would look at the same characters again and again. */
function lengthWithoutEnd(text: string): number {
  let { length } = text;
  while (length > 0 && ends.has(text.charAt(length - 1))) length -= 1;
  return length;
}

function catalogOf(text: string | undefined): Pick<NamedOpportunity, 'catalog'> {
  const catalog = catalogs.find((known) => known === text);
  return catalog ? { catalog } : {};
}
