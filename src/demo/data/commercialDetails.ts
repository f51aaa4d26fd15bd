import { dateTime, day } from './dates';
import type { Random } from './random';
import type { WireRecord } from './wireRecord';

const marketingUseCases = [
  'AI/ML',
  'Analytics',
  'Databases',
  'Migration & Transfer',
  'Security',
  'Serverless',
  'Storage',
];

/** Contains every value of the model. */
const channels = [
  'AWS Marketing Central',
  'Content Syndication',
  'Display',
  'Email',
  'Live Event',
  'Out Of Home (OOH)',
  'Print',
  'Search',
  'Social',
  'Telemarketing',
  'TV',
  'Video',
  'Virtual Event',
] as const;

/** Returns where an opportunity came from. Use cases are named only when AWS paid for a part. */
export function marketing(random: Random, hostile: boolean) {
  if (random.chance(0.55)) return { Source: 'None', AwsFundingUsed: 'No' } as const;
  const funded = random.chance(0.5);
  return {
    Source: 'Marketing Activity',
    ...(random.chance(0.8) && {
      CampaignName: random.pick([
        'Summit 2026',
        'Migrate in 90 days',
        hostile ? 'データ活用セミナー' : 'Data in practice',
      ]),
    }),
    ...(funded && { UseCases: random.several(marketingUseCases, random.integer(1, 3)) }),
    Channels: random.several(channels, random.integer(0, 3)),
    AwsFundingUsed: funded ? 'Yes' : 'No',
  } as const;
}

/** Returns what the customer pays for the partner's software, in the currency of its spend on AWS. */
export function softwareRevenue({ LifeCycle, Project }: WireRecord, random: Random) {
  const spend = Project?.ExpectedCustomerSpend?.[0];
  const starts = LifeCycle?.TargetCloseDate ? Date.parse(LifeCycle.TargetCloseDate) : undefined;
  const ends = starts === undefined ? undefined : starts + random.pick([365, 730, 1095]) * day;
  const amount = `${random.integer(1, 900) * 1000}.${random.pick(['0', '00', '50', '99'])}`;
  return {
    ...(random.chance(0.9) && { DeliveryModel: random.pick(['Contract', 'Pay-as-you-go', 'Subscription'] as const) }),
    ...(random.chance(0.9) && {
      // A huge spend has a huge revenue, with more digits than a JavaScript number can represent.
      Value: {
        Amount: (spend?.Amount ?? '').length > 20 ? (spend?.Amount as string) : amount,
        CurrencyCode: spend?.CurrencyCode ?? ('USD' as const),
      },
    }),
    ...(starts !== undefined && { EffectiveDate: dateTime(starts).slice(0, 10) }),
    ...(ends !== undefined && random.chance(0.8) && { ExpirationDate: dateTime(ends).slice(0, 10) }),
  };
}
