/** The shells that a command line is written for. `posix` is bash, zsh and whatever else quotes as they do. */
export const shells = ['posix', 'powershell', 'windowsPowershell', 'cmd'] as const;
export type Shell = (typeof shells)[number];

/** Which shell a program such as `/bin/zsh` or `C:\Windows\System32\cmd.exe` is; undefined when its name says nothing. */
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

/** The longest line that a shell takes, in characters: cmd's own limit, else what Windows and Linux take of one program. */
export const longestLine: Readonly<Record<Shell, number>> = {
  posix: 100_000,
  powershell: 32_000,
  windowsPowershell: 32_000,
  cmd: 8_191,
};

// What no shell gives a meaning to, wherever it stands. `=` and `~` first would be expanded by zsh, a dash is an option.
const bare = /^[A-Za-z0-9_][\w+:./-]*$/;
// What a terminal or an editor of lines would act on, and the marks that reorder or hide the text around them.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const loneSurrogate = /\p{Cs}/u;

/**
 * One argument as the shell reads it back, letter by letter; undefined for what it has no sure way to write.
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
      // It hands over what is between its quotes without escaping it, so that the program's own quotes are written too.
      if (word.includes('"')) return undefined;
      return singleQuoted(/^[\w+:./=, -]+$/.test(word) ? word : programQuoted(word));
    case 'cmd':
      // Variables are replaced between quotes too, and nothing escapes their signs on the command line and in a file alike.
      return /["%!]/.test(word) ? undefined : programQuoted(word);
  }
}

/** A value as JSON, quoted for the shell. Whatever a shell or a terminal could act on is written as JSON's `\uXXXX`. */
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

/** PowerShell takes the typographic single quotes for its own. */
function singleQuoted(word: string): string {
  return `'${word.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

/** As programs of Windows read an argument: a backslash before the closing quote would take its meaning away. */
function programQuoted(word: string): string {
  return `"${word.replace(/\\+$/, '$&$&')}"`;
}
