import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TypedText } from '../../../../src/views/filterPick/typedText';

/** A box as the extension sees it, and as the person does: each hears of the other's changes later, in order. */
class RemoteBox {
  private known = '';
  private shown = '';
  private readonly toPerson: string[] = [];
  private readonly toExtension: (() => void)[] = [];
  readonly taken: string[] = [];
  private readonly typed = new TypedText(this);

  get value(): string {
    return this.known;
  }

  set value(text: string) {
    this.known = text;
    this.toPerson.push(text);
  }

  key(key: string): void {
    if (key === '\n') this.toExtension.push(() => this.accept());
    else this.display(this.shown + key);
  }

  /** Brings the oldest change to the person; false if there is none. */
  reachPerson(): boolean {
    const text = this.toPerson.shift();
    if (text !== undefined && text !== this.shown) this.display(text);
    return text !== undefined;
  }

  /** Brings the oldest event to the extension; false if there is none. */
  reachExtension(): boolean {
    const event = this.toExtension.shift();
    event?.();
    return event !== undefined;
  }

  private display(text: string): void {
    this.shown = text;
    this.toExtension.push(() => {
      this.known = text;
      this.typed.follow(text);
    });
  }

  private accept(): void {
    this.taken.push(this.typed.text);
    this.typed.clear();
  }
}

describe('a text that is emptied while a person types on', () => {
  const texts = ['comm', 'act', 'this m', 'acme'];

  it('keeps every key, however late VS Code shows the emptied text', () => {
    const late = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(late, late, (toPerson, toExtension) => {
        const box = new RemoteBox();
        let turn = 0;
        for (const key of texts.map((text) => `${text}\n`).join('')) {
          box.key(key);
          turn += 1;
          if (turn > toExtension) box.reachExtension();
          if (turn > toPerson) box.reachPerson();
        }
        for (let moved = true; moved; ) moved = [box.reachExtension(), box.reachPerson()].includes(true);
        assert.deepEqual([...box.taken, box.value], [...texts, '']);
      }),
    );
  });

  it('lets the person delete what was typed meanwhile', () => {
    const box = new RemoteBox();
    for (const key of 'comm\nac') box.key(key);
    while (box.reachExtension());
    while (box.reachPerson() || box.reachExtension());
    assert.equal(box.value, 'ac');
  });
});
