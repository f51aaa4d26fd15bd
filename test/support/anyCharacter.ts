import fc from 'fast-check';

/**
 * Any character of Unicode, as the `unit` of `fc.string`. The unit `binary` makes the same strings, but a table of all
 * characters first, which takes a second in each process.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((point) => String.fromCodePoint(point));
