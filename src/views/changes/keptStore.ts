import {
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  type SecretStorage,
  Uri,
} from 'vscode';
import type { ChangeTracker } from '../../core/changes/changeTracker';
import { type KeptFile, type Owner, readKept, type Unusable, writeKept } from '../../core/changes/keptFormat';
import type { Clock } from '../../core/runtime/clock';
import { inSlices } from '../../core/runtime/inSlices';
import { ChangesFolder } from '../../files/changes/changesFolder';
import { KeyedHash } from '../../files/changes/keyedHash';

/** The name of the key in the secret storage. */
const secret = 'changes.key';
/** Milliseconds of a slice of reading, which somebody waits for. Hashing has shorter ones. */
const readingMs = 8;
/** As many as can be hashed while a window closes. */
const mostAtEnd = 2_000;

export interface KeptStoreDeps {
  readonly context: Pick<ExtensionContext, 'storageUri' | 'globalStorageUri'> & {
    readonly secrets: Pick<SecretStorage, 'get' | 'store' | 'delete' | 'onDidChange'>;
  };
  readonly log: Pick<LogOutputChannel, 'warn'>;
  /** True if the person wants that something is kept. */
  readonly isOn: () => boolean;
  readonly clock: Clock;
}

/** What a window knows of a connection, and whose it is. */
export interface Keepable {
  /** What tells the connection and the catalog apart from others. */
  readonly connection: string;
  readonly tracker: ChangeTracker;
  /** As it is: only hashes of it are written. */
  readonly owner: Owner;
}

/** What was kept, and what tells whose it is. */
export interface ReadFile extends KeptFile {
  readonly keyed: KeyedHash;
}

/** Keeps what changed between windows, without any value that would tell something about a customer. */
export class KeptStore implements Disposable {
  /** Is aborted when what is kept is forgotten. */
  private life = new AbortController();
  private keyed: KeyedHash | undefined;
  /** What is written or deleted. Each one waits for the one before it. */
  private last: Promise<unknown> = Promise.resolve();
  private readonly folder: ChangesFolder;
  private readonly lost = new EventEmitter<void>();
  private readonly subscription: Disposable;
  /** The names of files of a newer version, which stay as they are. */
  private readonly newer = new Set<string>();
  /** The names of files that this window has written. */
  private written = new Set<string>();
  private readonly warned = new Set<string>();
  /** True while this window itself deletes the key. */
  private forgetting = false;

  /** Fires after another window deleted what is kept. */
  readonly onDidLose = this.lost.event;

  constructor(private readonly deps: KeptStoreDeps) {
    const { context } = deps;
    const path = (uri: Uri) => Uri.joinPath(uri, 'changes').fsPath;
    const { storageUri, globalStorageUri } = context;
    this.folder = new ChangesFolder(path(storageUri ?? globalStorageUri), path(globalStorageUri));
    this.subscription = context.secrets.onDidChange(({ key }) => void (key === secret && this.checkKey()));
  }

  /** Returns what is kept of a connection. What cannot be used is ignored. Never rejects. */
  async read(connection: string): Promise<ReadFile | undefined> {
    if (!this.deps.isOn()) {
      // It was switched off while no window was open.
      await this.forget();
      return undefined;
    }
    const { signal } = this.life;
    await this.last;
    const key = await this.storedKey();
    if (!key || signal.aborted) return undefined;
    if (this.keyed?.key !== key) this.keyed = new KeyedHash(key);
    const file = await this.readFile(this.keyed, connection, signal);
    return file && { ...file, keyed: this.keyed };
  }

  /** Takes what other windows have written meanwhile. Never rejects. */
  async catchUp({ connection, tracker, owner }: Keepable): Promise<void> {
    await this.last;
    const { keyed, life } = this;
    if (!keyed || !this.deps.isOn()) return;
    const file = await this.readFile(keyed, connection, life.signal);
    if (!file || life.signal.aborted || !isOf(file.owner, hashesOf(keyed, owner))) return;
    // What is the same here and there is only known by its hashes.
    tracker.hash ??= keyed.ofField;
    tracker.merge(file.kept);
  }

  /**
   * Writes what a window knows, together with what others have written. Never rejects.
   * @returns the version of the tracker that is kept now; undefined if it could not be kept
   */
  save(what: Keepable): Promise<number | undefined> {
    const { signal } = this.life;
    const written = this.last.then(async () => {
      if (signal.aborted || !this.deps.isOn()) return undefined;
      try {
        return await this.write(what, signal);
      } catch (error) {
        if (!signal.aborted) this.warn(`What changed could not be kept (${codeOf(error)}). It is tried again later.`);
        return undefined;
      }
    });
    this.last = written;
    return written;
  }

  /** Writes at once, because the window is about to close. What would take too long, or fails, is not kept. */
  saveNow({ connection, tracker, owner }: Keepable): void {
    const { keyed, life } = this;
    if (!keyed || life.signal.aborted || !this.deps.isOn()) return;
    const name = keyed.of('connection', connection);
    if (this.newer.has(name)) return;
    tracker.hash ??= keyed.ofField;
    let count = 0;
    for (const _ of tracker.hashing(keyed.ofField)) if (++count > mostAtEnd) return;
    try {
      this.folder.writeNow(name, (present) => {
        const file = present === undefined ? undefined : ended(readKept(present));
        if (file === 'newer') return undefined;
        const hashed = hashesOf(keyed, owner);
        if (typeof file === 'object' && isOf(file.owner, hashed)) tracker.merge(file.kept);
        return [...writeKept({ owner: hashed, kept: tracker }, keyed.ofField)].join('');
      });
    } catch (error) {
      this.warn(`What changed could not be kept (${codeOf(error)}).`);
    }
  }

