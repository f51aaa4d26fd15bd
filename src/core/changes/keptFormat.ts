import { isRecord } from '../runtime/isRecord';
import { isMoment } from '../time/moments';
import type { KeptChanges, KnownOpportunity } from './keptChanges';
import { type Hash, hashedFields, hashLength, type KeptVersion, momentOfSeconds, Version } from './version';

/** A file of another version of the format is not read. */
const formatVersion = 1;
/** About as many rows as make a slice. */
const rowsOfChunk = 200;
/** Stands for a target close date that is that of the version before. */
const asBefore = 1;
const hashedNames = hashedFields.map(([name]) => name);
/** The seconds of the last moment that has a date. */
const latest = 8.64e12;
/** Seconds by which the newest opportunity may have a later date than the newest with an id. */
const tolerance = 24 * 3_600;
const allHashes = hashedFields.length * hashLength;

/** Whose changes they are, each as a keyed hash; undefined: that was not known. */
export interface Owner {
  /** Who the connection signs as, by its configuration. */
  readonly identity: string | undefined;
  /** The account that is part of the opportunities' ARNs. */
  readonly account: string | undefined;
}

/** What a file holds. */
export interface KeptFile {
  readonly owner: Owner;
  readonly kept: KeptChanges;
}

/** Why a file cannot be used. */
export type Unusable = 'damaged' | 'newer';

/**
 * Writes what is kept, as lines of JSON: what it is, a row for each opportunity, and at the end the number of rows and
 * the texts that many of them have. The rows may change while it is written: each one is as it is in its turn.
 * @param hash hashes what is not hashed yet
 */
