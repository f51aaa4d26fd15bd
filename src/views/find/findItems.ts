import { env, l10n, type QuickInputButton, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { Remedy, SourceError } from '../../core/errors/sourceError';
import { moreExist } from '../../core/lists/completeness';
import type { ListKey } from '../../core/lists/listKeys';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import { type SearchField, type SearchIndex, searchFields } from '../../core/lists/search';
import { monthlySpend, shortMoney } from '../../core/model/money';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { type Triage, triages } from '../../core/model/triage';
import { fold, foldedIndex } from '../../core/text/fold';
import { inertText } from '../../core/text/plainText';
import { errorText, remedyText } from '../errorText';
import type { FailedRow } from '../opportunities/rows';

/** What Enter does with an item of the find pick. */
export type FindChoice =
  | { readonly kind: 'open'; readonly item: OpportunitySummary }
  | { readonly kind: 'triage'; readonly triage: Triage }
  | { readonly kind: 'loadAll' }
  | { readonly kind: 'stop' }
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
 */
export function opportunityItem(item: OpportunitySummary, query: string, index: number): FindItem {
  const { Stage: stage, ReviewStatus: status } = item.LifeCycle ?? {};
  const spend = monthlySpend(item).map((money) => l10n.t('{0}/mo', shortMoney(money, env.language)));
  const description = [item.Id ?? l10n.t('no id'), stage, status, spend.join(' + ')].filter(Boolean).join(' · ');
  const detail = detailOf(item, query);
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

/** Returns the triages, each with the number of loaded opportunities that match it. */
export function triageItems(index: SearchIndex, alwaysShow: boolean): FindItem[] {
  const counts = index.counts();
  return [
    separator(l10n.t('In what is loaded')),
    ...triages.map(
      (triage): FindItem => ({
        label: l10n.t(triage),
        description: `(${counts.get(triage) ?? 0})`,
        iconPath: triageIcons[triage],
        alwaysShow,
        key: `triage ${triage}`,
        choice: { kind: 'triage', triage },
      }),
    ),
  ];
}

/** Returns what is known about the ends of the lists, and what can be done about it. */
export function tailItems(lists: OpportunityLists, loading: boolean, canLoad: boolean): FindItem[] {
  if (loading) {
    const label = l10n.t('Stop Loading');
    return [separator(''), { ...button(label, 'loading~spin', { kind: 'stop' }), key: 'load' }];
  }
  const failure = failureItems(lists);
  if (!canLoad) return failure;
  const load = button(l10n.t('Load All…'), 'cloud-download', { kind: 'loadAll' });
  return [separator(''), ...failure, { ...load, description: l10n.t('more exist'), key: 'load' }];
}

/** Returns for example `250 loaded` or `250 loaded, more exist`. */
export function loadedText(lists: OpportunityLists, count: number): string {
  return moreExist(lists) ? l10n.t('{0} loaded, more exist', count) : l10n.t('{0} loaded', count);
}

export function separator(label: string): FindItem {
  return { label, kind: QuickPickItemKind.Separator, key: '' };
}

/** Returns a line that only informs. */
export function note(label: string): FindItem {
  return { label, alwaysShow: true, key: 'note' };
}

function button(label: string, icon: string, choice: FindChoice): FindItem {
  return { label, iconPath: new ThemeIcon(icon), alwaysShow: true, key: label, choice };
}

function failureItems(lists: OpportunityLists): FindItem[] {
  for (const key of lists.keys) {
    const tail = lists.listOf(key)?.tail;
    if (tail?.kind !== 'failed') continue;
    const failed = failedRow(key, tail.error);
    const words = errorText(tail.error);
    return [
      button(inertText(key === 'All' ? words : `${key}: ${words}`), 'warning', { kind: 'loadAll' }),
      ...tail.error.remedies.map((remedy) =>
        button(
          inertText(remedyText(remedy)),
          'lightbulb',
          remedy.kind === 'retry' ? { kind: 'loadAll' } : { kind: 'remedy', remedy, failed },
        ),
      ),
    ];
  }
  return [];
}

function failedRow(key: ListKey, error: SourceError): FailedRow {
  const list = key === 'All' ? ({ kind: 'whole' } as const) : ({ kind: 'stage', stage: key } as const);
  return { kind: 'failed', list, error, of: 'page' };
}

/** Returns the field with a word that the other lines do not show; if there is none, returns the next steps. */
function detailOf(item: OpportunitySummary, query: string): string {
  const fields = searchFields(item, env.language);
  const next = fields.find(({ field }) => field === 'nextSteps');
  const shown = fields.filter(({ field }) => field === 'company' || field === 'id').map(({ text }) => fold(text));
  for (const word of fold(query).split(/\s+/).filter(Boolean)) {
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

const triageIcons: Readonly<Record<Triage, ThemeIcon>> = {
  'Action Required': new ThemeIcon('bell-dot'),
  Overdue: new ThemeIcon('watch'),
  'No next steps': new ThemeIcon('question'),
  'Closing in 30 days': new ThemeIcon('calendar'),
  'Stalled 60 days': new ThemeIcon('debug-pause'),
  'Pending submission': new ThemeIcon('edit'),
};
