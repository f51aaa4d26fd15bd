import { l10n } from 'vscode';
import type { ComparisonRemark } from '../../core/formats/comparisonBasis';
import type { OneSidedKind } from '../../core/formats/comparisonParts';
import type { MissingReason } from '../../core/lists/completeness';
import { sortFields, sortOrders } from '../../core/model/opportunity';
import { readFilter } from '../../core/query/readFilter';
import { translated } from '../../host/tell';
import { filterTexts, sortText } from '../filterPick/filterText';

/** Returns what may be said of opportunities that only one of the lists has, as a heading. */
export function oneSidedText(kind: OneSidedKind): string {
  switch (kind) {
    case 'new':
      return l10n.t('New in the list');
    case 'gone':
      return l10n.t('No longer in the list');
    case 'onlyLoaded':
      return l10n.t('Only in what is loaded');
    case 'onlyFile':
      return l10n.t('Only in the file');
    case 'notSoughtInFile':
      return l10n.t('Without a stage, not looked for in the file');
    case 'notSoughtInLoaded':
      return l10n.t('Without a stage, not looked for in what is loaded');
  }
}

/** Returns a sentence that says why a file and what is loaded are not two versions of one list. */
export function remarkText(remark: ComparisonRemark): string {
  switch (remark.kind) {
    case 'nothingSaid':
      return l10n.t(
        'The file does not say which catalog, profile and filter it was read with, or whether it is complete',
      );
    case 'newerFile':
      return l10n.t('The file is newer than what is loaded; Refresh loads the newest');
    case 'otherFilter':
      return translated(
        'The file has another filter: {0}; what is loaded has: {1}',
        readFilterText(remark.file),
        readFilterText(remark.loaded),
      );
    case 'otherSort':
      return translated(
        'The file is sorted by: {0}; what is loaded by: {1}',
        readSortText(remark.file),
        readSortText(remark.loaded),
      );
    case 'otherProfile':
      return translated(
        'The file was read with the profile {0}; what is loaded with {1}',
        remark.file ?? l10n.t('(none named)'),
        remark.loaded ?? l10n.t('(none chosen)'),
      );
    case 'sampleData':
      return remark.of === 'file'
        ? l10n.t('The file contains sample data; what is loaded is real')
        : l10n.t('What is loaded is sample data; the file is not');
    case 'partial': {
      if (remark.missing.length === 0) return l10n.t('The file does not say that it is complete');
      const words = [...new Set(remark.missing.map(reasonText))].join('; ');
      return remark.of === 'file'
        ? translated('The file is not complete: {0}', words)
        : translated('What is loaded is not complete: {0}', words);
    }
  }
}

function readFilterText(filter: unknown): string {
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
