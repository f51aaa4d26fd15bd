import type { ReviewStatus, Stage } from '../../../src/core/model/opportunity';
import type { WireRecord } from '../../../src/demo/data/wireRecord';
import type { DemoServer } from '../../../src/demo/server/demoServer';

interface Edit {
  readonly of: Stage;
  readonly status: ReviewStatus;
  readonly LifeCycle?: Partial<NonNullable<WireRecord['LifeCycle']>>;
  readonly days?: number;
  readonly spend?: string;
  readonly isOfBefore?: boolean;
}

const stepped: Edit = {
  of: 'Qualified',
  status: 'Approved',
  LifeCycle: { Stage: 'Committed', NextSteps: 'Sign the order form on Friday' },
  spend: '48000.00',
};

/** What AWS and colleagues do, the newest first. */
const edits: readonly Edit[] = [
  { of: 'Prospect', status: 'In review', LifeCycle: { ReviewStatus: 'Action Required' } },
  { of: 'Prospect', status: 'Submitted', LifeCycle: { ReviewStatus: 'Approved' } },
  stepped,
  { of: 'Committed', status: 'Approved', days: 14 },
  { of: 'Business Validation', status: 'Approved', spend: '12500.00' },
  { of: 'Committed', status: 'Approved', LifeCycle: { Stage: 'Launched' }, isOfBefore: true },
  { of: 'Technical Validation', status: 'Approved', LifeCycle: { NextSteps: 'Call again' }, isOfBefore: true },
];

/**
 * Changes some opportunities, as AWS and colleagues do.
 * @param now when most of it happens
 * @param before when the rest did
 * @returns the id of one whose stage, spend and next steps are new
 */
export function changeSome({ service }: DemoServer, now: Date, before: Date): string {
  const taken = new Set<string>();
  let [found, at] = ['', now.getTime()];
  for (const edit of edits) {
    const record = service.records().find((each) => isMeant(edit, each) && !taken.has(each.Id ?? ''));
    const id = record?.Id ?? '';
    taken.add(id);
    at -= 1000;
    service.change(id, (each) => edited(each, edit), edit.isOfBefore ? before : new Date(at));
    if (edit === stepped) found = id;
  }
  return found;
}

function isMeant({ of, status }: Edit, { Customer, LifeCycle, Project }: WireRecord): boolean {
  const { Stage: stage, ReviewStatus: reviewStatus, TargetCloseDate: closes, NextSteps: steps } = LifeCycle ?? {};
  const isWhole = Customer?.Account?.CompanyName && closes && steps && Project?.ExpectedCustomerSpend?.length === 1;
  return Boolean(isWhole) && stage === of && reviewStatus === status;
}

function edited(record: WireRecord, { LifeCycle, days = 0, spend }: Edit): WireRecord {
  const closes = new Date(`${record.LifeCycle?.TargetCloseDate}T00:00:00Z`);
  closes.setUTCDate(closes.getUTCDate() + days);
  const TargetCloseDate = closes.toISOString().slice(0, 10);
  const spends = (record.Project?.ExpectedCustomerSpend ?? []).map((each) => each && { ...each, Amount: spend });
  return {
    ...record,
    LifeCycle: { ...record.LifeCycle, TargetCloseDate, ...LifeCycle },
    ...(spend !== undefined && { Project: { ...record.Project, ExpectedCustomerSpend: spends } }),
  };
}
