/** A stream of pseudorandom choices. The same seed gives the same stream on every machine. */
export class Random {
  #state: number;

  /** @param seed Any text. Streams of different texts are unrelated. */
  constructor(seed: string) {
    this.#state = hash(seed);
  }

  /** Returns a number from 0 (inclusive) to 1 (exclusive) by the mulberry32 method, which uses only integer arithmetic. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** Returns a whole number from `low` to `high`, both inclusive. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** Returns true in `share` (0 to 1) of all cases. */
  chance(share: number): boolean {
    return this.next() < share;
  }

  /** Returns one of `values`, which must not be empty. */
  pick<T>(values: readonly T[]): T {
    return values[this.integer(0, values.length - 1)] as T;
  }

  /** Returns `count` different `values`: consecutive ones from a random start, where the first follows the last. */
  several<T>(values: readonly T[], count: number): T[] {
    const first = this.integer(0, values.length - 1);
    return [...values.slice(first), ...values.slice(0, first)].slice(0, count);
  }

  /** Returns one of `choices`, each with a probability proportional to its weight. */
  weighted<T>(choices: readonly Weighted<T>[]): T {
    return byWeight(choices, this.next());
  }
}

export type Weighted<T> = readonly [value: T, weight: number];

/** Returns the value at `position` (0 to 1) when the choices are side by side, each as wide as its weight. */
export function byWeight<T>(choices: readonly Weighted<T>[], position: number): T {
  let left = position * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of choices) {
    left -= weight;
    if (left < 0) return value;
  }
  return (choices.at(-1) as Weighted<T>)[0];
}

/** FNV-1a over UTF-16 code units, which spreads adjacent seeds (`1`, `2`) over all 32 bits. */
function hash(text: string): number {
  let result = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) result = Math.imul(result ^ text.charCodeAt(i), 0x01000193);
  return result;
}
