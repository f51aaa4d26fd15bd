import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type AwsFile, parseAwsFile } from './awsFile';
import type { SharedFile } from './sharedFiles';

/** What is wrong with one of the files as a whole. */
export interface FileFault {
  readonly file: SharedFile;
  readonly path: string;
  /** Starts at 1. Absent when no line is to blame. */
  readonly line?: number;
  /**
   * `missing` is no error by itself. `syntax` and `encoding` make the AWS CLI refuse both files; `tooLarge` is a limit of
   * ours. The AWS CLI takes an `unreadable` file for a missing one, and says nothing.
   */
  readonly kind: 'missing' | 'unreadable' | 'encoding' | 'syntax' | 'tooLarge';
  /** Words for a person, such as `line 7 is not a header, a setting or a comment.` They contain nothing of the file. */
  readonly reason: string;
}

/** Such a file has a few kilobytes. Nothing of what is larger is read. */
const mostBytes = 1024 * 1024;

const none: AwsFile = { sections: new Map(), indentedHeaders: [] };

/** Returns what a file contains now, and what is wrong with it. A file with a fault contains nothing. */
export async function readAwsFile(
  file: SharedFile,
  path: string,
): Promise<{ readonly content: AwsFile; readonly fault?: FileFault }> {
  const faulty = (kind: FileFault['kind'], reason: string, line?: number) => ({
    content: none,
    fault: { file, path, kind, reason, ...(line !== undefined && { line }) },
  });
  let bytes: Buffer;
  try {
    const found = await stat(path);
    if (found.isDirectory()) return faulty('unreadable', 'it is a folder.');
    // A pipe or a device could keep the reader waiting for ever.
    if (!found.isFile()) return faulty('missing', 'it is not a file.');
    bytes = await bytesOf(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (/^(ENOENT|ENOTDIR|ELOOP|ENAMETOOLONG|ERR_INVALID_ARG_VALUE)$/.test(code)) {
      return faulty('missing', 'it does not exist.');
    }
    if (/^(EACCES|EPERM)$/.test(code)) return faulty('unreadable', 'you are not allowed to read it.');
    return faulty('unreadable', `it could not be read${code && ` (${code})`}.`);
  }
  if (bytes.length > mostBytes) return faulty('tooLarge', `it is larger than ${mostBytes / 1024 / 1024} MiB.`);

  const text = textOf(bytes);
  if (typeof text !== 'string') return faulty('encoding', text.reason, text.line);
  const parsed = parseAwsFile(text);
  return 'reason' in parsed ? faulty('syntax', parsed.reason, parsed.line) : { content: parsed };
}

/** Returns the bytes of a file, or the first of them where there are too many. */
async function bytesOf(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: mostBytes })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/**
 * Returns the text of a file in UTF-8, or why the AWS CLI cannot read it. The AWS CLI takes a byte order mark for text
 * before the first header. It may find nothing wrong with UTF-16 that has none, but no profile with a name either.
 */
function textOf(bytes: Buffer): string | { readonly line: number; readonly reason: string } {
  const saveAs = 'Save it as UTF-8 without a byte order mark.';
  if (bytes.includes(0)) return { line: 1, reason: `it is not UTF-8 but probably UTF-16. ${saveAs}` };
  const text = decoded(bytes);
  if (text?.startsWith('\ufeff')) return { line: 1, reason: `it begins with a byte order mark (BOM). ${saveAs}` };
  if (text !== undefined) return text;
  const line = lineOfFirst((start, end) => decoded(bytes.subarray(start, end)) === undefined, bytes);
  return { line, reason: `line ${line} is not UTF-8. ${saveAs}` };
}

function lineOfFirst(isWrong: (start: number, end: number) => boolean, bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.subarray(start).findIndex((byte) => byte === 0x0a || byte === 0x0d) + start;
    if (end < start || isWrong(start, end)) break;
    start = end + (bytes[end] === 0x0d && bytes[end + 1] === 0x0a ? 2 : 1);
  }
  return line;
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** True for a fault that makes the AWS CLI, or at least us, refuse the profiles of both files. */
export function refusesAll({ kind }: FileFault): boolean {
  return kind === 'syntax' || kind === 'encoding' || kind === 'tooLarge';
}
