import assert from 'node:assert/strict';
import type { OpportunitySummary } from '../../../../../src/core/model/opportunity';
import { Emitter } from '../../../../../src/core/runtime/emitter';
import type * as rowContextModule from '../../../../../src/views/opportunities/menus/rowContext';
import type { Row } from '../../../../../src/views/opportunities/rows';
import { summary } from '../../../../support/fakeSource';
import { vscode } from '../../../../support/fakeVscode';

const stage: Row = { kind: 'stage', stage: 'Prospect' };
const rowOf = (item: OpportunitySummary): Row => ({ kind: 'opportunity', group: stage, item, key: item.Id ?? '#0' });

describe('what the menu of a row knows', () => {
  let module: typeof rowContextModule;

  before(async () => {
    vscode.install();
    module = await import('../../../../../src/views/opportunities/menus/rowContext');
  });

  it('is what the opportunity has', () => {
    const { contextValueOf } = module;
    const full: OpportunitySummary = {
      ...{ Catalog: 'AWS', Id: 'O1', Arn: 'arn' },
      LifeCycle: { Stage: 'Prospect', ReviewStatus: 'Approved' },
      Customer: { Account: { CompanyName: 'Acme' } },
    };
    assert.equal(contextValueOf(full), 'opportunity id arn company status stage');
    assert.equal(contextValueOf({ Catalog: 'AWS' }), 'opportunity');
    assert.equal(contextValueOf({ Catalog: 'AWS', Id: 'O1 company arn' }), 'opportunity id', 'no word of AWS’s');
    assert.doesNotMatch(contextValueOf(full), /Acme/);
  });

  it('is whether several are selected, for the Command Palette', () => {
    const selecting = new Emitter<{ readonly selection: readonly Row[] }>();
    const [one, other] = [summary('O1'), summary('O2')];
    module.followSelection({ onDidChangeSelection: selecting.event });
    const told = () => vscode.contextKeys.get('partnerCentral.selected');
    const before = vscode.contextKeys.has('partnerCentral.selected');
    selecting.fire({ selection: [stage, rowOf(one)] });
    assert.equal(vscode.contextKeys.has('partnerCentral.selected'), before, 'nothing is told of a single one');
    selecting.fire({ selection: [rowOf(one), stage, rowOf(other)] });
    assert.equal(told(), true);
    selecting.fire({ selection: [rowOf(one)] });
    assert.equal(told(), false);
  });
});
