import { env, l10n, type QuickInputButton, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { Remedy, SourceError } from '../../core/errors/sourceError';
import { missingFromLoaded, moreExist } from '../../core/lists/completeness';
import type { ListKey } from '../../core/lists/listKeys';
import { loadedCount } from '../../core/lists/loadAll';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import { type SearchField, type SearchIndex, searchFields } from '../../core/lists/search';
import { monthlySpend, shortMoney } from '../../core/model/money';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { type Triage, triages } from '../../core/model/triage';
import type { FindWords } from '../../core/query/findWords';
import { type AskableTriage, isAskable } from '../../core/query/triageFilter';
import { dayText } from '../../core/text/calendar';
import { fold, foldedIndex } from '../../core/text/fold';
import { inertText } from '../../core/text/plainText';
import { errorText, remedyText } from '../errorText';
import type { FailedRow } from '../opportunities/rows';

/** What Enter does with an item of the find pick. */
export type FindChoice =
  | { readonly kind: 'open'; readonly item: OpportunitySummary }
  /** Shows the loaded opportunities of a triage. */
  | { readonly kind: 'triage'; readonly triage: Triage }
  /** Asks AWS for the opportunities of a triage; `everything`: whatever the filter of the window is. */
  | { readonly kind: 'ask'; readonly triage: AskableTriage; readonly everything?: true }
  /** Shows what changed since the person last looked, and looks first if nobody has yet. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'loadAll' | 'stop' }
  /** Reads on in what AWS was asked for, or stops that. */
  | { readonly kind: 'rest' | 'stopAnswer' }
  | { readonly kind: 'remedy'; readonly remedy: Remedy; readonly failed: FailedRow };

export interface FindItem extends QuickPickItem {
  /** Stays the same while more is loaded, so that the active item stays active. */
  readonly key: string;
  readonly choice?: FindChoice;
}

export const copyIdButton: QuickInputButton = { iconPath: new ThemeIcon('copy'), tooltip: l10n.t('Copy ID') };

/**
 * Returns the item of an opportunity: its label identifies it, and the line below shows what was found, or else the
 * next steps.
 * @param changed what changed of it, in words, if that is asked for
 */
export function opportunityItem(
  item: OpportunitySummary,
  { words, closing }: FindWords,
  index: number,
  changed?: string,
): FindItem {
  const { Stage: stage, ReviewStatus: status, TargetCloseDate: closes } = item.LifeCycle ?? {};
  const spend = monthlySpend(item).map((money) => l10n.t('{0}/mo', shortMoney(money, env.language)));
  const facts = [item.Id ?? l10n.t('no id'), stage, status, spend.join(' + ')];
  if (closing.length > 0 && closes !== undefined) facts.push(l10n.t('closes {0}', dayInWords(closes)));
  const description = facts.filter(Boolean).join(' · ');
  const detail = changed === undefined ? detailOf(item, words) : inertText(changed);
  return {
    label: inertText(item.Customer?.Account?.CompanyName ?? '') || l10n.t('No company name'),
    description: inertText(description),
    ...(detail && { detail }),
    ...(item.Id !== undefined && { buttons: [copyIdButton] }),
    alwaysShow: true,
    key: item.Id ?? `#${index}`,
    choice: { kind: 'open', item },
  };
}

/** True if what is loaded cannot answer a question about everything under the filter. */
export function isPart(lists: OpportunityLists): boolean {
  return missingFromLoaded(lists).length > 0;
}

/**
 * Returns the triages, each with the number of loaded opportunities that match it. If others may exist, each says of how
 * many it counted, and Enter asks AWS where that is possible.
 * @param source where the opportunities come from
 */
export function triageItems(
  index: SearchIndex,
  lists: OpportunityLists,
  source: 'aws' | 'sample',
  alwaysShow: boolean,
): FindItem[] {
  const counts = index.counts();
  const loaded = loadedCount(lists);
  const isIncomplete = isPart(lists);
  const item = (triage: Triage): FindItem => {
    const asks = isIncomplete && isAskable(triage);
    const counted = isIncomplete ? partText(counts.get(triage) ?? 0, loaded) : `(${number(counts.get(triage) ?? 0)})`;
    return {
      label: l10n.t(triage),
      description: asks ? askText(counted, source) : counted,
      iconPath: triageIcons[triage],
      alwaysShow,
      key: `triage ${triage}`,
      choice: asks ? { kind: 'ask', triage } : { kind: 'triage', triage },
    };
  };
  // Nothing loaded answers no question.
  const shown = loaded === 0 ? triages.filter(isAskable) : triages;
  return [separator(l10n.t('Questions')), ...shown.map(item)];
}

function partText(count: number, loaded: number): string {
  return loaded === 0 ? l10n.t('nothing is loaded') : l10n.t('{0} of the {1} loaded', number(count), number(loaded));
}

function askText(counted: string, source: 'aws' | 'sample'): string {
  return source === 'aws'
    ? l10n.t('{0} · Enter asks AWS for all', counted)
    : l10n.t('{0} · Enter asks for all of the sample data', counted);
}

/** Returns what is known about the ends of the lists, and what can be done about it. */
export function tailItems(lists: OpportunityLists, loading: boolean, canLoad: boolean): FindItem[] {
  if (loading) {
    const label = l10n.t('Stop Loading');
    return [separator(''), { ...button(label, 'loading~spin', { kind: 'stop' }), key: 'load' }];
  }
  const failure = listFailure(lists);
  if (!canLoad) return failure;
  return [separator(''), ...failure, { ...loadAllItem(), description: l10n.t('more exist') }];
}

/** Returns the item that loads everything and keeps looking, for a search that found nothing. */
export function keepLookingItem(loaded: number): FindItem {
  const description = loaded === 0 ? l10n.t('nothing is loaded yet') : nothingText(loaded);
  return { ...loadAllItem(), description, detail: l10n.t('Enter loads everything and keeps looking') };
}

function loadAllItem(): FindItem {
  return { ...button(l10n.t('Load All…'), 'cloud-download', { kind: 'loadAll' }), key: 'load' };
}

/** Returns that a search found nothing, and in how many. */
export function nothingText(loaded: number): string {
  return l10n.t('Nothing among the {0} loaded', number(loaded));
}

/** Returns for example `250 loaded` or `250 loaded, more exist`. */
export function loadedText(lists: OpportunityLists, count: number): string {
  const loaded = number(count);
  return moreExist(lists) ? l10n.t('{0} loaded, more exist', loaded) : l10n.t('{0} loaded', loaded);
}

export function separator(label: string): FindItem {
  return { label, kind: QuickPickItemKind.Separator, key: '' };
}

/** Returns a line that only informs. */
export function note(label: string): FindItem {
  return { label, alwaysShow: true, key: 'note' };
}

export function button(label: string, icon: string, choice: FindChoice): FindItem {
  return { label, iconPath: new ThemeIcon(icon), alwaysShow: true, key: label, choice };
}

function listFailure(lists: OpportunityLists): FindItem[] {
  for (const key of lists.keys) {
    const tail = lists.listOf(key)?.tail;
    if (tail?.kind === 'failed') return failureItems(key, tail.error, { kind: 'loadAll' });
  }
  return [];
}

/**
 * Returns what failed, and what helps.
 * @param again what is done to try again
 */
export function failureItems(key: ListKey, error: SourceError, again: FindChoice): FindItem[] {
  const failed = failedRow(key, error);
  const words = errorText(error);
  return [
    button(inertText(key === 'All' ? words : `${key}: ${words}`), 'warning', again),
    ...error.remedies.map((remedy) =>
      button(
        inertText(remedyText(remedy)),
        'lightbulb',
        remedy.kind === 'retry' ? again : { kind: 'remedy', remedy, failed },
      ),
    ),
  ];
}

function failedRow(key: ListKey, error: SourceError): FailedRow {
  const list = key === 'All' ? ({ kind: 'whole' } as const) : ({ kind: 'stage', stage: key } as const);
  return { kind: 'failed', list, error, of: 'page' };
}

/** Returns the field with a word that the other lines do not show; if there is none, returns the next steps. */
function detailOf(item: OpportunitySummary, words: readonly string[]): string {
  const fields = searchFields(item, env.language);
  const next = fields.find(({ field }) => field === 'nextSteps');
  const shown = fields.filter(({ field }) => field === 'company' || field === 'id').map(({ text }) => fold(text));
  for (const word of words) {
    if (shown.some((text) => text.includes(word))) continue;
    const hit = fields.find(({ text }) => fold(text).includes(word));
    if (hit) return fieldText(hit.field, around(hit.text, word));
  }
  return next ? fieldText(next.field, next.text) : '';
}

/** Returns the text from shortly before the word, so that the word is not cut off on the right. */
function around(text: string, word: string): string {
  const at = foldedIndex(text, word);
  return at > 60 ? `…${text.slice(at - 30)}` : text;
}

function fieldText(field: SearchField, text: string): string {
  const words = inertText(text);
  switch (field) {
    case 'partnerId':
      return l10n.t('Partner’s CRM ID: {0}', words);
    case 'city':
      return l10n.t('City: {0}', words);
    case 'industry':
      return l10n.t('Industry: {0}', words);
    case 'amount':
      return l10n.t('{0} a month', words);
    default:
      return words;
  }
}

/** Returns a calendar date in the person's format. */
export function dayInWords(day: string): string {
  return dayText(day, { locale: env.language });
}

/** Returns a number in the person's format. */
export function number(count: number): string {
  return count.toLocaleString(env.language);
}

const triageIcons: Readonly<Record<Triage, ThemeIcon>> = {
  'Action Required': new ThemeIcon('bell-dot'),
  Overdue: new ThemeIcon('watch'),
  'No next steps': new ThemeIcon('question'),
  'Closing in 30 days': new ThemeIcon('calendar'),
  'Stalled 60 days': new ThemeIcon('debug-pause'),
  'Pending submission': new ThemeIcon('edit'),
};
