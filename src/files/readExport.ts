import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { exportFormatVersion } from '../core/exportDocument';
import { normalisePage } from '../core/normalisePage';
import type { OpportunitySummary } from '../core/opportunity';

/** What is wrong with a file, and where: `offset` counts from 0. */
export interface ExportProblem {
  readonly kind: 'malformed' | 'noList' | 'noOpportunity' | 'newerFormat';
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
  const errors: ParseError[] = [];
  const root = parseTree(text.slice(start), errors, { disallowComments: true, allowTrailingComma: false });
  const problem = (kind: ExportProblem['kind'], offset: number, detail = '') => ({
    problem: { kind, offset: offset + start, detail },
  });
  const [error] = errors;
  if (error) return problem('malformed', error.offset, printParseErrorCode(error.error));
  const facts = root && memberOf(root, 'Export');
  const version = facts && memberOf(facts, 'formatVersion');
  if (version && !(typeof version.value === 'number' && version.value <= exportFormatVersion)) {
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

function memberOf({ type, children }: Node, name: string): Node | undefined {
  if (type !== 'object') return undefined;
  return children?.findLast(({ children: [key] = [] }) => key?.value === name)?.children?.[1];
}
