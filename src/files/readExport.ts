import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { exportFormatVersion } from '../core/exportDocument';
import { normalisePage } from '../core/normalisePage';
import type { OpportunitySummary } from '../core/opportunity';

/** What is wrong with a file, and where: `offset` counts from 0. */
export interface ExportProblem {
  readonly kind: 'malformed' | 'tooDeep' | 'noList' | 'noOpportunity' | 'noVersion' | 'newerFormat';
  readonly offset: number;
  /** The parser's name for it, or the format's version. */
  readonly detail: string;
}

export interface ReadExport {
  readonly items: readonly OpportunitySummary[];
  /** Of which catalog it says to be. */
  readonly catalog: string | undefined;
}

/**
 * Reads the opportunities of an export, of what the AWS CLI printed, or of an array; the former two may have more at the top
 * than is known. The first thing that is wrong is told with its place.
 */
export function readExport(text: string): ReadExport | { readonly problem: ExportProblem } {
  // Some editors write one; JSON has none.
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const problem = (kind: ExportProblem['kind'], offset: number, detail = '') => ({
    problem: { kind, offset: offset + start, detail },
  });
  const deep = tooDeep(text.slice(start));
  if (deep !== undefined) return problem('tooDeep', deep);
  const errors: ParseError[] = [];
  const root = parseTree(text.slice(start), errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  if (error) return problem('malformed', error.offset, printParseErrorCode(error.error));
  const facts = root && memberOf(root, 'Export');
  const version = facts && memberOf(facts, 'formatVersion');
  if (version && !isVersion(version.value)) return problem('noVersion', version.offset);
  if (version && version.value > exportFormatVersion) {
    return problem('newerFormat', version.offset, String(version.value));
  }
  const list = root?.type === 'array' ? root : root && memberOf(root, 'OpportunitySummaries');
  if (list?.type !== 'array') return problem('noList', list?.offset ?? root?.offset ?? 0);
  const strange = list.children?.find(({ type }) => type !== 'object');
  if (strange) return problem('noOpportunity', strange.offset);
  const value: unknown = JSON.parse(text.slice(start + list.offset, start + list.offset + list.length));
  const catalog = facts && memberOf(facts, 'catalog')?.value;
  return {
    items: normalisePage({ OpportunitySummaries: value }).items,
    catalog: typeof catalog === 'string' ? catalog : undefined,
  };
}

/** More than any export nests; a parser that follows it all would run out of stack. */
const deepest = 100;

/** Where a text nests too deep; undefined where it does not. */
function tooDeep(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = endOfString(text, at);
        break;
      case 0x5b: // [
      case 0x7b: // {
        depth += 1;
        if (depth > deepest) return at;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth -= 1;
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\' && quote - 1 - backslashes > start) backslashes += 1;
    if (backslashes % 2 === 0) return quote;
    at = quote;
  }
}

function isVersion(value: unknown): value is number {
  return typeof value === 'number' && value >= 1;
}

function memberOf({ type, children }: Node, name: string): Node | undefined {
  if (type !== 'object') return undefined;
  return children?.findLast(({ children: [key] = [] }) => key?.value === name)?.children?.[1];
}
