import { createHmac, randomBytes } from 'node:crypto';
import { type Hash, hashLength } from '../../core/changes/version';

/** What is hashed besides the values of fields. None of these is the name of a field. */
type Subject = 'identity' | 'account' | 'connection';

/** Hashes that nobody can make, or check a guess with, who does not have the key: HMAC-SHA-256. */
export class KeyedHash {
  private readonly bytes: Buffer;

  /** @param key as `newKey` returns it */
  constructor(readonly key: string) {
    this.bytes = Buffer.from(key, 'base64');
  }

  /** Returns a random key. */
  static newKey(): string {
    return randomBytes(32).toString('base64');
  }

  /** Returns a short hash of a field's value: equal values of two opportunities have different ones. */
  readonly ofField: Hash = (field, id, value) => this.digest([field, id, value]).slice(0, hashLength);

  /** Returns a hash that can be part of a file's name. */
  of(subject: Subject, text: string): string {
    return this.digest([subject, text]).replaceAll('+', '-').replaceAll('/', '_').slice(0, 22);
  }

  private digest(parts: readonly string[]): string {
    return createHmac('sha256', this.bytes).update(JSON.stringify(parts)).digest('base64');
  }
}