  /** Deletes everything that is kept of every connection, and the key. Never rejects. */
  async forget(): Promise<void> {
    this.renew();
    // What is being written now is deleted, too.
    this.last = this.last.then(async () => {
      await this.deleteKey();
      await this.folder.deleteAll();
    });
    await this.last;
  }

  dispose(): void {
    this.life.abort();
    this.subscription.dispose();
    this.lost.dispose();
  }

  /** Stops what is being written, and what waits to be. */
  private renew(): void {
    this.life.abort();
    this.life = new AbortController();
    this.keyed = undefined;
    this.newer.clear();
  }

  private async write({ connection, tracker, owner }: Keepable, signal: AbortSignal): Promise<number | undefined> {
    const keyed = await this.keyOfNow(signal);
    if (!keyed || signal.aborted) return undefined;
    tracker.hash ??= keyed.ofField;
    const name = keyed.of('connection', connection);
    if (!(await inSlices(tracker.hashing(keyed.ofField), this.deps.clock, signal))) return undefined;
    const file = await this.readFile(keyed, connection, signal);
    if (signal.aborted || this.newer.has(name)) return undefined;
    const hashed = hashesOf(keyed, owner);
    if (file && isOf(file.owner, hashed)) tracker.merge(file.kept);
    this.written.add(name);
    const { version } = tracker;
    await this.folder.write(name, writeKept({ owner: hashed, kept: tracker }, keyed.ofField), signal);
    return version;
  }

  /** Returns the key that all windows share, and makes one if there is none. */
  private async keyOfNow(signal: AbortSignal): Promise<KeyedHash | undefined> {
    const { secrets } = this.deps.context;
    const stored = await secrets.get(secret);
    if (signal.aborted) return undefined;
    if (this.keyed && stored !== this.keyed.key) {
      // Another window has deleted what is kept, and this one has not been told yet.
      this.lose();
      return undefined;
    }
    if (this.keyed) return this.keyed;
    if (stored) {
      this.keyed = new KeyedHash(stored);
      return this.keyed;
    }
    // What was written with a key that is lost can never be read again.
    await this.folder.deleteAll();
    if (signal.aborted) return undefined;
    const keyed = new KeyedHash(KeyedHash.newKey());
    this.keyed = keyed;
    await secrets.store(secret, keyed.key);
    return signal.aborted ? undefined : keyed;
  }

  private async deleteKey(): Promise<void> {
    const { secrets } = this.deps.context;
    this.forgetting = true;
    try {
      // Windows that have not kept anything yet are told as well, because there is a key to delete in any case.
      await secrets.store(secret, KeyedHash.newKey());
      await secrets.delete(secret);
    } catch {
      this.warn('The key of what changed could not be deleted.');
    }
    this.forgetting = false;
  }

  private async checkKey(): Promise<void> {
    const { keyed, forgetting } = this;
    // Where nothing is kept, nothing can be lost: windows would only tell each other again and again.
    if (forgetting || !this.deps.isOn()) return;
    const stored = await this.storedKey();
    // A window without a key has nothing that could belong to a new one.
    const isLost = keyed ? stored !== keyed.key : stored === undefined;
    if (this.keyed === keyed && isLost) this.lose();
  }

  /** Drops what another window deleted. */
  private lose(): void {
    const { written } = this;
    this.written = new Set();
    this.renew();
    this.lost.fire();
    // It may have been written a moment after that.
    for (const name of written) this.last = this.last.then(() => this.folder.delete(name));
  }

  private async storedKey(): Promise<string | undefined> {
    try {
      return await this.deps.context.secrets.get(secret);
    } catch {
      this.warn('The key of what changed cannot be read, so nothing is kept.');
      return undefined;
    }
  }

  private async readFile(keyed: KeyedHash, connection: string, signal: AbortSignal): Promise<KeptFile | undefined> {
    const name = keyed.of('connection', connection);
    const text = await this.folder.read(name);
    if (text === undefined) return undefined;
    let file: KeptFile | Unusable | undefined;
    const work = (function* () {
      file = yield* readKept(text);
    })();
    if (!(await inSlices(work, this.deps.clock, signal, readingMs))) return undefined;
    if (typeof file === 'object') return file;
    if (file === 'newer' && !this.newer.has(name)) {
      this.newer.add(name);
      this.warn('What was kept is of a newer version of this extension. It stays as it is, and nothing is kept.');
    } else if (file === 'damaged') this.warn('What was kept is damaged, so it is not used.');
    return undefined;
  }

  /** Writes a line to the log, once. */
  private warn(line: string): void {
    if (!this.warned.has(line)) this.deps.log.warn(line);
    this.warned.add(line);
  }
}

/** Returns what is written of somebody. */
export function hashesOf(keyed: KeyedHash, { identity, account }: Owner): Owner {
  return {
    identity: identity === undefined ? undefined : keyed.of('identity', identity),
    account: account === undefined ? undefined : keyed.of('account', account),
  };
}

/** True if two are the same identity or the same account, or nothing is known of both. */
export function isOf(a: Owner, b: Owner): boolean {
  if (a.account !== undefined && b.account !== undefined) return a.account === b.account;
  return a.identity === b.identity;
}

/** Runs something to its end at once. */
function ended<T>(work: Iterator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Returns Node's code of an error: its message has a path. */
function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && /^\w+$/.test(code) ? code : 'unknown';
}
