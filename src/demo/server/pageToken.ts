import { createHash } from 'node:crypto';
import type { Dialect } from './dialect';
import type { Bookmark } from './pages';

/** Both lengths are in hex digits. */
const hashLength = 16;
const checkLength = 8;

type Shape = Dialect['tokenShape'];

/** Returns a token that continues at a bookmark in the list identified by `listKey`. The server stores nothing about it. */
export function writePageToken(listKey: string, bookmark: Bookmark, shape: Shape): string {
  return sign(listKey, JSON.stringify(bookmark), shape);
}

/** Returns the bookmark in a token, or undefined if the token was not written for the list identified by `listKey`. */
export function readPageToken(listKey: string, token: string, shape: Shape): Bookmark | undefined {
  const place = shape === 'json' ? placeInJson(token) : placeInHex(token);
  return sign(listKey, place, shape) === token ? (JSON.parse(place) as Bookmark) : undefined;
}

function sign(listKey: string, place: string, shape: Shape): string {
  const list = digest(listKey, hashLength);
  const check = digest(`${list}${place}`, checkLength);
  if (shape === 'json') return Buffer.from(JSON.stringify({ list, place, check })).toString('base64');
  // base64url may contain `___`, which botocore takes for its own resume token.
  return `${list}${Buffer.from(place).toString('hex')}${check}`;
}

function placeInHex(token: string): string {
  return Buffer.from(token.slice(hashLength, -checkLength), 'hex').toString();
}

function placeInJson(token: string): string {
  try {
    const content = JSON.parse(Buffer.from(token, 'base64').toString()) as { readonly place?: unknown } | null;
    return String(content?.place);
  } catch {
    return '';
  }
}

function digest(data: string, length: number): string {
  return createHash('sha256').update(data).digest('hex').slice(0, length);
}
