import type { SourceError } from '../../core/errors/sourceError';
import type { Clock } from '../../core/runtime/clock';
import type { Whereabouts } from '../currentLists';

/** Who a connection signs as and where it sends, as the AWS files have it. */
export interface WatchedIdentity {
  /** The same as long as nothing changes that decides either of them. */
  readonly digest: string;
  readonly endpoint?: NonNullable<Whereabouts['endpoint']>;
  /** Why the files name nobody. */
  readonly fault?: SourceError;
  readonly files: readonly string[];
  /** The files in which somebody else leaves a sign-in for it. */
  readonly tokens: readonly string[];
}

export interface ChangeWatchDeps {
  readonly clock: Clock;
  /** Returns a text that differs once one of the files has changed. */
  stampOf(paths: readonly string[]): Promise<string>;
  /** Returns who it is now. It asks nobody. */
  identify(): Promise<WatchedIdentity>;
  /** Takes what is known now, without a change to what is shown. */
  located(identity: WatchedIdentity): void;
  /** Replaces what is shown, which belongs to somebody else or to another endpoint. It ends this watch. */
  replace(): void;
  /** Requests again what failed because of credentials. */
  retry(): void;
}

/** Milliseconds between two looks at the files. Nothing else notices changes on every file system. */
const lookMs = 1_000;
/** Milliseconds for which a file stays as it is before it counts: an editor may be writing it. */
const settleMs = 250;
/** The most retries within `retryMs` milliseconds, so that a program that writes a file whenever it fails ends up waiting. */
const mostRetries = 6;
const retryMs = 60_000;

interface Seen {
  readonly files: string;
  readonly tokens: string;
}

/**
 * Notices changes of the AWS files and of a sign-in, for one connection.
 *
 * When the files name somebody else or another endpoint, what is shown is replaced. After any other change, what failed
 * because of credentials is requested again. Files that name nobody replace nothing: they may be half written.
 */
export class ChangeWatch {
  private ended = false;
  private visible = false;
  private looking = false;
  private cancel: (() => void) | undefined;
  /** The stamps of the files as they were when somebody last acted on them, and at the last look. */
  private acted: Seen;
  private last: Seen | undefined;
  private retries: readonly number[] = [];

  private constructor(
    private readonly deps: ChangeWatchDeps,
    /** Who it was when the connection was opened. */
    private readonly identity: WatchedIdentity,
    seen: Seen,
  ) {
    this.acted = seen;
  }

  /** Returns a watch of the files as they are now. It begins to look at them when it becomes visible. */
  static async begin(deps: ChangeWatchDeps): Promise<ChangeWatch> {
    // A change after the first look at the files is one more change.
    const { files, tokens } = await deps.identify();
    const seen = { files: await deps.stampOf(files), tokens: await deps.stampOf(tokens) };
    const identity = await deps.identify();
    deps.located(identity);
    return new ChangeWatch(deps, identity, seen);
  }

  /** Looks at the files while somebody can see what comes of it, and at once when they begin to. */
  show(visible: boolean): void {
    if (visible === this.visible) return;
    this.visible = visible;
    this.stop();
    if (visible) void this.look();
  }

  /** Takes the sign-in as it is stored now for the one that is known: the extension renewed it itself. */
  async tokenStored(): Promise<void> {
    const tokens = await this.deps.stampOf(this.identity.tokens);
    this.acted = { ...this.acted, tokens };
  }

  dispose(): void {
    this.ended = true;
    this.stop();
  }

  private stop(): void {
    this.cancel?.();
    this.cancel = undefined;
  }

  private async look(): Promise<void> {
    // A look that is under way says itself when the next one comes.
    if (this.looking || this.ended) return;
    this.looking = true;
    const wait = await this.lookOnce().catch(() => lookMs);
    this.looking = false;
    if (this.ended || !this.visible) return;
    this.stop();
    this.cancel = this.deps.clock.schedule(wait, () => void this.look());
  }

  /** Returns the milliseconds until the next look. */
  private async lookOnce(): Promise<number> {
    const seen = await this.seen();
    const settled = same(seen, this.last);
    this.last = seen;
    if (same(seen, this.acted)) return lookMs;
    if (!settled) return settleMs;
    const identity = await this.deps.identify();
    // What was written meanwhile may be in the identity, or only a part of it.
    const after = await this.seen();
    if (!same(after, seen)) {
      this.last = after;
      return settleMs;
    }
    if (!this.ended) await this.act(identity, seen);
    return lookMs;
  }

  private async act(identity: WatchedIdentity, seen: Seen): Promise<void> {
    const { deps } = this;
    if (!identity.fault && identity.digest !== this.identity.digest) {
      this.dispose();
      deps.replace();
      return;
    }
    deps.located(identity);
    if (!this.mayRetry()) return;
    this.acted = seen;
    deps.retry();
  }

  private mayRetry(): boolean {
    const now = this.deps.clock.now();
    const recent = this.retries.filter((at) => now - at < retryMs);
    const may = recent.length < mostRetries;
    this.retries = may ? [...recent, now] : recent;
    return may;
  }

  private async seen(): Promise<Seen> {
    const { files, tokens } = this.identity;
    return { files: await this.deps.stampOf(files), tokens: await this.deps.stampOf(tokens) };
  }
}

function same(a: Seen, b: Seen | undefined): boolean {
  return a.files === b?.files && a.tokens === b.tokens;
}
