// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is meant, all of it.
const ascii = /^[\x00-\x7f]*$/;
/** The acute accent that is typed for an apostrophe; its decomposition would begin with a space. */
const acute = /\u00b4/g;
/**
 * Accents (but not the iota of Greek, a letter in capitals), Hebrew points, Arabic vowel marks; and what is not seen, as
 * soft hyphens, joiners and marks of direction.
 */
const unwritten =
  /[\u0300-\u0344]|[\u0346-\u036f]|(?=\p{M})[\p{sc=Hebr}\p{sc=Arab}]|[\u064b-\u065f]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe20-\ufe2f]|\p{Cf}/gu;

/** Letters that are no other letter with an accent, and signs that few keyboards have. */
const written: Readonly<Record<string, string>> = {
  ...{ ł: 'l', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't', ŋ: 'n', ə: 'e', ɓ: 'b', ɗ: 'd', ƙ: 'k', ƒ: 'f', ɨ: 'i', ʉ: 'u' },
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ς: 'σ', ı: 'i' },
  ...signs("'", '\u2018\u2019\u201a\u201b\u2032\u02b9\u02bb\u02bc\u02bd'),
  ...signs('"', '\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb'),
  ...signs('-', '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043'),
  ...signs('/', '\u2044\u2215'),
};
const others = new RegExp(`[${Object.keys(written).join('')}]`, 'g');

function signs(plain: string, fancy: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from(fancy, (sign) => [sign, plain]));
}

/**
 * Text as it is compared: without case, without the accents and signs that not every keyboard has, and in the plain forms
 * of letters that come in several. A part of a text is folded to a part of the folded text.
 */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  // By way of capitals, because some letters have two or three of them: `ß`, `ŉ`; and the dotless `ı` has the plain one.
  const folded = text.replace(acute, "'").normalize('NFKD').replace(unwritten, '').toUpperCase().toLowerCase();
  return ascii.test(folded) ? folded : folded.replace(others, (sign) => written[sign] ?? sign);
}

/** Where a folded word begins in a text as it was before it was folded; -1 where the text does not hold it. */
export function foldedIndex(text: string, word: string): number {
  if (!fold(text).includes(word)) return -1;
  const end = least(0, text.length, (at) => fold(text.slice(0, at)).includes(word));
  return least(0, end, (at) => !fold(text.slice(at, end)).includes(word)) - 1;
}

/** The first number from `from` to `to` for which the condition holds, which then holds for all after it; else `to`. */
function least(from: number, to: number, holds: (at: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
