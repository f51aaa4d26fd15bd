import type { Catalog, Stage } from '../../core/model/opportunity';
import { company, unusualCompany } from './companies';
import { dateTime, day } from './dates';
import { lifeCycleOf, withoutStage } from './lifeCycles';
import { projectOf } from './projects';
import { byWeight, Random, type Weighted } from './random';
import { closedLostReasons } from './remarks';
import type { WireRecord } from './wireRecord';

/** The day that counts as "today" in the sample data by default: November 1, 2026, UTC. */
export const defaultAnchor = new Date(Date.UTC(2026, 10, 1));

export interface RecordsOptions {
  /** The number of opportunities, 0 or more. */
  readonly count: number;
  readonly seed: number;
  readonly catalog: Catalog;
  /** The day that counts as "today". Target close dates are on both sides of it, changes before it. */
  readonly anchor?: Date;
  /**
   * Makes the data hard to read and to show: missing and empty fields, explicit nulls, amounts and ids with more digits than
   * a JavaScript number can represent, very long texts, and names in many scripts. By default, it is what a business has.
   */
  readonly hostile?: boolean;
  /** Gives every opportunity a last-modified date, as GetOpportunity promises. Default: false, as in ListOpportunities. */
  readonly allDated?: boolean;
  /** Gives every opportunity a lifecycle stage. Defaults to false. */
  readonly allStaged?: boolean;
}

/**
 * Returns sample opportunities in no particular order. The same options give the same data on every machine.
 *
 * Every lifecycle stage and review status appears from about 100 opportunities on, and every closed-lost reason from 250
 * on. One stage contains nearly half of them, another only one in fifty. About one in 50 has no stage, and one in 65 no
 * customer or no project, as in a partner's account.
 */
export function generateOpportunities(options: RecordsOptions): WireRecord[] {
  const {
    count,
    seed,
    catalog,
    anchor = defaultAnchor,
    allDated = false,
    allStaged = false,
    hostile = false,
  } = options;
  const name = `${seed}/${catalog}`;
  const ids = new Random(`${name}/ids`);
  const idAt = opportunityIds(ids, hostile);
  const companies = companiesOf(count);
  let closedLost = ids.integer(0, closedLostReasons.length - 1);

  return Array.from({ length: count }, (_, index) => {
    const random = new Random(`${name}/${index}`);
    const stage = stageOf(index);
    const id = idAt(index);
    const { created, modified } = timesOf(index, anchor, random);
    const lost = stage === 'Closed Lost' ? closedLost++ : 0;
    // Each of these is one in so many opportunities.
    const odd = (every: number, at: number) => index % every === at;
    const [bare, unstaged] = [!allStaged && odd(83, 41), !allStaged && odd(149, 70)];
    // Without a stage, a partner has only just begun.
    const lived = (bare || unstaged) && !hostile ? 'Prospect' : stage;
    const lifeCycle = lifeCycleOf(lived, random, { anchor, created, lost, hostile });
    const account = company(companyIndexOf(index, companies, random), name, hostile);
    return {
      Catalog: catalog,
      ...(!(hostile && odd(500, 317)) && { Id: id }),
      Arn: random.chance(0.1) && hostile ? null : arnOf(catalog, id),
      ...partnerFields(random),
      LastModifiedDate: hostile && odd(127, 90) && !allDated ? null : modified,
      ...(!(hostile && odd(89, 44)) && { CreatedDate: created }),
      ...(!(hostile && bare) && { LifeCycle: bare || unstaged ? withoutStage(lifeCycle) : lifeCycle }),
      ...(!odd(67, 33) && { Customer: { Account: hostile && odd(71, 36) ? null : account } }),
      ...(!odd(61, 29) && { Project: projectOf(index, account.Address?.CountryCode, random, hostile) }),
    };
  });
}

/** Returns the number of companies that have `count` opportunities. */
export function companiesOf(count: number): number {
  return Math.max(1, Math.ceil(count * 0.6));
}

export function arnOf(catalog: Catalog, id: string): string {
  return `arn:aws:partnercentral:us-east-1:123456789012:catalog/${catalog}/opportunity/${id}`;
}

/** Returns what a partner notes about most opportunities: its own id of it, and the type. */
export function partnerFields(random: Random): Pick<WireRecord, 'PartnerOpportunityIdentifier' | 'OpportunityType'> {
  return {
    ...(random.chance(0.8) && {
      PartnerOpportunityIdentifier: `006Qy${String(random.integer(1, 9_999_999)).padStart(10, '0')}`,
    }),
    ...(random.chance(0.95) && {
      OpportunityType: random.pick(['Net New Business', 'Net New Business', 'Expansion', 'Flat Renewal'] as const),
    }),
  };
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
export const idRange = 8_999_993;

/**
 * Returns the ids of a data set, a different one for every index below `idRange`. They have seven digits like AWS's own.
 * Of hostile ones, one in 97 has 19, which the model allows.
 */
export function opportunityIds(random: Random, hostile: boolean): (index: number) => string {
  const step = random.integer(1, idRange - 1);
  const start = random.integer(0, idRange - 1);
  return (index) => {
    const digits = String(1_000_000 + ((start + index * step) % idRange));
    return hostile && index % 97 === 13 ? `O900719925474${digits}` : `O${digits}`;
  };
}

function timesOf(index: number, anchor: Date, random: Random): { readonly created: string; readonly modified: string } {
  const createdAgo = random.integer(1, 730 * 86_400) * 1000;
  // One in nine was part of the same bulk edit, with the same time to the millisecond.
  const bulkEdit = 12 * day + 3_723_004;
  const modifiedAgo = index % 9 === 4 ? bulkEdit : Math.floor(createdAgo * random.next() * random.next());
  const created = anchor.getTime() - Math.max(createdAgo, modifiedAgo);
  return { created: dateTime(created), modified: dateTime(anchor.getTime() - modifiedAgo) };
}
