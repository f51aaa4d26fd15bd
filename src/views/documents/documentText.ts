import type { OpportunitySummary } from '../../core/model/opportunity';
import { inSlices } from '../../core/runtime/inSlices';
import { clock } from '../../host/clock';

/** What a document shows: one opportunity, or an array of the selected ones. */
export type Shown = OpportunitySummary | readonly OpportunitySummary[];

export function isSelection(shown: Shown): shown is readonly OpportunitySummary[] {
  return Array.isArray(shown);
}

const encoder = new TextEncoder();
const itemsAtOnce = 50;

/** Returns the text of a document in UTF-8. Other work has its turn while a large one is written. */
export async function documentText(shown: Shown): Promise<Uint8Array> {
  if (!isSelection(shown) || shown.length === 0) return encoder.encode(`${JSON.stringify(shown, null, 2)}\n`);
  const parts: Uint8Array[] = [];
  await inSlices(writeItems(shown, parts), clock, new AbortController().signal);
  const text = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    text.set(part, at);
    at += part.byteLength;
  }
  return text;
}

/** Writes the array as `JSON.stringify` does with an indent of two: no text of JSON contains a line break of its own. */
function* writeItems(items: readonly OpportunitySummary[], parts: Uint8Array[]): Generator<void, void> {
  for (let from = 0; from < items.length; from += itemsAtOnce) {
    const texts = items
      .slice(from, from + itemsAtOnce)
      .map((item) => `  ${JSON.stringify(item, null, 2).replaceAll('\n', '\n  ')}`);
    const isLast = from + itemsAtOnce >= items.length;
    parts.push(encoder.encode(`${from === 0 ? '[\n' : ''}${texts.join(',\n')}${isLast ? '\n]\n' : ',\n'}`));
    yield;
  }
}
