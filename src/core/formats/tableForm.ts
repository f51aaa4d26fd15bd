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
}

export const separators = [',', ';', '\t'] as const satisfies readonly TableForm['separator'][];
export const decimalSigns = ['.', ','] as const satisfies readonly TableForm['decimalSign'][];
export const tableReaders = ['plain', 'excel'] as const satisfies readonly TableForm['reader'][];

export const defaultTableForm: TableForm = { separator: ',', decimalSign: '.', reader: 'plain' };

/** Returns the saved form, as far as it can be read. */
export function readTableForm(kept: unknown): TableForm {
  const { separator, decimalSign, reader } = (typeof kept === 'object' && kept !== null ? kept : {}) as Partial<
    Record<keyof TableForm, unknown>
  >;
  return {
    separator: separators.find((each) => each === separator) ?? defaultTableForm.separator,
    decimalSign: decimalSigns.find((each) => each === decimalSign) ?? defaultTableForm.decimalSign,
    reader: tableReaders.find((each) => each === reader) ?? defaultTableForm.reader,
  };
}
