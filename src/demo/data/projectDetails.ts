import type { Random } from './random';
import type { WireRecord } from './wireRecord';
import { businessProblem, filledTo, type Workload } from './workloads';

type Project = NonNullable<WireRecord['Project']>;
type LifeCycle = NonNullable<WireRecord['LifeCycle']>;

const programs = [
  'Migration Acceleration Program',
  'Well-Architected',
  'ISV Workload Migration',
  'APN Immersion Days',
  'Partner Opportunity Acceleration Funded',
  'VMware Cloud on AWS',
];

/** Contains every value of the model, in the order of a sale. */
const salesActivities = [
  'Initialized discussions with customer',
  'Customer has shown interest in solution',
  'Conducted POC / Demo',
  'In evaluation / planning stage',
  'Agreed on solution to Business Problem',
  'Completed Action Plan',
  'Finalized Deployment Need',
  'SOW Signed',
] as const;

/** The lowest and highest number of completed sales activities in each stage. */
const activitiesDone: Readonly<Record<string, readonly [number, number]>> = {
  Prospect: [0, 2],
  Qualified: [1, 4],
  'Technical Validation': [3, 5],
  'Business Validation': [4, 6],
  Committed: [6, 8],
  Launched: [8, 8],
  'Closed Lost': [1, 5],
};

/** Contains every value of the model. */
const competitors = [
  'No Competition',
  'Microsoft Azure',
  'Google Cloud Platform',
  'On-Prem',
  'Oracle Cloud',
  'Co-location',
  'Akamai',
  'AliCloud',
  'IBM Softlayer',
  'Other- Cost Optimization',
  '*Other',
] as const;

const competitorOfReason: Readonly<Record<string, (typeof competitors)[number]>> = {
  'Lost to Competitor - Google': 'Google Cloud Platform',
  'Lost to Competitor - Microsoft': 'Microsoft Azure',
  'Lost to Competitor - SoftLayer': 'IBM Softlayer',
  'Lost to Competitor - VMWare': '*Other',
  'Lost to Competitor - Other': '*Other',
  'On Premises Deployment': 'On-Prem',
};

const comments = [
  'The customer prefers calls in the morning.',
  'Please coordinate with the team that looks after the parent company.',
  'Kick-off is planned for the first week after the holidays.',
];

const unusualComments = [
  'The customer prefers calls in the morning.',
  'Please coordinate with the team that looks after the parent company.',
  'Kick-off is planned for the first week after the holidays.',
  'お客様とのやり取りは日本語でお願いします。',
  filledTo(
    255,
    'The customer asked for references from its own industry and for the names of the people who would do the work.',
  ),
];

const sovereignCountries = ['DE', 'FR'];

/** Returns what GetOpportunity has about a project beyond its summary. */
export function projectDetails(
  project: Project,
  { LifeCycle, Customer }: WireRecord,
  workload: Workload,
  random: Random,
  hostile: boolean,
) {
  const { CompanyName = null, Address = null } = Customer?.Account ?? {};
  const title = CompanyName ? `${workload.title} for ${CompanyName}` : workload.title;
  const competitor = competitorOf(LifeCycle, random);
  const sovereign = sovereignCountries.includes(Address?.CountryCode ?? '') && random.chance(0.3);
  const [fewest, most] = activitiesDone[LifeCycle?.Stage ?? 'Prospect'] ?? [0, 0];
  return {
    ...project,
    ...(random.chance(0.95) && { Title: random.chance(1 / 40) && hostile ? filledTo(255, `${title} –`) : title }),
    ...(random.chance(0.7) && { ApnPrograms: random.several(programs, random.integer(0, 2)) }),
    ...(random.chance(0.93) && { CustomerBusinessProblem: businessProblem(random, workload, hostile) }),
    ...(random.chance(0.9) && { CustomerUseCase: workload.useCase }),
    ...(random.chance(0.9) && { SalesActivities: salesActivities.slice(0, random.integer(fewest, most)) }),
    ...(competitor && { CompetitorName: competitor }),
    ...(competitor === '*Other' && {
      OtherCompetitorNames: random.pick(['VMware', 'Hetzner, OVHcloud', 'A local hoster']),
    }),
    ...(random.chance(0.4)
      ? { AdditionalComments: random.pick(hostile ? unusualComments : comments) }
      : random.chance(0.2) && { AdditionalComments: null }),
    ...((sovereign || random.chance(0.5)) && { AwsPartition: sovereign ? ('aws-eusc' as const) : null }),
  };
}

function competitorOf(lifeCycle: LifeCycle | null | undefined, random: Random) {
  const picked = random.chance(0.7) ? random.pick(competitors) : undefined;
  return competitorOfReason[lifeCycle?.ClosedLostReason ?? ''] ?? picked;
}
