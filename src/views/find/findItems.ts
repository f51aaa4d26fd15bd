import { env, l10n, type QuickInputButton, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { Remedy, SourceError } from '../../core/errors/sourceError';
import { moreExist } from '../../core/lists/completeness';
import type { ListKey } from '../../core/lists/opportunityList';
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
  /** Stays the same while more is loaded, so that the active item does. */
  readonly key: string;
  readonly choice?: FindChoice;
}

export const copyIdButton: QuickInputButton = { iconPath: new ThemeIcon('copy'), tooltip: l10n.t('Copy ID') };

/** An opportunity: who, which and where, and below it what was found or else what comes next. */
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

/** The triages with how many of what is loaded answer to each. */
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

/** What is known about the ends of the lists, and what can be done about it. */
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

/** `250 loaded`, `250 loaded, more exist`. */
export function loadedText(lists: OpportunityLists, count: number): string {
  return moreExist(lists) ? l10n.t('{0} loaded, more exist', count) : l10n.t('{0} loaded', count);
}

export function separator(label: string): FindItem {
  return { label, kind: QuickPickItemKind.Separator, key: '' };
}

/** A line that says something and does nothing. */
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

/** The field where a word stands that the other lines do not show; without one, the next steps. */
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

/** The text from shortly before the word, so that it is not cut off at the right. */
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
