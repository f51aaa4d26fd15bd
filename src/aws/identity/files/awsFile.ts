/** A value and the line on which it begins. Lines start at 1. */
export interface Setting {
  readonly line: number;
  /** The pairs of a nested block by their own keys, when the value is one. */
  readonly value: string | ReadonlyMap<string, Pair>;
}

export interface Pair {
  readonly line: number;
  readonly value: string;
}

export interface FileSection {
  /** The line of its header. */
  readonly line: number;
  /** By key in lower case, with what the section inherits from `[DEFAULT]`. */
  readonly settings: ReadonlyMap<string, Setting>;
}

/** What an AWS config or credentials file contains. */
export interface AwsFile {
  /** By the text between the brackets, as it is written. */
  readonly sections: ReadonlyMap<string, FileSection>;
  /** Headers that are no headers: they are indented, so they continue the value above them. */
  readonly indentedHeaders: readonly { readonly header: string; readonly line: number }[];
}

/** Why a file cannot be read. One such line is enough: the AWS CLI then refuses the whole file. */
export interface SyntaxFault {
  readonly line: number;
  /** Words for a person, which contain the line but nothing of what is written there. */
  readonly reason: string;
}

/** What a key has while the file is read. */
interface Draft {
  readonly line: number;
  readonly parts: { readonly line: number; readonly text: string }[];
}

interface DraftSection {
  readonly line: number;
  readonly drafts: Map<string, Draft>;
}

/** Within a block, Python ends a line at these characters, too. */
const lineEnd = new RegExp(`[\\v\\f${String.fromCharCode(0x1c)}-${String.fromCharCode(0x1e)}\\x85\\u2028\\u2029]`);

/** The section whose keys all others inherit. It is itself no section. */
const inherited = 'DEFAULT';

/**
 * Returns what a file contains by the rules of the AWS CLI, or why the AWS CLI refuses it.
 *
 * The AWS CLI reads both files with botocore, and botocore reads them with Python's `RawConfigParser`: a comment has a line
 * of its own, keys are in lower case, a deeper indentation continues a value, and nothing may occur twice. A value that
 * begins on the line below its key is a block of pairs.
 */
export function parseAwsFile(text: string): AwsFile | SyntaxFault {
  const sections = new Map<string, DraftSection>();
  const defaults: DraftSection = { line: 0, drafts: new Map() };
  const indentedHeaders: { header: string; line: number }[] = [];
  let section: DraftSection | undefined;
  let draft: Draft | undefined;
  let indentation = 0;

  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = index + 1;
    const written = stripped(raw);
    if (written === '') {
      draft?.parts.push({ line, text: '' });
      continue;
    }
    if (/^[#;]/.test(written)) continue;

    const indented = indentationOf(raw);
    const header = /^\[(.+)\]/s.exec(written)?.[1];
    if (draft && indented > indentation) {
      draft.parts.push({ line, text: written });
      if (header !== undefined) indentedHeaders.push({ header, line });
      continue;
    }
    indentation = indented;
    if (header !== undefined) {
      const earlier = sections.get(header);
      if (earlier) return fault(line, `repeats the section of line ${earlier.line}.`);
      section = header === inherited ? defaults : { line, drafts: new Map() };
      if (section !== defaults) sections.set(header, section);
      draft = undefined;
      continue;
    }
    if (/^\[[^\]=:]+$/.test(written)) return fault(line, 'begins a [header], but the ] at its end is missing.');
    if (!section) return fault(line, 'is not in a section: it has no [header] above it.');
    const delimiter = written.search(/[=:]/);
    if (delimiter < 0) return fault(line, 'is not a header, a setting or a comment.');
    const key = stripped(written.slice(0, delimiter)).toLowerCase();
    if (key === '') return fault(line, 'has a value without a key.');
    const earlier = section.drafts.get(key);
    if (earlier) return fault(line, `repeats the key of line ${earlier.line}.`);
    draft = { line, parts: [{ line, text: stripped(written.slice(delimiter + 1)) }] };
    section.drafts.set(key, draft);
  }
  return finished(sections, defaults, indentedHeaders);
}

function finished(
  drafts: ReadonlyMap<string, DraftSection>,
  defaults: DraftSection,
  indentedHeaders: AwsFile['indentedHeaders'],
): AwsFile | SyntaxFault {
  const sections = new Map<string, FileSection>();
  for (const [header, section] of drafts) {
    const settings = new Map<string, Setting>();
    for (const [key, draft] of new Map([...defaults.drafts, ...section.drafts])) {
      const setting = settingOf(draft);
      if ('reason' in setting) return setting;
      settings.set(key, setting);
    }
    sections.set(header, { line: section.line, settings });
  }
  return { sections, indentedHeaders };
}

function settingOf({ line, parts }: Draft): Setting | SyntaxFault {
  // Empty lines at the end are no part of the value.
  const last = parts.findLastIndex(({ text }) => text !== '');
  const value = parts
    .slice(0, last + 1)
    .map(({ text }) => text)
    .join('\n');
  if (!value.startsWith('\n')) return { line, value };

  const pairs = new Map<string, Pair>();
  for (const part of parts.slice(1)) {
    for (const text of part.text.split(lineEnd)) {
      const pair = stripped(text);
      if (pair === '') continue;
      const delimiter = pair.indexOf('=');
      if (delimiter < 0) return fault(part.line, `is not a “key = value” of the block that begins on line ${line}.`);
      pairs.set(stripped(pair.slice(0, delimiter)), { line: part.line, value: stripped(pair.slice(delimiter + 1)) });
    }
  }
  return { line, value: pairs };
}

function fault(line: number, words: string): SyntaxFault {
  return { line, reason: `line ${line} ${words}` };
}

/** Returns the text without white space around it. */
function stripped(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Returns how many characters of white space a line begins with. */
function indentationOf(line: string): number {
  let count = 0;
  while (count < line.length && isSpace(line.charCodeAt(count))) count++;
  return count;
}

/** True for what is white space to Python. It counts four separators and NEL, and unlike JavaScript no byte order mark. */
function isSpace(code: number): boolean {
  if (code <= 0x20) return code >= 0x1c || (code >= 0x09 && code <= 0x0d);
  if (code < 0x1680) return code === 0x85 || code === 0xa0;
  return /[\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(String.fromCharCode(code));
}
