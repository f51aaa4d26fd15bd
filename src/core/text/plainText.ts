// Controls, line and paragraph separators, and the invisible marks that reorder or hide text. The two joiners stay:
// emoji and several scripts are written with them.
const invisible = /(?:[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf})+/gu;

const lineBreak = /\r\n|[\n\r\u2028\u2029]/;

/**
 * Text of unknown origin for one line of the user interface: what could reorder or hide the words around it becomes a
 * space, and more than `most` characters are cut.
 */
export function oneLine(text: string, most = 300): string {
  return cut(text.replace(invisible, ' ').trim(), most);
}

/**
 * The same for places where VS Code gives some text a meaning: `$(name)` is an icon in picks and in the status bar,
 * `[words](link)` a link in notifications and prompts. A zero-width space between the two characters takes it away. What
 * is inert already stays as it is.
 */
export function inertText(text: string, most = 300): string {
  const plain = oneLine(text.replace(/(?<=[$\]])\u200b+(?=\()/g, ''), most);
  return cut(plain.replace(/(?<=[$\]])(?=\()/g, '\u200b'), most);
}

/** The same for places that keep their lines. */
export function inertLines(text: string, most = 4_000): string {
  const lines = text.split(lineBreak).map((line) => inertText(line, most));
  return cut(lines.join('\n').trim(), most);
}

/**
 * Text of unknown origin that keeps its lines: what could reorder or hide the words around it becomes a space, and more
 * than `most` characters are cut.
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

/** A text of at most so many characters, none of them halved. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '');
  return `${start.trimEnd()}…`;
}

/** Every sign in sight: those that could reorder or hide others are written as JSON's `\uXXXX`. For JSON text alone. */
export function visibleJson(json: string): string {
  return json.replace(/[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu, (sign) =>
    [...Array(sign.length).keys()].map((n) => `\\u${sign.charCodeAt(n).toString(16).padStart(4, '0')}`).join(''),
  );
}
