/** An access key with its secret and, when it is temporary, its session token and expiration. */
export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Keys as AWS and programs send them, any part of which may be missing or of another type. */
export interface SentKeys {
  readonly accessKeyId?: unknown;
  readonly secretAccessKey?: unknown;
  readonly sessionToken?: unknown;
  /** A date, milliseconds since 1970, or ISO 8601 text. */
  readonly expiration?: unknown;
}

/** Returns the keys, or which part of them cannot be used. An expiration that cannot be read does not mean never. */
export function readKeys(sent: SentKeys): AwsKeys | 'keys' | 'expiration' {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = sent;
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string') return 'keys';
  if (accessKeyId === '' || secretAccessKey === '') return 'keys';
  const keys = { accessKeyId, secretAccessKey };
  const withToken = typeof sessionToken === 'string' && sessionToken ? { ...keys, sessionToken } : keys;
  if (expiration === undefined || expiration === null || expiration === '') return withToken;
  const date = readDate(expiration);
  return date ? { ...withToken, expiration: date } : 'expiration';
}

/** An offset that is smaller than this, in milliseconds, changes nothing: keys are renewed earlier than that. */
const notableOffset = 4 * 60_000;

/**
 * Returns the keys with their expiration by this computer's clock. Where that is ahead, keys would seem to have expired
 * before they came, and every request would fetch others.
 * @param offset milliseconds that the sender's clock is ahead of this computer's, if it is known
 */
export function byThisClock(keys: AwsKeys, offset: number | undefined): AwsKeys {
  const { expiration } = keys;
  if (!expiration || offset === undefined || Math.abs(offset) < notableOffset) return keys;
  return { ...keys, expiration: new Date(expiration.getTime() - offset) };
}

/** Returns a moment that somebody sent in one of the usual forms; undefined if it cannot be read. */
export function readDate(value: unknown): Date | undefined {
  const isKnown = value instanceof Date || typeof value === 'number' || typeof value === 'string';
  const date = isKnown ? new Date(value) : undefined;
  return date && Number.isFinite(date.getTime()) ? date : undefined;
}
