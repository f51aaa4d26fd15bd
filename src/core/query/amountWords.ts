import type { Money } from '../model/money';

/** Amounts that a person asks for. Bounds are in hundredths, and exact. */
export interface AmountRange {
  readonly from?: AmountBound;
  readonly to?: AmountBound;
  /** Absent: in any currency. */
  readonly currency?: string;
}

export interface AmountBound {
  readonly hundredths: bigint;
  /** True if the bound itself is within the range. */
  readonly included: boolean;
}

/** A range as it was written, with the number of words that it took. */
export interface WrittenRange {
  readonly range: AmountRange;
  readonly length: number;
  /** True if the words may be part of an ordinary text, as `1000-2000` may. */
  readonly isUnsure: boolean;
}

/** True if an amount is within a range. */
export function isWithin({ currency, hundredths }: Money, { from, to, currency: asked }: AmountRange): boolean {
  if (asked !== undefined && currency !== asked) return false;
  if (from && (from.included ? hundredths < from.hundredths : hundredths <= from.hundredths)) return false;
  return !to || (to.included ? hundredths <= to.hundredths : hundredths < to.hundredths);
}

// A person may type any word, also one that every object has as a member, such as `constructor`.
const signs: ReadonlyMap<string, string> = new Map([
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['$', 'USD'],
]);
/** Codes that are words too: in small letters they are taken for those. */
const words: ReadonlySet<string> = new Set([
  'all',
  'ang',
  'bam',
  'cup',
  'ern',
  'gel',
  'lak',
  'mad',
  'mop',
  'pen',
  'rub',
  'sos',
  'top',
  'try',
]);
const zeros: Readonly<Record<string, number>> = {
  k: 3,
  thousand: 3,
  m: 6,
  mn: 6,
  mio: 6,
  million: 6,
  b: 9,
  bn: 9,
  billion: 9,
};
const currencyForm = '\\p{Sc}|[a-z]{3}';
const written = new RegExp(
  `^(${currencyForm})?([\\d.,'’]+)(${Object.keys(zeros)
    .sort((a, b) => b.length - a.length)
    .join('|')})?(${currencyForm})?$`,
  'iu',
);
const operator = /^(>=|=>|≥|<=|=<|≤|>|<|=)(.*)$/;
const spoken: ReadonlyMap<string, string> = new Map([
  ['over', '>'],
  ['above', '>'],
  ['under', '<'],
  ['below', '<'],
]);
/** Longer numbers than the API has. */
const mostDigits = 40;

/** Returns the range that begins at a word; undefined if the word begins none. */
export function readRange(texts: readonly string[], at: number): WrittenRange | undefined {
  const [first = '', second = ''] = texts.slice(at, at + 2);
  const [, sign, rest = ''] = operator.exec(first) ?? [];
  if (sign !== undefined) return compared(sign, rest === '' ? second : rest, texts, at + (rest === '' ? 2 : 1), at);
  const said = spoken.get(first.toLowerCase());
  // `under 30 days` is no amount.
  if (said && isLarge(second)) return compared(said, second, texts, at + 2, at);
  return between(first, texts, at);
}

function compared(
  sign: string,
  text: string,
  texts: readonly string[],
  next: number,
  at: number,
): WrittenRange | undefined {
  const amount = readAmount(text);
  if (!amount) return undefined;
  const { hundredths } = amount;
  const bound = { hundredths, included: sign !== '>' && sign !== '<' };
  const isLeast = sign.includes('>') || sign === '≥' || sign === '=';
  const isMost = sign.includes('<') || sign === '≤' || sign === '=';
  const range = { ...(isLeast && { from: bound }), ...(isMost && { to: bound }) };
  return withCurrency(range, amount.currency, texts, next, at, false);
}

