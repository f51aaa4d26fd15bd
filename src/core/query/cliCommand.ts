import type { ListRequest } from '../model/opportunity';
import { decodeStartingToken, encodeResumeToken } from '../paging/resumeToken';
import { longestLine, quote, quoteJson, type Shell } from '../text/shells';
import { criterionFields, isKind } from './criteria';
import type { CriterionField } from './filter';

export interface CliCommandOptions {
  readonly profile?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly maxItems?: number | undefined;
  readonly startingToken?: string | undefined;
}

/**
 * A command line, or why there is none: the option whose value cannot be written safely for the shell, or the shell's
 * limit.
 */
export type CliCommand =
  | { readonly command: string }
  | { readonly unwritable: '--profile' | '--endpoint-url' | '--starting-token' }
  | { readonly tooLong: number };

type OpenOption = Extract<CliCommand, { unwritable: unknown }>['unwritable'];

/**
 * Returns the AWS CLI command that lists the same: `aws partnercentral-selling list-opportunities …`. The shell passes
 * every value on unchanged, and runs none of them. What a person typed is written as JSON unless it is plain, so that
 * the CLI cannot interpret it as an option or as a file to read. For a shell that would lose JSON's quotes, it is in
 * `--cli-input-json`, with every special character escaped.
 */
export function toCliCommand(request: ListRequest, options: CliCommandOptions, shell: Shell = 'posix'): CliCommand {
  const words = ['aws', 'partnercentral-selling', 'list-opportunities', '--region', 'us-east-1'];
  const unwritable: OpenOption[] = [];
  const addOpen = (name: OpenOption, value: string | undefined) => {
    if (!value) return;
    const written = value.startsWith('-') ? [quote(`${name}=${value}`, shell)] : [name, quote(value, shell)];
    if (written.every((word) => word !== undefined)) words.push(...written);
    else unwritable.push(name);
  };

  addOpen('--profile', options.profile);
  addOpen('--endpoint-url', options.endpoint);
  words.push('--catalog', plain(request.Catalog ?? 'AWS', shell), ...criterionWords(request, shell));
  if (request.Sort)
    words.push('--sort', plain(`SortBy=${request.Sort.SortBy},SortOrder=${request.Sort.SortOrder}`, shell));
  if (request.MaxResults !== undefined) words.push('--page-size', String(request.MaxResults));
  if (options.maxItems !== undefined) words.push('--max-items', String(options.maxItems));
  addOpen('--starting-token', plainToken(options.startingToken ?? request.NextToken));

  const [first] = unwritable;
  if (first) return { unwritable: first };
  const command = words.join(' ');
  return command.length > longestLine[shell] ? { tooLong: longestLine[shell] } : { command };
}

function criterionWords(request: ListRequest, shell: Shell): string[] {
  const words: string[] = [];
  const rest: Partial<Record<CriterionField, unknown>> = {};
  for (const name of criterionFields) {
    const value = request[name];
    if (value === undefined) continue;
    const option = `--${name.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase()}`;
    const values = plainWords(name, value, shell);
    if (values) words.push(option, ...values);
    else if (shell === 'posix') words.push(option, quoteJson(value, shell));
    else rest[name] = value;
  }
  return Object.keys(rest).length > 0 ? [...words, '--cli-input-json', quoteJson(rest, shell)] : words;
}

/** Returns the values as words if neither the shell nor the CLI can misinterpret them; otherwise undefined. */
function plainWords(name: CriterionField, value: NonNullable<ListRequest[CriterionField]>, shell: Shell) {
  if (isList(value)) {
    if (isKind('texts', name) && shell === 'posix') return undefined;
    if (value.length === 0 || !value.every((each) => /^[A-Za-z0-9](?:[\w ,.-]*[\w.])?$/.test(each))) return undefined;
    return value.map((each) => plain(each, shell));
  }
  const bounds = Object.entries(value);
  if (shell === 'posix' || !bounds.every(([, moment]) => /^\d[\dTZ:.-]*$/.test(String(moment)))) return undefined;
  return [plain(bounds.map(([bound, moment]) => `${bound}=${moment}`).join(','), shell)];
}

function isList(value: NonNullable<ListRequest[CriterionField]>): value is readonly string[] {
  return Array.isArray(value);
}

/** Returns a word of letters, digits, `=,.:-` and spaces, which every shell can write. */
function plain(word: string, shell: Shell): string {
  return quote(word, shell) ?? quoteJson(word, shell);
}

/**
 * Returns a token for the same place in the list, with characters that the CLI cannot interpret as the address of a
 * file to read.
 */
function plainToken(token: string | undefined): string | undefined {
  if (token === undefined || /^[\w+/=.-]*$/.test(token)) return token;
  const position = decodeStartingToken(token);
  return encodeResumeToken({ ...position, onPageBoundary: position.used === 0 });
}
