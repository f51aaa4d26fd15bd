import assert from 'node:assert/strict';
import { everything } from '../../../../src/core/query/filterDraft';
import type { OverviewItem, OverviewState } from '../../../../src/views/filterPick/overviewState';
import { vscode } from '../../../support/fakeVscode';
import { utc } from '../../../support/moments';

const state: OverviewState = {
  present: everything,
  draft: everything,
  fromSettings: { SortBy: 'TargetCloseDate', SortOrder: 'ASCENDING' },
  recent: [],
  saved: [],
  suggested: () => [],
  now: utc('2026-06-15T12:00:00Z'),
};

async function overview(changes: Partial<OverviewState>): Promise<readonly OverviewItem[]> {
  vscode.install();
  const { overviewItems } = await import('../../../../src/views/filterPick/overviewItems');
  return overviewItems({ ...state, ...changes });
}

describe('the overview of the filter pick', () => {
  it('lists every criterion by its name, with what the draft has for it', async () => {
    const filter = {
      LifeCycleStage: ['Qualified', 'Launched'],
      CustomerCompanyName: ['Acme'],
      Identifier: ['O1', 'O2'],
      CreatedDate: { AfterCreatedDate: '-7d' },
      TargetCloseDate: { AfterTargetCloseDate: 'today', BeforeTargetCloseDate: '+30d' },
    };
    const items = await overview({ draft: { ...everything, filter } });
    const parts = items.filter(({ act }) => act?.kind === 'edit').map(({ label, description }) => [label, description]);
    assert.deepEqual(parts, [
      ['Lifecycle stage', 'Qualified, Launched'],
      ['Review status', 'any'],
      ['Customer company name', 'company Acme'],
      ['Identifier', 'id O1, O2'],
      ['Last modified', 'any'],
      ['Created', 'created since 7 days ago'],
      ['Target close date', 'closes today to 30 days from now'],
      ['Sort', 'Target close date, earliest first (settings)'],
      ['Maximum items', 'no limit'],
      ['Start from token', 'the beginning'],
    ]);
  });

  it('offers every value and every preset to be set in the draft, beside what it has', async () => {
    const items = await overview({ draft: { ...everything, filter: { Identifier: ['O1'] } } });
    const set = (label: string) => {
      const act = items.find((item) => item.label === label)?.act;
      return act?.kind === 'set' ? act.choice.filter : assert.fail(`nothing sets ${label}`);
    };
    const Identifier = ['O1'];
    assert.deepEqual(set('Lifecycle stage: Closed Lost'), { Identifier, LifeCycleStage: ['Closed Lost'] });
    assert.deepEqual(set('Review status: Action Required'), { Identifier, LifeCycleReviewStatus: ['Action Required'] });
    assert.deepEqual(set('Last modified: last 7 days'), {
      ...{ Identifier, LastModifiedDate: { AfterLastModifiedDate: '-7d' } },
    });
    assert.deepEqual(set('Target close date: overdue'), {
      ...{ Identifier, TargetCloseDate: { BeforeTargetCloseDate: '-1d' } },
    });
    assert.deepEqual(set('Target close date: this quarter'), {
      ...{ Identifier, TargetCloseDate: { AfterTargetCloseDate: '2026-04-01', BeforeTargetCloseDate: '2026-06-30' } },
    });
    const names = items.map(({ label }) => label);
    assert.ok(!names.includes('Created: overdue') && !names.includes('Created: next 7 days'));
    const direct = names.filter((name) =>
      /^(Lifecycle stage|Review status|Last modified|Created|Target close date): /.test(name),
    );
    assert.equal(direct.length, 7 + 6 + 11 + 11 + 12);
  });

  it('leads to the criterion that cannot be sent', async () => {
    for (const [filter, label, why] of [
      [{ Identifier: ['x'] }, 'Identifier', '“x” is not an opportunity ID: O and up to 19 digits.'],
      [
        { LifeCycleStage: ['Closed Won'] },
        'Lifecycle stage',
        'Lifecycle stage: “Closed Won” is not one of AWS’s values.',
      ],
      [
        { TargetCloseDate: { AfterTargetCloseDate: '2026-01-31T08:30:00Z' } },
        'Target close date',
        '“2026-01-31T08:30:00Z” is not a date. Write 2026-01-31, today, -30d or +90d.',
      ],
      [
        { CreatedDate: { BeforeCreatedDate: '2026-1-1' } },
        'Created',
        '“2026-1-1” is not a date. Write 2026-01-31, 2026-01-31T08:30:00Z, today, -30d or +90d.',
      ],
    ] as const) {
      const items = await overview({ draft: { ...everything, filter } });
      const refused = items.find((item) => item.label === 'Cannot Apply');
      assert.equal(refused?.description, why);
      assert.deepEqual(refused?.act, items.find((item) => item.label === label)?.act);
    }
  });

  it('names each order by what it sorts', async () => {
    const items = await overview({});
    const sorts = items.map(({ label }) => label).filter((label) => label.startsWith('Sort: '));
    assert.deepEqual(sorts, [
      'Sort: Last modified, newest first',
      'Sort: Last modified, oldest first',
      'Sort: Identifier, highest first',
      'Sort: Identifier, lowest first',
      'Sort: Customer company name, Z to A',
      'Sort: Customer company name, A to Z',
      'Sort: Created, newest first',
      'Sort: Created, oldest first',
      'Sort: Target close date, latest first',
      'Sort: Target close date, earliest first',
    ]);
  });
});