function between(text: string, texts: readonly string[], at: number): WrittenRange | undefined {
  const plain = text.replace(/[‐-―−]/g, '-');
  const [left, right, more] = plain.includes('..') ? plain.split(/\.{2,}/) : plain.split('-');
  const isOpen = plain.includes('..');
  if (left === undefined || right === undefined || more !== undefined || left + right === '') return undefined;
  if (!isOpen && (left === '' || right === '')) return undefined;
  const to = right === '' ? undefined : readAmount(right);
  const from = left === '' ? undefined : readAmount(left, to?.zeros);
  if ((left !== '' && !from) || (right !== '' && !to)) return undefined;
  if (from && to && from.hundredths > to.hundredths) return undefined;
  if (from?.currency && to?.currency && from.currency !== to.currency) return undefined;
  const bound = ({ hundredths }: ReadAmount): AmountBound => ({ hundredths, included: true });
  const range = { ...(from && { from: bound(from) }), ...(to && { to: bound(to) }) };
  const isUnsure = (from?.zeros ?? 0) === 0 && (to?.zeros ?? 0) === 0;
  return withCurrency(range, from?.currency ?? to?.currency, texts, at + 1, at, isUnsure);
}

/** Takes the next word too if it is a currency. */
function withCurrency(
  range: AmountRange,
  currency: string | undefined,
  texts: readonly string[],
  next: number,
  at: number,
  isUnsure: boolean,
): WrittenRange {
  if (currency !== undefined) return { range: { ...range, currency }, length: next - at, isUnsure: false };
  const named = currencyOf(texts[next] ?? '');
  if (named === undefined) return { range, length: next - at, isUnsure };
  return { range: { ...range, currency: named }, length: next + 1 - at, isUnsure: false };
}

interface ReadAmount {
  readonly hundredths: bigint;
  readonly currency: string | undefined;
  /** The zeros that a letter such as `k` stands for. */
  readonly zeros: number;
}

/** @param usualZeros those of the other end of a range: `50-80k` is 50k to 80k */
function readAmount(text: string, usualZeros = 0): ReadAmount | undefined {
  const [, before, number = '', letter, after] = written.exec(text) ?? [];
  const [sign, code] = [before ?? after, before && after];
  const currency = sign === undefined ? undefined : currencyOf(sign);
  if (code !== undefined || (sign !== undefined && currency === undefined)) return undefined;
  const read = readNumber(number);
  if (!read) return undefined;
  const own = letter === undefined ? undefined : zeros[letter.toLowerCase()];
  const shift = own ?? (read.whole.length <= 3 ? usualZeros : 0);
  const exponent = shift + 2 - read.fraction.length;
  const digits = read.whole + read.fraction;
  // Smaller parts than hundredths are no amount.
  if (digits.length + shift > mostDigits || exponent < 0) return undefined;
  return { hundredths: BigInt(digits) * 10n ** BigInt(exponent), currency, zeros: shift };
}

/** Reads a number with any separators: three digits after one are thousands, other digits after the last are decimals. */
function readNumber(text: string): { readonly whole: string; readonly fraction: string } | undefined {
  const plain = text.replace(/(?<=\d)['’](?=\d)/g, '');
  const [, whole = '', , fraction = ''] =
    /^(\d+)$/.exec(plain) ??
    /^([1-9]\d{0,2}(?:,\d{2,3})*,\d{3})(?:(\.)(\d+))?$/.exec(plain) ??
    /^([1-9]\d{0,2}(?:\.\d{3})+)(?:(,)(\d+))?$/.exec(plain) ??
    /^(\d+)([.,])(\d+)$/.exec(plain) ??
    [];
  if (whole === '') return undefined;
  return { whole: whole.replace(/[.,]/g, '').replace(/^0+(?=\d)/, ''), fraction: fraction.replace(/0+$/, '') };
}

/** True for an amount that nobody takes for a number of days. */
function isLarge(text: string): boolean {
  const amount = readAmount(text);
  return amount !== undefined && (amount.currency !== undefined || amount.hundredths >= 100_000n);
}

function currencyOf(text: string): string | undefined {
  const sign = signs.get(text);
  if (sign !== undefined) return sign;
  const code = text.toUpperCase();
  const isWord = words.has(text.toLowerCase()) && text !== code;
  return !isWord && Intl.supportedValuesOf('currency').includes(code) ? code : undefined;
}
