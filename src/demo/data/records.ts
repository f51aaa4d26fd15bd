import type { Catalog, ReviewStatus, Spend, Stage } from '../../core/model/opportunity';
import { company, unusualCompany } from './companies';
import { byWeight, Random, type Weighted } from './random';
import { closedLostReasons, nextSteps, reviewRemarks } from './remarks';
import type { WireRecord } from './wireRecord';

type LifeCycle = NonNullable<WireRecord['LifeCycle']>;
type Project = NonNullable<WireRecord['Project']>;

/** The day that counts as "today" in the sample data by default: November 1, 2026, UTC. */
export const defaultAnchor = new Date(Date.UTC(2026, 10, 1));

export interface RecordsOptions {
  /** The number of opportunities, 0 or more. */
  readonly count: number;
  readonly seed: number;
  readonly catalog: Catalog;
  /** The day that counts as "today". Target close dates are on both sides of it, changes before it. */
  readonly anchor?: Date;
  /** Gives every opportunity a last-modified date, as GetOpportunity promises. Default: false, as in ListOpportunities. */
  readonly allDated?: boolean;
  /** Gives every opportunity a lifecycle stage. Defaults to false. */
  readonly allStaged?: boolean;
}

/**
 * Returns sample opportunities in no particular order. The same options give the same data on every machine.
 *
 * Every lifecycle stage and review status appears from about 100 opportunities on, and every closed-lost reason and
 * industry from 250 on. One stage contains nearly half of them, another only one in fifty.
 */
export function generateOpportunities(options: RecordsOptions): WireRecord[] {
  const { count, seed, catalog, anchor = defaultAnchor, allDated = false, allStaged = false } = options;
  const name = `${seed}/${catalog}`;
  const ids = new Random(`${name}/ids`);
  const idStep = ids.integer(1, idRange - 1);
  const idStart = ids.integer(0, idRange - 1);
  const companies = Math.max(1, Math.ceil(count * 0.6));
  let closedLost = ids.integer(0, closedLostReasons.length - 1);

  return Array.from({ length: count }, (_, index) => {
    const random = new Random(`${name}/${index}`);
    const stage = stageOf(index);
    const id = opportunityId(index, (idStart + index * idStep) % idRange);
    const times = timesOf(index, anchor, random, allDated);
    const lifeCycle = lifeCycleOf(stage, anchor, random, stage === 'Closed Lost' ? closedLost++ : 0);
    const account = company(companyIndexOf(index, companies, random), name);
    return {
      Catalog: catalog,
      ...(index % 500 !== 317 && { Id: id }),
      Arn: random.chance(0.1)
        ? null
        : `arn:aws:partnercentral:us-east-1:123456789012:catalog/${catalog}/opportunity/${id}`,
      ...(random.chance(0.8) && {
        PartnerOpportunityIdentifier: `006Qy${String(random.integer(1, 9_999_999)).padStart(10, '0')}`,
      }),
      ...(random.chance(0.95) && {
        OpportunityType: random.pick(['Net New Business', 'Net New Business', 'Expansion', 'Flat Renewal'] as const),
      }),
      ...times,
      ...((allStaged || index % 83 !== 41) && {
        LifeCycle: allStaged || index % 149 !== 70 ? lifeCycle : withoutStage(lifeCycle),
      }),
      ...(index % 67 !== 33 && { Customer: index % 71 === 36 ? { Account: null } : { Account: account } }),
      ...(index % 61 !== 29 && { Project: projectOf(index, random) }),
    };
  });
}

const stageWeights: readonly Weighted<Stage>[] = [
  ['Prospect', 45],
  ['Qualified', 16],
  ['Technical Validation', 11],
  ['Business Validation', 7],
  ['Committed', 2],
  ['Launched', 9],
  ['Closed Lost', 10],
];

/** Golden-ratio steps spread evenly, so that even a few opportunities follow the weights. */
function stageOf(index: number): Stage {
  return byWeight(stageWeights, ((index + 1) * 0.618_033_988_749_895) % 1);
}

/** Some customers have many opportunities and most have one. The unusual names all appear among the first 240. */
function companyIndexOf(index: number, companies: number, random: Random): number {
  if (index < 240 && index % 20 === 7) return unusualCompany(Math.floor(index / 20));
  // The product of two draws favors low numbers.
  return Math.floor(random.next() * random.next() * companies);
}

/** A prime, so that multiples of any smaller step reach every number once before one repeats. */
const idRange = 8_999_993;

/** Returns an id with seven digits like AWS's own. One in 97 has 19, which the model allows. */
function opportunityId(index: number, number: number): string {
  const digits = String(1_000_000 + number);
  return index % 97 === 13 ? `O900719925474${digits}` : `O${digits}`;
}

const day = 86_400_000;

function timesOf(
  index: number,
  anchor: Date,
  random: Random,
  allDated: boolean,
): Partial<Pick<WireRecord, 'CreatedDate' | 'LastModifiedDate'>> {
  const createdAgo = random.integer(1, 730 * 86_400) * 1000;
  // One in nine was part of the same bulk edit, with the same time to the millisecond.
  const bulkEdit = 12 * day + 3_723_004;
  const modifiedAgo = index % 9 === 4 ? bulkEdit : Math.floor(createdAgo * random.next() * random.next());
  const created = anchor.getTime() - Math.max(createdAgo, modifiedAgo);
  return {
    LastModifiedDate: index % 127 === 90 && !allDated ? null : dateTime(anchor.getTime() - modifiedAgo),
    ...(index % 89 !== 44 && { CreatedDate: dateTime(created) }),
  };
}

