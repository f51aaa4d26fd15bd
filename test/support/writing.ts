import type { Writing } from '../../src/core/text/translate';

/** English text, on a fixed day. */
export const english: Writing = {
  t: (words, ...args) => words.replace(/\{(\d)\}/g, (_, n: string) => String(args[Number(n)])),
  locale: 'en',
  today: '2026-06-15',
  zone: 'UTC',
};
