import { createHash } from 'node:crypto';

// A token is eight bytes of a hash of the list it belongs to, then the position as six bytes, then four bytes of check sum.
const hashLength = 8;
const positionLength = 6;
const checkLength = 4;
/** Not base64url: that may hold `___`, which botocore takes for a resume token of its own. */
const encoding = 'hex';

/** A token to go on at `position` in the list that `listKey` stands for: opaque to everyone else, and nothing is kept. */
export function writePageToken(listKey: string, position: number): string {
  const content = Buffer.alloc(hashLength + positionLength);
  content.set(digest(listKey, hashLength));
  content.writeUIntBE(position, hashLength, positionLength);
  return Buffer.concat([content, digest(content, checkLength)]).toString(encoding);
}

/** The position in a token, or undefined if the token was not written for the list that `listKey` stands for. */
export function readPageToken(listKey: string, token: string): number | undefined {
  const content = Buffer.from(token, encoding);
  if (content.length !== hashLength + positionLength + checkLength) return undefined;
  const position = content.readUIntBE(hashLength, positionLength);
  return writePageToken(listKey, position) === token ? position : undefined;
}

function digest(data: string | Buffer, length: number): Buffer {
  return createHash('sha256').update(data).digest().subarray(0, length);
}
