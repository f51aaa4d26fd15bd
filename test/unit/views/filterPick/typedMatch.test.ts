import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isMatch } from '../../../../src/views/filterPick/typedMatch';

describe('what is shown for a typed text', () => {
  it('contains the text, or has words that begin with its parts', () => {
    for (const text of ['', 'val', 'TECH', 'tv', 'techval', ' validation '])
      assert.ok(isMatch(text, 'Technical Validation'), text);
    for (const text of ['vt', 'tx', 'technical  validation!']) assert.ok(!isMatch(text, 'Technical Validation'), text);
    assert.ok(isMatch('meaning', 'Label', 'its meaning'));
  });

  it('is found at once, however often the same words could begin the text', () => {
    const name = 'a aa aaa '.repeat(28);
    const begun = performance.now();
    assert.ok(!isMatch(`${'a'.repeat(60)}b`, name));
    assert.ok(isMatch('a'.repeat(60), name));
    assert.ok(performance.now() - begun < 1_000);
  });

  it('is every part of a text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (before, text, after) =>
        isMatch(text, `${before}${text}${after}`),
      ),
    );
  });
});
