import type { Stage } from '../../core/model/opportunity';
import type { Random } from './random';
import { closedLostReasons } from './remarks';

/** AWS's own stages for each of the partner's: AWS has more, and may be behind. They cover every value of the model. */
const awsStages = {
  Prospect: [
    'Prospect',
    'Not Started',
    'Identified',
    'Research',
    'Engaged',
    'Seller Engaged',
    'Seller Registered',
    'In Progress',
    'On-hold',
  ],
  Qualified: ['Qualified', 'Qualify', 'Evaluating', 'Prospect', 'Deferred to Partner'],
  'Technical Validation': ['Technical Validation', 'Building Integration', 'Qualified'],
  'Business Validation': ['Business Validation', 'Term Sheet Negotiation', 'Technical Validation'],
  Committed: ['Committed', 'Contract Negotiation', 'Onboarding'],
  Launched: ['Launched', 'Completed'],
  'Closed Lost': ['Closed Lost', 'Closed Incomplete'],
} as const satisfies Readonly<Record<Stage, readonly string[]>>;

/** The values that the model has for AWS but not for partners. */
const awsOnlyReasons = [
  'Administrative',
  'Business Associate Agreement',
  'Company Acquired/Dissolved',
  'Competitive Offering',
  'Customer Data Requirement',
  'Duplicate',
  'Duplicate Opportunity',
  'Executive Blocker',
  'Failed Vetting',
  'Feature Limitation',
  'Insufficient Amazon Value',
  'Insufficient AWS Value',
  'International Constraints',
  'Legal Terms and Conditions',
  'Lost to Competitor',
  'Lost to Competitor - Rackspace',
  'No Customer Reference',
  'No Integration Resources',
  'No Perceived Value of MP',
  'No Response',
  'Not Committed to AWS',
  'No Update',
  'Other (Details in Description)',
  'Past Due',
  'Platform Technology Limitation',
  'Preference for Competitor',
  'Product Not on AWS',
  'Self-Service',
  'Term Sheet Impasse',
] as const;

/** Returns the partner's stage half of the time. */
export function awsStage(stage: Stage, random: Random) {
  return random.chance(0.5) ? awsStages[stage][0] : random.pick<AwsStage>(awsStages[stage]);
}

type AwsStage = (typeof awsStages)[Stage][number];

/** Returns the partner's reason half of the time. */
export function awsClosedLostReason(own: (typeof closedLostReasons)[number] | null | undefined, random: Random) {
  const other = random.pick([...closedLostReasons, ...awsOnlyReasons]);
  return own && random.chance(0.5) ? own : other;
}
