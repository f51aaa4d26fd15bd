import assert from 'node:assert/strict';
import type { OpportunitySummary, Stage } from '../../../src/core/model/opportunity';
import type { CurrentSettings } from '../../../src/host/currentSettings';
import { filterCommands } from '../../../src/views/filterPick/filterCommands';
import { Selection } from '../../../src/views/opportunities/selection';
import { FakeSource, pagesOf } from '../../support/fakeSource';
import { now, TreeUnderTest } from '../support/treeUnderTest';

describe('narrowing the filter to what a row has', () => {
  let open: TreeUnderTest;
  let commands: ReturnType<typeof filterCommands>;

  beforeEach(async () => {
    open = new TreeUnderTest(() => new FakeSource(pagesOf(0, 10)));
    await open.choices.choose({ filter: { Identifier: ['O1'] } });
    const settings = open.settings as unknown as CurrentSettings;
    commands = filterCommands({ choices: open.choices, current: open.current, settings, now });
  });

  afterEach(() => open.dispose());

  const rowOf = (item: Partial<OpportunitySummary>) => new Selection([], [{ Catalog: 'AWS', ...item }]);
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
    await commands['partnerCentral.filterByStage'](new Selection([{ kind: 'stage', stage: 'Prospect' }]));
    assert.deepEqual(open.choices.filter.LifeCycleStage, ['Prospect']);
  });

  it('does nothing where the row has nothing that AWS would take', async () => {
    const row = rowOf({ Customer: { Account: { CompanyName: ' ' } }, LifeCycle: { Stage: 'Closed Won' as Stage } });
    await commands['partnerCentral.filterByCompany'](row);
    await commands['partnerCentral.filterByStatus'](row);
    await commands['partnerCentral.filterByStage'](row);
    await commands['partnerCentral.filterByStage'](new Selection([]));
    assert.deepEqual(open.choices.filter, { Identifier: ['O1'] });
    assert.deepEqual(open.choices.recentFilters, []);
  });
});