export function* writeKept({ owner, kept }: KeptFile, hash: Hash): Generator<string, void> {
  const { watermark, since } = kept;
  yield line({ formatVersion, fields: hashedNames, ...owner, watermark, since });
  const stages = new Texts();
  const statuses = new Texts();
  const cellsOf = (hashes: string, version: Version, before?: Version): unknown[] => {
    const { modified, late, stage, reviewStatus } = version;
    const closes = before && before.closes === version.closes ? asBefore : (version.closes ?? 0);
    const cells = [hashes, dateCell(modified), stages.add(stage), statuses.add(reviewStatus), closes];
    return late > 0 ? [...cells, late] : cells;
  };
  let rows = 0;
  let chunk = '';
  for (const [id, { seen, newest, unseenAs }] of kept.known) {
    const whole = newest.hash(hash);
    if (!seen) chunk += line([id, unseenAs, cellsOf(whole, newest)]);
    else if (seen === newest) chunk += line([id, cellsOf(whole, newest)]);
    else {
      const before = seen.hash(hash);
      chunk += line([id, cellsOf(before, seen), cellsOf(changedPart(before, whole), newest, seen)]);
    }
    rows += 1;
    if (rows % rowsOfChunk !== 0) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk + line({ rows, stages: stages.all, reviewStatuses: statuses.all });
}

/** Reads what was written, and pauses after each row. Whatever it is, it never throws. */
export function* readKept(text: string): Generator<void, KeptFile | Unusable> {
  try {
    return yield* read(text);
  } catch {
    return 'damaged';
  }
}

function* read(text: string): Generator<void, KeptFile | Unusable> {
  if (!text.endsWith('\n')) return 'damaged';
  const lines = text.split('\n');
  const head: unknown = JSON.parse(lines[0] ?? '');
  if (!isRecord(head) || typeof head.formatVersion !== 'number') return 'damaged';
  if (head.formatVersion > formatVersion) return 'newer';
  // Another version of the extension may hash other fields.
  if (JSON.stringify(head.fields) !== JSON.stringify(hashedNames)) return 'damaged';
  // The last line ends with a line break, too.
  const last = lines.length - 2;
  const foot: unknown = JSON.parse(lines[last] ?? '');
  if (!isRecord(foot) || foot.rows !== last - 1) return 'damaged';
  const tables = { stages: texts(foot.stages), statuses: texts(foot.reviewStatuses) };
  const known = new Map<string, KnownOpportunity>();
  const newest = new Newest();
  for (let index = 1; index < last; index++) {
    newest.take(takeRow(JSON.parse(lines[index] ?? ''), tables, known));
    yield;
  }
  if (known.size !== last - 1) return 'damaged';
  const owner = { identity: textOf(head.identity), account: textOf(head.account) };
  const [watermark, since] = [newest.orEarlier(head.watermark), newest.orEarlier(head.since)];
  return { owner, kept: { watermark, since, known } };
}

/** The newest date of the rows. */
class Newest {
  private date: string | number | undefined;
  private seconds = Number.NEGATIVE_INFINITY;

  take(date: string | number | undefined): void {
    if (date === undefined) return;
    const seconds = secondsOf(date);
    if (!(seconds > this.seconds)) return;
    this.date = date;
    this.seconds = seconds;
  }

  /**
   * Returns a moment up to which AWS was asked. Whatever AWS answered is in a row, so a later one is wrong, and would hide
   * all changes before it: then it is the newest date of the rows.
   */
  orEarlier(value: unknown): string | undefined {
    const moment = textOf(value);
    if (moment === undefined) return undefined;
    if (!isMoment(moment)) throw new Damaged();
    const { date } = this;
    if (secondsOf(moment) <= this.seconds + tolerance) return moment;
    return typeof date === 'number' ? momentOfSeconds(date) : date;
  }
}

function secondsOf(date: string | number): number {
  return typeof date === 'number' ? date : Date.parse(date) / 1000;
}

interface Tables {
  readonly stages: readonly string[];
  readonly statuses: readonly string[];
}

/** Is thrown for a row that nobody wrote. */
class Damaged extends Error {}

/** Returns the date of the newest version in the row. */
function takeRow(row: unknown, tables: Tables, known: Map<string, KnownOpportunity>): string | number | undefined {
  const cells = cellsIn(row);
  // Taking an array apart by a pattern takes several times as long, and there are many rows.
  const id = requiredText(cells[0]);
  const first = cells[1];
  const second = cells[2];
  if (first === 'new' || first === 'unknown') {
    const unseen = versionOf(second, tables);
    known.set(id, { seen: undefined, newest: Version.kept(id, unseen), unseenAs: first });
    return unseen.modified;
  }
  const kept = versionOf(first, tables);
  const seen = Version.kept(id, kept);
  const later = second === undefined ? undefined : versionOf(second, tables, kept);
  known.set(id, { seen, newest: later ? Version.kept(id, later) : seen, unseenAs: 'unknown' });
  return (later ?? kept).modified;
}

/** @param before the version that was seen: only the hashes that differ are in the cells */
function versionOf(row: unknown, { stages, statuses }: Tables, before?: KeptVersion): KeptVersion {
  const cells = cellsIn(row);
  const late = cells[5] ?? 0;
  const closes = cells[4];
  const hashes = before ? changedHashes(before.hashes, cells[0]) : cells[0];
  if (typeof hashes !== 'string' || hashes.length !== allHashes) throw new Damaged();
  if (typeof late !== 'number' || !(late >= 0)) throw new Damaged();
  return {
    modified: dateOf(cells[1]),
    late,
    hashes,
    stage: entryOf(stages, cells[2]),
    reviewStatus: entryOf(statuses, cells[3]),
    closes: before && closes === asBefore ? before.closes : closes === 0 ? undefined : requiredText(closes),
  };
}

function cellsIn(row: unknown): readonly unknown[] {
  if (!Array.isArray(row)) throw new Damaged();
  return row;
}

/** Returns the hashes that differ, behind a number whose bits say which. */
function changedPart(before: string, after: string): string {
  let mask = 0;
  let part = '';
  for (let index = 0; index < hashedFields.length; index++) {
    const [from, to] = [index * hashLength, (index + 1) * hashLength];
    if (before.slice(from, to) === after.slice(from, to)) continue;
    mask |= 1 << index;
    part += after.slice(from, to);
  }
  return `${mask}:${part}`;
}

function changedHashes(before: string, part: unknown): string {
  const [mask = '', changed = ''] = requiredText(part).split(':');
  const bits = Number(mask);
  let hashes = '';
  let at = 0;
  for (let index = 0; index < hashedFields.length; index++) {
    const own = index * hashLength;
    const isChanged = (bits & (1 << index)) !== 0;
    hashes += isChanged ? changed.slice(at, at + hashLength) : before.slice(own, own + hashLength);
    if (isChanged) at += hashLength;
  }
  if (at !== changed.length) throw new Damaged();
  return hashes;
}

/** Returns a date as seconds since 1970, which are shorter, if AWS's own text can be made of them again. */
function dateCell(date: string | undefined): string | number {
  if (date === undefined) return '';
  const seconds = Date.parse(date) / 1000;
  return Number.isFinite(seconds) && momentOfSeconds(seconds) === date ? seconds : date;
}

function dateOf(cell: unknown): string | number | undefined {
  if (cell === '') return undefined;
  if (typeof cell !== 'number') return requiredText(cell);
  if (Math.abs(cell) > latest) throw new Damaged();
  return cell;
}

/** Texts that many rows have, by their number; 0 stands for none. */
class Texts {
  private readonly numbers = new Map<string, number>();

  get all(): readonly string[] {
    return [...this.numbers.keys()];
  }

  add(text: string | undefined): number {
    if (text === undefined) return 0;
    const number = this.numbers.get(text) ?? this.numbers.size + 1;
    this.numbers.set(text, number);
    return number;
  }
}

function entryOf(entries: readonly string[], number: unknown): string | undefined {
  if (number === 0) return undefined;
  const entry = typeof number === 'number' ? entries[number - 1] : undefined;
  if (entry === undefined) throw new Damaged();
  return entry;
}

function texts(value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw new Damaged();
  return value.map(requiredText);
}

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : requiredText(value);
}

function requiredText(value: unknown): string {
  if (typeof value !== 'string') throw new Damaged();
  return value;
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