/** Returns ISO 8601 in UTC. As in AWS's responses, whole seconds have no fraction. */
export function dateTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}

const statusWeights: Record<Stage, readonly Weighted<ReviewStatus>[]> = {
  Prospect: [
    ['Pending Submission', 25],
    ['Submitted', 15],
    ['In review', 15],
    ['Approved', 20],
    ['Rejected', 10],
    ['Action Required', 15],
  ],
  Qualified: [
    ['Approved', 70],
    ['In review', 10],
    ['Action Required', 10],
    ['Submitted', 10],
  ],
  'Technical Validation': [
    ['Approved', 88],
    ['Action Required', 12],
  ],
  'Business Validation': [
    ['Approved', 90],
    ['In review', 10],
  ],
  Committed: [['Approved', 1]],
  Launched: [['Approved', 1]],
  'Closed Lost': [
    ['Approved', 60],
    ['Rejected', 40],
  ],
};

function lifeCycleOf(stage: Stage, anchor: Date, random: Random, reason: number): LifeCycle {
  const status = random.weighted(statusWeights[stage]);
  const ended = stage === 'Launched' || stage === 'Closed Lost';
  // Open opportunities may be overdue by up to two months. Ended ones have a date before today.
  const closesIn = ended ? -random.integer(1, 500) : random.integer(-60, 400);
  const remark = status === 'Rejected' || status === 'Action Required' ? random.pick(reviewRemarks[status]) : undefined;
  return {
    Stage: stage,
    ...(stage === 'Closed Lost' && { ClosedLostReason: closedLostReasons[reason % closedLostReasons.length] }),
    ...(random.chance(0.75) ? { NextSteps: random.pick(nextSteps) } : random.chance(0.3) && { NextSteps: '' }),
    ...(random.chance(0.95) && { TargetCloseDate: dateTime(anchor.getTime() + closesIn * day).slice(0, 10) }),
    ReviewStatus: status,
    ...(remark
      ? { ReviewComments: remark.comment, ReviewStatusReason: remark.reason }
      : random.chance(0.2) && { ReviewComments: null }),
  };
}

function withoutStage({ Stage: _, ...rest }: LifeCycle): LifeCycle {
  return rest;
}

const deliveryModels = [
  'SaaS or PaaS',
  'BYOL or AMI',
  'Managed Services',
  'Professional Services',
  'Resell',
  'Other',
] as const;

const currencies: readonly Weighted<Spend['CurrencyCode']>[] = [
  ['USD', 60],
  ['EUR', 15],
  ['GBP', 6],
  ['JPY', 6],
  ['INR', 4],
  ['BRL', 3],
  ['AUD', 3],
  ['CHF', 2],
  ['KRW', 1],
];

function projectOf(index: number, random: Random): Project {
  const first = random.integer(0, deliveryModels.length - 1);
  const contract = random.chance(0.4);
  return {
    ...(random.chance(0.95) && { DeliveryModels: deliveryModels.slice(first, first + random.integer(1, 3)) }),
    ...(random.chance(0.93) && { ExpectedCustomerSpend: spendsOf(index, contract, random) }),
    // "Self" is accepted as a target company only together with a contract duration.
    ...(contract && {
      ExpectedContractDuration: { Term: 'Months', Value: String(random.integer(1, 5) * 12) } as const,
    }),
  };
}

function spendsOf(index: number, contract: boolean, random: Random): Spend[] {
  const entries = random.weighted([
    [0, 3],
    [1, 70],
    [2, 20],
    [4, 7],
  ]);
  return Array.from({ length: entries }, (_, entry): Spend => {
    const amount = amountOf(index, random);
    return {
      ...(amount !== undefined && { Amount: amount }),
      CurrencyCode: random.weighted(currencies),
      Frequency: 'Monthly',
      TargetCompany: contract && entry > 0 ? 'Self' : 'AWS',
      ...(random.chance(0.1) && { EstimationUrl: `https://calculator.aws/#/estimate?id=${estimateId(random)}` }),
    };
  });
}

/** Returns decimal text as the service writes it. One in 83 has more digits than a JavaScript number can represent. */
function amountOf(index: number, random: Random): string | undefined {
  if (index % 83 === 12) return `1234567890123456789012345678901.${random.integer(10, 99)}`;
  if (index % 103 === 51) return undefined;
  if (index % 53 === 20) return '';
  const dollars = random.integer(1, 9) * random.pick([10, 100, 1000, 1000, 10_000, 25_000]) + random.integer(0, 99);
  return random.weighted([
    [`${dollars}.0`, 50],
    [String(dollars), 20],
    [`${dollars}.${random.integer(10, 99)}`, 25],
    ['0', 3],
    ['0.0', 2],
  ]);
}

function estimateId(random: Random): string {
  return Array.from({ length: 40 }, () => random.integer(0, 15).toString(16)).join('');
}
