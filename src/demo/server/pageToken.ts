import { createHash } from 'node:crypto';
import type { Dialect } from './dialect';
import type { Bookmark } from './pages';

/** In hex digits. */
const hashLength = 16;
const checkLength = 8;

type Shape = Dialect['tokenShape'];

/** A token to go on at a bookmark in the list that `listKey` stands for; nothing is kept of it. */
export function writePageToken(listKey: string, bookmark: Bookmark, shape: Shape): string {
  return sign(listKey, JSON.stringify(bookmark), shape);
}

/** The bookmark in a token, or undefined if the token was not written for the list that `listKey` stands for. */
export function readPageToken(listKey: string, token: string, shape: Shape): Bookmark | undefined {
  const place = shape === 'json' ? placeInJson(token) : placeInHex(token);
  return sign(listKey, place, shape) === token ? (JSON.parse(place) as Bookmark) : undefined;
}

function sign(listKey: string, place: string, shape: Shape): string {
  const list = digest(listKey, hashLength);
  const check = digest(`${list}${place}`, checkLength);
  if (shape === 'json') return Buffer.from(JSON.stringify({ list, place, check })).toString('base64');
  // Not base64url: that may hold `___`, which botocore takes for a resume token of its own.
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
