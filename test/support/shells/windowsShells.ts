/**
 * Windows command-line parsing, written from the documented rules and PowerShell's published source and independent of the
 * code that writes command lines. Each function throws when a shell would do anything except pass arguments on.
 */

/**
 * Returns the arguments of a line that PowerShell reads in argument mode.
 * @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_parsing
 */
export function powershellArguments(line: string): string[] {
  const quotes = "'\u2018\u2019\u201a\u201b";
  const found: string[] = [];
  for (let at = 0; at < line.length; ) {
    if (/\s/.test(line.charAt(at))) {
      if (line.charAt(at) !== ' ') throw new Error(`a line ends at ${at}: ${line}`);
      at += 1;
      continue;
    }
    let word = '';
    if (quotes.includes(line.charAt(at))) {
      // Two quotes in a row are one literal quote. A single one ends the text.
      for (at += 1; ; at += 1) {
        if (at >= line.length) throw new Error(`a text without its end: ${line}`);
        if (quotes.includes(line.charAt(at))) {
          at += 1;
          if (at >= line.length || !quotes.includes(line.charAt(at))) break;
        }
        word += line.charAt(at);
      }
      if (at < line.length && line.charAt(at) !== ' ') throw new Error(`more after a text, at ${at}: ${line}`);
    } else {
      while (at < line.length && !/\s/.test(line.charAt(at))) {
        word += line.charAt(at);
        at += 1;
      }
      // An unquoted word may contain only characters without a special meaning, or be an option name of letters and dashes.
      if (!/^(?:--[a-z-]+|[A-Za-z0-9_][\w./:+-]*)$/.test(word)) throw new Error(`${word} is not plain: ${line}`);
    }
    found.push(word);
  }
  return found;
}

/** How a PowerShell builds the single line that Windows passes to a program. */
export type ArgumentPassing = 'windowsPowershell5' | 'legacy7' | 'standard';

/** @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_preference_variables#psnativecommandargumentpassing */
export function programLine(words: readonly string[], passing: ArgumentPassing): string {
  if (passing === 'standard') return words.map(standardQuoted).join(' ');
  return words
    .filter((word) => word !== '')
    .map((word) => {
      if (!hasOpenSpace(word, passing)) return word;
      return `"${word}${passing === 'legacy7' ? (/\\*$/.exec(word)?.[0] ?? '') : ''}"`;
    })
    .join(' ');
}

/** Returns whether there is a space outside what PowerShell considers the program's own quotes. */
function hasOpenSpace(word: string, passing: ArgumentPassing): boolean {
  let count = 0;
  return Array.from(word).some((sign, at, signs) => {
    if (sign === '"' && !(passing === 'legacy7' && signs[at - 1] === '\\')) count += 1;
    return /\s/u.test(sign) && count % 2 === 0;
  });
}

/** Quotes as .NET does for the items of `ProcessStartInfo.ArgumentList`. */
function standardQuoted(word: string): string {
  if (word !== '' && !/[\s"]/u.test(word)) return word;
  return `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;
}

/**
 * Returns the line that cmd passes to a program. Every variable has a value, so that no replacement goes unnoticed.
 * @param kind On the command line or in a batch file, with or without `!name!`.
 * @see https://learn.microsoft.com/windows-server/administration/windows-commands/cmd
 */
export function cmdProgramLine(line: string, kind: 'prompt' | 'batch', delayed: boolean): string {
  if (/[\p{Cc}]/u.test(line)) throw new Error(`a line ends: ${line}`);
  const expanded =
    kind === 'prompt'
      ? line.replace(/%[^%]+%/g, '&evil&')
      : line.replace(/%%|%[^%]+%|%[*\d]|%/g, (found) => (found === '%%' ? '%' : '&evil&'));
  let written = '';
  let quoted = false;
  for (let at = 0; at < expanded.length; at += 1) {
    const sign = expanded.charAt(at);
    if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === '^') {
      at += 1;
      written += expanded.charAt(at);
      continue;
    } else if (!quoted && /[&|<>()]/.test(sign)) throw new Error(`cmd acts on ${sign}: ${line}`);
    written += sign;
  }
  if (quoted) throw new Error(`a quote is left open: ${line}`);
  return delayed && written.includes('!') ? written.replace(/\^(.)/g, '$1').replace(/![^!]+!/g, 'EVIL') : written;
}

/**
 * Returns the arguments that a Windows program finds in its command line.
 * @see https://learn.microsoft.com/windows/win32/api/shellapi/nf-shellapi-commandlinetoargvw
 */
export function programArguments(line: string): string[] {
  const found: string[] = [];
  let word: string | undefined;
  let quoted = false;
  for (let at = 0; at < line.length; ) {
    const backslashes = /^\\*/.exec(line.slice(at))?.[0].length ?? 0;
    const sign = line.charAt(at + backslashes);
    if (sign === '"') {
      word = (word ?? '') + '\\'.repeat(Math.floor(backslashes / 2));
      if (backslashes % 2 === 1) word += '"';
      else {
        // Parsers disagree about two quotes within quotes.
        if (quoted && line.charAt(at + backslashes + 1) === '"') throw new Error(`doubled quotes: ${line}`);
        quoted = !quoted;
      }
      at += backslashes + 1;
    } else if (backslashes > 0) {
      word = (word ?? '') + '\\'.repeat(backslashes);
      at += backslashes;
    } else {
      if (!quoted && /[ \t]/.test(sign)) {
        if (word !== undefined) found.push(word);
        word = undefined;
      } else word = (word ?? '') + sign;
      at += 1;
    }
  }
  if (quoted) throw new Error(`a quote is left open: ${line}`);
  if (word !== undefined) found.push(word);
  return found;
}
