import assert from 'node:assert/strict';
import { loadAll } from '../../../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../../../src/core/lists/opportunityLists';
import { fullRecordBlocks, type RecordParts } from '../../../../../src/core/present/detail/fullRecordView';
import { createSampleSource } from '../../../../../src/demo/sampleSource';
import { getAwsOpportunitySummary, getOpportunity } from '../../../../support/ask';
import { utc } from '../../../../support/moments';
import { english } from '../../../../support/writing';

const never = new AbortController().signal;

/** Both halves of every full record in a sample. */
async function sampleRecords(): Promise<readonly RecordParts[]> {
  const source = createSampleSource({ opportunities: 60 });
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
    assert.deepEqual(headings({ awsSummary: { Catalog: 'AWS' } }), ['AWS’s assessment', 'AWS team']);
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
        ['Target close date', 'June 1, 2026', 'July 1, 2026', true],
      ],
    );
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
});
