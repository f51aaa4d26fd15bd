import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const kinds = { R: 27, C: 11, S: 13, F: 5 } as const;
const ids = Object.entries(kinds).flatMap(([kind, count]) =>
  Array.from({ length: count }, (_, n) => `${kind}${String(n + 1).padStart(2, '0')}`),
);
const rows = [...readFileSync('test/README.md', 'utf8').matchAll(/^\| ([A-Z]\d\d) \| (\S+) \| (.+) \|$/gm)].map(
  ([, id = '', file = '', title = '']) => ({ id, file, title }),
);

describe('the table of cases', () => {
  it('has every case, and no other', () => {
    assert.equal(ids.length, 56);
    assert.deepEqual([...new Set(rows.map(({ id }) => id))], ids);
  });

  for (const { id, file, title } of rows) {
    // Without a file, the row says why there is no test.
    if (file === '–') continue;
    it(`names a test of ${id} that is in ${file}`, () => {
      const text = readFileSync(`test/${file.replaceAll('`', '')}`, 'utf8');
      assert.ok(text.includes(title), `${file} has no ${title}`);
    });
  }
});
