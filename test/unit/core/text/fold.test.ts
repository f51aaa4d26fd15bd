import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fold, foldedIndex } from '../../../../src/core/text/fold';

describe('fold', () => {
  const typed: readonly (readonly [typed: string, shown: string])[] = [
    ['lodz', 'Łódź'],
    ['strasse', 'Straße'],
    ['strasse', 'GROẞE STRAẞE'],
    ['sofart', 'Søfart'],
    ['da nang', 'Đà Nẵng'],
    ["o'neil", 'O’Neil'],
    ["o'neil", 'O´Neil'],
    ["hawai'i", 'Hawaiʻi'],
    ['abc123', 'ＡＢＣ１２３'],
    ['finance', 'ﬁnance'],
    ['izmir', 'İZMİR'],
    ['isparta', 'ISPARTA'],
    ['ısparta', 'ISPARTA'],
    ['ISPARTA', 'ısparta'],
    ['İSTANBUL', 'istanbul'],
    ['aegir', 'Ægir'],
    ['thor', 'Þór'],
    ['οδος', 'ΟΔΟΣ'],
    ['οδοσ', 'οδος'],
    ['a-b', 'a–b'],
    ['say "hi"', 'say „hi“'],
    ['1/2', '½'],
    ['tm', '™'],
    ['cooperation', 'co\u00adoperation'],
    ['אבג', 'אָבָג'],
    ['احمد', 'أحمد'],
  ];
  for (const [words, shown] of typed) {
    it(`finds ${shown} by ${words}`, () =>
      assert.ok(fold(shown).includes(fold(words)), `${fold(shown)} ${fold(words)}`));
  }

  it('keeps apart what is not the same', () => {
    for (const [a, b] of [
      ['か', 'き'],
      ['की', 'कु'],
      ['ที่', 'ทา'],
      ['日', '月'],
      ['é', 'a'],
    ] as const) {
      assert.notEqual(fold(a), fold(b));
    }
  });

  // Letters, signs and marks of many names, one and several at a time.
  const unit = fc.oneof(
    fc.constantFrom(...'abcXYZ 0189,.$€£¥&\'"’‘“”–—-/()'),
    fc.constantFrom(...'ßẞŁłØøĐđÐðÞþÆæŒœİıIiĦħŦŧŊŋƏəÅåÄäÖöÜüÇçŞşĞğÑñÃãŐőŰűŽžŘřẴẵẾếƠơƯư'),
    fc.constantFrom('ﬁ', 'ﬀ', 'ﬃ', 'Ａ', 'ｚ', '１', '①', '™', '½', 'ǆ', 'ŉ', 'ſ', 'K', 'Å', 'ª', '\u00a0', '\u202f'),
    fc.constantFrom(...'ΑαΣσςΆάΐᾳЁёЙйЇїאבأحمد日本語株式会社がカｶ한국'),
    fc.constantFrom('กรุง', 'เทพ', 'หา', 'हि', 'न्दी', 'की', 'אָ', 'בּ', 'מַ', 'نّ', 'ﾊﾞ'),
    fc.constantFrom('e\u0301', 'o\u0308', 'l\u0335', '\u00ad', '\u200b', '\u200d', '\u202e', '😀', '👩‍💻', '🇵🇱'),
  );
  const units = fc.array(unit, { minLength: 1, maxLength: 12 });

  it('finds any part of what is on the screen, in either case and however it is composed', () => {
    fc.assert(
      fc.property(units, fc.nat(), fc.nat(), (shown, a, b) => {
        const [from, to] = [a % shown.length, b % shown.length].sort((x, y) => x - y) as [number, number];
        const part = shown.slice(from, to + 1).join('');
        const whole = fold(shown.join(''));
        const forms = [part, part.toUpperCase(), part.toLowerCase(), part.normalize('NFC'), part.normalize('NFD')];
        for (const form of forms) assert.ok(whole.includes(fold(form)), `${JSON.stringify([form, fold(form), whole])}`);
      }),
      { numRuns: 20_000 },
    );
  });

  it('is the same when it is done twice', () => {
    fc.assert(fc.property(units, (shown) => assert.equal(fold(fold(shown.join(''))), fold(shown.join('')))));
  });

  it('says where a word begins in the text as it is shown', () => {
    assert.equal(foldedIndex('Zakłady w Łodzi', 'lodzi'), 10);
    assert.equal(foldedIndex('Große Straße 5', 'strasse'), 6);
    assert.equal(foldedIndex('ﬁnance and ﬁsh', 'fish'), 11);
    assert.equal(foldedIndex('Acme', 'globex'), -1);
    fc.assert(
      fc.property(units, units, units, (before, part, after) => {
        const word = fold(part.join(''));
        const text = [...before, ...part, ...after].join('');
        fc.pre(word !== '' && fold(text).indexOf(word) >= 0);
        const at = foldedIndex(text, word);
        assert.ok(fold(text.slice(at)).includes(word));
        assert.ok(at < [...before, ...part].join('').length);
      }),
    );
  });
});
