/** In what form a table is written to a file. */
export interface TableForm {
  readonly separator: ',' | ';' | '\t';
  readonly decimalSign: '.' | ',';
  /**
   * Who is to open it. Excel takes what looks like a number or a date for one, in quotes too, so for it such a text has an
   * apostrophe before it. `plain` leaves every text as it is: for programs, and for LibreOffice with *Format quoted field as
   * text*.
   */
  readonly reader: 'plain' | 'excel';
}

export const separators = [',', ';', '\t'] as const satisfies readonly TableForm['separator'][];
export const decimalSigns = ['.', ','] as const satisfies readonly TableForm['decimalSign'][];
export const tableReaders = ['plain', 'excel'] as const satisfies readonly TableForm['reader'][];

export const defaultTableForm: TableForm = { separator: ',', decimalSign: '.', reader: 'plain' };

/** The form that was kept, as far as it can be read. */
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
