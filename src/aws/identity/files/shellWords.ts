/**
 * Returns the words of a text as a POSIX shell splits it, or undefined when a quote or a backslash has no end.
 *
 * Python's `shlex.split` with its defaults is the rule: `#` starts no comment, and only `"` and `\` are escaped inside
 * double quotes.
 */
export function shellWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (/[ \t\r\n]/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === '\\') {
      at++;
      if (at >= text.length) return undefined;
      word = (word ?? '') + text.charAt(at);
    } else if (char === '"' || char === "'") {
      const end = endOfQuote(text, at);
      if (end === undefined) return undefined;
      const quoted = text.slice(at + 1, end);
      word = (word ?? '') + (char === '"' ? quoted.replace(/\\(["\\])/g, '$1') : quoted);
      at = end;
    } else {
      word = (word ?? '') + char;
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** Returns the position of the quote that closes the one at `start`. */
function endOfQuote(text: string, start: number): number | undefined {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === quote) return at;
    if (char === '\\' && quote === '"') at++;
  }
  return undefined;
}
