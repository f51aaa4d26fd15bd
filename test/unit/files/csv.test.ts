import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inertCell } from '../../../src/core/formats/inertCell';
import { jsonLineChunks } from '../../../src/core/formats/jsonLines';
import { markdownTable } from '../../../src/core/formats/markdownTable';
import {
  decimalSigns,
  defaultTableForm,
  readTableForm,
  separators,
  type TableForm,
} from '../../../src/core/formats/tableForm';
import type { OpportunitySummary } from '../../../src/core/model/opportunity';
import { startOver } from '../../../src/core/text/textPiece';
import type { Translate } from '../../../src/core/text/translate';
import { csvChunks, wholeCsv } from '../../../src/files/csv';
import { summary } from '../../support/fakeSource';
import { formulaPayloads } from '../../support/formulaPayloads';
import { readCsv } from './readCsv';

const csvOf = (items: readonly OpportunitySummary[], form?: TableForm) => [...csvChunks(items, form)].join('');
const named = (CompanyName: string): OpportunitySummary => ({
  ...summary('O1'),
  Customer: { Account: { CompanyName } },
});

/** The cells of one opportunity by their columns, as they are written. */
function written(item: OpportunitySummary, form: TableForm): Readonly<Record<string, string | undefined>> {
  const [head = [], row = []] = readCsv(csvOf([item], form), { separator: form.separator, raw: true });
  return Object.fromEntries(head.map((path, index) => [path.slice(1, -1), row[index]]));
}

