import { env, l10n, MarkdownString } from 'vscode';
import type { OpportunityChange } from '../../core/changes/opportunityChange';
import type { ListKey } from '../../core/lists/listKeys';
import { limitFrom, loadedCount } from '../../core/lists/loadAll';
import { attentionOf } from '../../core/model/attention';
import { closingText } from '../../core/model/closingText';
import { reviewStatusMeanings, stageMeanings } from '../../core/model/meanings';
import { formatMoney, monthlySpend } from '../../core/model/money';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { changeWords } from '../../core/present/changes/changeWords';
import type { Settings } from '../../core/query/settings';
import { dayText, momentText, monthText } from '../../core/text/calendar';
import { inertText, oneLine } from '../../core/text/plainText';
import type { Writing } from '../../core/text/translate';
import type { CurrentLists } from '../currentLists';
import { costText } from '../loadAll/loadAllText';
import type { WindowParts } from '../windowParts';
import { listKeyOf, type Row } from './rows';

export type TooltipDeps = Pick<WindowParts, 'current' | 'today' | 'now'> & {
  readonly settings: Pick<WindowParts['settings'], 'value'>;
};

/**
 * Returns the tooltip of a row whose tree item does not have its own.
 * @param changeOf returns what changed of an opportunity since the person last looked
 */
export function tooltipOf(
  row: Row,
  { current, settings, today, now }: TooltipDeps,
  changeOf: (id: string) => OpportunityChange | undefined = () => undefined,
): string | MarkdownString | undefined {
  switch (row.kind) {
    case 'opportunity':
      return opportunityTooltip(row.item, { today: today(), zone: now().zone }, changeOf(row.item.Id ?? ''));
    case 'stage':
      return paragraphs(
        l10n.t(stageMeanings[row.stage]),
        readAtText(row.stage, current, now().zone),
        loadAllCost(row.stage, current, settings.value),
      );
    case 'more': {
      const key = listKeyOf(row.list);
      return paragraphs(readAtText(key, current, now().zone), loadAllCost(key, current, settings.value));
    }
    case 'bucket': {
      const meanings =
        row.grouping === 'stage' ? stageMeanings : row.grouping === 'reviewStatus' ? reviewStatusMeanings : {};
      const month = row.grouping === 'closeMonth' && monthText(row.value ?? '', { locale: env.language });
      const meaning = meaningOf(meanings, row.value) ?? (inertText(month || (row.value ?? '')) || l10n.t('None'));
      return paragraphs(meaning, readAtText('All', current, now().zone));
    }
    default:
      return undefined;
  }
}

function paragraphs(...texts: readonly (string | undefined)[]): string {
  return texts.filter(Boolean).join('\n\n');
}

/** Returns when the reading of a list began, by the person's clock. */
function readAtText(key: ListKey, { value: lists }: CurrentLists, zone: string): string | undefined {
  const readAt = lists.listOf(key)?.reading.readAt;
  return readAt && l10n.t('Read {0}', momentText(readAt.toISOString(), { locale: env.language, zone }));
}

/** Returns what Load All would cost; undefined if everything is loaded. */
function loadAllCost(key: ListKey, { value: lists }: CurrentLists, settings: Settings): string | undefined {
  if (lists.listOf(key)?.tail.kind === 'end') return undefined;
  const loaded = loadedCount(lists, [key]);
  return l10n.t('Load All: {0}', costText(limitFrom(loaded, settings.maxItems), loaded, 1, settings));
}

/**
 * Returns what a person wants to know before they open an opportunity. Every value from AWS is added as text, never as
 * Markdown.
 */
export function opportunityTooltip(
  item: OpportunitySummary,
  day: Pick<Writing, 'today' | 'zone'>,
  change?: OpportunityChange,
): MarkdownString {
  const text = new MarkdownString();
  const line = (label: string, value: string | undefined, meaning?: string) => {
    if (!value) return;
    text.appendMarkdown(`\n\n${label}: **${literal(oneLine(value, 600))}**`);
    if (meaning) text.appendMarkdown(` — ${meaning}`);
  };
  const { LifeCycle: life, Customer: customer, Project: project } = item;
  const account = customer?.Account;
  text.appendMarkdown(`### ${literal(oneLine(account?.CompanyName ?? l10n.t('No company name')))}`);
  const writing: Writing = { t: l10n.t, locale: env.language, ...day };
  if (change) line(l10n.t('Since you last looked'), changeWords(change, writing).join(' · '));
  const { actionRequired } = attentionOf(item, day.today);
  line(l10n.t('Review status'), life?.ReviewStatus, meaningOf(reviewStatusMeanings, life?.ReviewStatus));
  if (actionRequired) {
    line(l10n.t('AWS asks'), life?.ReviewComments);
    line(l10n.t('Reason'), life?.ReviewStatusReason);
  }
  line(l10n.t('Stage'), life?.Stage, meaningOf(stageMeanings, life?.Stage));
  line(l10n.t('Closed lost because'), life?.ClosedLostReason);
  line(l10n.t('Target close date'), dayText(life?.TargetCloseDate ?? '', writing), closingText(item, writing));
  line(
    l10n.t('Expected monthly spend'),
    monthlySpend(item)
      .map((money) => formatMoney(money, env.language))
      .join(' + '),
  );
  line(l10n.t('Next steps'), life?.NextSteps);
  line(l10n.t('Type'), item.OpportunityType);
  line(l10n.t('Delivery'), project?.DeliveryModels?.join(', '));
  line(l10n.t('Industry'), account?.OtherIndustry ?? account?.Industry);
  line(l10n.t('Location'), [account?.Address?.City, account?.Address?.CountryCode].filter(Boolean).join(', '));
  line(l10n.t('ID'), item.Id);
  line(l10n.t('Partner’s ID'), item.PartnerOpportunityIdentifier);
  line(l10n.t('Last modified'), item.LastModifiedDate && momentText(item.LastModifiedDate, writing));
  return text;
}

/**
 * Returns Markdown that shows exactly this text. MarkdownString.appendText would turn plain addresses into links, and
 * entities into characters.
 */
function literal(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function meaningOf(meanings: Readonly<Record<string, string>>, value: string | undefined): string | undefined {
  const meaning = value !== undefined && Object.hasOwn(meanings, value) ? meanings[value] : undefined;
  return meaning && l10n.t(meaning);
}
