import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PageView } from '../../src/core/present/detail/pageView';
import { Leaving } from '../../src/webview/leaving';
import { FakeClock } from '../support/fakeClock';

describe('the page of a panel', () => {
  const files = readdirSync('src/webview').filter((file) => file.endsWith('.ts'));

  it('S05: takes no text for HTML, runs none, and links to nothing', () => {
    assert.ok(files.length > 5);
    const forbidden =
      /innerHTML|outerHTML|insertAdjacentHTML|unsafe(HTML|SVG|Static)|document\.write|\beval\b|new Function|\bhref\b|\bsrc=/;
    for (const file of files) assert.doesNotMatch(readFileSync(join('src/webview', file), 'utf8'), forbidden, file);
  });

  it('brings the elements that it uses, and no others', () => {
    const texts = files.map((file) => readFileSync(join('src/webview', file), 'utf8')).join('\n');
    const brought = [...texts.matchAll(/@vscode-elements\/elements\/dist\/([\w-]+)\//g)].map(([, name]) => name);
    const used = new Set([...texts.matchAll(/<(vscode-[\w-]+)/g)].map(([, name]) => name));
    assert.deepEqual(brought.sort(), [...used].sort());
  });
});

describe('how the page of an opportunity is left', () => {
  let clock: FakeClock;
  let page: PageView | undefined;
  let told: PageView[];
  let leaving: Leaving;

  beforeEach(() => {
    clock = new FakeClock();
    page = { scroll: 0, open: [] };
    told = [];
    leaving = new Leaving({ view: () => page, tell: (view) => told.push(view) }, clock);
    leaving.comesBack();
    leaving.isBack();
  });

  const scrollTo = (scroll: number) => {
    page = { open: page?.open ?? [], ...page, scroll };
    leaving.moved();
  };

  it('is told at once, and while a person goes on scrolling every 20 ms, to the last pixel', async () => {
    scrollTo(610);
    assert.deepEqual(told, [{ scroll: 610, open: [] }]);
    scrollTo(450);
    scrollTo(300);
    assert.equal(told.length, 1);
    await clock.pass(20);
    assert.deepEqual(told.slice(1), [{ scroll: 300, open: [] }]);
    await clock.pass(100);
    assert.equal(told.length, 2);
    assert.equal(clock.timers, 0);
  });

  it('is told when the person turns away, even if the event of the last scroll has not come', async () => {
    scrollTo(610);
    page = { scroll: 300, open: ['raw'] };
    leaving.turnsAway();
    assert.deepEqual(told.at(-1), { scroll: 300, open: ['raw'] });
    leaving.turnsAway();
    await clock.pass(100);
    assert.equal(told.length, 2, 'it is told once');
  });

  it('is not told of places that the page takes while it comes back', async () => {
    leaving.comesBack();
    scrollTo(0);
    scrollTo(610);
    leaving.turnsAway();
    await clock.pass(100);
    // The page has become too short for where it was left.
    page = { scroll: 250, open: [] };
    leaving.isBack();
    leaving.moved();
    leaving.turnsAway();
    assert.deepEqual(told, []);
    await clock.pass(20);
    scrollTo(251);
    assert.deepEqual(told, [{ scroll: 251, open: [] }]);
  });

  it('is told of a part that was opened while the page came back', () => {
    leaving.comesBack();
    page = { scroll: 300, open: ['raw'] };
    leaving.moved();
    leaving.isBack();
    assert.deepEqual(told, [{ scroll: 300, open: ['raw'] }]);
  });

  it('is told of no page that the host would not keep', () => {
    page = undefined;
    leaving.turnsAway();
    leaving.comesBack();
    leaving.isBack();
    leaving.moved();
    assert.deepEqual(told, []);
  });
});
