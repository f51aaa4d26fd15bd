import { marketing, softwareRevenue } from './commercialDetails';
import { customerDetails } from './customerDetails';
import { dateTime, day } from './dates';
import { mostSteps, type Past } from './edits/past';
import { nextStepsHistory } from './nextStepsHistory';
import { contacts, partnerTitles } from './people';
import { projectDetails } from './projectDetails';
import { Random } from './random';
import { relatedEntities } from './relatedEntities';
import { nextSteps, unusualNextSteps } from './remarks';
import type { WireRecord } from './wireRecord';
import { unusualWorkload, workloads } from './workloads';

/** The data that an opportunity belongs to. */
export interface DataSet {
  readonly seed: number;
  /** The day that counts as "today". */
  readonly anchor: Date;
  /** As for the summaries. Defaults to false. */
  readonly hostile?: boolean;
}

/** GetOpportunity's response as it is sent, including explicit nulls. */
export type FullOpportunity = ReturnType<typeof fullOpportunity>;

/** Contains every value of the model. */
const needs = [
  'Co-Sell - Architectural Validation',
  'Co-Sell - Business Presentation',
  'Co-Sell - Competitive Information',
  'Co-Sell - Pricing Assistance',
  'Co-Sell - Technical Consultation',
  'Co-Sell - Total Cost of Ownership Evaluation',
  'Co-Sell - Deal Support',
  'Co-Sell - Support for Public Tender / RFx',
] as const;

/**
 * Returns the whole opportunity for a summary, always the same for the same summary and data set.
 *
 * It has every value of the summary unchanged. What the summary leaves out stays out, except for the dates that the model
 * requires here.
 * @param past What it was before its edits, which its history goes on from.
 */
export function fullOpportunity(
  summary: WireRecord,
  id: string,
  { seed, anchor, hostile = false }: DataSet,
  past: Past = { first: summary, steps: [] },
) {
  const dataSet = `${seed}/${summary.Catalog}`;
  const stream = (part: string) => new Random(`${dataSet}/${id}/${part}`);
  const random = stream('rest');
  const workload = stream('workload').pick(hostile ? [...workloads, unusualWorkload] : workloads);
  const { Customer, LifeCycle, Project, ...rest } = summary;
  const times = requiredTimes(summary, anchor, stream('times'));
  const security = nationalSecurity(summary, random);
  const related = relatedEntities(stream('related'), workload, summary.LifeCycle?.Stage);
  return {
    ...rest,
    Catalog: summary.Catalog ?? 'AWS',
    Id: id,
    ...times,
    RelatedEntityIdentifiers: related,
    ...(LifeCycle !== undefined && {
      LifeCycle: LifeCycle && {
        ...LifeCycle,
        ...history(past, requiredTimes(past.first, anchor, stream('times')), stream('history'), hostile),
      },
    }),
    ...(Customer !== undefined && {
      Customer: Customer && customerDetails(Customer, dataSet, stream('customer'), hostile),
    }),
    ...(Project !== undefined && {
      Project: Project && {
        ...projectDetails(Project, summary, workload, stream('project'), hostile),
        // Without one of the partner's own solutions, a description is required.
        ...(!related.Solutions && { OtherSolutionDescription: 'A solution of our own, made for this customer.' }),
      },
    }),
    ...(random.chance(0.92) && { PrimaryNeedsFromAws: random.several(needs, random.integer(0, 3)) }),
    ...(security !== undefined && { NationalSecurity: security }),
    ...(random.chance(0.8) && { Marketing: random.chance(0.1) ? null : marketing(stream('marketing'), hostile) }),
    ...(random.chance(0.3) && { SoftwareRevenue: softwareRevenue(summary, stream('revenue')) }),
    ...(random.chance(0.9) && {
      OpportunityTeam: contacts(stream('team'), random.integer(0, 3), 'partner.example', partnerTitles, hostile),
    }),
  };
}

function history({ first, steps }: Past, times: ReturnType<typeof requiredTimes>, random: Random, hostile: boolean) {
  const { Stage, NextSteps } = first.LifeCycle ?? {};
  const texts = hostile ? unusualNextSteps : nextSteps[Stage ?? 'Prospect'];
  const period = { from: Date.parse(times.CreatedDate), to: Date.parse(times.LastModifiedDate) };
  const NextStepsHistory = [...nextStepsHistory(random, texts, NextSteps, period), ...steps].slice(-mostSteps);
  return NextStepsHistory.length > 0 && { NextStepsHistory };
}

/** Returns `Yes` only for customers in the Government industry, and nothing for most others. */
function nationalSecurity({ Customer }: WireRecord, random: Random): 'Yes' | 'No' | null | undefined {
  const share = random.next();
  if (Customer?.Account?.Industry === 'Government') return share < 0.4 ? 'Yes' : 'No';
  return share < 0.15 ? 'No' : share < 0.2 ? null : undefined;
}

function requiredTimes(
  { CreatedDate, LastModifiedDate }: WireRecord,
  anchor: Date,
  random: Random,
): { CreatedDate: string; LastModifiedDate: string } {
  const modified = LastModifiedDate ?? CreatedDate ?? dateTime(anchor.getTime() - day);
  const created = CreatedDate ?? dateTime(Date.parse(modified) - random.integer(0, 90) * day);
  return { CreatedDate: created, LastModifiedDate: modified };
}
