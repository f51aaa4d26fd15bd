import type { Stage } from '../../core/model/opportunity';
import type { Random } from './random';
import type { Workload } from './workloads';

const account = '123456789012';

interface RelatedEntities {
  readonly AwsProducts?: readonly string[];
  readonly Solutions?: readonly string[];
  readonly AwsMarketplaceOffers?: readonly string[] | null;
  readonly AwsMarketplaceOfferSets?: readonly string[];
  readonly AwsMarketplaceProducts?: readonly string[];
  readonly AwsMarketplaceSolutions?: readonly string[];
}

/** Returns an opportunity's products, solutions and AWS Marketplace offers: none at first, some of each in later stages. */
export function relatedEntities(
  random: Random,
  { products }: Workload,
  stage: Stage | null | undefined,
): RelatedEntities {
  if (random.chance(0.08)) return {};
  const late = stage === 'Committed' || stage === 'Launched';
  const offered = random.chance(late ? 0.6 : 0.1);
  return {
    AwsProducts: random.several(products, random.integer(0, products.length)),
    ...((late || random.chance(0.8)) && {
      Solutions: random.several(['S-0051246', 'S-0050647', 'S-0017983', 'S-0000001'], random.integer(1, 2)),
    }),
    ...(offered
      ? {
          AwsMarketplaceOffers: [
            `arn:aws:aws-marketplace:us-east-1:${account}:AWSMarketplace/Offer/${name('offer', random)}`,
          ],
        }
      : random.chance(0.1) && { AwsMarketplaceOffers: null }),
    ...(offered &&
      random.chance(0.3) && {
        AwsMarketplaceOfferSets: [
          `arn:aws:aws-marketplace:us-east-1:${account}:AWSMarketplace/OfferSet/${name('offerset', random)}`,
        ],
      }),
    ...(offered &&
      random.chance(0.5) && {
        AwsMarketplaceProducts: [
          `arn:aws:aws-marketplace:us-east-1:${account}:AWSMarketplace/SaaSProduct/${name('prod', random)}`,
        ],
      }),
    ...(offered &&
      random.chance(0.2) && {
        AwsMarketplaceSolutions: [
          `arn:aws:aws-marketplace:us-east-1:${account}:AWSMarketplace/Solution/${name('solution', random)}`,
        ],
      }),
  };
}

function name(kind: string, random: Random): string {
  return `${kind}-${random
    .integer(0, 2 ** 31)
    .toString(36)
    .padStart(13, '0')}`;
}
