const id = /O[0-9]{1,19}/;
/** Matches an id alone, at the end of an ARN, or as a part of a console link. */
const reference = new RegExp(`^(?:.*[/:=])?(${id.source})(?:[/?#].*)?$`);
const whole = new RegExp(`^${id.source}$`);

/** True for the id of an opportunity and nothing around it. */
export function isOpportunityId(text: string): boolean {
  return whole.test(text);
}

/** Returns the id of the opportunity that a text names by an id, an ARN, or a link to its page in Partner Central. */
export function parseOpportunityId(text: string): string | undefined {
  return text.length > 2_000 ? undefined : reference.exec(text.trim())?.[1];
}

export interface ParsedIds {
  /** Each id once, in the order of the text. */
  readonly ids: readonly string[];
  /** The pieces that do not name an opportunity. */
  readonly invalid: readonly string[];
}

/** Reads a pasted list of ids, ARNs or links separated by spaces, commas, semicolons, quotes or line breaks. */
export function parseOpportunityIds(text: string): ParsedIds {
  const ids = new Set<string>();
  const invalid: string[] = [];
  for (const piece of text.split(/[\s,;"'|]+/)) {
    if (piece === '') continue;
    const found = parseOpportunityId(piece);
    if (found) ids.add(found);
    else invalid.push(piece);
  }
  return { ids: [...ids], invalid };
}
