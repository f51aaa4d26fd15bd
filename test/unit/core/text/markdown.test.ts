import assert from 'node:assert/strict';
import { literal, literalAtStart } from '../../../../src/core/text/markdown';

describe('a text at the start of an item of a list', () => {
  it('begins no list of its own', () => {
    for (const [text, written] of [
      ['1. FC Example', '1\\. FC Example'],
      ['12) Example', '12\\) Example'],
      ['- Example', '\\- Example'],
      ['+ Example', '\\+ Example'],
      ['---', '\\---'],
      ['1.5 Example', '1\\.5 Example'],
      ['* Example', '\\* Example'],
    ] as const)
      assert.equal(literalAtStart(text), written);
  });

  it('is as anywhere else where it could begin none', () => {
    for (const text of ['Example 1. - 2', '2026 Example', '', 'a-b', '[x](y)'])
      assert.equal(literalAtStart(text), literal(text));
  });
});
