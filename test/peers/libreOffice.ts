import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
}

/** LibreOffice's folders for one suite. */
export class LibreOffice {
  private constructor(private readonly folder: string) {}

  static async start(): Promise<LibreOffice> {
    return new LibreOffice(await mkdtemp(join(tmpdir(), 'libre-office-')));
  }

  stop(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  /** Opens files as spreadsheets in one way (UTF-8, from the first row, without column formats) and returns them. */
  async open(texts: readonly string[], reading: Reading): Promise<string[]> {
    const { separator, language, quotedAsText, specialNumbers, runFormulas } = reading;
    const files = texts.map((_, n) => join(this.folder, `${n}.csv`));
    await Promise.all(texts.map((text, n) => writeFile(files[n] ?? '', text)));
    const ticks = `${quotedAsText},${specialNumbers},false,false,false,-1,${runFormulas}`;
    const filter = `--infilter=CSV:${separator},34,76,1,,${language},${ticks}`;
    await promisify(execFile)('soffice', conversion(this.folder, files, filter), { timeout: 250_000 });
    return await Promise.all(texts.map((_, n) => readFile(join(this.folder, `${n}.fods`), 'utf8')));
  }
}

function conversion(folder: string, files: readonly string[], ...options: readonly string[]): string[] {
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  return [profile, '--headless', '--convert-to', 'fods', ...options, '--outdir', folder, ...files];
}

/** Returns the name and version of LibreOffice if it opens tables, which it cannot do without Calc. */
export function findLibreOffice(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'libre-office-'));
  try {
    const file = join(folder, 'a.csv');
    writeFileSync(file, 'a,b\n');
    const version = execFileSync('soffice', ['--version'], { encoding: 'utf8' });
    const written = execFileSync('soffice', conversion(folder, [file]), { encoding: 'utf8', stdio: 'pipe' });
    return written.includes('a.fods') ? version.trim().split(' ').slice(0, 2).join(' ') : undefined;
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
