import assert from 'node:assert/strict';
import { vscode } from '../../../support/fakeVscode';
import { calm } from '../../../support/windowUnderTest';

describe('the editors of a window that starts', () => {
  let editorsKnown: () => Promise<void>;

  beforeEach(async () => {
    vscode.install();
    ({ editorsKnown } = await import('../../../../src/views/details/frontEditors'));
  });

  /** Returns what tells whether they are known. */
  const asked = () => {
    const state = { known: false };
    void editorsKnown().then(() => {
      state.known = true;
    });
    return state;
  };

  it('are known at once where there are some, and else as soon as VS Code tells of one', async () => {
    const state = asked();
    await calm();
    assert.equal(state.known, false);
    vscode.changeTabs([]);
    await calm();
    assert.equal(state.known, true);
    vscode.tabs.push({ input: undefined, isActive: true } as (typeof vscode.tabs)[number]);
    const other = asked();
    await calm();
    assert.equal(other.known, true);
    vscode.tabs.length = 0;
  });

  it('are waited for no longer than a second, because there may be none', async () => {
    const before = performance.now();
    await editorsKnown();
    assert.ok(performance.now() - before >= 900);
  });
});
