import assert from 'node:assert/strict';
import { csvChunks } from '../../src/files/csv';
import { summary } from '../support/fakeSource';
import { cellsOf, findLibreOffice, LibreOffice, languages } from './libreOffice';

const version = findLibreOffice();
const amount = { Amount: '531.5', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' } as const;

(version ? describe : describe.skip)(
  `CSV in ${version ?? 'LibreOffice: skipped, LibreOffice Calc is not installed'}`,
  function () {
    this.timeout(300_000);
    let office: LibreOffice;
    before(async () => {
      office = await LibreOffice.start();
    });
    after(() => office.stop());

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
          const [sheet = ''] = await office.open(
            [[...csvChunks(typed, { ...form, reader: 'plain' })].join('')],
            reading,
          );
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
          const [sheet = ''] = await office.open([[...csvChunks(typed, form)].join('')], reading);
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
