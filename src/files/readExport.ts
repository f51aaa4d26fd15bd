import { createReadStream } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { TextDecoder } from 'node:util';
import { parseTree } from 'jsonc-parser';
import { type ExportClaims, readClaims } from '../core/formats/exportClaims';
import { exportFormatVersion } from '../core/formats/exportDocument';
import type { OpportunitySummary } from '../core/model/opportunity';
import { isRecord } from '../core/runtime/isRecord';
import { normalisePage } from '../core/wire/normalisePage';
import { JsonDivider, type JsonText, lineAt, parseJson, RefusedJson } from './jsonDivider';

/** What is wrong with a file, and on which line, counted from 1. */
export interface ExportProblem {
  readonly kind: 'malformed' | 'tooDeep' | 'noList' | 'noOpportunity' | 'noVersion' | 'newerFormat';
  readonly line: number;
  /** The parser's name for it, or the version of the format. */
  readonly detail: string;
}

export interface ReadExport {
  readonly items: readonly OpportunitySummary[];
  readonly claims: ExportClaims;
  /** The number of values in it that could not be read, and were left out. */
  readonly unreadable: number;
}

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** The number of bytes processed at a time, which takes about a millisecond. */
const slice = 64 * 1024;
/** Milliseconds of work after which everything else may run. */
const turnMs = 8;

/** Returns the bytes of a local file. An error in reading the file is thrown while they are read. */
export function bytesOfFile(path: string): Bytes {
  return createReadStream(path, { highWaterMark: slice });
}

/** Yields bytes that are already in memory, in slices. */
export function* inPieces(bytes: Uint8Array): Generator<Uint8Array, void> {
  for (let start = 0; start < bytes.length; start += slice) yield bytes.subarray(start, start + slice);
}

/**
 * Reads the opportunities from an export of any size, from the AWS CLI's output, or from an array. The former two may have
 * unknown members at the top level. The file is read in slices, in UTF-8, or in UTF-16 with a byte order mark. The first
 * error is reported with its line.
 * @throws {DOMException} `AbortError` once `signal` is aborted, and any error from reading the bytes.
 */
export async function readExport(
  bytes: Bytes,
  signal: AbortSignal,
): Promise<ReadExport | { readonly problem: ExportProblem }> {
  const parts = new ExportParts();
  const divider = new JsonDivider('OpportunitySummaries', parts);
  try {
    let begun = performance.now();
    for await (const piece of asUtf8(bytes)) {
      signal.throwIfAborted();
      divider.push(piece);
      parts.takeIn();
      if (performance.now() - begun < turnMs) continue;
      await setImmediate();
      begun = performance.now();
    }
    divider.end();
    parts.takeIn();
  } catch (error) {
    if (!(error instanceof RefusedJson)) throw error;
    const { kind, line, code } = error;
    return { problem: problem(kind === 'tooLarge' ? 'noOpportunity' : kind, line, code) };
  }
  return parts.result();
}

function problem(kind: ExportProblem['kind'], line: number, detail = ''): ExportProblem {
  return { kind, line, detail };
}

/** Collects what was read from a file. */
class ExportParts {
  private items: OpportunitySummary[] = [];
  /** The entries that are not processed yet. */
  private entries: unknown[] = [];
  private hasList = false;
  private notList: JsonText | undefined;
  private strange: JsonText | undefined;
  private facts: JsonText | undefined;
  private goesOn = false;
  private unreadable = 0;

  listBegins(): void {
    [this.items, this.entries, this.unreadable] = [[], [], 0];
    [this.hasList, this.strange, this.notList] = [true, undefined, undefined];
  }

  entry(value: JsonText): void {
    const entry = parseJson(value);
    if (isRecord(entry)) this.entries.push(entry);
    else this.strange ??= value;
  }

  member(name: string | undefined, value: JsonText): void {
    const read = parseJson(value);
    if (name === 'Export') this.facts = value;
    if (name === 'NextToken') this.goesOn = typeof read === 'string' && read !== '';
    if (name === 'OpportunitySummaries' || name === undefined) [this.hasList, this.notList] = [false, value];
  }

  takeIn(): void {
    if (this.entries.length === 0) return;
    const { items, skipped, unreadable } = normalisePage({ OpportunitySummaries: this.entries });
    for (const item of items) this.items.push(item);
    this.unreadable += skipped + unreadable;
    this.entries = [];
  }

  result(): ReadExport | { readonly problem: ExportProblem } {
    const wrong = this.wrongFormat();
    if (wrong) return { problem: wrong };
    if (!this.hasList) return { problem: problem('noList', this.notList?.line ?? 1) };
    if (this.strange) return { problem: problem('noOpportunity', this.strange.line) };
    const { items, unreadable } = this;
    return { items, claims: readClaims(this.facts && parseJson(this.facts), this.goesOn), unreadable };
  }

  private wrongFormat(): ExportProblem | undefined {
    const facts = this.facts && parseJson(this.facts);
    if (!this.facts || !isRecord(facts) || facts.formatVersion === undefined) return undefined;
    const { formatVersion: version } = facts;
    const isVersion = typeof version === 'number' && version >= 1;
    if (isVersion && version <= exportFormatVersion) return undefined;
    const members = parseTree(this.facts.text)?.children ?? [];
    const member = members.findLast(({ children: [key] = [] }) => key?.value === 'formatVersion');
    const line = lineAt(this.facts, member?.children?.[1]?.offset ?? 0);
    return isVersion ? problem('newerFormat', line, String(version)) : problem('noVersion', line);
  }
}

/** Returns the same text in UTF-8 without a byte order mark. Windows PowerShell writes files in UTF-16. */
async function* asUtf8(bytes: Bytes): AsyncGenerator<Uint8Array, void> {
  let decoder: TextDecoder | undefined;
  let first: Uint8Array = new Uint8Array();
  let begun = false;
  for await (const piece of bytes) {
    if (begun) {
      yield decoder ? Buffer.from(decoder.decode(piece, { stream: true })) : piece;
      continue;
    }
    first = first.length > 0 ? Buffer.concat([first, piece]) : piece;
    if (first.length < 3) continue;
    begun = true;
    const { encoding, mark } = encodingOf(first);
    if (encoding !== 'utf-8') decoder = new TextDecoder(encoding);
    const rest = first.subarray(mark);
    yield decoder ? Buffer.from(decoder.decode(rest, { stream: true })) : rest;
  }
  if (!begun) yield first;
  if (decoder) yield Buffer.from(decoder.decode());
}

/** Returns the encoding that the byte order mark indicates, and the mark's length in bytes. */
function encodingOf([a, b, c]: Uint8Array): { readonly encoding: string; readonly mark: number } {
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', mark: 2 };
  return { encoding: 'utf-8', mark: a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0 };
}
