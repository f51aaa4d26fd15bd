/** The part of JSON Schema (draft 7) that our schemas use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
}

// VS Code uses the same check.
const dateTime =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;

/** Returns where a value violates a schema, and by which keyword. */
export function problemsOf(value: unknown, schema: Schema, root = schema, path = '$'): readonly string[] {
  const problem = (name: keyof Schema) => [`${path}: ${name}`];
  const inside = (part: unknown, of: Schema, name: string | number) => problemsOf(part, of, root, `${path}.${name}`);
  if (schema.$ref) return problemsOf(value, root.definitions?.[schema.$ref.split('/')[2] ?? ''] ?? {}, root, path);
  const problems = (schema.allOf ?? []).flatMap((each) => problemsOf(value, each, root, path));
  if (schema.anyOf?.every((each) => problemsOf(value, each, root, path).length > 0)) problems.push(...problem('anyOf'));
  const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  if (schema.type && ![schema.type].flat().includes(kind)) return [...problems, ...problem('type')];
  if (schema.enum && !schema.enum.includes(value)) problems.push(...problem('enum'));
  if ('const' in schema && schema.const !== value) problems.push(...problem('const'));
  if (typeof value === 'string') {
    const { pattern, format, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
    const { length } = [...value];
    if (length < minLength || length > maxLength) problems.push(...problem('maxLength'));
    if (pattern && !new RegExp(pattern, 'u').test(value)) problems.push(...problem('pattern'));
    if (format === 'date-time' && !dateTime.test(value)) problems.push(...problem('format'));
  } else if (Array.isArray(value)) {
    const { items = {}, maxItems = Number.POSITIVE_INFINITY } = schema;
    if (value.length > maxItems) problems.push(...problem('maxItems'));
    problems.push(...value.flatMap((each, index) => inside(each, items, index)));
  } else if (typeof value === 'object' && value !== null) {
    const { required = [], properties = {}, additionalProperties = true } = schema;
    if (required.some((name) => !(name in value))) problems.push(...problem('required'));
    for (const [name, part] of Object.entries(value)) {
      const of = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (of) problems.push(...inside(part, of, name));
      else if (!additionalProperties) problems.push(...problem('additionalProperties'));
    }
  }
  return problems;
}
