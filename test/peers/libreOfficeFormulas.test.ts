import assert from 'node:assert/strict';
import fc from 'fast-check';
import { separators, type TableForm, tableReaders } from '../../src/core/formats/tableForm';
import { csvChunks } from '../../src/files/csv';
import { summary } from '../support/fakeSource';
import { formulaPayloads } from '../support/formulaPayloads';
import { findLibreOffice, LibreOffice, languages } from './libreOffice';

const version = findLibreOffice();
const readWith = { comma: '44', semicolon: '59', tab: '9', pipe: '124', 'all of them': '44/59/9' };
const amount = { Amount: '531.5', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' } as const;

(version ? describe : describe.skip)(
  `formulas in CSV, opened by ${version ?? 'LibreOffice: skipped, LibreOffice Calc is not installed'}`,
  function () {
    this.timeout(300_000);
    let office: LibreOffice;
    before(async () => {
      office = await LibreOffice.start();
    });
    after(() => office.stop());

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
      tableReaders.map((reader): TableForm => ({ separator, decimalSign: '.', reader })),
    );

    it('would run formulas at all, behind a sign that it drops too', async () => {
      const reading = { separator: '44', language: 1033, quotedAsText: false, specialNumbers: true, runFormulas: true };
      const [sheet = ''] = await office.open(['"=1+1","\0=2+2"\r\n'], reading);
      assert.equal(formulas(sheet).length, 2);
    });

    // The language matters for numbers and function names. Two readings in the second language cover it.
    for (const [language, names] of [
      ['English', Object.keys(readWith)],
      ['German', ['semicolon', 'all of them']],
    ] as const) {
      for (const [name, separator] of Object.entries(readWith).filter(([each]) => names.some((one) => one === each))) {
        const code = languages[language];
        it(`S08: has no formula whatever it was written with, read in ${language} with ${name}`, async () => {
          const reading = { separator, language: code, quotedAsText: false, specialNumbers: true, runFormulas: true };
          const texts = forms.map((form) => [...csvChunks(items, form)].join(''));
          for (const [index, sheet] of (await office.open(texts, reading)).entries()) {
            assert.deepEqual(formulas(sheet), [], JSON.stringify(forms[index]));
            assert.ok(sheet.includes('1+1'), 'the texts are there');
          }
          console.log(`      ${forms.length} files of ${items.length * 7} hostile cells, 0 formulas`);
        });
      }
    }
  },
);
