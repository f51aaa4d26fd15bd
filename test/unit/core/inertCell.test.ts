import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inertCell } from '../../../src/core/inertCell';
import { formulaPayloads } from '../../support/formulaPayloads';

const blank = '[ \u00a0\u200b\ufeff]*';
const trigger = '[=+\\-@\t\r＝＋－＠]';
/** What is left where the apostrophes are taken away again that stand before what could begin a formula. */
const live = (cell: string) => cell.replace(new RegExp(`(^|[;,\t\r\n|"])'(?=${blank}${trigger})`, 'gu'), '$1');

const piece = fc.oneof(
  fc.constantFrom(...'=+-@\t\r\n;,|" \u00a0\u200b\ufeff＝＋－＠a1.💥'),
  fc.constantFrom(...formulaPayloads.filter((text) => !text.includes("'"))),
);
const texts = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

describe('S08: a cell', () => {
  it('is left alone where it is a number or plain text', () => {
    for (const text of [
      '',
      '531.0',
      '-12',
      '0',
      'Example, Inc.',
      'a=b',
      'a-b; c',
      '2026-01-31',
      "O'Brien",
      'x "y" z',
    ]) {
      assert.equal(inertCell(text), text);
    }
  });

  it('begins no formula, and none begins behind a separator', () => {
    const begins = new RegExp(`(^|[;,\t\r\n|"])${blank}${trigger}`, 'u');
    const check = (text: string) => {
      const cell = inertCell(text);
      if (/^-?\d+(\.\d+)?$/.test(text)) assert.equal(cell, text);
      // A tab that a text is cut at is guarded where it begins the next cell, and is no formula by itself.
      else assert.doesNotMatch(cell.replace(/(?<=[;,\t\r\n|"])[\t\r](?=')/g, ''), begins);
    };
    for (const text of formulaPayloads) check(text);
    assert.equal(inertCell('=1+1'), "'=1+1");
    assert.equal(inertCell('a;=1+1'), "a;'=1+1");
    assert.equal(inertCell('\ufeff =1'), "'\ufeff =1");
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(texts, (text) => assert.equal(live(inertCell(text)), text)),
      { numRuns: 1_000 },
    );
  });
});
