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

/** What is wrong with a file, and in which line, from 1. */
export interface ExportProblem {
  readonly kind: 'malformed' | 'tooDeep' | 'noList' | 'noOpportunity' | 'noVersion' | 'newerFormat';
  readonly line: number;
  /** The parser's name for it, or the format's version. */
  readonly detail: string;
}

export interface ReadExport {
  readonly items: readonly OpportunitySummary[];
  readonly claims: ExportClaims;
}

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Bytes that are worked on at a time: a millisecond or so. */
const slice = 64 * 1024;
/** Milliseconds of work after which everything else has its turn. */
const turnMs = 8;

/** The bytes of a file of this machine; what keeps it from being read is thrown while they are read. */
export function bytesOfFile(path: string): Bytes {
  return createReadStream(path, { highWaterMark: slice });
}

/** Bytes that are there already, a slice at a time. */
export function* inPieces(bytes: Uint8Array): Generator<Uint8Array, void> {
  for (let start = 0; start < bytes.length; start += slice) yield bytes.subarray(start, start + slice);
}

/**
 * Reads the opportunities of an export of any size, of what the AWS CLI printed, or of an array; the former two may have
 * more at the top than is known. It is read a slice at a time, in UTF-8, or in UTF-16 with a byte order mark. The first
 * thing that is wrong is told with its line.
 * @throws {DOMException} `AbortError` once `signal` is aborted, and what reading the bytes throws
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

/** What was read of a file. */
class ExportParts {
  private items: OpportunitySummary[] = [];
  /** Entries that are not taken in yet. */
  private entries: unknown[] = [];
  private hasList = false;
  private notList: JsonText | undefined;
  private strange: JsonText | undefined;
  private facts: JsonText | undefined;
  private goesOn = false;

  listBegins(): void {
    [this.items, this.entries] = [[], []];
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
    for (const item of normalisePage({ OpportunitySummaries: this.entries }).items) this.items.push(item);
    this.entries = [];
  }

  result(): ReadExport | { readonly problem: ExportProblem } {
    const wrong = this.wrongFormat();
    if (wrong) return { problem: wrong };
    if (!this.hasList) return { problem: problem('noList', this.notList?.line ?? 1) };
    if (this.strange) return { problem: problem('noOpportunity', this.strange.line) };
    return { items: this.items, claims: readClaims(this.facts && parseJson(this.facts), this.goesOn) };
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

/** The same text in UTF-8 without a byte order mark: Windows PowerShell writes UTF-16 into a file. */
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

/** The encoding that the byte order mark says, and how many bytes that has. */
function encodingOf([a, b, c]: Uint8Array): { readonly encoding: string; readonly mark: number } {
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', mark: 2 };
  return { encoding: 'utf-8', mark: a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0 };
}
