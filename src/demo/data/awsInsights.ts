import type { FullOpportunity } from './fullOpportunity';
import type { Random } from './random';
import { spendInsights } from './spendInsights';

const actions = [
  'Share the architecture diagram with the AWS account team.',
  'Add a contact of the customer who decides about the budget.',
  'Apply for funding from the Migration Acceleration Program.',
  'Update the target close date: the customer’s budget year ends in March.',
  '1. Confirm the scope of the pilot.\n2. Book a Well-Architected review.\n3. Name the person who signs.',
];

const recommendations = [
  ['OpportunityQuality', 'Describe what the customer loses if nothing changes. It makes the case easier to support.'],
  ['OpportunityQuality', 'Name the people of the customer who take part in the decision.'],
  ['SolutionRecommendation', 'A solution of yours fits this use case and is not named yet.'],
  ['SolutionRecommendation', 'Similar opportunities were won with a private offer in AWS Marketplace.'],
  ['SpecialistRecommendation', 'A specialist for databases in the customer’s country can join the next call.'],
] as const;

/** Returns AWS's insights into an opportunity: scores, advice and cost. A missing score is null, as at AWS. */
export function awsInsights(full: FullOpportunity, random: Random) {
  const products = full.RelatedEntityIdentifiers.AwsProducts ?? [];
  const currency = full.Project?.AwsPartition ? 'EUR' : 'USD';
  const scored = random.chance(0.7);
  const estimated = products.length > 0 && random.chance(0.5);
  return {
    ...(random.chance(0.85) && { NextBestActions: random.several(actions, random.integer(1, 2)).join(' ') }),
    ...(random.chance(0.9) && { EngagementScore: random.pick(['High', 'Medium', 'Low'] as const) }),
    ...(estimated && {
      AwsProductsSpendInsightsBySource: {
        ...(random.chance(0.7) && { Partner: spendInsights(random, products, currency) }),
        AWS: spendInsights(random, products, currency),
      },
    }),
    OpportunityQuality: scored
      ? {
          Score: random.pick([0, 100, random.integer(20, 95), random.integer(40, 90), random.integer(60, 90)]),
          ...(random.chance(0.9) && { Trend: random.pick(['Improving', 'Declining', 'No Change']) }),
        }
      : null,
    ...(scored && {
      Recommendations: random.several(recommendations, random.integer(0, 5)).map(([Type, Details]) => ({
        Type,
        Details,
        ...(random.chance(0.4) && { Attributes: { confidence: random.pick(['high', 'medium']), version: '3' } }),
      })),
    }),
  };
}
