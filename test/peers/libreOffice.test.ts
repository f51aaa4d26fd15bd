import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { separators, type TableForm, tableReaders } from '../../src/core/formats/tableForm';
import { csvChunks } from '../../src/files/csv';
import { summary } from '../support/fakeSource';
import { formulaPayloads } from '../support/formulaPayloads';

const version = findLibreOffice();
const readWith = { comma: '44', semicolon: '59', tab: '9', pipe: '124', 'all of them': '44/59/9' };
const languages = { English: 1033, German: 1031 };

/** How LibreOffice reads a file: what a person can tick in its dialog. */
interface Reading {
  readonly separator: string;
  readonly language: number;
  readonly quotedAsText: boolean;
  readonly specialNumbers: boolean;
  readonly runFormulas: boolean;
}

(version ? describe : describe.skip)(
  `CSV in ${version ?? 'LibreOffice: skipped, soffice is not installed'}`,
  function () {
    this.timeout(300_000);
    let folder: string;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'libre-office-'));
    });
    after(() => rm(folder, { recursive: true, force: true }));

    /** Files as spreadsheets, read one way: UTF-8, from the first row, without formats for columns. */
    async function open(texts: readonly string[], reading: Reading): Promise<string[]> {
      const { separator, language, quotedAsText, specialNumbers, runFormulas } = reading;
      const files = texts.map((_, n) => join(folder, `${n}.csv`));
      await Promise.all(texts.map((text, n) => writeFile(files[n] ?? '', text)));
      const ticks = `${quotedAsText},${specialNumbers},false,false,false,-1,${runFormulas}`;
      const filter = `CSV:${separator},34,76,1,,${language},${ticks}`;
      const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
      const args = [
        profile,
        '--headless',
        '--convert-to',
        'fods',
        `--infilter=${filter}`,
        '--outdir',
        folder,
        ...files,
      ];
      await promisify(execFile)('soffice', args, { timeout: 250_000 });
      return await Promise.all(texts.map((_, n) => readFile(join(folder, `${n}.fods`), 'utf8')));
    }

    const formulas = (sheet: string) => [...sheet.matchAll(/table:formula="([^"]*)"/g)].map(([, formula]) => formula);
    const amount = { Amount: '531.5', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' } as const;
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
      const [sheet = ''] = await open(['"=1+1","\0=2+2"\r\n'], reading);
      assert.equal(formulas(sheet).length, 2);
    });

    // The language of a reading matters for numbers and for names of functions: two readings of the second show it.
    for (const [language, names] of [
      ['English', Object.keys(readWith)],
      ['German', ['semicolon', 'all of them']],
    ] as const) {
      for (const [name, separator] of Object.entries(readWith).filter(([each]) => names.some((one) => one === each))) {
        const code = languages[language];
        it(`S08: has no formula whatever it was written with, read in ${language} with ${name}`, async () => {
          const reading = { separator, language: code, quotedAsText: false, specialNumbers: true, runFormulas: true };
          const texts = forms.map((form) => [...csvChunks(items, form)].join(''));
          for (const [index, sheet] of (await open(texts, reading)).entries()) {
            assert.deepEqual(formulas(sheet), [], JSON.stringify(forms[index]));
            assert.ok(sheet.includes('1+1'), 'the texts are there');
          }
          console.log(`      ${forms.length} files of ${items.length * 7} hostile cells, 0 formulas`);
        });
      }
    }

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

    for (const { language, form } of [
      { language: 'English', form: { separator: ',', decimalSign: '.' } },
      { language: 'German', form: { separator: ';', decimalSign: ',' } },
      { language: 'English', form: { separator: '\t', decimalSign: '.' } },
    ] as const) {
      it(`keeps texts to the letter, and has numbers and dates, in ${language} with ${JSON.stringify(form)}`, async () => {
        for (const specialNumbers of [false, true]) {
          const reading = {
            separator: String(form.separator.charCodeAt(0)),
            language: languages[language],
            ...{ quotedAsText: true, specialNumbers, runFormulas: true },
          };
          const [sheet = ''] = await open([[...csvChunks(typed, { ...form, reader: 'plain' })].join('')], reading);
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

    it('made for Excel keeps all digits of such texts where quotes say nothing, as in Excel', async () => {
      for (const [code, form] of [
        [languages.English, { separator: ',', decimalSign: '.', reader: 'excel' }],
        [languages.German, { separator: ';', decimalSign: ',', reader: 'excel' }],
      ] as const) {
        for (const specialNumbers of [false, true]) {
          const separator = String(form.separator.charCodeAt(0));
          const reading = { separator, language: code, quotedAsText: false, specialNumbers, runFormulas: true };
          const [sheet = ''] = await open([[...csvChunks(typed, form)].join('')], reading);
          const [head = [], ...rows] = cellsOf(sheet);
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
      }
    });
  },
);

interface SheetCell {
  readonly type: string | undefined;
  readonly value: string | undefined;
  readonly text: string;
}

/** The cells of a flat ODF spreadsheet, row by row. */
function cellsOf(sheet: string): SheetCell[][] {
  return [...sheet.matchAll(/<table:table-row[^>]*>(.*?)<\/table:table-row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<table:table-cell([^>]*?)(?:\/>|>(.*?)<\/table:table-cell>)/gs)].flatMap(
      ([, names = '', inner]) => {
        const attribute = (name: string) => new RegExp(` office:${name}="([^"]*)"`).exec(names)?.[1];
        const cell = {
          type: attribute('value-type'),
          value: attribute('(?:date-|time-|boolean-)?value'),
          text: (/<text:p>(.*?)<\/text:p>/s.exec(inner ?? '')?.[1] ?? '').replaceAll('&apos;', "'"),
        };
        const repeated = Number(/number-columns-repeated="(\d+)"/.exec(names)?.[1] ?? 1);
        return Array.from({ length: Math.min(repeated, 100) }, () => cell);
      },
    ),
  );
}

function findLibreOffice(): string | undefined {
  try {
    return execFileSync('soffice', ['--version'], { encoding: 'utf8' }).trim().split(' ').slice(0, 2).join(' ');
  } catch {
    return undefined;
  }
}
