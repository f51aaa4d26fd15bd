import { isSameMoment } from '../time/moments';
import { fieldGroups } from './fields';
import type { OpportunitySummary } from './opportunity';

/** Returns AWS's names of the fields in which two versions of an opportunity summary differ. */
export function changedFields(before: OpportunitySummary, after: OpportunitySummary): readonly string[] {
  const changed: string[] = [];
  for (const { name, read } of fieldGroups.flatMap(({ fields }) => fields)) {
    // The other fields already show that it was modified.
    if (name === 'LastModifiedDate') continue;
    const [old, now] = [read(before), read(after)];
    if (JSON.stringify(old) !== JSON.stringify(now) && !isSameMoment(old[0], now[0])) changed.push(name);
  }
  const spend = (item: OpportunitySummary) => JSON.stringify(item.Project?.ExpectedCustomerSpend ?? []);
  if (spend(before) !== spend(after)) changed.push('Project.ExpectedCustomerSpend');
  return changed;
}
