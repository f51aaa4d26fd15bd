const id = /O[0-9]{1,19}/;
/** An id alone, at the end of an ARN, or as a part of a console link. */
const reference = new RegExp(`^(?:.*[/:=])?(${id.source})(?:[/?#].*)?$`);
const whole = new RegExp(`^${id.source}$`);

/** True for the id of an opportunity and nothing around it. */
export function isOpportunityId(text: string): boolean {
  return whole.test(text);
}

/** The opportunity that a text names: an id, an ARN, or a link to its page in Partner Central. */
export function parseOpportunityId(text: string): string | undefined {
  return text.length > 2_000 ? undefined : reference.exec(text.trim())?.[1];
}

export interface ParsedIds {
  /** Each id once, in the order of the text. */
  readonly ids: readonly string[];
  /** The pieces that name no opportunity. */
  readonly invalid: readonly string[];
}

/** Reads a pasted list: ids, ARNs or links between spaces, commas, semicolons, quotes or lines. */
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
