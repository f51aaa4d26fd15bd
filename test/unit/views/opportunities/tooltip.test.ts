import assert from 'node:assert/strict';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import type { Row } from '../../../../src/views/opportunities/rows';
import type * as tooltipModule from '../../../../src/views/opportunities/tooltip';
import { FakeSource, page, pagesOf, summary } from '../../../support/fakeSource';
import { openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

const prospect: Row = { kind: 'stage', stage: 'Prospect' };

describe('the tooltip of a row', () => {
  let window: WindowUnderTest;
  let module: typeof tooltipModule;

  const open = async (source: FakeSource) => {
    window = await openWindow(() => source);
    module = await import('../../../../src/views/opportunities/tooltip');
  };
  const textOf = (row: Row) => {
    const shown = module.tooltipOf(row, window.parts);
    return typeof shown === 'object' ? shown.value : shown;
  };
  const about = (item: OpportunitySummary, today = '2026-03-15') =>
    module
      .opportunityTooltip(item, { today, zone: 'UTC' })
      .value.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

  afterEach(() => window.dispose());

  it('says of a stage what it means, since when it is loaded, and what loading all of it costs', async () => {
    await open(new FakeSource(pagesOf(5, 2)));
    assert.match(textOf(prospect) ?? '', /^[A-Z][^\n]+\n\nLoad All: /);
    await window.current.value.listOf('Prospect')?.firstPage();
    assert.match(textOf(prospect) ?? '', /^[A-Z][^\n]+\n\nRead Mar 15, 2026[^\n]+\n\nLoad All: /);
    assert.match(textOf({ kind: 'more', list: prospect } as Row) ?? '', /^Read Mar 15, 2026[^\n]+\n\nLoad All: /);
    const list = window.current.value.listOf('Prospect');
    while (list?.tail.kind === 'more') await list.loadMore();
    assert.match(textOf(prospect) ?? '', /^[A-Z][^\n]+\n\nRead Mar 15, 2026[^\n]+$/);
  });

  it('says of a group what its value means, else the value itself', async () => {
    await open(new FakeSource(() => page([])));
    const bucket = (grouping: string, value?: string) => textOf({ kind: 'bucket', grouping, value } as Row);
    assert.equal(bucket('stage', 'Prospect'), textOf(prospect)?.split('\n')[0]);
    assert.match(bucket('reviewStatus', 'Action Required') ?? '', /^[A-Z].{20,}/);
    assert.equal(bucket('company', 'Prospect'), 'Prospect');
    assert.equal(bucket('company', 'toString'), 'toString');
    assert.equal(bucket('reviewStatus', 'toString'), 'toString');
    assert.equal(bucket('closeMonth', '2026-11'), 'Nov 2026');
    assert.equal(bucket('closeMonth'), 'None');
    assert.equal(bucket('company'), 'None');
    assert.equal(textOf({ kind: 'other' }), undefined);
  });

  it('says of an opportunity all that a person wants to know before they open it', async () => {
    await open(new FakeSource(() => page([])));
    const item: OpportunitySummary = {
      Catalog: 'AWS',
      Id: 'O77',
      PartnerOpportunityIdentifier: 'CRM-9',
      OpportunityType: 'Expansion',
      LastModifiedDate: '2026-03-01T10:00:00Z',
      LifeCycle: {
        ...{
          Stage: 'Qualified',
          ReviewStatus: 'Action Required',
          NextSteps: 'Call Ann',
          TargetCloseDate: '2026-03-10',
        },
        ...{ ReviewComments: 'Say more', ReviewStatusReason: 'Too short', ClosedLostReason: 'Price' },
      },
      Customer: {
        Account: {
          CompanyName: 'Łódź <Ltd>',
          Industry: 'Other',
          OtherIndustry: 'Chess',
          Address: { City: 'Bern', CountryCode: 'CH' },
        },
      },
      Project: {
        DeliveryModels: ['SaaS or PaaS', 'Resell'],
        ExpectedCustomerSpend: [{ Amount: '1200', CurrencyCode: 'EUR', Frequency: 'Monthly', TargetCompany: 'AWS' }],
      },
    };
    const lines = about(item).split('\n\n');
    const starts = [
      '### Łódź <Ltd>',
      'Review status: **Action Required** — ',
      'AWS asks: **Say more**',
      'Reason: **Too short**',
      'Stage: **Qualified** — ',
      'Closed lost because: **Price**',
      'Target close date: **Mar 10, 2026** — 5 days overdue',
      'Expected monthly spend: **€1,200',
      'Next steps: **Call Ann**',
      'Type: **Expansion**',
      'Delivery: **SaaS or PaaS, Resell**',
      'Industry: **Chess**',
      'Location: **Bern, CH**',
      'ID: **O77**',
      'Partner’s ID: **CRM-9**',
      'Last modified: **Mar 1, 2026',
    ];
    assert.deepEqual(
      lines.map((line, n) => line.slice(0, starts[n]?.length)),
      starts,
    );
    const early = about({ ...item, LifeCycle: { ...item.LifeCycle, ReviewStatus: 'Approved' } }, '2026-03-10');
    assert.doesNotMatch(early, /overdue|Say more|Too short/);
    assert.match(early, /Mar 10, 2026\*\* — closes today/);
    assert.match(about(item, '2026-03-11'), /Mar 10, 2026\*\* — 1 day overdue/);
    assert.equal(
      about({ ...item, Customer: { Account: { CompanyName: 'A', Industry: 'Gaming' } } }).match(/Industry: .*/)?.[0],
      'Industry: **Gaming**',
    );
  });

  it('says no more of an opportunity than there is', async () => {
    await open(new FakeSource(() => page([])));
    assert.equal(about({ Catalog: 'AWS' }), '### No company name');
    assert.equal(about({ ...summary('O1'), LifeCycle: {}, Customer: {} }).split('\n\n').length, 3);
    const shown = module.opportunityTooltip(
      { Catalog: 'AWS', Customer: { Account: { CompanyName: '[a](b) www.c.d' } } },
      {
        ...{ today: '2026-03-15', zone: 'UTC' },
      },
    );
    assert.doesNotMatch(shown.value, /[[\]().]/);
    assert.equal(
      textOf({ kind: 'opportunity', group: prospect, item: summary('O1'), key: 'O1' } as Row)?.startsWith('###'),
      true,
    );
  });
});
