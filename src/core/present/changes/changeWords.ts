import type { HashedField, Move, OpportunityChange } from '../../changes/opportunityChange';
import { dayText } from '../../text/calendar';
import { oneLine } from '../../text/plainText';
import type { Translate, Writing } from '../../text/translate';
import { daysBetween } from '../../time/dates';

/** How much of a value of AWS a row shows. */
const mostCharacters = 80;

/** With more fields than these beside what counts most, a row says how many there are. */
const mostOthers = 3;

type Words = (t: Translate) => string;

/** What says that a field changed, the most important first. */
const fieldWords: { readonly [F in HashedField]: Words } = {
  'Project.ExpectedCustomerSpend': (t) => t('expected spend changed'),
  'LifeCycle.NextSteps': (t) => t('next steps changed'),
  'LifeCycle.ReviewComments': (t) => t('review comments changed'),
  'LifeCycle.ReviewStatusReason': (t) => t('review status reason changed'),
  'LifeCycle.ClosedLostReason': (t) => t('closed lost reason changed'),
  'Customer.Account.CompanyName': (t) => t('company name changed'),
  OpportunityType: (t) => t('type changed'),
  'Project.DeliveryModels': (t) => t('delivery models changed'),
  'Project.ExpectedContractDuration': (t) => t('contract duration changed'),
  PartnerOpportunityIdentifier: (t) => t('partner’s ID changed'),
  'Customer.Account.Industry': (t) => t('industry changed'),
  'Customer.Account.OtherIndustry': (t) => t('other industry changed'),
  'Customer.Account.WebsiteUrl': (t) => t('website changed'),
  'Customer.Account.Address.City': (t) => t('city changed'),
  'Customer.Account.Address.StateOrRegion': (t) => t('state or region changed'),
  'Customer.Account.Address.PostalCode': (t) => t('postal code changed'),
  'Customer.Account.Address.CountryCode': (t) => t('country changed'),
  CreatedDate: (t) => t('created date changed'),
};

/** What is named even beside many others. */
const important: readonly HashedField[] = ['Project.ExpectedCustomerSpend', 'LifeCycle.NextSteps'];

const order = Object.keys(fieldWords) as readonly HashedField[];

/** Returns what changed, in a few words each, the most important first. There is always something. */
export function changeWords(change: OpportunityChange, writing: Writing): readonly string[] {
  const { t } = writing;
  if (change.kind === 'new') return [newText(change, t)];
  if (change.kind === 'unknown') return [t('changed; what it was before is not known')];
  const words = [
    ...(change.reviewStatus ? [reviewStatusText(change.reviewStatus, t)] : []),
    ...(change.stage ? [stageText(change.stage, t)] : []),
    ...(change.closes ? [closesText(change.closes, writing)] : []),
    ...important.filter((field) => change.fields.includes(field)).map((field) => fieldWords[field](t)),
  ];
  words.push(...othersWords(change, words.length > 0, t));
  return words.length > 0 ? words : [t('modified outside the summary')];
}

/** Returns the fields that changed, the most important first. */
export function changedInOrder({ fields }: Pick<OpportunityChange, 'fields'>): readonly HashedField[] {
  return order.filter((field) => fields.includes(field));
}

/** Returns by how many days a close date moved; undefined if one of the two is no date. */
export function movedText({ from = '', to = '' }: Move, { t, locale }: Writing): string | undefined {
  const days = daysBetween(from, to);
  if (days === undefined || days === 0) return undefined;
  const count = Math.abs(days).toLocaleString(locale);
  if (days > 0) return days === 1 ? t('1 day later') : t('{0} days later', count);
  return days === -1 ? t('1 day earlier') : t('{0} days earlier', count);
}

function newText({ item }: OpportunityChange, t: Translate): string {
  const stage = value(item?.LifeCycle?.Stage);
  return stage ? t('new in {0}', stage) : t('new');
}

function reviewStatusText({ from, to }: Move, t: Translate): string {
  const [old, now] = [value(from), value(to)];
  if (old && now) return t('{0} → {1}', old, now);
  return now ? t('review status {0}', now) : t('no review status any more');
}

function stageText({ from, to }: Move, t: Translate): string {
  const [old, now] = [value(from), value(to)];
  if (old && now) return t('{0} → {1}', old, now);
  return now ? t('stage {0}', now) : t('no stage any more');
}

function closesText({ from, to }: Move, writing: Writing): string {
  const { t, locale } = writing;
  if (!from && !to) return t('close date changed');
  if (!from) return t('close date added: {0}', day(to, writing));
  if (!to) return t('close date removed');
  const days = daysBetween(from, to);
  if (days === undefined || days === 0) return t('close date {0} → {1}', day(from, writing), day(to, writing));
  const count = Math.abs(days).toLocaleString(locale);
  if (days > 0) {
    return days === 1 ? t('close date moved 1 day later') : t('close date moved {0} days later', count);
  }
  return days === -1 ? t('close date moved 1 day earlier') : t('close date moved {0} days earlier', count);
}

function othersWords(change: OpportunityChange, isMore: boolean, t: Translate): readonly string[] {
  const others = changedInOrder(change).filter((field) => !important.includes(field));
  if (others.length <= mostOthers) return others.map((field) => fieldWords[field](t));
  return [isMore ? t('{0} more fields changed', others.length) : t('{0} fields changed', others.length)];
}

function day(text: string | undefined, { locale }: Writing): string {
  return oneLine(dayText(text ?? '', { locale }), mostCharacters);
}

function value(text: string | undefined): string {
  return oneLine(text ?? '', mostCharacters);
}
