/**
 * Where a cut list continues, in the terms of botocore's paginator: the token that FETCHED the page that was cut (null
 * for the first page), and how many of that page's items were used. For a cut at a page boundary: the token of the next
 * page, and 0.
 */
export interface ListPosition {
  readonly nextToken: string | undefined;
  readonly used: number;
}

/**
 * Returns the position as the AWS CLI and boto3 write it (`NextToken` of a cut list) and read it (`--starting-token`):
 * base64 of JSON with Python's spacing and ASCII escapes.
 */
export function encodeResumeToken(position: ListPosition & { readonly onPageBoundary?: boolean }): string {
  const token = position.nextToken === undefined ? 'null' : pythonString(position.nextToken);
  const amount = position.onPageBoundary ? '' : `, "boto_truncate_amount": ${position.used}`;
  return btoa(`{"NextToken": ${token}${amount}}`);
}

/** Returns the token that continues a list at a position up to which it was read; undefined at its very beginning. */
export function startingTokenAt({ nextToken, used }: ListPosition): string | undefined {
  if (nextToken === undefined && used === 0) return undefined;
  return encodeResumeToken({ nextToken, used, onPageBoundary: used === 0 });
}

/**
 * Reads a starting token: one of the AWS CLI's, botocore's older `token___n`, or the service's own NextToken. The
 * service's own may be base64 of JSON as well; the key identifies those of the AWS CLI.
 * @throws {RangeError} if the text can be none of them, or if the AWS CLI could not continue from it
 */
export function decodeStartingToken(text: string): ListPosition {
  const decoded = decodeJson(text);
  if (decoded && Object.hasOwn(decoded, 'NextToken')) return positionIn(decoded);
  const parts = text.split('___');
  if (parts.length > 2) throw new RangeError('not a starting token');
  const [token, used] = parts;
  return token && used && /^\d+$/.test(used)
    ? { nextToken: token === 'None' ? undefined : token, used: Number(used) }
    : { nextToken: text === 'None' ? undefined : text, used: 0 };
}

type Decoded = Readonly<Record<string, unknown>>;

function positionIn({ NextToken: token, boto_truncate_amount: used = 0, ...others }: Decoded): ListPosition {
  const isPlace = token === null || (typeof token === 'string' && token !== '');
  const isAmount = typeof used === 'number' && Number.isSafeInteger(used) && used >= 0;
  if (!isPlace || !isAmount || Object.keys(others).length > 0) throw new RangeError('not a token of the AWS CLI');
  return { nextToken: token === null || token === 'None' ? undefined : token, used };
}

function decodeJson(text: string): Decoded | undefined {
  // Python does the same: it ignores characters that are not base64, and requires the padding.
  const base64 = text.replace(/[^A-Za-z0-9+/=]/g, '');
  if (base64.length % 4 !== 0) return undefined;
  try {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Decoded) : undefined;
  } catch {
    // It is not one of the AWS CLI's, so it is the service's own token.
    return undefined;
  }
}

/** Returns JSON text as Python's `json.dumps` writes it, with everything escaped that is not printable ASCII. */
function pythonString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
