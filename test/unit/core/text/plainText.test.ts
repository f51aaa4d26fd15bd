import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inertText, oneLine } from '../../../../src/core/text/plainText';

describe('plain text', () => {
  it('takes out what reorders, hides or breaks the line', () => {
    assert.equal(oneLine('Acme\u202e gro.live\u0000\r\nInc\u2028.\ufeff'), 'Acme  gro.live Inc .');
    assert.equal(oneLine('家族👨‍👩‍👧 مؤسسة'), '家族👨‍👩‍👧 مؤسسة');
  });

  it('cuts what is too long', () => {
    assert.equal(oneLine('a'.repeat(10_000)).length, 300);
    assert.equal(oneLine('abcdef', 4), 'abc…');
    assert.equal(oneLine('ab💥def', 4), 'ab…');
  });

  it('leaves no icon and no link in any text', () => {
    assert.equal(inertText('$(trash) [x](command:y)'), '$\u200b(trash) [x]\u200b(command:y)');
    fc.assert(
      fc.property(fc.array(fc.constantFrom('$', '(', ']', '[', ')', 'a', '\u200b', '\u0000', '\u202e')), (parts) => {
        const inert = inertText(parts.join(''));
        assert.doesNotMatch(inert, /\$\(|\]\(/);
        assert.equal(inertText(inert), inert);
      }),
    );
  });
});
