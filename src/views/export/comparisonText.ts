import { l10n } from 'vscode';
import type { ComparedSide, ComparisonBasis, ComparisonRemark } from '../../core/formats/comparisonBasis';
import type { OneSidedKind } from '../../core/formats/comparisonParts';
import type { MissingReason } from '../../core/lists/completeness';
import { sortFields, sortOrders } from '../../core/model/opportunity';
import { readFilter } from '../../core/query/readFilter';
import { translated } from '../../host/tell';
import { filterTexts, sortText } from '../filterPick/filterText';

/** What an export is compared with: what is loaded, or an export of a later time. */
export type ComparedWith = 'loaded' | 'file';

/** Returns what may be said of opportunities that only one of the lists has, as a heading. */
export function oneSidedText(kind: OneSidedKind, against: ComparedWith, { remarks }: ComparisonBasis): string {
  const isPartial = (of: ComparedSide) => remarks.some((remark) => remark.kind === 'partial' && remark.of === of);
  switch (kind) {
    case 'new':
      return l10n.t('New in the list');
    case 'gone':
      return l10n.t('No longer in the list');
    case 'onlyAfter':
      if (against === 'loaded') return l10n.t('Only in what is loaded');
      return isPartial('before')
        ? l10n.t('Not in the earlier file, which is not complete')
        : l10n.t('Only in the later file');
    case 'onlyBefore':
      if (against === 'loaded') return l10n.t('Only in the file');
      return isPartial('after')
        ? l10n.t('Not in the later file, which is not complete')
        : l10n.t('Only in the earlier file');
    case 'notSoughtInBefore':
      return against === 'loaded'
        ? l10n.t('Without a stage, not looked for in the file')
        : l10n.t('Without a stage, not looked for in the earlier file');
    case 'notSoughtInAfter':
      return against === 'loaded'
        ? l10n.t('Without a stage, not looked for in what is loaded')
        : l10n.t('Without a stage, not looked for in the later file');
  }
}

/** Returns a sentence that says why a file and what is loaded, or two files, are not two versions of one list. */
export function remarkText(remark: ComparisonRemark, against: ComparedWith): string {
  return against === 'loaded' ? remarkOnLoaded(remark) : remarkOnFiles(remark);
}

function remarkOnLoaded(remark: ComparisonRemark): string {
  switch (remark.kind) {
    case 'nothingSaid':
      return l10n.t(
        'The file does not say which catalog, profile and filter it was read with, or whether it is complete',
      );
    case 'wrongOrder':
      return l10n.t('The file is newer than what is loaded; Refresh loads the newest');
    case 'otherFilter':
      return translated(
        'The file has another filter: {0}; what is loaded has: {1}',
        readFilterText(remark.before),
        readFilterText(remark.after),
      );
    case 'otherSort':
      return translated(
        'The file is sorted by: {0}; what is loaded by: {1}',
        readSortText(remark.before),
        readSortText(remark.after),
      );
    case 'otherProfile':
      return translated(
        'The file was read with the profile {0}; what is loaded with {1}',
        remark.before ?? l10n.t('(none named)'),
        remark.after ?? l10n.t('(none chosen)'),
      );
    case 'sampleData':
      return remark.of === 'before'
        ? l10n.t('The file contains sample data; what is loaded is real')
        : l10n.t('What is loaded is sample data; the file is not');
    case 'partial': {
      const words = missingText(remark.missing);
      if (words === '') return l10n.t('The file does not say that it is complete');
      return remark.of === 'before'
        ? translated('The file is not complete: {0}', words)
        : translated('What is loaded is not complete: {0}', words);
    }
  }
}

function remarkOnFiles(remark: ComparisonRemark): string {
  switch (remark.kind) {
    case 'nothingSaid':
      return remark.of === 'before'
        ? l10n.t(
            'The earlier file does not say which catalog, profile and filter it was read with, or whether it is complete',
          )
        : l10n.t(
            'The later file does not say which catalog, profile and filter it was read with, or whether it is complete',
          );
    case 'wrongOrder':
      return l10n.t('What is in the file that was exported earlier was read from AWS later');
    case 'otherFilter':
      return translated(
        'The files have different filters: the earlier one {0}; the later one {1}',
        readFilterText(remark.before),
        readFilterText(remark.after),
      );
    case 'otherSort':
      return translated(
        'The files are sorted differently: the earlier one by {0}; the later one by {1}',
        readSortText(remark.before),
        readSortText(remark.after),
      );
    case 'otherProfile':
      return translated(
        'The files were read with different profiles: the earlier one with {0}; the later one with {1}',
        remark.before ?? l10n.t('(none named)'),
        remark.after ?? l10n.t('(none named)'),
      );
    case 'sampleData':
      return remark.of === 'before'
        ? l10n.t('The earlier file contains sample data; the later one is real')
        : l10n.t('The later file contains sample data; the earlier one is real');
    case 'partial': {
      const words = missingText(remark.missing);
      if (remark.of === 'before') {
        return words === ''
          ? l10n.t('The earlier file does not say that it is complete')
          : translated('The earlier file is not complete: {0}', words);
      }
      return words === ''
        ? l10n.t('The later file does not say that it is complete')
        : translated('The later file is not complete: {0}', words);
    }
  }
}

function missingText(missing: readonly string[]): string {
  return [...new Set(missing.map(reasonText))].join('; ');
}

/** Returns a filter of a file in the person's language. */
export function readFilterText(filter: unknown): string {
  const read = readFilter(filter ?? {});
  if ('unreadable' in read) return l10n.t('one unknown to this version');
  return filterTexts(read.filter).join(' · ') || l10n.t('none');
}

function readSortText(sort: unknown): string {
  const { SortBy: by, SortOrder: order } = (sort ?? {}) as Readonly<Record<string, unknown>>;
  const SortBy = sortFields.find((known) => known === by);
  const SortOrder = sortOrders.find((known) => known === order);
  return SortBy && SortOrder ? sortText({ SortBy, SortOrder }) : l10n.t('one unknown to this version');
}

/** Why a list is not complete. */
const reasonTexts: Readonly<Record<MissingReason, () => string>> = {
  moreExist: () => l10n.t('more exist'),
  failedPage: () => l10n.t('a page could not be read'),
  withoutStage: () => l10n.t('an opportunity without a stage would not be in any stage’s list'),
  beforeStartingToken: () => l10n.t('it begins at a starting token'),
  unreadableEntries: () => l10n.t('AWS sent entries that cannot be read'),
  changedWhileRead: () => l10n.t('opportunities changed each time the lists were read'),
  notChecked: () => l10n.t('it was not checked what changed while it was read'),
  notSelected: () => l10n.t('it contains only what was selected'),
};

/** Returns why a list is not complete. A newer version of the extension may write other reasons. */
function reasonText(reason: string): string {
  return isMissingReason(reason) ? reasonTexts[reason]() : l10n.t('for a reason unknown to this version');
}

function isMissingReason(text: string): text is MissingReason {
  return Object.hasOwn(reasonTexts, text);
}
