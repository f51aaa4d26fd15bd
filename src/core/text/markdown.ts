/**
 * Returns Markdown that shows exactly this text wherever it is pasted, without links, images, HTML or mentions. Characters
 * with a meaning only at the start of a line stay: no value is placed there.
 */
export function literal(text: string): string {
  return text
    .replace(/[\\`*_~[\]<>|#&]/g, '\\$&')
    .replace(/\$(?=[({])/g, '\\$')
    .replace(/@/g, '&#64;')
    .replace(/:(?=\/\/)/g, '&#58;')
    .replace(/\b(www)\./gi, '$1&#46;');
}

/** Returns the same where the text begins a line or an item of a list, so that it begins no list of its own. */
export function literalAtStart(text: string): string {
  return literal(text).replace(/^[-+]|^\d+(?=[.)])/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));
}