const spend = { CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' } as const;

describe('CSV', () => {
  it('has a header of AWS’s field names and a row of the same length for every opportunity', () => {
    const full: OpportunitySummary = {
      ...named('Example, "Inc."'),
      Project: {
        DeliveryModels: ['SaaS or PaaS', 'Other'],
        ExpectedCustomerSpend: [
          { ...spend, Amount: '531.0' },
          { ...spend, Amount: '-7', CurrencyCode: 'EUR' },
        ],
      },
    };
    const items = [...Array.from({ length: 250 }, (_, n) => summary(`O${n}`)), full];
    const [head = [], ...rows] = readCsv(csvOf(items), { separator: ',' });
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

  it('is RFC 4180 whatever is in it and whatever separates it, and loses nothing', () => {
    const text = fc.array(fc.constantFrom(...'",\r\n;\t =a💥', ...formulaPayloads), { maxLength: 6 });
    const form = fc.record<TableForm>({
      separator: fc.constantFrom(...separators),
      decimalSign: fc.constantFrom(...decimalSigns),
      reader: fc.constant('plain'),
      headings: fc.constant('fields'),
    });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), form, (parts, chosen) => {
        const names = parts.map((part) => part.join(''));
        const [head = [], ...rows] = readCsv(csvOf(names.map(named), chosen), chosen);
        const at = head.indexOf('Customer.Account.CompanyName');
        assert.deepEqual(
          rows.map((row) => row[at]),
          names.map((name) => inertCell(name, chosen.separator)),
        );
      }),
    );
  });

  it('S08: is the source again once it is read, without what was put before formulas, and has its numbers as numbers', () => {
    const begins = /'(?='*(?:(?![\t\r\n])[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800])*[=+\-@\t\r＝＋－＠])/u
      .source;
    const added = new RegExp(`(^|[;,\t\r\n|"])${begins}`, 'gu');
    const amounts = ['531.50', '-7', '0', '12345678901234567890.01'];
    const items = formulaPayloads.map((text, n) => ({
      ...named(text),
      Project: { ExpectedCustomerSpend: [{ ...spend, Amount: amounts[n % amounts.length] }] },
    }));
    for (const separator of separators) {
      const [head = [], ...rows] = readCsv(
        csvOf(items, { separator, decimalSign: '.', reader: 'plain', headings: 'fields' }),
        {
          separator,
        },
      );
      const column = (path: string) => rows.map((row) => row[head.indexOf(path)] ?? assert.fail(path));
      const companies = column('Customer.Account.CompanyName');
      assert.deepEqual(
        companies.map((cell) => cell.replace(added, '$1')),
        formulaPayloads,
      );
      assert.ok(companies.every((cell, n) => cell !== formulaPayloads[n]));
      assert.deepEqual(
        column('Project.ExpectedCustomerSpend.0.Amount'),
        items.map(({ Project }) => Project.ExpectedCustomerSpend[0]?.Amount),
      );
    }
  });

  it('writes numbers, days and moments without quotes, and every text in quotes as it is', () => {
    const texts = ['02139', '0061234567', '1/2', '1E5', '2025-01-02', '50%', 'TRUE', '1,5', '(5)'];
    for (const text of texts) {
      const item: OpportunitySummary = {
        ...named(text),
        PartnerOpportunityIdentifier: text,
        LastModifiedDate: '2026-01-02T05:04:50.123456+02:00',
        CreatedDate: '2026-01-02T03:04:50Z',
        LifeCycle: { Stage: 'Prospect', NextSteps: text, TargetCloseDate: '2026-12-31' },
        Project: {
          ExpectedCustomerSpend: [{ ...spend, Amount: '1234.50' }],
          ExpectedContractDuration: { Term: 'Months', Value: '12' },
        },
      };
      for (const separator of separators) {
        const cells = written(item, { separator, decimalSign: '.', reader: 'plain', headings: 'fields' });
        for (const path of ['PartnerOpportunityIdentifier', 'LifeCycle.NextSteps', 'Customer.Account.CompanyName']) {
          assert.equal(cells[path], `"${text}"`);
        }
        assert.equal(cells.Id, '"O1"');
        assert.equal(cells.LastModifiedDate, '2026-01-02T03:04:50.123456');
        assert.equal(cells.CreatedDate, '2026-01-02T03:04:50');
        assert.equal(cells['LifeCycle.TargetCloseDate'], '2026-12-31');
        assert.equal(cells['Project.ExpectedCustomerSpend.0.Amount'], '1234.50');
        assert.equal(cells['Project.ExpectedContractDuration.Value'], '12');
        assert.equal(cells['Customer.Account.Address.PostalCode'], '');
      }
    }
  });

  it('writes the decimal sign that was chosen, in quotes where it separates too', () => {
    const item = { ...named('a'), Project: { ExpectedCustomerSpend: [{ ...spend, Amount: '-1234.50' }] } };
    const amount = (form: TableForm) => written(item, form)['Project.ExpectedCustomerSpend.0.Amount'];
    assert.equal(amount({ separator: ';', decimalSign: ',', reader: 'plain', headings: 'fields' }), '-1234,50');
    assert.equal(amount({ separator: ',', decimalSign: ',', reader: 'excel', headings: 'fields' }), '"-1234,50"');
  });

  it('takes for a text what is no number, day or moment in such a column', () => {
    const item: OpportunitySummary = {
      ...named('a'),
      LastModifiedDate: '=1+1',
      CreatedDate: 'soon',
      LifeCycle: { TargetCloseDate: '2026-02-30' },
      Project: {
        ExpectedCustomerSpend: ['=1+1', '1,234.50', '1e5', ' 5', '+5'].map((Amount) => ({ ...spend, Amount })),
        ExpectedContractDuration: { Term: 'Months', Value: '@x' },
      },
    };
    const cells = written(item, defaultTableForm);
    const amounts = [0, 1, 2, 3, 4].map((n) => cells[`Project.ExpectedCustomerSpend.${n}.Amount`]);
    assert.deepEqual(amounts, [`"'=1+1"`, '"1,234.50"', '"1e5"', '" 5"', `"'+5"`]);
    assert.equal(cells.LastModifiedDate, `"'=1+1"`);
    assert.equal(cells.CreatedDate, '"soon"');
    assert.equal(cells['LifeCycle.TargetCloseDate'], '"2026-02-30"');
    assert.equal(cells['Project.ExpectedContractDuration.Value'], `"'@x"`);
  });

  it('for Excel has an apostrophe before each text that Excel would convert, and moments that it knows', () => {
    const form: TableForm = { separator: ';', decimalSign: ',', reader: 'excel', headings: 'fields' };
    const company = (text: string) => written(named(text), form)['Customer.Account.CompanyName'];
    for (const text of [
      ...['02139', '0061234567', '1/2', '1E5', '2025-01-02', '1.5', '1,5', '50%', '$5', '5 €', '10:30', '10 AM', '3-4'],
      ...[
        'TRUE',
        'wahr',
        'SEP2',
        'Jan 5',
        '5. Mai',
        '5-mar-25',
        '(5)',
        '-5',
        ' 5',
        '5\u00a0',
        '１２',
        '123456789012345678',
      ],
    ]) {
      assert.equal(company(text), `"'${text}"`);
    }
    for (const text of ['Example, Inc.', 'O1234567', 'OPP-1234', '3M', '7-Eleven', 'Marina 5 Bay', 'AWS', 'D05']) {
      assert.equal(company(text), `"${text}"`);
    }
    for (const text of ["'02139", "''5", "'=1"]) assert.equal(company(text), `"'${text}"`, 'told from 02139, 5 and =1');
    const item = { ...named('a'), LastModifiedDate: '2026-01-02T03:04:50.5Z' };
    assert.equal(written(item, form).LastModifiedDate, '2026-01-02 03:04:50');
  });
});

