// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is meant, all of it.
const ascii = /^[\x00-\x7f]*$/;
/** The acute accent, which is typed in place of an apostrophe. Its decomposition would begin with a space. */
const acute = /\u00b4/g;
/**
 * Accents (except the Greek iota, which is a letter in capitals), Hebrew points, Arabic vowel marks, and invisible
 * characters such as soft hyphens, joiners and direction marks.
 */
const unwritten =
  /[\u0300-\u0344]|[\u0346-\u036f]|(?=\p{M})[\p{sc=Hebr}\p{sc=Arab}]|[\u064b-\u065f]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe20-\ufe2f]|\p{Cf}/gu;

/** Letters that are not another letter with an accent, and characters that few keyboards have. */
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
 * Returns text for comparison: without case, without accents and characters that not every keyboard has, and with letter
 * variants in their plain form. A part of a text folds to a part of the folded text.
 */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  // Capitals come first, because some letters have two or three (`ß`, `ŉ`), and the dotless `ı` has the plain one.
  const folded = text.replace(acute, "'").normalize('NFKD').replace(unwritten, '').toUpperCase().toLowerCase();
  return ascii.test(folded) ? folded : folded.replace(others, (sign) => written[sign] ?? sign);
}

/** Returns where a folded word begins in the original text, or -1 when the text does not contain it. */
export function foldedIndex(text: string, word: string): number {
  if (!fold(text).includes(word)) return -1;
  const end = least(0, text.length, (at) => fold(text.slice(0, at)).includes(word));
  return least(0, end, (at) => !fold(text.slice(at, end)).includes(word)) - 1;
}

/** Returns the first number from `from` to `to` for which `holds` is true, or `to`. It must stay true after that. */
function least(from: number, to: number, holds: (at: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
