import { env, l10n } from 'vscode';
import type { ComparisonBasis } from '../../core/formats/comparisonBasis';
import { type OneSidedKind, oneSidedParts } from '../../core/formats/comparisonParts';
import type { ExportClaims } from '../../core/formats/exportClaims';
import type { ChangedOpportunity, Comparison } from '../../core/formats/exportComparison';
import type { ExportFacts } from '../../core/formats/exportDocument';
import { fieldNameOf } from '../../core/formats/tableHeadings';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { momentText } from '../../core/text/calendar';
import { literal, literalAtStart } from '../../core/text/markdown';
import { oneLine } from '../../core/text/plainText';
import type { Moment } from '../../core/time/zone';
import { translated } from '../../host/tell';
import { oneSidedText, remarkText } from './comparisonText';
import { numberText, opportunitiesText } from './counts';
import { extentText } from './exportText';

/** A file that was compared with what is loaded. */
export interface ShownComparison {
  readonly name: string;
  readonly claims: ExportClaims;
  /** The number of opportunities in the file. */
  readonly inFile: number;
  readonly facts: ExportFacts;
  readonly comparison: Comparison;
  readonly basis: ComparisonBasis;
  readonly at: Moment;
}

/** The maximum numbers that are written out. Nobody reads more, and the rest is in the diff editor. */
const mostOfKind = 500;
const mostFields = 20;

/**
 * Writes a comparison as Markdown into `pieces`, a few opportunities at a time. Whatever the two lists contain shows as
 * text.
 */
export function* writeComparison(shown: ShownComparison, pieces: string[]): Generator<void, void> {
  const { name, comparison, basis } = shown;
  const parts = oneSidedParts(comparison, basis);
  const lines = (...all: readonly string[]) => void pieces.push(...all.map((line) => `${line}\n`));
  lines(`# ${plain(translated('{0} and what is loaded', name))}`, '', ...factLines(shown), '');
  if (basis.remarks.length > 0) {
    lines(`**${l10n.t('What this comparison cannot tell')}**`, '');
    lines(...basis.remarks.map((remark) => `- ${plain(remarkText(remark))}`), '');
  }
  lines(
    countLine(l10n.t('Changed'), comparison.changed.length),
    ...parts.map(({ kind, items }) => countLine(oneSidedText(kind), items.length)),
    countLine(l10n.t('Unchanged'), comparison.unchanged),
  );
  yield;
  yield* section(l10n.t('Changed'), comparison.changed, changedLines, lines);
  for (const { kind, items } of parts) {
    yield* section(oneSidedText(kind), items, (item) => [`- ${nameOf(item)}`], lines, noteOf(kind));
  }
}

function* section<T>(
  heading: string,
  all: readonly T[],
  linesOf: (one: T) => readonly string[],
  lines: (...all: readonly string[]) => void,
  note?: string,
): Generator<void, void> {
  if (all.length === 0) return;
  lines('', `## ${heading} (${numberText(all.length)})`, '', ...(note ? [note, ''] : []));
  for (const one of all.slice(0, mostOfKind)) {
    lines(...linesOf(one));
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

function factLines({ name, claims, inFile, facts, at }: ShownComparison): readonly string[] {
  const { catalog, profile, sampleData } = facts;
  const written = { locale: env.language, zone: at.zone };
  const fact = (label: string, text: string) => `- **${label}:** ${plain(text)}`;
  return [
    fact(l10n.t('File'), name),
    fact(
      l10n.t('Exported'),
      claims.exportedAt === undefined ? l10n.t('the file does not say when') : momentText(claims.exportedAt, written),
    ),
    fact(l10n.t('In the file'), inFileText(claims, inFile)),
    fact(l10n.t('Compared'), momentText(at.at.toISOString(), written)),
    fact(l10n.t('Compared with'), extentText(facts)),
    fact(l10n.t('Catalog'), catalog),
    sampleData
      ? fact(l10n.t('Source of what is loaded'), l10n.t('sample data'))
      : fact(l10n.t('Profile of what is loaded'), profile ?? l10n.t('none chosen')),
  ];
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

function changedLines({ after, fields }: ChangedOpportunity): readonly string[] {
  const shown = fields
    .slice(0, mostFields)
    .map(
      ({ path, before = '–', after: now = '–' }) =>
        `- **${plain(fieldNameOf(path, l10n.t))}:** ${plain(before)} → ${plain(now)}`,
    );
  const rest = fields.length - shown.length;
  const more = rest === 1 ? l10n.t('1 more field') : l10n.t('{0} more fields', numberText(rest));
  return [`### ${nameOf(after)}`, '', ...shown, ...(rest > 0 ? [`- ${more}`] : []), ''];
}

function nameOf({ Customer: customer, Id: id }: OpportunitySummary): string {
  const company = oneLine(customer?.Account?.CompanyName ?? '') || l10n.t('No company name');
  const name = literalAtStart(company);
  return id === undefined ? name : `${name} (${plain(id)})`;
}

function noteOf(kind: OneSidedKind): string | undefined {
  switch (kind) {
    case 'notSoughtInLoaded':
      return l10n.t(
        'Opportunities without a stage are in no stage’s list. What is loaded consists of such lists, so it cannot show whether these still exist.',
      );
    case 'notSoughtInFile':
      return l10n.t(
        'Opportunities without a stage are in no stage’s list. The file consists of such lists, so it cannot show whether these are new.',
      );
    default:
      return undefined;
  }
}

/** Returns a text of unknown origin in one line of Markdown, in which nothing links or runs. */
function plain(text: string): string {
  return literal(oneLine(text));
}
