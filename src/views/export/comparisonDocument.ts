import { env, l10n } from 'vscode';
import type { ComparisonBasis } from '../../core/formats/comparisonBasis';
import { type OneSidedKind, oneSidedParts } from '../../core/formats/comparisonParts';
import type { ExportClaims } from '../../core/formats/exportClaims';
import type { ChangedOpportunity, Comparison } from '../../core/formats/exportComparison';
import type { ExportFacts } from '../../core/formats/exportDocument';
import type { Review } from '../../core/formats/review/review';
import { type ReviewSides, reviewLines } from '../../core/formats/review/reviewMarkdown';
import { fieldNameOf } from '../../core/formats/tableHeadings';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { momentText } from '../../core/text/calendar';
import { literal, literalAtStart } from '../../core/text/markdown';
import { oneLine } from '../../core/text/plainText';
import type { Moment } from '../../core/time/zone';
import { translated } from '../../host/tell';
import { type ComparedWith, oneSidedText, readFilterText, remarkText } from './comparisonText';
import { numberText, opportunitiesText } from './counts';
import { extentText } from './exportText';

/** A file that was compared. */
export interface ComparedFile {
  readonly name: string;
  readonly claims: ExportClaims;
  /** The number of opportunities in it, and of those whose id another one has, too. */
  readonly count: number;
  readonly repeated: number;
  /** The number of values in it that could not be read. */
  readonly unreadable: number;
}

/** What was loaded when a file was compared with it. */
export interface ComparedLoaded {
  readonly facts: ExportFacts;
  readonly at: Moment;
}

/** A file that was compared with what is loaded, or with an export of a later time. */
export interface ShownComparison {
  readonly before: ComparedFile;
  readonly after: ComparedFile | ComparedLoaded;
  /** Undefined if nothing in the files names it. */
  readonly catalog: string | undefined;
  readonly comparison: Comparison;
  readonly basis: ComparisonBasis;
  readonly review: Review;
  /** The person's time zone. */
  readonly zone: string;
}

/** The maximum numbers that are written out. Nobody reads more, and the rest is in the diff editor. */
const mostOfKind = 500;
const mostFields = 20;

export function comparedWith({ after }: Pick<ShownComparison, 'after'>): ComparedWith {
  return 'facts' in after ? 'loaded' : 'file';
}

/** Returns what was compared, as a title. */
export function titleOf({ before, after }: Pick<ShownComparison, 'before' | 'after'>): string {
  return 'facts' in after
    ? translated('{0} and what is loaded', before.name)
    : translated('{0} and {1}', before.name, after.name);
}

/**
 * Writes a comparison as Markdown into `pieces`, a few opportunities at a time: what was compared, a summary of what
 * changed, and all of it in detail. Whatever the two lists contain shows as text.
 */
export function* writeComparison(shown: ShownComparison, pieces: string[]): Generator<void, void> {
  const { comparison, basis, review } = shown;
  const against = comparedWith(shown);
  const parts = oneSidedParts(comparison, basis).map(({ kind, items }) => {
    return { kind, items, label: oneSidedText(kind, against, basis) };
  });
  const lines = (...all: readonly string[]) => void pieces.push(...all.map((line) => `${line}\n`));
  lines(`# ${plain(titleOf(shown))}`, '', ...factLines(shown), '');
  if (basis.remarks.length > 0) {
    lines(`**${l10n.t('What this comparison cannot tell')}**`, '');
    lines(...basis.remarks.map((remark) => `- ${plain(remarkText(remark, against), 1_000)}`), '');
  }
  yield;
  for (const line of reviewLines(review, sidesOf(against), parts, { t: l10n.t, locale: env.language })) {
    lines(line);
    yield;
  }
  lines(
    ...['', `## ${l10n.t('In detail')}`, ''],
    countLine(l10n.t('Changed'), comparison.changed.length),
    ...parts.map(({ label, items }) => countLine(label, items.length)),
    countLine(l10n.t('Unchanged'), comparison.unchanged),
  );
  yield;
  yield* section(l10n.t('Changed'), comparison.changed, changedLines, lines);
  for (const { kind, items, label } of parts) {
    yield* section(label, items, (item) => [`- ${nameOf(item)}`], lines, noteOf(kind, against));
  }
}

/** @param linesOf returns the lines of the opportunity at an index */
function* section<T>(
  heading: string,
  all: readonly T[],
  linesOf: (one: T, index: number) => readonly string[],
  lines: (...all: readonly string[]) => void,
  note?: string,
): Generator<void, void> {
  if (all.length === 0) return;
  lines('', `## ${heading} (${numberText(all.length)})`, '', ...(note ? [note, ''] : []));
  for (const [index, one] of all.slice(0, mostOfKind).entries()) {
    lines(...linesOf(one, index));
    yield;
  }
  const rest = all.length - mostOfKind;
  if (rest > 0) lines('', leftOut(rest));
}

function leftOut(count: number): string {
  return l10n.t(
    '{0} not written out here: Open Comparison in Diff Editor, in the title of this document, shows them.',
    opportunitiesText(count),
  );
}

function sidesOf(against: ComparedWith): ReviewSides {
  return against === 'loaded'
    ? {
        before: l10n.t('File'),
        after: l10n.t('Loaded'),
        onlyBefore: l10n.t('Only in the file'),
        onlyAfter: l10n.t('Only loaded'),
      }
    : {
        before: l10n.t('Earlier file'),
        after: l10n.t('Later file'),
        onlyBefore: l10n.t('Only earlier'),
        onlyAfter: l10n.t('Only later'),
      };
}

