import assert from 'node:assert/strict';

/** Reads RFC 4180 as its grammar says. A field keeps its quotes where `raw`. */
export function readCsv(
  text: string,
  { separator, raw }: { readonly separator: string; readonly raw?: boolean },
): string[][] {
  assert.equal(text[0], '\ufeff');
  const rows: string[][] = [[]];
  const field = new RegExp(`("(?:[^"]|"")*"|[^"${separator}\r\n]*)(${separator}|\r\n)`, 'y');
  field.lastIndex = 1;
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const [, value = '', end] = field.exec(text) ?? assert.fail(`no field at ${at}`);
    rows.at(-1)?.push(raw || value[0] !== '"' ? value : value.slice(1, -1).replaceAll('""', '"'));
    if (end !== separator) rows.push([]);
  }
  assert.deepEqual(rows.pop(), []);
  return rows;
}
