import assert from 'node:assert/strict';
import { loadAll } from '../../../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../../../src/core/lists/opportunityLists';
import { awsContacts, fullRecordBlocks, type RecordParts } from '../../../../../src/core/present/detail/fullRecordView';
import { createSampleSource } from '../../../../../src/demo/sampleSource';
import { getAwsOpportunitySummary, getOpportunity } from '../../../../support/ask';
import { utc } from '../../../../support/moments';
import { english } from '../../../../support/writing';

const never = new AbortController().signal;

/** Both halves of every full record in a sample. */
async function sampleRecords(): Promise<readonly RecordParts[]> {
  const source = createSampleSource({ opportunities: 60, hostile: true });
  const sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;
  const query = { catalog: 'AWS', filter: {}, sort, pageSize: 100, split: 'whole' } as const;
  const lists = new OpportunityLists(source, query, () => utc());
  await loadAll(lists, 1_000, never);
  const records: RecordParts[] = [];
  for (const { Id: id } of lists.loaded()) {
    if (id === undefined) continue;
    const record = await getOpportunity(source, id, 'foreground', never);
    const awsSummary = await getAwsOpportunitySummary(source, id, 'foreground', never).catch(() => undefined);
    records.push({ record, awsSummary });
  }
  return records;
}

describe('the blocks of a full record', () => {
  const blocksOf = (parts: RecordParts) => fullRecordBlocks(parts, english);
  const headings = (parts: RecordParts) => blocksOf(parts).map(({ heading }) => heading);

  it('show every sample, as plain data and with nothing undefined in it', async () => {
    const records = await sampleRecords();
    assert.ok(records.length > 40);
    for (const parts of records) {
      const blocks = blocksOf(parts);
      assert.deepEqual(structuredClone(blocks), blocks);
      assert.doesNotMatch(JSON.stringify(blocks), /undefined|NaN|\[object/);
    }
  });

  it('are those of the half that there is', () => {
    const record = { Catalog: 'AWS', RelatedEntityIdentifiers: {}, LastModifiedDate: '', CreatedDate: '', Id: 'O1' };
    assert.deepEqual(headings({}), []);
    assert.deepEqual(headings({ awsSummary: { Catalog: 'AWS' } }), ['AWS’s assessment']);
    assert.ok(headings({ record } as RecordParts).includes('Your team'));
    assert.ok(!headings({ record } as RecordParts).includes('Your values and AWS’s'));
  });

  it('put AWS’s score, trend and advice first, and its stage beside yours', () => {
    const parts = {
      record: { Catalog: 'AWS', LifeCycle: { Stage: 'Qualified', TargetCloseDate: '2026-06-01' } },
      awsSummary: {
        Catalog: 'AWS',
        LifeCycle: { Stage: 'Evaluating', TargetCloseDate: '2026-07-01' },
        Insights: {
          NextBestActions: 'Call them.',
          EngagementScore: 'High',
          OpportunityQuality: { Score: 85, Trend: 'Improving' },
          Recommendations: [{ Type: 'SpecialistRecommendation', Details: 'Ask a specialist.' }],
        },
      },
    } as unknown as RecordParts;
    const [insights, table] = blocksOf(parts);
    assert.ok(insights?.kind === 'insights' && table?.kind === 'table');
    assert.deepEqual(
      insights.facts.map(({ label, text }) => [label, text]),
      [
        ['Quality score', '85 of 100, Improving'],
        ['Engagement', 'High'],
        ['Next best actions', 'Call them.'],
        ['Specialist Recommendation', 'Ask a specialist.'],
      ],
    );
    assert.equal(insights.facts[0]?.score, 85);
    assert.deepEqual(
      table.rows.map(({ label, cells }) => [label, ...cells.map(({ text }) => text), cells[1]?.differs]),
      [
        ['Stage', 'Qualified', 'Evaluating', false],
        ['Target close date', 'Jun 1, 2026', 'Jul 1, 2026', true],
      ],
    );
  });

  it('leave a small team of AWS to the top of the page, and list a large one again', () => {
    const aws = (size: number) => ({
      ...{ Catalog: 'AWS' },
      OpportunityTeam: Array.from({ length: size }, (_, n) => ({ FirstName: `Ann ${n}`, Email: `a${n}@aws.example` })),
    });
    const top = (size: number) => awsContacts(aws(size), english);
    const seller = { ...aws(1), OpportunityTeam: [{ FirstName: 'Ann', BusinessTitle: 'AWSSalesRep' }] } as const;
    assert.deepEqual(awsContacts(seller, english).entries, [{ text: 'Ann', note: 'AWS Sales Rep' }]);
    assert.deepEqual(top(0), { label: 'AWS’s contact', entries: [{ text: 'AWS names nobody yet.' }] });
    assert.deepEqual(top(1), { label: 'AWS’s contact', entries: [{ text: 'Ann 0', note: 'a0@aws.example' }] });
    assert.deepEqual([top(4).label, top(4).entries.length, top(4).more], ['AWS’s contacts', 4, undefined]);
    assert.deepEqual(
      [5, 7].map((size) => top(size).more),
      ['1 more is below.', '3 more are below.'],
    );
    assert.ok(!headings({ awsSummary: aws(4) }).includes('AWS team'));
    assert.ok(headings({ awsSummary: aws(5) }).includes('AWS team'));
  });

  it('count the contacts and name the people', () => {
    const person = { FirstName: 'Ana', LastName: 'Ferreira', BusinessTitle: 'OpportunityOwner', Email: 'a@b.example' };
    const record = {
      Catalog: 'AWS',
      OpportunityTeam: [person],
      Customer: { Contacts: [{ Email: 'c@d.example' }, person] },
    };
    const blocks = blocksOf({ record } as unknown as RecordParts);
    const team = blocks.find(({ heading }) => heading === 'Your team');
    assert.ok(team?.kind === 'list');
    assert.deepEqual(team.entries, [{ text: 'Ana Ferreira', note: 'Opportunity Owner · a@b.example' }]);
    const contacts = blocks.find(({ heading }) => heading === '2 contacts at the customer');
    assert.ok(contacts?.kind === 'list');
    assert.equal(contacts.entries[0]?.text, 'c@d.example');
  });

  describe('say of a record', () => {
    const record: NonNullable<RecordParts['record']> = {
      ...{ Catalog: 'AWS', Id: 'O1', RelatedEntityIdentifiers: {} },
      ...{ CreatedDate: '2026-01-01T00:00:00Z', LastModifiedDate: '2026-01-01T00:00:00Z' },
      LifeCycle: {
        ...{ Stage: 'Qualified', TargetCloseDate: '2026-06-30' },
        NextStepsHistory: [
          { Time: '2026-02-01T10:00:00Z', Value: 'Called Ann' },
          { Time: '2026-02-02T10:00:00Z', Value: 'Wrote' },
        ],
      },
      Project: {
        ApnPrograms: ['MAP'],
        ExpectedCustomerSpend: [
          { Amount: '1200', CurrencyCode: 'EUR', Frequency: 'Monthly', TargetCompany: 'AWS' },
          { Amount: 'much', CurrencyCode: 'EUR', Frequency: 'Monthly', TargetCompany: 'Ours' },
        ],
      },
    };
    const fieldsOf = (parts: RecordParts) =>
      blocksOf(parts).flatMap((block) => (block.kind === 'fields' ? block.fields : []));
    const listOf = (parts: RecordParts, heading: string) =>
      blocksOf(parts).flatMap((block) => (block.kind === 'list' && block.heading === heading ? block.entries : []));

    it('nothing where it has nothing', () => {
      const { Project: _, LifeCycle: __, ...bare } = record;
      assert.deepEqual(
        fieldsOf({ record: bare, awsSummary: undefined }).flatMap(({ values }) => values),
        [],
      );
      for (const heading of ['Your team', '0 contacts at the customer', 'Next steps history']) {
        assert.deepEqual(listOf({ record: bare, awsSummary: undefined }, heading), [], heading);
      }
    });

    it('its next steps as they were, each with its time', () => {
      const history = listOf({ record, awsSummary: undefined }, 'Next steps history');
      assert.deepEqual(
        history.map(({ text }) => text),
        ['Called Ann', 'Wrote'],
      );
      assert.match(JSON.stringify(history[0]), /"note":"Feb 1, 2026.*10:00/);
    });

    it('what is in it under its own name', () => {
      const named = new Map(fieldsOf({ record, awsSummary: undefined }).map(({ name, values }) => [name, values]));
      assert.deepEqual(named.get('Project.ApnPrograms'), [{ text: 'MAP' }]);
      for (const name of ['Solutions', 'AwsProducts', 'AwsMarketplaceOffers', 'AwsMarketplaceOfferSets']) {
        const one = { ...record, RelatedEntityIdentifiers: { [name]: ['x-1', ' ', 'x-2'] } };
        const field = fieldsOf({ record: one, awsSummary: undefined }).find((each) => each.name.endsWith(`.${name}`));
        assert.deepEqual(field?.values, [{ text: 'x-1' }, { text: 'x-2' }], name);
      }
      const address = { StreetAddress: '1 Main Street', CountryCode: 'US', PostalCode: '1', StateOrRegion: 'Ohio' };
      const sold: RecordParts['record'] = {
        ...record,
        Customer: { Account: { CompanyName: 'A', Duns: '123456789', Address: address as object } },
        SoftwareRevenue: { Value: { Amount: '5000', CurrencyCode: 'USD' }, EffectiveDate: '2026-03-01' },
      };
      const values = new Map(
        fieldsOf({ record: sold, awsSummary: undefined }).map(({ name, values }) => [name, values[0]?.text]),
      );
      assert.equal(values.get('Customer.Account.Duns'), '123456789');
      assert.equal(values.get('Customer.Account.Address.StreetAddress'), '1 Main Street');
      assert.match(values.get('SoftwareRevenue.Value') ?? '', /^\$5,000/);
      assert.equal(values.get('SoftwareRevenue.EffectiveDate'), 'Mar 1, 2026');
    });

    it('your values beside AWS’s, with the differences on AWS’s side alone', () => {
      const awsSummary: NonNullable<RecordParts['awsSummary']> = {
        Catalog: 'AWS',
        LifeCycle: { Stage: 'Engaged', TargetCloseDate: '2026-07-31', ClosedLostReason: 'Price' },
        Project: {
          ExpectedCustomerSpend: [
            { Amount: '1200', CurrencyCode: 'EUR', Frequency: 'Monthly', TargetCompany: 'AWS' },
            { Amount: 'much', CurrencyCode: 'EUR', Frequency: 'Monthly', TargetCompany: 'Ours' },
          ],
        },
      };
      const table = JSON.stringify(blocksOf({ record, awsSummary }));
      const rows = (JSON.parse(table) as { rows?: unknown; table?: { rows: unknown } }[])
        .flatMap((block) => block.rows ?? block.table?.rows ?? [])
        .map((row) => {
          const { label, cells } = row as {
            label: string;
            cells: { text: string; absent: boolean; differs: boolean }[];
          };
          return [label, ...cells.map(({ text, absent, differs }) => `${absent ? '-' : text}${differs ? ' !' : ''}`)];
        });
      assert.deepEqual(rows, [
        ['Stage', 'Qualified', 'Engaged'],
        ['Target close date', 'Jun 30, 2026', 'Jul 31, 2026 !'],
        ['Closed lost because', '-', 'Price !'],
        ['Expected customer spend', '€1,200 · AWS\nmuch EUR · Ours', '€1,200 · AWS\nmuch EUR · Ours'],
      ]);
    });
  });
});
