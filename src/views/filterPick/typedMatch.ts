/**
 * True if VS Code shows an item for a typed text: it contains the text, or the text consists of beginnings of its words
 * (`tv` for “Technical Validation”). Case does not matter.
 */
export function isMatch(typed: string, ...shown: readonly string[]): boolean {
  const text = typed.trim().toLowerCase();
  return shown.some((part) => {
    const folded = part.toLowerCase();
    return folded.includes(text) || beginWords(text, folded.split(/[^\p{L}\p{N}]+/u).filter(Boolean));
  });
}

/** True if the text consists of beginnings of words, in their order. The time grows with both, and no faster. */
function beginWords(text: string, words: readonly string[]): boolean {
  /** How much of the text the words so far can be the beginnings of. */
  const reached = new Set([0]);
  for (const word of words) {
    for (const from of [...reached])
      for (let length = 1; length <= word.length && text.startsWith(word.slice(0, length), from); length += 1)
        reached.add(from + length);
  }
  return reached.has(text.length);
}
