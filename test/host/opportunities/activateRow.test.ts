import assert from 'node:assert/strict';
import type { TreeView } from 'vscode';
import { SourceError } from '../../../src/core/errors/sourceError';
import type { Documents } from '../../../src/views/documents/documents';
import { rowCommands } from '../../../src/views/opportunities/rowCommands';
import type { Row } from '../../../src/views/opportunities/rows';
import { FakeSource, page, summary } from '../../support/fakeSource';
import { TreeUnderTest } from '../support/treeUnderTest';

describe('a click on a row', () => {
  const open = new TreeUnderTest(() => new FakeSource(() => page([summary('O1')])));
  const list = { kind: 'stage', stage: 'Prospect' } as const;
  const failed = { kind: 'failed', list, error: new SourceError('offline'), of: 'page' } as const;
  after(() => open.dispose());

  /** The commands that a click runs while this row is the selected one, as VS Code says after it was asked so often. */
  async function ran(row: Row | undefined, asked = 0): Promise<unknown[][]> {
    const calls: unknown[][] = [];
    let left = asked;
    const view = {
      get selection() {
        return row && left-- <= 0 ? [row] : [];
      },
    } as unknown as TreeView<Row>;
    const { current, tree } = open;
    const table = rowCommands({
      ...{ current, tree, view, documents: {} as Documents },
      run: async (...call: unknown[]) => calls.push(call),
      patienceMs: 200,
    });
    await table['partnerCentral.activateRow']();
    return calls;
  }

  it('opens an opportunity, unless it is of a connection that was left', async () => {
    await open.current.value.listOf('Prospect')?.firstPage();
    const item = open.current.value.listOf('Prospect')?.items[0] ?? summary('none');
    const row: Row = { kind: 'opportunity', group: list, item, key: 'O1' };
    assert.deepEqual(await ran(row), [['partnerCentral.previewDetails', row]]);
    assert.deepEqual(await ran({ ...row, item: summary('O2') }), []);
  });

  it('loads more, where the list goes on and where it was cut', async () => {
    const more: Row = { kind: 'more', list, loaded: 1 };
    assert.deepEqual(await ran(more), [['partnerCentral.loadMore', more]]);
    const cut: Row = { kind: 'cut', list, loaded: 1, resumeToken: 'token' };
    assert.deepEqual(await ran(cut), [['partnerCentral.loadMore', cut]]);
  });

  it('does what helps', async () => {
    const [remedy] = failed.error.remedies;
    assert.ok(remedy);
    assert.deepEqual(await ran({ kind: 'remedy', list, remedy, failed }), [
      ['partnerCentral.runRemedy', remedy, failed],
    ]);
    assert.deepEqual(await ran({ kind: 'problem', problem: { key: 'pageSize', expected: '1–100' } }), [
      ['partnerCentral.runRemedy', { kind: 'openSetting', key: 'partnerCentral.pageSize' }],
    ]);
  });

  it('waits until VS Code knows again which row is selected', async () => {
    const more: Row = { kind: 'more', list, loaded: 1 };
    assert.deepEqual(await ran(more, 3), [['partnerCentral.loadMore', more]]);
  });

  it('does nothing on a row that only tells something, and without one', async () => {
    assert.deepEqual(await ran(failed), []);
    assert.deepEqual(await ran({ kind: 'loading', list }), []);
    assert.deepEqual(await ran(undefined), []);
  });
});
