// Loads three pages over the real SDK, with the pages of the server at URL: `sleeper.ts URL`. Tells its parent how it goes.
import { createAwsSource } from '../../../src/aws/awsSource';
import { createWindowLimiter } from '../../../src/aws/windowLimiter';
import { loadAll } from '../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../src/core/lists/opportunityLists';
import { WakefulSource } from '../../../src/core/paging/wakefulSource';
import type { Clock } from '../../../src/core/runtime/clock';
import { unattended } from '../../support/ask';
import { utc } from '../../support/moments';

const [endpoint = ''] = process.argv.slice(2);
const clock: Clock = {
  now: () => performance.now(),
  schedule: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
// A page may take less time than the sleep of the test.
const timing = { page: 2_000, headers: 1_500, idle: 1_500 };
const source = createAwsSource(
  { kind: 'aws', catalog: 'AWS', endpoint, profile: 'dev' },
  {
    limiter: createWindowLimiter(10),
    ...unattended,
    log: { request: (facts) => process.send?.({ facts }) },
    timing,
  },
);
const sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;
const query = { catalog: 'AWS', filter: {}, sort, pageSize: 2, split: 'whole' } as const;
const lists = new OpportunityLists(new WakefulSource(source, clock), query, () => utc(), clock);
void loadAll(lists, 1_000, new AbortController().signal).then((outcome) => {
  process.send?.({ outcome, ids: lists.loaded().map(({ Id }) => Id) });
  source.dispose();
  process.disconnect?.();
});
