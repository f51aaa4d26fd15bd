import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readHeader } from '../../../../../src/aws/identity/files/configHeader';
import { shellWords } from '../../../../../src/aws/identity/files/shellWords';

const anyCharacter = fc.nat(0x10ffff).map((code) => String.fromCodePoint(code));

describe('shellWords', () => {
  for (const [text, words] of [
    ['profile  dev ', ['profile', 'dev']],
    ['profile "my team"', ['profile', 'my team']],
    ["sso-session 'ACME Corp'", ['sso-session', 'ACME Corp']],
    ['a"b c"d', ['ab cd']],
    ['a "" \'\'', ['a', '', '']],
    ['dept#1 # x', ['dept#1', '#', 'x']],
    ['a\\ b "c\\"d\\\\e\\f" \'g\\h\'', ['a b', 'c"d\\e\\f', 'g\\h']],
    ['"it\'s" \'say "so"\'', ["it's", 'say "so"']],
    ['\u00a0a\u3000b', ['\u00a0a\u3000b']],
    ['', []],
    ["it's", undefined],
    ['"a', undefined],
    ['"a\\"', undefined],
    ['a\\', undefined],
    ["'a\\' '\\\"'", ['a\\', '\\"']],
  ] as const) {
    it(`splits ${JSON.stringify(text)}`, () => assert.deepEqual(shellWords(text), words));
  }

  it('gives back any words in quotes', () => {
    const quoted = (word: string) => `"${word.replace(/["\\]/g, '\\$&')}"`;
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.oneof(anyCharacter, fc.constantFrom('"', "'", '\\', ' ')), maxLength: 8 }), {
          maxLength: 5,
        }),
        (words) => {
          assert.deepEqual(shellWords(words.map(quoted).join(' ')), words);
        },
      ),
    );
  });
});

describe('readHeader', () => {
  for (const [header, found] of [
    ['default', ['profile', 'default']],
    ['profile default', ['profile', 'default']],
    ...['acme&co', 'kunde(prod)', 'a~b', 'x,y', 'dept#1', '__proto__'].map(
      (name) => [`profile ${name}`, ['profile', name]] as const,
    ),
    ['profile  dev', ['profile', 'dev']],
    ['profile\tdev', ['profile', 'dev']],
    ['profile "my team"', ['profile', 'my team']],
    ['profile ""', ['profile', '']],
    ['profiles dev', ['profile', 'dev']],
    ["sso-session 'ACME Corp'", ['ssoSession', 'ACME Corp']],
    ['services mine', ['services', 'mine']],
    ['profile', undefined],
    ['profile a b', undefined],
    [' profile dev', undefined],
    ['Profile dev', undefined],
    ['profile "dev', undefined],
    ['Default', undefined],
    ['dev', undefined],
    ['a b c', undefined],
  ] as const) {
    it(`takes [${header}] for ${found ? found.join(' ') : 'nothing'}`, () => {
      const { kind, name } = readHeader(header) ?? {};
      assert.deepEqual(kind && [kind, name], found);
    });
  }
});
