import assert from 'node:assert/strict';
import { filterCommands } from '../../src/commands/filterCommands';
import type { OpportunitySummary, Stage } from '../../src/core/model/opportunity';
import type { CurrentSettings } from '../../src/host/currentSettings';
import type { Row } from '../../src/views/tree/rows';
import { FakeSource, pagesOf } from '../support/fakeSource';
import { now, TreeUnderTest } from './treeUnderTest';

describe('narrowing the filter to what a row has', () => {
  let open: TreeUnderTest;
  let commands: ReturnType<typeof filterCommands>;

  beforeEach(async () => {
    open = new TreeUnderTest(() => new FakeSource(pagesOf(0, 10)));
    await open.choices.choose({ filter: { Identifier: ['O1'] } });
    const settings = open.settings as unknown as CurrentSettings;
    const view = { selection: [] } as unknown as Parameters<typeof filterCommands>[0]['view'];
    commands = filterCommands({ choices: open.choices, current: open.current, settings, view, now });
  });

  afterEach(() => open.dispose());

  const rowOf = (item: Partial<OpportunitySummary>): Row => ({
    ...{ kind: 'opportunity', group: { kind: 'other' }, key: 'O1', item: { Catalog: 'AWS', ...item } },
  });
  const acme = { Account: { CompanyName: 'Acme' } };

  it('sets the criterion and leaves the others', async () => {
    const row = rowOf({ Customer: acme, LifeCycle: { Stage: 'Launched', ReviewStatus: 'In review' } });
    await commands['partnerCentral.filterByCompany'](row);
    await commands['partnerCentral.filterByStatus'](row);
    await commands['partnerCentral.filterByStage'](row);
    assert.deepEqual(open.choices.filter, {
      LifeCycleStage: ['Launched'],
      LifeCycleReviewStatus: ['In review'],
      CustomerCompanyName: ['Acme'],
      Identifier: ['O1'],
    });
    await commands['partnerCentral.filterByStage']({ kind: 'stage', stage: 'Prospect' });
    assert.deepEqual(open.choices.filter.LifeCycleStage, ['Prospect']);
  });

  it('does nothing where the row has nothing that AWS would take', async () => {
    const row = rowOf({ Customer: { Account: { CompanyName: ' ' } }, LifeCycle: { Stage: 'Closed Won' as Stage } });
    await commands['partnerCentral.filterByCompany'](row);
    await commands['partnerCentral.filterByStatus'](row);
    await commands['partnerCentral.filterByStage'](row);
    await commands['partnerCentral.filterByStage'](undefined, []);
    assert.deepEqual(open.choices.filter, { Identifier: ['O1'] });
    assert.deepEqual(open.choices.recentFilters, []);
  });
});
