import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inertCell } from '../../../src/core/inertCell';
import { jsonLineChunks } from '../../../src/core/jsonLines';
import { markdownTable } from '../../../src/core/markdownTable';
import type { OpportunitySummary } from '../../../src/core/opportunity';
import { csvChunks } from '../../../src/files/csv';
import { summary } from '../../support/fakeSource';
import { formulaPayloads } from '../../support/formulaPayloads';

const csvOf = (items: readonly OpportunitySummary[]) => [...csvChunks(items)].join('');
const named = (CompanyName: string): OpportunitySummary => ({
  ...summary('O1'),
  Customer: { Account: { CompanyName } },
});

/** Reads RFC 4180, every field quoted, as its grammar says. */
function parse(text: string): string[][] {
  assert.equal(text[0], '\ufeff');
  const rows: string[][] = [[]];
  const field = /"((?:[^"]|"")*)"(,|\r\n)/y;
  field.lastIndex = 1;
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const [, value, end] = field.exec(text) ?? assert.fail(`no field at ${at}`);
    rows.at(-1)?.push((value ?? '').replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  assert.deepEqual(rows.pop(), []);
  return rows;
}

describe('CSV', () => {
  it('has a header of AWS’s field names and a row of the same length for every opportunity', () => {
    const full: OpportunitySummary = {
      ...named('Example, "Inc."'),
      Project: {
        DeliveryModels: ['SaaS or PaaS', 'Other'],
        ExpectedCustomerSpend: [
          { Amount: '531.0', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' },
          { Amount: '-7', CurrencyCode: 'EUR', Frequency: 'Monthly', TargetCompany: 'AWS' },
        ],
      },
    };
    const items = [...Array.from({ length: 250 }, (_, n) => summary(`O${n}`)), full];
    const [head = [], ...rows] = parse(csvOf(items));
    assert.equal(rows.length, 251);
    for (const row of rows) assert.equal(row.length, head.length);
    const last = Object.fromEntries(head.map((path, index) => [path, rows[250]?.[index]]));
    assert.equal(last['Customer.Account.CompanyName'], 'Example, "Inc."');
    assert.equal(last['LifeCycle.Stage'], 'Prospect');
    assert.equal(last['Project.DeliveryModels'], 'SaaS or PaaS; Other');
    assert.equal(last['Project.ExpectedCustomerSpend.0.Amount'], '531.0');
    assert.equal(last['Project.ExpectedCustomerSpend.1.Amount'], '-7');
    assert.equal(last['Customer.Account.Address.City'], '');
  });

  it('is RFC 4180 whatever is in it, and loses nothing', () => {
    const text = fc.array(fc.constantFrom(...'",\r\n;\t =a💥', ...formulaPayloads), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (parts) => {
        const names = parts.map((part) => part.join(''));
        const [head = [], ...rows] = parse(csvOf(names.map(named)));
        const at = head.indexOf('Customer.Account.CompanyName');
        assert.deepEqual(
          rows.map((row) => row[at]),
          names.map(inertCell),
        );
      }),
    );
  });
});

describe('JSON Lines', () => {
  it('have one opportunity each, in order', () => {
    const items = Array.from({ length: 250 }, (_, n) => ({ ...named('two\nlines \u2028'), Id: `O${n}` }));
    const lines = [...jsonLineChunks(items)].join('').split('\n');
    assert.equal(lines.pop(), '');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      items,
    );
  });
});

describe('a Markdown table', () => {
  it('shows what matters, and everything literally', () => {
    const item: OpportunitySummary = {
      ...named('a|b [x](https://example.com) <img> `c` $(d) www.example.com\nnext'),
      Project: {
        ExpectedCustomerSpend: [
          { Amount: '531.50', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' },
          { Amount: '20', CurrencyCode: 'EUR', Frequency: 'Monthly', TargetCompany: 'AWS' },
        ],
      },
    };
    assert.equal(
      markdownTable([item, { Catalog: 'AWS' }]),
      [
        '| Id | Company | Stage | Review Status | Target Close Date | Expected Monthly Spend |',
        '| --- | --- | --- | --- | --- | ---: |',
        '| O1 | a\\|b \\[x\\]\\(https\\://example.com\\) \\<img\\> \\`c\\` \\$\\(d\\) www\\.example.com next | Prospect |  |  | 531.50 USD + 20 EUR |',
        '|  |  |  |  |  |  |',
        '',
      ].join('\n'),
    );
  });
});
