import { awsInsights } from './awsInsights';
import { awsClosedLostReason, awsStage } from './awsStages';
import { dateTime, day } from './dates';
import type { DataSet, FullOpportunity } from './fullOpportunity';
import { nextStepsHistory } from './nextStepsHistory';
import { awsTeam } from './people';
import { Random } from './random';

const awsNextSteps = [
  'The account manager introduces the partner to the customer’s IT lead.',
  'Waiting for the partner to confirm the scope.',
  'A solutions architect reviews the design.',
  'Funding request is under review.',
  'No support needed from AWS at the moment.',
];

/** GetAwsOpportunitySummary's response as it is sent, including explicit nulls. */
export type AwsOpportunitySummary = ReturnType<typeof awsOpportunitySummary>;

/** Returns AWS's side of an opportunity, the same for the same opportunity and seed. Only submitted ones have one. */
export function awsOpportunitySummary(full: FullOpportunity, { seed, hostile = false }: DataSet) {
  const stream = (part: string) => new Random(`${seed}/${full.Catalog}/${full.Id}/aws/${part}`);
  const random = stream('rest');
  const coSell = (full.PrimaryNeedsFromAws ?? []).length > 0;
  const limited = full.NationalSecurity === 'Yes' || random.chance(0.05);
  const insights = awsInsights(full, stream('insights'));
  const related = full.RelatedEntityIdentifiers;
  return {
    Catalog: full.Catalog,
    RelatedOpportunityId: full.Id,
    // An invitation from AWS becomes an opportunity when it is accepted, and needs no review.
    Origin: full.LifeCycle?.ReviewStatus === 'Approved' && random.chance(0.3) ? 'AWS Referral' : 'Partner Referral',
    InvolvementType: coSell ? 'Co-Sell' : 'For Visibility Only',
    ...(coSell && random.chance(0.2) && { InvolvementTypeChangeReason: random.pick(changeReasons) }),
    Visibility: limited ? 'Limited' : 'Full',
    LifeCycle: lifeCycle(full, stream('lifecycle')),
    ...(random.chance(0.9) && { OpportunityTeam: awsTeam(stream('team'), random.integer(0, 3), hostile) }),
    Insights: random.chance(0.06) ? null : insights,
    CosellMotion: insights.OpportunityQuality
      ? random.pick(['AWS Field-engaged', 'Agent-engaged', 'Partner-led'])
      : null,
    RelatedEntityIds: {
      ...(related.AwsProducts && { AwsProducts: related.AwsProducts }),
      ...(related.Solutions && { Solutions: related.Solutions }),
      ...(related.AwsMarketplaceProducts && { AwsMarketplaceProducts: related.AwsMarketplaceProducts }),
      ...(related.AwsMarketplaceSolutions && { AwsMarketplaceSolutions: related.AwsMarketplaceSolutions }),
    },
    ...(!limited && full.Customer?.Contacts !== undefined && { Customer: { Contacts: full.Customer.Contacts } }),
    ...(full.Project && { Project: project(full.Project, stream('project')) }),
  } as const;
}

/** Contains every value of the model. */
const changeReasons = [
  'Expansion Opportunity',
  'Change in Deal Information',
  'Customer Requested',
  'Technical Complexity',
  'Risk Mitigation',
] as const;

function lifeCycle({ LifeCycle, CreatedDate, LastModifiedDate }: FullOpportunity, random: Random) {
  const stage = awsStage(LifeCycle?.Stage ?? 'Prospect', random);
  const target = LifeCycle?.TargetCloseDate;
  const shift = random.chance(0.7) ? 0 : random.integer(-60, 120);
  const steps = random.chance(0.7) ? random.pick(awsNextSteps) : undefined;
  const period = { from: Date.parse(CreatedDate), to: Date.parse(LastModifiedDate) };
  const history = nextStepsHistory(random, awsNextSteps, steps, period);
  return {
    ...(random.chance(0.96) && { Stage: stage }),
    ...(stage.startsWith('Closed') && { ClosedLostReason: awsClosedLostReason(LifeCycle?.ClosedLostReason, random) }),
    ...(target && { TargetCloseDate: dateTime(Date.parse(target) + shift * day).slice(0, 10) }),
    ...(steps ? { NextSteps: steps } : random.chance(0.3) && { NextSteps: null }),
    ...(history.length > 0 && { NextStepsHistory: history }),
  };
}

/** Returns mostly what the partner expects. Sometimes AWS has its own estimate. */
function project(own: NonNullable<FullOpportunity['Project']>, random: Random) {
  const amount = `${random.integer(1, 400) * 250}.${random.pick(['0', '00'])}`;
  const estimate = { Amount: amount, CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' } as const;
  const spend = random.chance(0.3) ? [estimate] : own.ExpectedCustomerSpend;
  return {
    ...(spend !== undefined && { ExpectedCustomerSpend: spend }),
    ...(own.AwsPartition !== undefined && { AwsPartition: own.AwsPartition }),
  };
}
