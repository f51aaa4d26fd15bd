import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inertCell } from '../../../../src/core/formats/inertCell';
import { formulaPayloads } from '../../../support/formulaPayloads';

const separators = [',', ';', '\t'] as const;
const dropped = '(?:(?![\\t\\r\\n])[\\p{C}\\p{Z}\\p{Default_Ignorable_Code_Point}\\u2800])*';
const trigger = '[=+\\-@\\t\\r＝＋－＠]';
/** What is left where the apostrophes are taken away again that stand before what could begin a formula. */
const live = (cell: string) => cell.replace(new RegExp(`(^|[;,\t\r\n|"])'(?=${dropped}${trigger})`, 'gu'), '$1');

const piece = fc.oneof(
  fc.constantFrom(...'=+-@\t\r\n;,|" \0\u0001\u00a0\u200b\ufeff＝＋－＠a1.💥'),
  fc.constantFrom(...formulaPayloads.filter((text) => !text.includes("'"))),
);
const texts = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

describe('S08: a cell', () => {
  it('is left alone where it is a number or plain text', () => {
    for (const text of [
      ...['', '531.0', '-12', '0', 'Example, Inc.', 'a=b', 'a-b; c', '2026-01-31', "O'Brien", 'x "y" z'],
      ...['Łódź', '株式会社', '👩‍👩‍👧', 'he said "no"'],
    ]) {
      for (const separator of separators) assert.equal(inertCell(text, separator), text);
    }
  });

  it('is left alone behind its own separator, which cuts nothing within quotes', () => {
    assert.equal(inertCell('cheaper, -10% next year', ','), 'cheaper, -10% next year');
    assert.equal(inertCell('call; @maria knows', ';'), 'call; @maria knows');
    assert.equal(inertCell('a\t=1+1', '\t'), 'a\t=1+1');
    assert.equal(inertCell('cheaper, -10% next year', ';'), "cheaper,' -10% next year");
    assert.equal(inertCell('call; @maria knows', ','), "call;' @maria knows");
  });

  it('begins no formula, and none begins behind another separator', () => {
    for (const separator of separators) {
      const others = [';', ',', '\t'].filter((each) => each !== separator).join('');
      const begins = new RegExp(`(^|[${others}|\r\n"])${dropped}${trigger}`, 'u');
      const check = (text: string) => {
        const cell = inertCell(text, separator);
        if (/^-?\d+(\.\d+)?$/.test(text)) assert.equal(cell, text);
        // A tab that a text is cut at is guarded where it begins the next cell, and is no formula by itself.
        else assert.doesNotMatch(cell.replace(/(?<=[;,\t\r\n|"])[\t\r](?=')/g, ''), begins);
      };
      for (const text of formulaPayloads) check(text);
    }
    assert.equal(inertCell('=1+1', ','), "'=1+1");
    assert.equal(inertCell('a;=1+1', ','), "a;'=1+1");
    assert.equal(inertCell('\ufeff =1', ','), "'\ufeff =1");
    assert.equal(inertCell('\0=1+1', ','), "'\0=1+1");
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(...separators), (text, separator) =>
        assert.equal(live(inertCell(text, separator)), text),
      ),
      { numRuns: 1_000 },
    );
  });
});
