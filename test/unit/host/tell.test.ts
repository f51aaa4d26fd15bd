import assert from 'node:assert/strict';
import fc from 'fast-check';
import type * as door from '../../../src/host/tell';
import { vscode } from '../../support/fakeVscode';
import { hostileMessages } from '../../support/hostileTexts';
import { assertInert } from '../../support/inert';

let tell: typeof door;

/** Every way to show a text, each with the text in every part of it that is not ours alone. */
const surfaces: Readonly<Record<string, (text: string) => unknown>> = {
  'a notification': (text) => tell.tell('error', text, text, 'Retry'),
  'a sentence in a notification': (text) => tell.tell('info', tell.translated('{0} is not {1}.', text, text)),
  'a sentence that joins values': (text) => tell.tell('warning', tell.translated('[{0}]({1})', 'x', text)),
  'a question': (text) => tell.confirm(tell.translated('Remove “{0}”?', text), 'Remove'),
  'the status bar for a while': (text) => tell.tellBriefly(text),
  'an item of the status bar': (text) => {
    const item = new tell.StatusText('id', { priority: 1, name: 'Name', command: 'partnerCentral.selectProfile' });
    item.show('account', text, [text, text]);
  },
  'progress in a notification': (text) =>
    tell.tellWhile(text, async (report) => {
      report(text);
    }),
  'an input box': (text) =>
    tell.askForText({ title: text, prompt: text, placeHolder: text, check: () => ({ message: text, severity: 3 }) }),
  'an input box that judges in words': (text) => tell.askForText({ check: () => text }),
  'a pick': (text) =>
    tell.pickOne([{ label: text, description: text, detail: text }], { title: text, placeHolder: text }),
  'a pick that waits for its items': (text) => tell.pickOne(Promise.resolve([{ label: text }]), {}),
  'a pick of its own': (text) => {
    const pick = tell.createPick();
    Object.assign(pick, { title: text, placeholder: text, items: [{ label: text, description: text, detail: text }] });
    pick.activeItems = pick.items;
  },
  'a box of its own': (text) => {
    const box = tell.createBox();
    Object.assign(box, { title: text, placeholder: text, prompt: text });
    box.validationMessage = text;
    box.validationMessage = { message: text, severity: 2 };
  },
};

describe('what a person is shown', () => {
  before(async () => {
    vscode.install();
    tell = await import('../../../src/host/tell');
  });

  beforeEach(() => vscode.forget());

  for (const [surface, show] of Object.entries(surfaces)) {
    it(`is neither link nor icon, and one line, in ${surface}`, async () => {
      for (const text of hostileMessages) {
        vscode.shown.length = 0;
        await show(text);
        assert.ok(vscode.shown.length > 0);
        for (const shown of vscode.shown) assertInert(shown);
      }
      const parts = fc.constantFrom(...'$()[]', '\u200b', '\n', 'command:x', 'https://x', ' "t"', 'trash', '\\', '{0}');
      await fc.assert(
        fc.asyncProperty(fc.array(parts), async (some) => {
          vscode.shown.length = 0;
          await show(some.join(''));
          for (const shown of vscode.shown) assertInert(shown);
        }),
      );
    });
  }

  it('is itself where it does no harm', async () => {
    const plain = 'Łódź & Söhne (2026) [A] $5 ‹x› 家族👨‍👩‍👧 https://example.org/?a=b';
    for (const show of Object.values(surfaces)) {
      vscode.shown.length = 0;
      await show(plain);
      assert.ok(vscode.shown.some(({ text }) => text.includes(plain)));
    }
  });

  it('keeps its lines above the rows of a view, and is not written twice', () => {
    const written: string[] = [];
    const view = {
      description: '',
      get message() {
        return written.at(-1) ?? '';
      },
      set message(text: string) {
        written.push(text);
      },
    };
    for (const text of hostileMessages) {
      const message = `ours\n${text}`;
      tell.tellInView(view, { description: text, message });
      const { length } = written;
      tell.tellInView(view, { message });
      assert.equal(written.length, length);
      assertInert({ where: 'description', text: view.description });
      for (const line of view.message.split('\n')) assertInert({ where: 'message', text: line.slice(0, 1_000) });
      assert.ok(view.message.startsWith('ours\n') || view.message === 'ours');
    }
  });

  it('cuts a value, never the words around it', async () => {
    await tell.tell('info', tell.translated('{0} is written to {1}.', 'a'.repeat(50_000), '💥'.repeat(9_000)));
    const [{ text } = { text: '' }] = vscode.shown;
    assert.match(text, /^a{199}… is written to (💥){99}….$/u);
  });

  it('gives back the button and the item as they were given', async () => {
    const hostile = '[x](command:y)';
    vscode.answer = ([, second]) => second;
    assert.equal(await tell.tell('info', 'x', 'Retry', hostile), hostile);
    const pick = tell.createPick<{ label: string; choice: number }>();
    const items = [
      { label: '$(trash)', choice: 1 },
      { label: 'plain', choice: 2 },
    ];
    pick.items = items;
    assert.deepEqual(pick.items, items);
    assert.equal(pick.items[0], items[0]);
    pick.activeItems = items.slice(0, 1);
    assert.equal(pick.activeItems[0], items[0]);
    const [shown] = vscode.shown.filter(({ where }) => where === 'pick.items.label');
    assert.equal(shown?.text, '$\u200b(trash)');
  });
});
