import { shellWords } from '../files/shellWords';

/**
 * Returns the words of a command line: split as the AWS CLI splits a `credential_process`, without a shell. Quotes and
 * backslashes mean what they mean to a POSIX shell, or on Windows what they mean to its C runtime.
 * @returns undefined if a quote is not closed
 */
export function splitCommand(
  text: string,
  platform: NodeJS.Platform = process.platform,
): readonly string[] | undefined {
  return platform === 'win32' ? splitForWindows(text) : shellWords(text);
}

function splitForWindows(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let isQuoted = false;
  for (const [, backslashes = '', char = ''] of text.matchAll(/(\\*)([^\\]|$)/g)) {
    const isQuote = char === '"';
    // Backslashes escape each other, and the quote, only in front of a quote.
    const kept = isQuote ? '\\'.repeat(Math.floor(backslashes.length / 2)) : backslashes;
    if (kept) word = (word ?? '') + kept;
    if (isQuote && backslashes.length % 2 === 1) {
      word = `${word ?? ''}"`;
    } else if (isQuote) {
      isQuoted = !isQuoted;
      word ??= '';
    } else if (/[ \t]/.test(char) && !isQuoted) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char) {
      word = (word ?? '') + char;
    }
  }
  if (isQuoted) return undefined;
  if (word !== undefined) words.push(word);
  return words;
}
