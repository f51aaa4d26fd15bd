// Controls, line and paragraph separators, and the invisible marks that reorder or hide text. The two joiners stay, because
// emoji and several scripts need them.
const invisible = /(?:[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf})+/gu;

const lineBreak = /\r\n|[\n\r\u2028\u2029]/;

/**
 * Returns text of unknown origin for one line of the user interface. Anything that could reorder or hide the text around it
 * becomes a space, and text is cut after `most` characters.
 */
export function oneLine(text: string, most = 300): string {
  return cut(text.replace(invisible, ' ').trim(), most);
}

/**
 * Returns the same for places where VS Code interprets text: `$(name)` is an icon in picks and in the status bar, and
 * `[words](link)` a link in notifications and prompts. A zero-width space between the two characters prevents that. Text
 * that is already inert stays as it is.
 */
export function inertText(text: string, most = 300): string {
  const plain = oneLine(text.replace(/(?<=[$\]])\u200b+(?=\()/g, ''), most);
  return cut(plain.replace(/(?<=[$\]])(?=\()/g, '\u200b'), most);
}

/** Returns the same for places that keep line breaks. */
export function inertLines(text: string, most = 4_000): string {
  const lines = text.split(lineBreak).map((line) => inertText(line, most));
  return cut(lines.join('\n').trim(), most);
}

/**
 * Returns text of unknown origin with its line breaks. Anything that could reorder or hide the text around it becomes a
 * space, and text is cut after `most` characters.
 */
export function severalLines(text: string, most = 4_000): string {
  const plain = text
    .slice(0, most + 1)
    .split(lineBreak)
    .map((line) => line.replace(invisible, ' ').trimEnd())
    .join('\n')
    .trim();
  return cut(plain, most);
}

/** Returns a text of at most this many characters without splitting one. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '');
  return `${start.trimEnd()}…`;
}

/** Makes every character visible: those that could reorder or hide others become JSON's `\uXXXX`. Only for JSON text. */
export function visibleJson(json: string): string {
  return json.replace(/[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu, (sign) =>
    [...Array(sign.length).keys()].map((n) => `\\u${sign.charCodeAt(n).toString(16).padStart(4, '0')}`).join(''),
  );
}
