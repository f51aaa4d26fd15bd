import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tableColumns } from '../../src/core/formats/tableColumns';
import { separators, type TableForm, tableReaders } from '../../src/core/formats/tableForm';
import { headingOf, inReadingOrder } from '../../src/core/formats/tableHeadings';
import { csvChunks } from '../../src/files/csv';
import { summary } from '../support/fakeSource';
import { formulaPayloads } from '../support/formulaPayloads';
import { cellsOf, LibreOffice, languages, type Reading, type Sheets } from './libreOffice';

const office = LibreOffice.find();
const amount = { Amount: '531.5', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' } as const;

(office ? describe : describe.skip)(
  `CSV in ${office?.version ?? 'LibreOffice: skipped, LibreOffice Calc is not installed'}`,
  function () {
    this.timeout(300_000);
    before(() => office?.open());
    after(() => office?.remove());
    const plan = (texts: readonly string[], reading: Reading): Sheets =>
      office?.plan(texts, reading) ?? (() => assert.fail('LibreOffice is missing'));

    const lookalikes = [
      '02139',
      '0061234567',
      '1/2',
      '1E5',
      '2025-01-02',
      '1.5',
      '1,5',
      'TRUE',
      '50%',
      '10:30',
      'Jan 5',
    ];
    const prose = 'cheaper, -10%; @maria knows';
    const typed = lookalikes.map((text) => ({
      ...summary(text, 'Prospect', '2026-01-02T05:04:50+02:00'),
      PartnerOpportunityIdentifier: text,
      LifeCycle: { Stage: 'Prospect', NextSteps: prose, TargetCloseDate: '2026-12-31' } as const,
      Customer: { Account: { CompanyName: text, Address: { PostalCode: text } } },
      Project: {
        ExpectedCustomerSpend: [amount],
        ExpectedContractDuration: { Term: 'Months', Value: '12' } as const,
      },
    }));
    /** Plans to open these opportunities in a form, with and without the detection of special numbers. */
    const planTyped = (form: TableForm, language: number, quotedAsText: boolean) =>
      [false, true].map((specialNumbers) => {
        const separator = String(form.separator.charCodeAt(0));
        const reading = { separator, language, quotedAsText, specialNumbers, runFormulas: true };
        return { specialNumbers, sheets: plan([[...csvChunks(typed, form)].join('')], reading) };
      });

    for (const { language, form } of [
      { language: 'English', form: { separator: ',', decimalSign: '.' } },
      { language: 'German', form: { separator: ';', decimalSign: ',' } },
      { language: 'English', form: { separator: '\t', decimalSign: '.' } },
    ] as const) {
      const planned = planTyped({ ...form, reader: 'plain', headings: 'fields' }, languages[language], true);

      it(`S08: keeps texts to the letter, and has numbers and dates, in ${language} with ${JSON.stringify(form)}`, async () => {
        for (const { sheets } of planned) {
          const [sheet = ''] = await sheets();
          const [head = [], ...rows] = cellsOf(sheet);
          assert.equal(rows.length, lookalikes.length);
          for (const [index, row] of rows.entries()) {
            const cell = (path: string) => row[head.findIndex(({ text }) => text === path)];
            const same = { type: 'string', text: lookalikes[index], value: undefined };
            for (const path of ['Id', 'PartnerOpportunityIdentifier', 'Customer.Account.CompanyName']) {
              assert.deepEqual(cell(path), same, path);
            }
            assert.deepEqual(cell('Customer.Account.Address.PostalCode'), same);
            const kept = form.separator === ',' ? "cheaper, -10%;' @maria knows" : "cheaper,' -10%; @maria knows";
            const next = form.separator === '\t' ? "cheaper,' -10%;' @maria knows" : kept;
            assert.equal(cell('LifeCycle.NextSteps')?.text, next);
            assert.deepEqual(
              [cell('LastModifiedDate')?.type, cell('LastModifiedDate')?.value],
              ['date', '2026-01-02T03:04:50'],
            );
            assert.deepEqual(
              [cell('LifeCycle.TargetCloseDate')?.type, cell('LifeCycle.TargetCloseDate')?.value],
              ['date', '2026-12-31'],
            );
            const spend = cell('Project.ExpectedCustomerSpend.0.Amount');
            assert.deepEqual([spend?.type, spend?.value], ['float', '531.5']);
            assert.equal(cell('Project.ExpectedContractDuration.Value')?.type, 'float');
          }
        }
      });
    }

    const forExcel = [
      ...planTyped({ separator: ',', decimalSign: '.', reader: 'excel', headings: 'fields' }, languages.English, false),
      ...planTyped({ separator: ';', decimalSign: ',', reader: 'excel', headings: 'fields' }, languages.German, false),
    ];

    it('made for Excel keeps all digits of such texts where quotes say nothing, as in Excel', async () => {
      for (const { specialNumbers, sheets } of forExcel) {
        const [sheet = ''] = await sheets();
        const [head = [], ...rows] = cellsOf(sheet);
        assert.equal(rows.length, lookalikes.length);
        for (const [index, row] of rows.entries()) {
          const cell = (path: string) => row[head.findIndex(({ text }) => text === path)];
          for (const path of ['Id', 'PartnerOpportunityIdentifier', 'Customer.Account.Address.PostalCode']) {
            assert.deepEqual(cell(path), { type: 'string', text: `'${lookalikes[index]}`, value: undefined });
          }
          assert.equal(cell('Project.ExpectedCustomerSpend.0.Amount')?.value, '531.5');
          assert.equal(cell('LifeCycle.TargetCloseDate')?.value, '2026-12-31');
          if (specialNumbers) assert.equal(cell('LastModifiedDate')?.value, '2026-01-02T03:04:50');
        }
      }
    });

    const forPeople = { separator: ';', decimalSign: ',', reader: 'excel', headings: 'readable' } as const;
    const readable = planTyped(forPeople, languages.German, false);

    it('has headings that a person reads, each over its values, in the form for Excel', async () => {
      for (const { sheets } of readable) {
        const [sheet = ''] = await sheets();
        const [head = [], ...rows] = cellsOf(sheet);
        const columns = inReadingOrder(tableColumns(1));
        assert.deepEqual(
          head.map(({ text }) => text).filter(Boolean),
          columns.map(({ path }) => headingOf(path, (words) => words)),
        );
        assert.equal(rows.length, lookalikes.length);
        const cells = (heading: string) => rows.map((row) => row[head.findIndex(({ text }) => text === heading)]);
        assert.ok(cells('Monthly spend').every((cell) => cell?.type === 'float' && cell.value === '531.5'));
        assert.ok(cells('Target close date').every((cell) => cell?.value === '2026-12-31'));
        assert.deepEqual(
          cells('Customer').map((cell) => cell?.text),
          lookalikes.map((text) => `'${text}`),
        );
      }
    });

    describe('formulas', () => {
      const readWith = { comma: '44', semicolon: '59', tab: '9', pipe: '124', 'all of them': '44/59/9' };
      const formulas = (sheet: string) => [...sheet.matchAll(/table:formula="([^"]*)"/g)].map(([, formula]) => formula);
      const piece = fc.oneof(
        fc.constantFrom(...'=+-@\t\r\n;,|" \0\u0001\u00a0\u200b\ufeff＝＋－＠a1.'),
        fc.constantFrom(...formulaPayloads),
      );
      const random = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
      const hostile = [...formulaPayloads, ...fc.sample(random, { numRuns: 600, seed: 1 })];
      const items = hostile.map((text, n) => ({
        ...summary(`O${n}`),
        LifeCycle: { Stage: 'Prospect', NextSteps: text, ReviewComments: `${text} and ${text}` } as const,
        Customer: { Account: { CompanyName: text, WebsiteUrl: text, Address: { City: text } } },
        Project: { ExpectedCustomerSpend: [amount, { ...amount, Amount: text }] },
      }));
      const forms = separators.flatMap((separator) =>
        tableReaders.map((reader): TableForm => ({ separator, decimalSign: '.', reader, headings: 'fields' })),
      );
      const texts = forms.map((form) => [...csvChunks(items, form)].join(''));
      const running = { quotedAsText: false, specialNumbers: true, runFormulas: true };
      const ran = plan(['"=1+1","\0=2+2"\r\n'], { separator: '44', language: languages.English, ...running });

      it('would run at all, behind a sign that it drops too', async () => {
        const [sheet = ''] = await ran();
        assert.equal(formulas(sheet).length, 2);
      });

      // The language matters for numbers and function names. Two readings in the second language cover it.
      for (const [language, names] of [
        ['English', Object.keys(readWith)],
        ['German', ['semicolon', 'all of them']],
      ] as const) {
        for (const [name, separator] of Object.entries(readWith).filter(([each]) =>
          names.some((one) => one === each),
        )) {
          const sheets = plan(texts, { separator, language: languages[language], ...running });

          const split = plan(texts, { separator, language: languages[language], ...running, knowsQuotes: false });

          it(`S08: are in no cell read in ${language} with ${name} by a program that does not know quotes`, async () => {
            for (const sheet of await split()) assert.deepEqual(formulas(sheet), []);
          });

          it(`S08: are in no cell whatever it was written with, read in ${language} with ${name}`, async () => {
            for (const [index, sheet] of (await sheets()).entries()) {
              assert.deepEqual(formulas(sheet), [], JSON.stringify(forms[index]));
              assert.ok(sheet.includes('1+1'), 'the texts are there');
            }
            console.log(`      ${forms.length} files of ${items.length * 7} hostile cells, 0 formulas`);
          });
        }
      }
    });
  },
);
