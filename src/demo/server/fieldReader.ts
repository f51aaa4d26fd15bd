/** The pattern of an opportunity's id in the model. */
export const idPattern = /^O[0-9]{1,19}$/;

export type Fields = Readonly<Record<string, unknown>>;

/** One entry of a ValidationException's ErrorList. */
export interface FieldFault {
  readonly FieldName?: string;
  readonly Code: FaultCode;
  readonly Message: string;
}

export type FaultCode =
  | 'REQUIRED_FIELD_MISSING'
  | 'INVALID_ENUM_VALUE'
  | 'INVALID_STRING_FORMAT'
  | 'INVALID_VALUE'
  | 'TOO_MANY_VALUES'
  | 'DUPLICATE_KEY_VALUE'
  | 'INVALID_RESOURCE_STATE'
  | 'VALUE_OUT_OF_RANGE';

/** A range that includes both ends. */
export interface Range<T> {
  readonly from?: T;
  readonly to?: T;
}

export interface TextFormat<T> {
  readonly says: string;
  /** Returns undefined for text in another format. */
  readonly parse: (text: string) => T | undefined;
}

/** Reads the fields of one structure and collects their faults. Messages never repeat a value. */
export class FieldReader {
  constructor(
    readonly fields: Fields,
    readonly options: { readonly refusesDuplicates?: boolean } = {},
    readonly path: string = '',
    readonly faults: FieldFault[] = [],
  ) {}

  text(name: string): string | undefined {
    const value = this.fields[name] ?? undefined;
    if (value === undefined || typeof value === 'string') return value;
    this.#fault(name, 'INVALID_VALUE', 'must be text');
    return undefined;
  }

  /** Returns the text, or an empty one when there is a fault. */
  requiredText(name: string, pattern: RegExp): string {
    const faultsBefore = this.faults.length;
    const text = this.text(name);
    if (text === undefined) {
      if (this.faults.length === faultsBefore) this.#fault(name, 'REQUIRED_FIELD_MISSING', 'is required');
      return '';
    }
    if (!pattern.test(text)) this.#fault(name, 'INVALID_STRING_FORMAT', `must match ${pattern.source}`);
    return text;
  }

  wholeNumber(name: string, low: number, high: number): number | undefined {
    const value = this.fields[name] ?? undefined;
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      this.#fault(name, 'INVALID_VALUE', 'must be a whole number');
    } else if (value < low || value > high) {
      this.#fault(name, 'VALUE_OUT_OF_RANGE', `must be from ${low} to ${high}`);
    } else {
      return value;
    }
    return undefined;
  }

  /** Returns the value, or the first of `values` when there is a fault. */
  requiredEnum<const T extends string>(name: string, values: readonly [T, ...T[]]): T {
    const faultsBefore = this.faults.length;
    const text = this.text(name);
    const value = values.find((each) => each === text);
    if (value !== undefined) return value;
    if (text !== undefined) this.#fault(name, 'INVALID_ENUM_VALUE', `must be one of ${values.join(', ')}`);
    else if (this.faults.length === faultsBefore) this.#fault(name, 'REQUIRED_FIELD_MISSING', 'is required');
    return values[0];
  }

  /** Returns the texts sorted and without duplicates, so that the same criterion always reads the same. */
  texts(
    name: string,
    most: number,
    allowed: { readonly pattern?: RegExp; readonly values?: readonly string[] } = {},
  ): readonly string[] {
    const list = this.fields[name] ?? [];
    if (!Array.isArray(list) || !list.every((each) => typeof each === 'string')) {
      this.#fault(name, 'INVALID_VALUE', 'must be a list of texts');
      return [];
    }
    if (list.length > most) this.#fault(name, 'TOO_MANY_VALUES', `must have at most ${most} values`);
    const { pattern, values } = allowed;
    list.forEach((each, index) => {
      if (pattern && !pattern.test(each)) {
        this.#fault(`${name}[${index}]`, 'INVALID_STRING_FORMAT', `must match ${pattern.source}`);
      } else if (values && !values.includes(each)) {
        this.#fault(`${name}[${index}]`, 'INVALID_ENUM_VALUE', `must be one of ${values.join(', ')}`);
      }
    });
    const distinct = [...new Set(list)].sort();
    if (this.options.refusesDuplicates && distinct.length < list.length) {
      this.#fault(name, 'DUPLICATE_KEY_VALUE', 'must not have a value twice');
    }
    return distinct;
  }

  structure(name: string): FieldReader | undefined {
    const value = this.fields[name] ?? undefined;
    if (value === undefined) return undefined;
    if (isFields(value)) return new FieldReader(value, this.options, `${this.path}${name}.`, this.faults);
    this.#fault(name, 'INVALID_VALUE', 'must be a structure');
    return undefined;
  }

  /** Reads a structure with two ends, `After<name>` and `Before<name>`. */
  range<T extends string | number>(name: string, format: TextFormat<T>): Range<T> {
    const ends = this.structure(name);
    const from = ends?.formatted(`After${name}`, format);
    const to = ends?.formatted(`Before${name}`, format);
    if (from !== undefined && to !== undefined && from > to) {
      this.#fault(name, 'INVALID_VALUE', `must not have After${name} later than Before${name}`);
    }
    return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  }

  formatted<T>(name: string, format: TextFormat<T>): T | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = format.parse(text);
    if (value === undefined) this.#fault(name, 'INVALID_STRING_FORMAT', format.says);
    return value;
  }

  #fault(name: string, code: FaultCode, says: string): void {
    const path = `${this.path}${name}`;
    this.faults.push({ FieldName: path, Code: code, Message: `${path} ${says}.` });
  }
}

/** Returns whether a JSON value is an object, which is neither null nor a list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
