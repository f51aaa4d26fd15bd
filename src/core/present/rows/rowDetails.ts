import { attentionOf } from '../../model/attention';
import { monthlySpend, shortMoney } from '../../model/money';
import type { OpportunitySummary } from '../../model/opportunity';
import type { RowField } from '../../query/rowFields';
import { dayText } from '../../text/calendar';
import { oneLine } from '../../text/plainText';
import type { Writing } from '../../text/translate';
import { isMoment } from '../../time/moments';
import { dateIn } from '../../time/zone';

/** One of the details that a row shows behind the company. */
export interface RowDetail {
  /** What is seen, in as few characters as possible. */
  readonly shown: string;
  /** What a screen reader says, where nothing else tells what it is. */
  readonly said: string;
}

/** How much of a free text a row shows. */
const mostCharacters = 80;

const same = (text: string): RowDetail => ({ shown: text, said: text });

/** Returns how a field of AWS is shown, and how it is said; nothing for a field without a value. */
type Tell = (item: OpportunitySummary, writing: Writing) => RowDetail | string | undefined;

const tellers: { readonly [F in RowField]: Tell } = {
  TargetCloseDate: (item, writing) => {
    const day = dayText(item.LifeCycle?.TargetCloseDate ?? '', writing);
    return day && { shown: day, said: overdueText(item, writing) ?? writing.t('target close date {0}', day) };
  },
  ExpectedCustomerSpend: (item, { t, locale }) => {
    const amounts = monthlySpend(item).map((money) => shortMoney(money, locale));
    return {
      shown: amounts.map((amount) => t('{0}/mo', amount)).join(' + '),
      said: amounts.map((amount) => t('{0} a month', amount)).join(' + '),
    };
  },
  Id: ({ Id: id = '' }, { t }) => oneLine(id) || t('no id'),
  PartnerOpportunityIdentifier: ({ PartnerOpportunityIdentifier: id = '' }, { t }) =>
    id && { shown: id, said: t('your CRM’s id {0}', id) },
  Stage: ({ LifeCycle: life }) => life?.Stage,
  ReviewStatus: ({ LifeCycle: life }) => life?.ReviewStatus,
  NextSteps: ({ LifeCycle: life }) => life?.NextSteps,
  ClosedLostReason: ({ LifeCycle: life }) => life?.ClosedLostReason,
  OpportunityType: ({ OpportunityType: type }) => type,
  DeliveryModels: ({ Project: project }) => project?.DeliveryModels?.join(', '),
  Industry: ({ Customer: customer }) => customer?.Account?.OtherIndustry ?? customer?.Account?.Industry,
  City: ({ Customer: customer }) => customer?.Account?.Address?.City,
  StateOrRegion: ({ Customer: customer }) => customer?.Account?.Address?.StateOrRegion,
  CountryCode: ({ Customer: customer }) => customer?.Account?.Address?.CountryCode,
  CreatedDate: ({ CreatedDate: at = '' }, writing) => at && writing.t('created {0}', dayOf(at, writing)),
  LastModifiedDate: ({ LastModifiedDate: at = '' }, writing) => at && writing.t('modified {0}', dayOf(at, writing)),
};

/** Returns what a row shows behind the company, in the order of the fields. A field without a value is left out. */
export function rowDetails(
  item: OpportunitySummary,
  fields: readonly RowField[],
  writing: Writing,
): readonly RowDetail[] {
  return fields.flatMap((field) => {
    const told = tellers[field](item, writing) ?? '';
    const { shown, said } = typeof told === 'string' ? same(told) : told;
    const detail = { shown: oneLine(shown, mostCharacters), said: oneLine(said, mostCharacters * 2) };
    return detail.shown ? [detail] : [];
  });
}

/**
 * Returns in words what the icon, the colour and the badge of a row say, too. They come last: in a narrow side bar there is
 * room only for what nothing else shows.
 */
export function attentionWords(item: OpportunitySummary, { t, today }: Writing): readonly string[] {
  const { overdueDays, actionRequired } = attentionOf(item, today);
  return [...(overdueDays === undefined ? [] : [t('overdue')]), ...(actionRequired ? [t('Action Required')] : [])];
}

/** Returns since when an opportunity is overdue; undefined if it is not. */
export function overdueText(item: OpportunitySummary, writing: Writing): string | undefined {
  const closes = item.LifeCycle?.TargetCloseDate;
  if (closes === undefined || attentionOf(item, writing.today).overdueDays === undefined) return undefined;
  return writing.t('overdue {0}', dayText(closes, writing));
}

/** Returns the day of a moment in the person's time zone. */
function dayOf(at: string, writing: Writing): string {
  return dayText(isMoment(at) ? dateIn(writing.zone, new Date(at)) : at, writing);
}