describe('the headings of CSV', () => {
  const headOf = (items: readonly OpportunitySummary[], headings: TableForm['headings'], t?: Translate) =>
    readCsv([...csvChunks(items, { ...defaultTableForm, headings }, t)].join(''), { separator: ',' })[0] ?? [];
  const two: OpportunitySummary = {
    ...summary('O1'),
    Project: { ExpectedCustomerSpend: [spend, { ...spend, CurrencyCode: 'EUR' }] },
  };

  it('are what a person calls the columns by choice, each once, for as many columns as with field names', () => {
    const readable = headOf([two], 'readable');
    const fields = headOf([two], 'fields');
    assert.equal(readable.length, fields.length);
    assert.equal(new Set(readable).size, readable.length, readable.join());
    assert.ok(readable.every((heading) => heading !== '' && !heading.includes('.')));
    // What a person looks for comes first; programs get the order of AWS's model.
    assert.deepEqual(readable.slice(0, 5), [
      'Customer',
      'Stage',
      'Review status',
      'Target close date',
      'Monthly spend',
    ]);
    assert.ok(readable.indexOf('Monthly spend 2') < readable.indexOf('Next steps'));
    assert.deepEqual(fields.slice(0, 3), ['Id', 'Arn', 'Catalog']);
  });

  it('stand over their own values', () => {
    const item: OpportunitySummary = {
      ...two,
      Customer: { Account: { CompanyName: 'Acme' } },
      LifeCycle: { Stage: 'Committed', NextSteps: 'Call', TargetCloseDate: '2027-01-31' },
    };
    const form = { ...defaultTableForm, headings: 'readable' } as const;
    const [head = [], row = []] = readCsv([...csvChunks([item], form)].join(''), { separator: ',' });
    const cell = (name: string) => row[head.indexOf(name)];
    assert.deepEqual(['Customer', 'Stage', 'Target close date', 'Next steps', 'ID'].map(cell), [
      'Acme',
      'Committed',
      '2027-01-31',
      'Call',
      'O1',
    ]);
  });

  it('are in the language of the person, and field names never are', () => {
    const shout: Translate = (words, ...args) => (args.length > 0 ? args.join('#') : words.toUpperCase());
    assert.ok(headOf([two], 'readable', shout).includes('MONTHLY SPEND#2'));
    assert.deepEqual(headOf([two], 'fields', shout), headOf([two], 'fields'));
  });
});

describe('CSV that is written while the list is read', () => {
  const withSpends = (id: string, count: number): OpportunitySummary => ({
    ...summary(id),
    Project: { ExpectedCustomerSpend: Array.from({ length: count }, () => ({ ...spend, Amount: '1' })) },
  });
  /** Writes pages as Read Everything does, and tells how often it started over. */
  const write = (pages: readonly (readonly OpportunitySummary[])[], spends?: number) => {
    const format = wholeCsv(defaultTableForm, undefined, spends);
    for (let restarts = 0; ; restarts++) {
      const pieces = [format.begin(), ...pages.map((items) => format.items(items, 0))];
      if (!pieces.includes(startOver)) return { text: pieces.join(''), restarts };
    }
  };

  it('is the same as CSV of what is loaded', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 4 }), { maxLength: 5 }), (counts) => {
        const pages = counts.map((page, n) => page.map((count, m) => withSpends(`O${n}-${m}`, count)));
        const { text } = write(pages, Math.max(1, ...counts.flat()));
        assert.equal(text, csvOf(pages.flat()));
        // Without knowing it, too, unless there are more than AWS allows.
        if (counts.flat().every((count) => count <= 10)) assert.equal(write(pages).text, text);
      }),
    );
  });

  it('starts over where an opportunity has more expected spends than all before it, but not for ever', () => {
    assert.equal(write([[withSpends('O1', 2)]], 2).restarts, 0);
    assert.equal(write([[withSpends('O1', 1)], [withSpends('O2', 3)]]).restarts, 1);
    const hostile = Array.from({ length: 300 }, (_, n) => [withSpends(`O${n}`, n)]);
    const { text, restarts } = write(hostile);
    assert.ok(restarts < 16, String(restarts));
    const rows = readCsv(text, { separator: ',' });
    for (const row of rows) assert.equal(row.length, rows[0]?.length);
  });
});

describe('the form of a table', () => {
  it('is the kept one as far as it can be read', () => {
    const chosen: TableForm = { separator: ';', decimalSign: ',', reader: 'excel', headings: 'readable' };
    assert.deepEqual(readTableForm(chosen), chosen);
    for (const kept of [
      undefined,
      null,
      5,
      'x',
      [],
      { separator: '=', decimalSign: '', reader: {}, headings: 'all' },
    ]) {
      assert.deepEqual(readTableForm(kept), defaultTableForm);
    }
    assert.deepEqual(readTableForm({ separator: '\t', more: 1 }), { ...defaultTableForm, separator: '\t' });
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
      [...markdownTable([item, { Catalog: 'AWS' }])].join(''),
      [
        '| ID | Company | Stage | Review status | Target close date | Monthly spend |',
        '| --- | --- | --- | --- | --- | ---: |',
        '| O1 | a\\|b \\[x\\]\\(https\\://example.com\\) \\<img\\> \\`c\\` \\$\\(d\\) www\\.example.com next | Prospect |  |  | 531.50 USD + 20 EUR |',
        '|  |  |  |  |  |  |',
        '',
      ].join('\n'),
    );
  });
});
