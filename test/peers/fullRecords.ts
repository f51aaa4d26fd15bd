import { awsOpportunitySummary } from '../../src/demo/data/awsOpportunitySummary';
import { fullOpportunity } from '../../src/demo/data/fullOpportunity';
import { defaultAnchor, generateOpportunities } from '../../src/demo/data/records';
import { data } from './agreement';

/** The operations that get one record, each with its name for the id and the demo's own record. */
export const gets = {
  GetOpportunity: { idField: 'Identifier', own: 'full' },
  GetAwsOpportunitySummary: { idField: 'RelatedOpportunityIdentifier', own: 'aws' },
} as const;
export type GetOperation = keyof typeof gets;

/** 30 submitted opportunities from all over the AWS catalog, as both sides see them. */
export const sample = generateOpportunities({
  count: data.opportunities,
  seed: data.seed,
  catalog: 'AWS',
  hostile: true,
})
  .filter(({ Id, LifeCycle }) => Id && LifeCycle?.ReviewStatus !== 'Pending Submission')
  .filter((_, index) => index % 15 === 0)
  .slice(0, 30)
  .map((summary) => {
    const id = summary.Id ?? '';
    const full = fullOpportunity(summary, id, { ...data, anchor: defaultAnchor });
    return { id, full, aws: awsOpportunitySummary(full, { ...data, anchor: defaultAnchor }) };
  });

export function getRequest(operation: GetOperation, id: string, Catalog = 'AWS'): Readonly<Record<string, string>> {
  return { Catalog, [gets[operation].idField]: id };
}

const times = ['LastModifiedDate', 'CreatedDate', 'Time'];

/** Returns a record as a peer prints it: without nulls, and with date-times in milliseconds. */
export function parsed(record: unknown): unknown {
  return JSON.parse(JSON.stringify(record), (key, value) =>
    times.includes(key) && value !== null ? new Date(value).getTime() : (value ?? undefined),
  );
}

/** Returns the parts of a record that `paths` name. A path that no other path extends is kept whole. */
export function onlyKnown(record: unknown, paths: readonly string[], prefix = ''): unknown {
  if (Array.isArray(record)) return record.map((each) => onlyKnown(each, paths, prefix));
  const isLeaf = prefix !== '' && !paths.some((path) => path.startsWith(`${prefix}.`));
  if (typeof record !== 'object' || record === null || isLeaf) return record;
  const fields = Object.entries(record).map(([name, value]) => [prefix ? `${prefix}.${name}` : name, name, value]);
  return Object.fromEntries(
    fields.filter(([path]) => paths.includes(path)).map(([path, name, value]) => [name, onlyKnown(value, paths, path)]),
  );
}
