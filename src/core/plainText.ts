// Controls, line and paragraph separators, and the invisible marks that reorder or hide text. The two joiners stay:
// emoji and several scripts are written with them.
const invisible = /(?:[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf})+/gu;

/**
 * Text of unknown origin for one line of the user interface: what could reorder or hide the words around it becomes a
 * space, and more than `most` characters are cut.
 */
export function oneLine(text: string, most = 300): string {
  const plain = text.replace(invisible, ' ').trim();
  return plain.length > most ? `${plain.slice(0, most - 1).trimEnd()}…` : plain;
}

/**
 * The same for places where VS Code gives some text a meaning: `$(name)` is an icon in picks and in the status bar,
 * `[words](link)` a link in notifications and prompts. A zero-width space between the two characters takes it away.
 */
export function inertText(text: string, most?: number): string {
  return oneLine(text, most).replace(/\$\(/g, '$\u200b(').replace(/\]\(/g, ']\u200b(');
}

/**
 * Text of unknown origin that keeps its lines: what could reorder or hide the words around it becomes a space, and more
 * than `most` characters are cut.
 */
export function severalLines(text: string, most = 4_000): string {
  const plain = text
    .slice(0, most + 1)
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.replace(invisible, ' ').trimEnd())
    .join('\n')
    .trim();
  return plain.length > most ? `${plain.slice(0, most - 1).trimEnd()}…` : plain;
}

/** Every sign in sight: those that could reorder or hide others are written as JSON's `\uXXXX`. For JSON text alone. */
export function visibleJson(json: string): string {
  return json.replace(/[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu, (sign) =>
    [...Array(sign.length).keys()].map((n) => `\\u${sign.charCodeAt(n).toString(16).padStart(4, '0')}`).join(''),
  );
}