function factLines(shown: ShownComparison): readonly string[] {
  const { before, after } = shown;
  if (!('facts' in after)) {
    return [
      fact(l10n.t('Earlier file'), before.name),
      ...fileLines(before, shown),
      fact(l10n.t('Later file'), after.name),
      ...fileLines(after, shown),
      ...sharedLines(before.claims, after.claims, shown),
    ];
  }
  const { facts, at } = after;
  const { catalog, profile, sampleData } = facts;
  return [
    fact(l10n.t('File'), before.name),
    ...fileLines(before, shown),
    fact(l10n.t('Compared'), momentText(at.at.toISOString(), { locale: env.language, zone: at.zone })),
    fact(l10n.t('Compared with'), extentText(facts)),
    fact(l10n.t('Catalog'), catalog),
    sampleData
      ? fact(l10n.t('Source of what is loaded'), l10n.t('sample data'))
      : fact(l10n.t('Profile of what is loaded'), profile ?? l10n.t('none chosen')),
  ];
}

function fact(label: string, text: string): string {
  return `- **${label}:** ${plain(text)}`;
}

function fileLines(
  { claims, count, repeated, unreadable }: ComparedFile,
  { zone }: Pick<ShownComparison, 'zone'>,
): readonly string[] {
  const { exportedAt } = claims;
  const time =
    exportedAt === undefined
      ? l10n.t('the file does not say when')
      : momentText(exportedAt, { locale: env.language, zone });
  return [
    fact(l10n.t('Exported'), time),
    fact(l10n.t('In the file'), inFileText(claims, count)),
    ...(repeated > 0 ? [fact(l10n.t('Repeated in the file'), repeatedText(repeated))] : []),
    ...(unreadable > 0 ? [fact(l10n.t('Left out'), unreadableText(unreadable))] : []),
  ];
}

function repeatedText(count: number): string {
  return count === 1
    ? l10n.t('1 opportunity is in it more than once; its last entry counts')
    : l10n.t('{0} entries are of opportunities that come again; the last entry counts', numberText(count));
}

function unreadableText(count: number): string {
  return count === 1
    ? l10n.t('1 value that cannot be read')
    : l10n.t('{0} values that cannot be read', numberText(count));
}

/** Returns what two files say of themselves if they say the same. The remarks name what differs. */
function sharedLines(
  before: ExportClaims,
  after: ExportClaims,
  { catalog, basis }: Pick<ShownComparison, 'catalog' | 'basis'>,
): readonly string[] {
  const differs = (kind: 'otherFilter' | 'otherProfile' | 'sampleData') =>
    basis.remarks.some((remark) => remark.kind === kind);
  const shown = [fact(l10n.t('Catalog'), catalog ?? l10n.t('the files do not say which'))];
  if (!before.isExport || !after.isExport) return shown;
  if (before.sampleData && after.sampleData) shown.push(fact(l10n.t('Source'), l10n.t('sample data')));
  else if (!differs('otherProfile') && !differs('sampleData')) {
    shown.push(fact(l10n.t('Profile'), before.profile ?? l10n.t('none named')));
  }
  if (!differs('otherFilter')) shown.push(fact(l10n.t('Filter'), readFilterText(before.filter)));
  return shown;
}

function inFileText({ isExport, complete, missing }: ExportClaims, count: number): string {
  const words = opportunitiesText(count);
  if (complete) return l10n.t('{0}, complete', words);
  return isExport || missing.length > 0
    ? l10n.t('{0}, not complete', words)
    : l10n.t('{0}; the file does not say whether they are all', words);
}

function countLine(label: string, count: number): string {
  return `- **${label}:** ${numberText(count)}`;
}

function changedLines({ after, fields }: ChangedOpportunity, index: number): readonly string[] {
  const shown = fields
    .slice(0, mostFields)
    .map(
      ({ path, before = '–', after: now = '–' }) =>
        `- **${plain(fieldNameOf(path, l10n.t))}:** ${plain(before)} → ${plain(now)}`,
    );
  const rest = fields.length - shown.length;
  const more = rest === 1 ? l10n.t('1 more field') : l10n.t('{0} more fields', numberText(rest));
  return [...(index > 0 ? [''] : []), `### ${nameOf(after)}`, '', ...shown, ...(rest > 0 ? [`- ${more}`] : [])];
}

function nameOf({ Customer: customer, Id: id }: OpportunitySummary): string {
  const company = oneLine(customer?.Account?.CompanyName ?? '') || l10n.t('No company name');
  const name = literalAtStart(company);
  return id === undefined ? name : `${name} (${plain(id)})`;
}

function noteOf(kind: OneSidedKind, against: ComparedWith): string | undefined {
  switch (kind) {
    case 'notSoughtInAfter':
      return against === 'loaded'
        ? l10n.t(
            'Opportunities without a stage are in no stage’s list. What is loaded consists of such lists, so it cannot show whether these still exist.',
          )
        : l10n.t(
            'Opportunities without a stage are in no stage’s list. The later file consists of such lists, so it cannot show whether these still exist.',
          );
    case 'notSoughtInBefore':
      return against === 'loaded'
        ? l10n.t(
            'Opportunities without a stage are in no stage’s list. The file consists of such lists, so it cannot show whether these are new.',
          )
        : l10n.t(
            'Opportunities without a stage are in no stage’s list. The earlier file consists of such lists, so it cannot show whether these are new.',
          );
    default:
      return undefined;
  }
}

/** Returns a text of unknown origin in one line of Markdown, in which nothing links or runs. */
function plain(text: string, most?: number): string {
  return literal(oneLine(text, most));
}
