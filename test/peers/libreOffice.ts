import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The language codes of LibreOffice. */
export const languages = { English: 1033, German: 1031 };

/** How LibreOffice reads a file, as chosen in its dialog. */
export interface Reading {
  readonly separator: string;
  readonly language: number;
  readonly quotedAsText: boolean;
  readonly specialNumbers: boolean;
  readonly runFormulas: boolean;
  /** False if no sign quotes texts, so that every separator splits. */
  readonly knowsQuotes?: boolean;
}

/** The spreadsheets that one reading makes of some files, once they are opened. */
export type Sheets = () => Promise<string[]>;

/** Opens the files whose paths stand in a list, each with its filter options, and saves each as a spreadsheet. */
const macro = `Sub Main(list As String)
  Dim names() As String
  Dim opening(2) As New com.sun.star.beans.PropertyValue
  Dim saving(0) As New com.sun.star.beans.PropertyValue
  opening(0).Name = "FilterName"
  opening(0).Value = "Text - txt - csv (StarCalc)"
  opening(1).Name = "FilterOptions"
  opening(2).Name = "Hidden"
  opening(2).Value = True
  saving(0).Name = "FilterName"
  saving(0).Value = "OpenDocument Spreadsheet Flat XML"
  Open list For Input As #1
  While Not Eof(1)
    Line Input #1, entry
    names = Split(entry, Chr(9))
    opening(1).Value = names(2)
    sheet = StarDesktop.loadComponentFromURL(ConvertToURL(names(0)), "_blank", 0, opening())
    sheet.storeToURL(ConvertToURL(names(1)), saving())
    sheet.close(True)
  Wend
  Close #1
  StarDesktop.terminate()
End Sub`;

/** LibreOffice with folders of its own. A start takes seconds, so one opens all files in all ways that are planned. */
export class LibreOffice {
  private readonly planned: { readonly file: string; readonly text: string; readonly options: string }[] = [];

  private constructor(
    private readonly folder: string,
    /** Its name and version. */
    readonly version: string,
  ) {}

  /** Returns LibreOffice if it opens tables, which it cannot do without Calc. */
  static find(): LibreOffice | undefined {
    const folder = mkdtempSync(join(tmpdir(), 'libre-office-'));
    try {
      const file = join(folder, 'a.csv');
      writeFileSync(file, 'a,b\n');
      const version = execFileSync('soffice', ['--version'], { encoding: 'utf8' });
      const args = [...startOptions(folder), '--convert-to', 'fods', '--outdir', folder, file];
      const written = execFileSync('soffice', args, { encoding: 'utf8', stdio: 'pipe' });
      if (written.includes('a.fods')) return new LibreOffice(folder, version.trim().split(' ').slice(0, 2).join(' '));
    } catch {
      // It is not installed.
    }
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }

  /** Plans to open files as spreadsheets in one way: UTF-8, from the first row, without column formats. */
  plan(texts: readonly string[], reading: Reading): Sheets {
    const { separator, language, quotedAsText, specialNumbers, runFormulas, knowsQuotes = true } = reading;
    const ticks = `${quotedAsText},${specialNumbers},false,false,false,-1,${runFormulas}`;
    const options = `${separator},${knowsQuotes ? '34' : ''},76,1,,${language},${ticks}`;
    const files = texts.map((text) => {
      const file = join(this.folder, `${this.planned.length}`);
      this.planned.push({ file, text, options });
      return `${file}.fods`;
    });
    return () => Promise.all(files.map((file) => readFile(file, 'utf8')));
  }

  /** Opens all that is planned. */
  async open(): Promise<void> {
    await Promise.all(this.planned.map(({ file, text }) => writeFile(`${file}.csv`, text)));
    const list = join(this.folder, 'list');
    await writeFile(list, this.planned.map(({ file, options }) => `${file}.csv\t${file}.fods\t${options}\n`).join(''));
    // A new profile has this module, with nothing in it.
    const module = join(this.folder, 'profile/user/basic/Standard/Module1.xba');
    const empty = await readFile(module, 'utf8');
    await writeFile(
      module,
      empty.replace(/>REM.*(?=<\/script:module>)/s, () => `>${macro.replaceAll('"', '&quot;')}`),
    );
    const args = [...startOptions(this.folder), `macro:///Standard.Module1.Main("${list}")`];
    await promisify(execFile)('soffice', args, { timeout: 280_000 });
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

function startOptions(folder: string): readonly string[] {
  return [`-env:UserInstallation=file://${join(folder, 'profile')}`, '--headless', '--norestore'];
}

export interface SheetCell {
  readonly type: string | undefined;
  readonly value: string | undefined;
  readonly text: string;
}

/** Returns the cells of a flat ODF spreadsheet by row. */
export function cellsOf(sheet: string): SheetCell[][] {
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
