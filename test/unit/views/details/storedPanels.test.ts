import assert from 'node:assert/strict';
import type { DetailPanels } from '../../../../src/views/details/detailPanels';
import { type KeptPanel, readKeptPanels } from '../../../../src/views/details/keptPanels';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { type FakePanel, vscode } from '../../../support/fakeVscode';
import { openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

describe('what is stored of panels for the next window', () => {
  let window: WindowUnderTest;
  let panels: DetailPanels;

  beforeEach(async () => {
    window = await openWindow(() => new FakeSource(() => page([summary('O1')])));
    const { DetailPanels } = await import('../../../../src/views/details/detailPanels');
    panels = new DetailPanels(window.parts);
    panels.open(summary('O1'), { preserveFocus: true, keep: true });
  });

  afterEach(() => {
    panels.dispose();
    window.dispose();
  });

  const panel = (): FakePanel => vscode.panels[0] ?? assert.fail();
  const stored = (): readonly KeptPanel[] => readKeptPanels(window.parts.state);
  const scrolls = () => stored().map(({ view }) => view.scroll);
  const scrollTo = (scroll: number) => panel().send({ type: 'view', turn: 1, scroll, open: ['raw'] });

  it('is how a page was left, as soon as the person goes to another tab', () => {
    scrollTo(610);
    scrollTo(300);
    assert.deepEqual(scrolls(), [], 'a person who scrolls does not write all the time');
    panel().look(false);
    assert.deepEqual(scrolls(), [300]);
    assert.equal(stored()[0]?.front, false);
  });

  it('is also what a page says while it is hidden', () => {
    scrollTo(610);
    panel().look(false);
    scrollTo(300);
    assert.deepEqual(scrolls(), [300]);
  });

  it('is how a page was left just before the window closes', () => {
    scrollTo(610);
    scrollTo(300);
    panels.dispose();
    assert.deepEqual(scrolls(), [300]);
    panel().look(false);
    scrollTo(0);
    assert.deepEqual(scrolls(), [300], 'what is stored stays as it is');
  });
});
