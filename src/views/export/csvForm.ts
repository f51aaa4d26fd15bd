import { l10n, type Memento, type QuickPickItem, ThemeIcon } from 'vscode';
import {
  decimalSigns,
  headingKinds,
  readTableForm,
  separators,
  type TableForm,
  tableReaders,
} from '../../core/formats/tableForm';
import { pickOne } from '../../host/tell';

const key = 'csvForm';

/** A form that can be chosen, described by how it differs from the others. */
type FormItem = QuickPickItem & { readonly form: TableForm };
/** An option of a form; its description is the current choice. */
export type FormPartItem = QuickPickItem & { readonly choices: readonly FormItem[] };

/** The form in which CSV is written. The person chooses it when they export, and it is remembered for the next time. */
export class CsvForm {
  constructor(private readonly habits: Memento) {}

  get value(): TableForm {
    return readTableForm(this.habits.get(key));
  }

  items(): readonly FormPartItem[] {
    const { value } = this;
    const part = (label: string, icon: string, choices: readonly FormItem[]): FormPartItem => {
      const chosen = choices.find(({ form }) => JSON.stringify(form) === JSON.stringify(value));
      return { label, iconPath: new ThemeIcon(icon), choices, description: chosen?.label ?? '' };
    };
    return [
      part(
        l10n.t('Separator…'),
        'split-horizontal',
        separators.map((separator) => ({ label: separatorText(separator), form: { ...value, separator } })),
      ),
      part(
        l10n.t('Decimal Separator…'),
        'symbol-numeric',
        decimalSigns.map((decimalSign) => ({
          label: decimalSign === '.' ? l10n.t('Point') : l10n.t('Comma'),
          description: `1234${decimalSign}50`,
          form: { ...value, decimalSign },
        })),
      ),
      part(
        l10n.t('Made For…'),
        'table',
        tableReaders.map((reader) => ({ ...readerItem(reader), form: { ...value, reader } })),
      ),
      part(
        l10n.t('Headings…'),
        'symbol-text',
        headingKinds.map((headings) => ({ ...headingsItem(headings), form: { ...value, headings } })),
      ),
    ];
  }

  /** True for the form that a person reads in Excel: made for Excel, with readable headings. */
  get isForReadersInExcel(): boolean {
    const { reader, headings } = this.value;
    return reader === 'excel' && headings === 'readable';
  }

  /** Takes that form, and keeps the separators. */
  async takeForReadersInExcel(): Promise<void> {
    await this.habits.update(key, { ...this.value, reader: 'excel', headings: 'readable' } satisfies TableForm);
  }

  /** Asks for one option of the form, and stores the answer. */
  async change({ label, choices }: FormPartItem): Promise<void> {
    const chosen = await pickOne(choices, { title: label, matchOnDetail: true });
    if (chosen) await this.habits.update(key, chosen.form);
  }
}

function separatorText(separator: TableForm['separator']): string {
  switch (separator) {
    case ',':
      return l10n.t('Comma');
    case ';':
      return l10n.t('Semicolon');
    case '\t':
      return l10n.t('Tab');
  }
}

function readerItem(reader: TableForm['reader']): QuickPickItem {
  switch (reader) {
    case 'plain':
      return {
        label: l10n.t('LibreOffice and Other Programs'),
        detail: l10n.t('Text stays as it is, in quotes. In LibreOffice, tick “Format quoted field as text”.'),
      };
    case 'excel':
      return {
        label: l10n.t('Excel'),
        detail: l10n.t('Adds an apostrophe to text that Excel would turn into numbers or dates, such as 02139 or 1/2.'),
      };
  }
}

function headingsItem(headings: TableForm['headings']): QuickPickItem {
  switch (headings) {
    case 'fields':
      return {
        label: l10n.t('Field Names'),
        description: 'Customer.Account.CompanyName',
        detail: l10n.t('AWS’s own names, for programs.'),
      };
    case 'readable':
      return {
        label: l10n.t('Readable Headings'),
        description: l10n.t('Customer'),
        detail: l10n.t('For people. Programs that expect AWS’s names do not find them.'),
      };
  }
}
