/**
 * Markdown that shows exactly this text wherever it is pasted: no link, picture, HTML or mention comes of it. Signs that
 * mean something only at the start of a line stay as they are: no value stands there.
 */
export function literal(text: string): string {
  return text
    .replace(/[\\`*_~[\]<>|#&]/g, '\\$&')
    .replace(/\$(?=[({])/g, '\\$')
    .replace(/@/g, '&#64;')
    .replace(/:(?=\/\/)/g, '&#58;')
    .replace(/\b(www)\./gi, '$1&#46;');
}
