import type { WireRecord } from '../../src/demo/data/wireRecord';
import { DemoService } from '../../src/demo/server/demoService';
import { WholeList } from './pages/wholeList';
import { expect, test } from './support/fixtures';

const pageSize = 100;
// All groups of a grouping on one screen.
test.use({ viewport: { width: 1280, height: 2400 } });

/** The whole list as the service sends it, newest change first. */
function everything(): readonly WireRecord[] {
  const service = new DemoService();
  const records: WireRecord[] = [];
  for (let NextToken: string | null | undefined; NextToken !== null; ) {
    const Sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' };
    const request = { Catalog: 'AWS', MaxResults: pageSize, Sort, NextToken };
    const answer = JSON.parse(
      service.handle('AWSPartnerCentralSelling.ListOpportunities', JSON.stringify(request)).body,
    );
    records.push(...answer.OpportunitySummaries);
    NextToken = answer.NextToken ?? null;
  }
  return records;
}

/** Each grouping with the value that it goes by. */
const groupings: readonly [name: string, value: (record: WireRecord) => string | null | undefined][] = [
  ['Review Status', (record) => record.LifeCycle?.ReviewStatus],
  ['Target Close Month', (record) => record.LifeCycle?.TargetCloseDate?.slice(0, 7)],
  ['Industry', (record) => record.Customer?.Account?.Industry],
  ['Opportunity Type', (record) => record.OpportunityType],
  ['Customer Company', (record) => record.Customer?.Account?.CompanyName],
];

/** The groups of these records by name, each with its size and what follows it. */
function groupsOf(records: readonly WireRecord[], value: (typeof groupings)[number][1], more: string) {
  const sizes = new Map<string, number>();
  for (const record of records) {
    const name = value(record) || 'None';
    sizes.set(name, (sizes.get(name) ?? 0) + 1);
  }
  return [...sizes].map(([name, size]): [string, string] => [name, `${size}${more}`]).sort(byName);
}

const byName = ([a]: [string, string], [b]: [string, string]) => (a < b ? -1 : a > b ? 1 : 0);

test('every grouping but that by stage reads one list page by page, and groups what is loaded', async ({
  workbench,
  opportunities,
  requests,
}) => {
  const list = new WholeList(workbench);
  const records = everything();
  await expect(opportunities.stages).toHaveCount(7);

  const shows = async (loaded: number, said: string) => {
    await expect(opportunities.message).toContainText(said);
    const [, value] = groupings[0] ?? [];
    const more = loaded < records.length ? '+' : '';
    if (!value) return;
    await expect
      .poll(async () => (await list.groups()).sort(byName))
      .toEqual(groupsOf(records.slice(0, loaded), value, more));
  };

  await test.step('the first one reads a page of the whole list', async () => {
    await list.groupBy('Review Status');
    await shows(100, '100 loaded, more exist');
    expect(requests).toMatchObject([{ catalog: 'AWS', stage: undefined, nextToken: undefined }]);
  });

  await test.step('the groups stand in the order of the review', async () => {
    const names = (await list.groups()).map(([name]) => name);
    const order = ['Pending Submission', 'Submitted', 'In review', 'Approved', 'Rejected', 'Action Required', 'None'];
    expect(names).toEqual(order.filter((name) => names.includes(name)));
  });

  for (const [name, value] of groupings.slice(1, 4)) {
    await test.step(`${name} groups the same list and reads nothing`, async () => {
      await list.groupBy(name);
      await expect
        .poll(async () => (await list.groups()).sort(byName))
        .toEqual(groupsOf(records.slice(0, 100), value, '+'));
      await expect(opportunities.message).toContainText('100 loaded, more exist');
      expect(requests).toHaveLength(1);
    });
  }

  await test.step('Load More at the end extends the groups, a page at a time', async () => {
    await list.groupBy('Review Status');
    for (const [loaded, said] of [
      [200, '200 loaded, more exist'],
      [records.length, `${records.length} loaded; Load All checks whether any changed in the meantime`],
    ] as const) {
      await opportunities.press(list.loadMore);
      await shows(loaded, said);
      expect(requests).toHaveLength(loaded === 200 ? 2 : 3);
      expect(requests.at(-1)?.nextToken).toBeTruthy();
    }
    await expect(list.loadMore).toBeHidden();
  });

  await test.step('a group opens without a request', async () => {
    await opportunities.expand('Rejected');
    const rejected = records.filter((record) => record.LifeCycle?.ReviewStatus === 'Rejected');
    const companies = rejected.map(({ Customer }) => Customer?.Account?.CompanyName ?? 'No company name');
    await expect.poll(() => opportunities.rowsOf('Rejected')).toEqual(companies);
    expect(requests).toHaveLength(3);
  });

  await test.step('back by stage, each stage is a list of its own again', async () => {
    await list.groupBy('Lifecycle Stage');
    await expect(opportunities.stages.locator('.label-name')).toHaveText([
      'Prospect',
      'Qualified',
      'Technical Validation',
      'Business Validation',
      'Committed',
      'Launched',
      'Closed Lost',
    ]);
    await expect(opportunities.message).not.toContainText('loaded');
    expect(requests).toHaveLength(3);
    await opportunities.expand('Committed');
    await expect(opportunities.items.nth(7)).toBeVisible();
    expect(requests.slice(3)).toMatchObject([{ stage: 'Committed' }]);
  });
});

test('whichever grouping comes first reads the first page, in one request', async ({
  workbench,
  opportunities,
  requests,
}) => {
  const list = new WholeList(workbench);
  await expect(opportunities.stages).toHaveCount(7);
  for (const [n, [name, value]] of groupings.entries()) {
    await test.step(name, async () => {
      await list.groupBy(name);
      await expect(opportunities.message).toContainText('100 loaded, more exist');
      const expected = groupsOf(everything().slice(0, pageSize), value, '+');
      await expect.poll(async () => (await list.groups()).sort(byName)).toEqual(expected);
      expect(requests).toHaveLength(n + 1);
      expect(requests.at(-1)).toMatchObject({ stage: undefined, nextToken: undefined });
      // By stage nothing of it is kept.
      await list.groupBy('Lifecycle Stage');
      await expect(opportunities.stages).toHaveCount(7);
    });
  }
});
