/** The form in which a table is written to a file. */
export interface TableForm {
  readonly separator: ',' | ';' | '\t';
  readonly decimalSign: '.' | ',';
  /**
   * The program that will open it. Excel converts text that looks like a number or a date, even in quotes, so such a
   * text gets an apostrophe in front. `plain` leaves every text as it is: for other programs, and for LibreOffice with
   * *Format quoted field as text*.
   */
  readonly reader: 'plain' | 'excel';
  /** AWS's dotted field names, which programs rely on, or what a person calls the columns. */
  readonly headings: 'fields' | 'readable';
}

export const separators = [',', ';', '\t'] as const satisfies readonly TableForm['separator'][];
export const decimalSigns = ['.', ','] as const satisfies readonly TableForm['decimalSign'][];
export const tableReaders = ['plain', 'excel'] as const satisfies readonly TableForm['reader'][];
export const headingKinds = ['fields', 'readable'] as const satisfies readonly TableForm['headings'][];

export const defaultTableForm: TableForm = { separator: ',', decimalSign: '.', reader: 'plain', headings: 'fields' };

/** Returns the saved form, as far as it can be read. */
export function readTableForm(kept: unknown): TableForm {
  const { separator, decimalSign, reader, headings } = (
    typeof kept === 'object' && kept !== null ? kept : {}
  ) as Partial<Record<keyof TableForm, unknown>>;
  return {
    separator: separators.find((each) => each === separator) ?? defaultTableForm.separator,
    decimalSign: decimalSigns.find((each) => each === decimalSign) ?? defaultTableForm.decimalSign,
    reader: tableReaders.find((each) => each === reader) ?? defaultTableForm.reader,
    headings: headingKinds.find((each) => each === headings) ?? defaultTableForm.headings,
  };
}
