import assert from 'node:assert/strict';
import { list, map, number, struct, text } from '../../../../src/core/wire/reader';

interface Sized {
  readonly Name?: 'Small' | 'Large' | undefined;
  readonly Weight?: number | undefined;
  readonly Tags?: readonly ('New' | 'Old')[] | undefined;
  readonly Attributes?: Readonly<Record<string, string>> | undefined;
}

describe('a reader', () => {
  const tally = { unreadable: 0 };

  it('gives what the type says, and any text where the type has a few', () => {
    const read = struct<Sized>({ Name: text, Weight: number, Tags: list(text), Attributes: map(text) });
    const value = { Name: 'Huge', Weight: 3, Tags: ['Older'], Attributes: { a: 'b' }, More: 1 };
    assert.deepEqual(read(value, tally), { Name: 'Huge', Weight: 3, Tags: ['Older'], Attributes: { a: 'b' } });
  });

  it('of another type than the field does not compile', () => {
    // @ts-expect-error a number is no text
    struct<Sized>({ Name: number, Weight: number, Tags: list(text), Attributes: map(text) });
    // @ts-expect-error one text is no list
    struct<Sized>({ Name: text, Weight: number, Tags: text, Attributes: map(text) });
    // @ts-expect-error a field is missing
    struct<Sized>({ Name: text, Weight: number, Tags: list(text) });
  });
});
