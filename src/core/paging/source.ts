import type { SourceError } from '../errors/sourceError';

/** One page of a list, already normalised. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Present while more pages exist; at most 64 KiB of text. */
  readonly nextToken?: string;
  /** Entries that were not an item at all (null, text, a number) and were left out. */
  readonly skipped: number;
  /** Fields whose value could not be read (a broken timestamp, a struct sent as text) and were left out. */
  readonly unreadable: number;
  /** Entries that were left out because the person did not ask for them; absent: none. */
  readonly outside?: number;
}

/** Who waits for the answer. What a person just clicked comes before everything else that waits for the rate limit. */
export type Priority = 'foreground' | 'background';

/** How a caller waits until a failure is over that ends without help: a network that is down, a quota that is used up. */
export interface Patience {
  /** Milliseconds for which it waits before the failure is its own, counted from the first call of `waiting`. */
  readonly most: number;
  /**
   * Called when it waits for the end of a failure, and again when it waits for another one.
   * @param tryNow lets one request start at once
   */
  waiting(error: SourceError, tryNow: () => void): void;
}

/** The operations of an API by their names: the input of each, and what is read from its answer. */
export type Api = Readonly<Record<string, { readonly input: object; readonly result: unknown }>>;

/** One request to an API: the operation and its input. */
export interface Operation<A extends Api, Name extends keyof A> {
  readonly name: Name;
  readonly input: A[Name]['input'];
}

/** Where an API can be reached: AWS, or the demo service in this process. */
export interface Source<A extends Api> {
  /**
   * Runs one operation and returns its normalised answer.
   * @param patience absent: a failure that lasts longer than seconds is thrown
   * @throws {SourceError} for every failure; code `aborted` once `signal` is aborted
   */
  run<Name extends keyof A>(
    operation: Operation<A, Name>,
    priority: Priority,
    signal: AbortSignal,
    patience?: Patience,
  ): Promise<A[Name]['result']>;
  /** Aborts every call in progress and closes sockets. */
  dispose(): void;
}
