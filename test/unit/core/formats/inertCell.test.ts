import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inertCell } from '../../../../src/core/formats/inertCell';
import { formulaPayloads } from '../../../support/formulaPayloads';

const separators = [',', ';', '\t'] as const;
const dropped = '(?:(?![\\t\\r\\n])[\\p{C}\\p{Z}\\p{Default_Ignorable_Code_Point}\\u2800])*';
const trigger = '[=+\\-@\\t\\r＝＋－＠]';
/** The text again: without the apostrophes that stand before what could begin a formula. */
const source = (cell: string) => cell.replace(new RegExp(`(^|[;,\t\r\n|"])'(?='*${dropped}${trigger})`, 'gu'), '$1');

const piece = fc.oneof(
  fc.constantFrom(...'=+-@\t\r\n;,|" \'\0\u0001\u00a0\u200b\ufeff＝＋－＠a1.💥'),
  fc.constantFrom(...formulaPayloads),
);
const texts = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

describe('S08: a cell', () => {
  it('is left alone where it is a number or plain text', () => {
    for (const text of [
      ...['', '531.0', '-12', '0', 'Example, Inc.', 'a=b', 'a-b; c', '2026-01-31', "O'Brien", "'t Hooft", 'x "y" z'],
      ...['Łódź', '株式会社', '👩‍👩‍👧', 'he said "no"'],
    ]) {
      for (const separator of separators) assert.equal(inertCell(text, separator), text);
    }
  });

  it('keeps a sentence behind its own separator, which cuts nothing within quotes', () => {
    assert.equal(inertCell('cheaper, -10% next year', ','), 'cheaper, -10% next year');
    assert.equal(inertCell('call; @maria knows', ';'), 'call; @maria knows');
    assert.equal(inertCell('cheaper, -10% next year', ';'), "cheaper,' -10% next year");
    assert.equal(inertCell('call; @maria knows', ','), "call;' @maria knows");
  });

  it('begins no formula behind its own separator either, for a program that does not know quotes', () => {
    for (const separator of separators) {
      for (const begun of ['=1+1', '+1+1', '-1+1', '@SUM(1+1)', ' =1+1', '\u200b=1+1', '\t=1+1']) {
        const cell = inertCell(`a${separator}${begun}`, separator);
        assert.equal(cell.slice(0, 3), `a${separator}'`, JSON.stringify([separator, begun]));
      }
    }
  });

  it('begins no formula, and none begins behind a separator', () => {
    for (const separator of separators) {
      const sentence = `${separator} +[+\\-@]`;
      const begins = new RegExp(`(^|(?!${sentence})[;,\t|\r\n"])${dropped}${trigger}`, 'u');
      const check = (text: string) => {
        const cell = inertCell(text, separator);
        if (/^-?\d+(\.\d+)?$/.test(text)) assert.equal(cell, text);
        // A tab that a text is cut at is guarded where it begins the next cell, and is no formula by itself.
        else assert.doesNotMatch(cell.replace(/(?<=[;,\t\r\n|"])[\t\r](?=')/g, ''), begins);
      };
      for (const text of formulaPayloads) check(text);
      fc.assert(fc.property(texts, check));
    }
    assert.equal(inertCell('=1+1', ','), "'=1+1");
    assert.equal(inertCell('a;=1+1', ','), "a;'=1+1");
    assert.equal(inertCell('\ufeff =1', ','), "'\ufeff =1");
    assert.equal(inertCell('\0=1+1', ','), "'\0=1+1");
  });

  it('is the source again without the apostrophes, whatever apostrophes the source has', () => {
    for (const text of ["'=1+1", "''=1+1", "a;'=1+1", "a,''-1", "'\0=1"]) {
      assert.notEqual(inertCell(text, ','), inertCell(text.replace("'", ''), ','));
    }
    fc.assert(
      fc.property(texts, fc.constantFrom(...separators), (text, separator) =>
        assert.equal(source(inertCell(text, separator)), text),
      ),
      { numRuns: 5_000 },
    );
  });

  it('has nothing but these apostrophes more than its source', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(...separators), (text, separator) => {
        const cell = inertCell(text, separator);
        let at = 0;
        for (const sign of cell) {
          if (text.startsWith(sign, at)) at += sign.length;
          else assert.equal(sign, "'");
        }
        assert.equal(at, text.length);
      }),
    );
  });
});
