import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { csvChunks } from '../../src/files/csv';
import { summary } from '../support/fakeSource';
import { formulaPayloads } from '../support/formulaPayloads';

const version = findLibreOffice();
const separators = { comma: 44, semicolon: 59, tab: 9, pipe: 124 };

(version ? describe : describe.skip)(
  `CSV in ${version ?? 'LibreOffice: skipped, soffice is not installed'}`,
  function () {
    this.timeout(120_000);
    let folder: string;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'libre-office-'));
    });
    after(() => rm(folder, { recursive: true, force: true }));

    /** The file as a spreadsheet, opened with another separator than the one it was written with. */
    async function open(text: string, separator: number): Promise<string> {
      const file = join(folder, 'opened.csv');
      await writeFile(file, text);
      // Separator, quote, UTF-8, first row, no column formats, English, quoted numbers are numbers, special numbers,
      // and formulas evaluated: what a person could tick in the dialog at worst.
      const filter = `CSV:${separator},34,76,1,,1033,false,true,false,false,false,-1,true`;
      const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
      const args = [profile, '--headless', '--convert-to', 'fods', `--infilter=${filter}`, '--outdir', folder, file];
      await promisify(execFile)('soffice', args, { timeout: 100_000 });
      return await readFile(join(folder, 'opened.fods'), 'utf8');
    }

    const formulas = (sheet: string) => [...sheet.matchAll(/table:formula="([^"]*)"/g)].map(([, formula]) => formula);
    const amount = { Amount: '531.5', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' } as const;
    const items = formulaPayloads.map((text, n) => ({
      ...summary(`O${n}`),
      LifeCycle: { Stage: 'Prospect', NextSteps: text, ReviewComments: `${text} and ${text}` } as const,
      Customer: { Account: { CompanyName: text, WebsiteUrl: text, Address: { City: text } } },
      Project: { ExpectedCustomerSpend: [amount] },
    }));

    it('would run formulas at all', async () => {
      assert.ok(formulas(await open('"=1+1","=2+2"\r\n', separators.comma)).length > 0);
    });

    for (const [name, separator] of Object.entries(separators)) {
      it(`S08: has no formula with a ${name} as separator`, async () => {
        const sheet = await open([...csvChunks(items)].join(''), separator);
        assert.deepEqual(formulas(sheet), []);
        assert.ok(sheet.includes('1+1'), 'the texts are there');
        if (name !== 'comma') return;
        const numbers = sheet.match(/office:value-type="float" office:value="531.5"/g) ?? [];
        assert.equal(numbers.length, items.length, 'numbers stay numbers');
        console.log(`      ${items.length * 5} hostile cells, 0 formulas, ${numbers.length} numbers`);
      });
    }
  },
);

function findLibreOffice(): string | undefined {
  try {
    return execFileSync('soffice', ['--version'], { encoding: 'utf8' }).trim().split(' ').slice(0, 2).join(' ');
  } catch {
    return undefined;
  }
}
