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

function beginWords(text: string, words: readonly string[]): boolean {
  if (text === '') return true;
  return words.some((word, at) => {
    for (let length = 1; length <= word.length && text.startsWith(word.slice(0, length)); length += 1)
      if (beginWords(text.slice(length), words.slice(at + 1))) return true;
    return false;
  });
}
