/** The shells that a command line is written for. `posix` is bash, zsh and all others that quote as they do. */
export const shells = ['posix', 'powershell', 'windowsPowershell', 'cmd'] as const;
export type Shell = (typeof shells)[number];

/** Returns the shell for a program such as `/bin/zsh` or `C:\Windows\System32\cmd.exe`; undefined for an unknown name. */
export function shellOf(program: string): Shell | undefined {
  const name = /[^\\/]*$/
    .exec(program)?.[0]
    .toLowerCase()
    .replace(/\.exe$/, '');
  if (!name) return undefined;
  if (name.startsWith('pwsh')) return 'powershell';
  if (name === 'powershell') return 'windowsPowershell';
  if (name === 'cmd') return 'cmd';
  return /^(?:ba|z|da|a|k|fi)?sh$|^(?:git-)?bash|^wsl$/.test(name) ? 'posix' : undefined;
}

/** The longest line a shell accepts, in characters: cmd's own limit, or what Windows and Linux accept for one program. */
export const longestLine: Readonly<Record<Shell, number>> = {
  posix: 100_000,
  powershell: 32_000,
  windowsPowershell: 32_000,
  cmd: 8_191,
};

// Text without a special meaning in any shell. zsh would expand a leading `=` or `~`, and a leading dash is an option.
const bare = /^[A-Za-z0-9_][\w+:./-]*$/;
// Characters that a terminal or line editor would act on, and marks that reorder or hide the text around them.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const loneSurrogate = /\p{Cs}/u;

/**
 * Returns one argument so that the shell reads it back exactly, or undefined when there is no safe way to write it.
 * @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 * @see https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
 */
export function quote(word: string, shell: Shell): string | undefined {
  if (bare.test(word)) return word;
  if (loneSurrogate.test(word) || word.includes('\0')) return undefined;
  if (shell === 'posix') return quotePosix(word);
  if (unseen.test(word)) return undefined;
  switch (shell) {
    case 'powershell':
      return singleQuoted(word);
    case 'windowsPowershell':
      // It passes on the text between its quotes without escaping, so the program's own quotes are written too.
      if (word.includes('"')) return undefined;
      return singleQuoted(/^[\w+:./=, -]+$/.test(word) ? word : programQuoted(word));
    case 'cmd':
      // cmd expands variables between quotes too, and no escape works both on the command line and in a file.
      return /["%!]/.test(word) ? undefined : programQuoted(word);
  }
}

/** Returns a value as JSON, quoted for the shell. Anything a shell or terminal could act on becomes JSON's `\uXXXX`. */
export function quoteJson(value: unknown, shell: Shell): string {
  const plain = shell === 'posix' ? /[^\p{C}\p{Zl}\p{Zp}'"\\]/u : /[\w.-]/;
  const json = JSON.stringify(value).replace(/"(?:[^"\\]|\\.)*"/g, (text) => {
    const signs = Array.from(JSON.parse(text) as string, (sign) => (plain.test(sign) ? sign : escaped(sign)));
    return `"${signs.join('')}"`;
  });
  switch (shell) {
    case 'posix':
    case 'powershell':
      return `'${json}'`;
    case 'windowsPowershell':
      return `'${json.replaceAll('"', '\\"')}'`;
    case 'cmd':
      return `"${json.replaceAll('"', '\\"')}"`;
  }
}

function escaped(sign: string): string {
  return Array.from({ length: sign.length }, (_, n) => `\\u${sign.charCodeAt(n).toString(16).padStart(4, '0')}`).join(
    '',
  );
}

function quotePosix(word: string): string {
  if (!unseen.test(word)) return `'${word.replaceAll("'", "'\\''")}'`;
  const signs = Array.from(word, (sign) => (unseen.test(sign) || /['\\!]/.test(sign) ? octal(sign) : sign));
  return `$'${signs.join('')}'`;
}

function octal(sign: string): string {
  const bytes = encodeURIComponent(sign).match(/%..|./g) ?? [];
  const codes = bytes.map((byte) => (byte.length > 1 ? Number.parseInt(byte.slice(1), 16) : byte.charCodeAt(0)));
  return codes.map((code) => `\\${code.toString(8).padStart(3, '0')}`).join('');
}

/** PowerShell treats typographic single quotes like its own. */
function singleQuoted(word: string): string {
  return `'${word.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

/** Quotes for Windows programs. Backslashes before the closing quote are doubled, because one would escape it. */
function programQuoted(word: string): string {
  return `"${word.replace(/\\+$/, '$&$&')}"`;
}
