import type { FieldName, FieldSpec } from '../../model/fields';
import { deliveryMeanings, reviewStatusMeanings, stageMeanings, typeMeanings } from '../../model/meanings';
import type { OpportunitySummary } from '../../model/opportunity';
import { remembering } from '../../runtime/remembering';
import { dayText, momentText } from '../../text/calendar';
import { severalLines } from '../../text/plainText';
import type { Writing } from '../../text/translate';
import { toWebAddress } from '../../text/webAddress';
import type { CopyTarget } from './panelIntents';
import type { Shown } from './panelState';

/** A window has one. */
const mostLocales = 10;

type Show = (value: string, writing: Writing) => Shown;

const withMeaning =
  (meanings: Readonly<Record<string, string>>) =>
  (value: string, { t }: Writing): Shown => {
    const meaning = Object.hasOwn(meanings, value) ? meanings[value] : undefined;
    return { text: severalLines(value), ...(meaning && { note: t(meaning) }) };
  };

/** How a value is shown when that is not the value itself. */
const shows: { readonly [name in FieldName]?: Show } = {
  'LifeCycle.Stage': withMeaning(stageMeanings),
  'LifeCycle.ReviewStatus': withMeaning(reviewStatusMeanings),
  'LifeCycle.TargetCloseDate': (value, writing) => ({ text: dayText(value, writing) }),
  'Customer.Account.WebsiteUrl': (value) => ({
    text: severalLines(value),
    ...(toWebAddress(value) !== undefined && { intent: { type: 'openWebsite' } }),
  }),
  'Customer.Account.Address.CountryCode': (value, { locale }) => {
    const note = countryName(value, locale);
    return { text: severalLines(value), ...(note && { note }) };
  },
  OpportunityType: withMeaning(typeMeanings),
  'Project.DeliveryModels': withMeaning(deliveryMeanings),
  CreatedDate: (value, writing) => ({ text: momentText(value, writing) }),
  LastModifiedDate: (value, writing) => ({ text: momentText(value, writing) }),
};

/** The fields that can be copied individually. */
export const copies: { readonly [name in FieldName]?: CopyTarget } = {
  'Customer.Account.CompanyName': 'company',
  Id: 'id',
  PartnerOpportunityIdentifier: 'partnerId',
  Arn: 'arn',
};

/** Returns the values of a field as they are shown. */
export function shownValues({ name, read }: FieldSpec, item: OpportunitySummary, writing: Writing): readonly Shown[] {
  return read(item).map((value) => shownValue(name, value, writing));
}

/** Returns a value of a field as it is shown. */
export function shownValue(name: FieldName, value: string, writing: Writing): Shown {
  return shows[name]?.(value, writing) ?? { text: severalLines(value) };
}

/** By locale: making them takes longer than all the other fields. */
const countryNames = remembering(
  (locale) => new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' }),
  mostLocales,
);

function countryName(code: string, locale: string): string | undefined {
  if (!/^[A-Z]{2}$/.test(code)) return undefined;
  const name = countryNames(locale).of(code);
  return name === code ? undefined : name;
}
