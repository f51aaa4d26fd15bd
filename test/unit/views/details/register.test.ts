import assert from 'node:assert/strict';
import { keptPanelsKey } from '../../../../src/views/details/keptPanels';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { vscode } from '../../../support/fakeVscode';
import { calm, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

describe('the details of a window', () => {
  let window: WindowUnderTest;

  beforeEach(async () => {
    window = await openWindow(() => new FakeSource(() => page([summary('O1')])));
  });

  afterEach(() => window.dispose());

  it('begin with the panels of the window before, and request nothing', async () => {
    const { registerDetails } = await import('../../../../src/views/details/register');
    const view = { scroll: 0, open: [] };
    const kept = { catalog: 'AWS', id: 'O1', column: 1, preview: false, front: true, view };
    await window.parts.state.update(keptPanelsKey, [kept]);
    const registered = registerDetails(window.parts);
    while (vscode.panels.length === 0) await calm();
    assert.deepEqual(
      vscode.panels.map(({ title }) => title),
      ['O1'],
    );
    assert.equal(window.opened.length, 0);
    registered.dispose();
    assert.equal(vscode.panels[0]?.disposed, false, 'VS Code closes them with the window');
    assert.deepEqual(window.parts.state.get(keptPanelsKey), [kept]);
  });
});
