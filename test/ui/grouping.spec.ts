import { stages } from '../../src/core/model/opportunity';
import type { WireRecord } from '../../src/demo/data/wireRecord';
import { DemoService } from '../../src/demo/server/demoService';
import { WholeList } from './pages/wholeList';
import { expect, test } from './support/fixtures';

const pageSize = 100;
/** Groups in their own order. */
const reviewOrder = ['Pending Submission', 'Submitted', 'In review', 'Approved', 'Rejected', 'Action Required', 'None'];

/** The first pages of the whole list as the service sends it, newest change first. */
function pages(count: number): readonly WireRecord[] {
  const service = new DemoService();
  const records: WireRecord[] = [];
  for (let NextToken: string | undefined, n = 0; n < count; n++) {
    const Sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' };
    const request = { Catalog: 'AWS', MaxResults: pageSize, Sort, NextToken };
    const answer = JSON.parse(
      service.handle('AWSPartnerCentralSelling.ListOpportunities', JSON.stringify(request)).body,
    );
    records.push(...answer.OpportunitySummaries);
    NextToken = answer.NextToken;
  }
  return records;
}

/** The groups of these records, in this order of their names, each with its size while more exist. */
function groupsOf(records: readonly WireRecord[], value: (record: WireRecord) => unknown, order: readonly string[]) {
  const size = (name: string) => records.filter((record) => (value(record) || 'None') === name).length;
  return order.flatMap((name) => (size(name) > 0 ? [[name, `${size(name)}+`]] : []));
}

test('one list is shown in groups of what is loaded, grows at its end, and gives way to the stages again', async ({
  workbench,
  opportunities,
}) => {
  const list = new WholeList(workbench);
  const statusOf = (record: WireRecord) => record.LifeCycle?.ReviewStatus;
  const [first, both] = [pages(1), pages(2)];
  await list.groupBy('Opportunity Type');
  const types = ['Expansion', 'Flat Renewal', 'Net New Business', 'None'];
  await expect.poll(() => list.groups()).toEqual(groupsOf(first, (record) => record.OpportunityType, types));
  await list.groupBy('Review Status');
  await expect.poll(() => list.groups()).toEqual(groupsOf(first, statusOf, reviewOrder));
  await expect(opportunities.message).toContainText('100 loaded, more exist');

  await opportunities.press(list.loadMore);
  await expect(opportunities.message).toContainText('200 loaded, more exist');
  await expect.poll(() => list.groups()).toEqual(groupsOf(both, statusOf, reviewOrder));

  await opportunities.expand('Rejected');
  const rejected = both.filter((record) => statusOf(record) === 'Rejected');
  const companies = rejected.map(({ Customer }) => Customer?.Account?.CompanyName ?? 'No company name');
  await expect.poll(() => opportunities.rowsOf('Rejected')).toEqual(companies);

  await list.groupBy('Lifecycle Stage');
  await expect(opportunities.stages.locator('.label-name')).toHaveText([...stages]);
  await expect(opportunities.message).not.toContainText('loaded');
});
