/**
 * Where a cut list goes on, as botocore's paginator counts it: the token that FETCHED the page that was cut (null for the
 * first page), and how many of that page's items were used. Cut on a page boundary: the next page's token, and 0.
 */
export interface ListPosition {
  readonly nextToken: string | undefined;
  readonly used: number;
}

/**
 * The position as the AWS CLI and boto3 write it (`NextToken` of a cut list) and read it (`--starting-token`): base64 of
 * JSON with Python's spacing and ASCII escapes.
 */
export function encodeResumeToken(position: ListPosition & { readonly onPageBoundary?: boolean }): string {
  const token = position.nextToken === undefined ? 'null' : pythonString(position.nextToken);
  const amount = position.onPageBoundary ? '' : `, "boto_truncate_amount": ${position.used}`;
  return btoa(`{"NextToken": ${token}${amount}}`);
}

/**
 * Reads a starting token: one of the AWS CLI's, botocore's older `token___n`, or the service's own NextToken.
 * @throws {RangeError} when the text can be none of them.
 */
export function decodeStartingToken(text: string): ListPosition {
  const decoded = decodeJson(text);
  if (decoded) {
    const { NextToken: nextToken, boto_truncate_amount: used } = decoded;
    return {
      nextToken: typeof nextToken === 'string' && nextToken !== 'None' ? nextToken : undefined,
      used: typeof used === 'number' && Number.isInteger(used) && used > 0 ? used : 0,
    };
  }
  const parts = text.split('___');
  if (parts.length > 2) throw new RangeError('not a starting token');
  const [token, used] = parts;
  return token && used && /^\d+$/.test(used)
    ? { nextToken: token === 'None' ? undefined : token, used: Number(used) }
    : { nextToken: text === 'None' ? undefined : text, used: 0 };
}

function decodeJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    // Not one of the AWS CLI's: the service's own token, then.
    return undefined;
  }
}

/** JSON text as Python's `json.dumps` writes it: whatever is not printable ASCII is escaped. */
function pythonString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
