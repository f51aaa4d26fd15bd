import { ChangeTracker } from '../../core/changes/changeTracker';
import type { OpportunityChange, Shown } from '../../core/changes/opportunityChange';
import { asSourceError, type SourceError } from '../../core/errors/sourceError';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import type { Refreshed } from '../../core/lists/refreshed';
import type { OpportunitySummary } from '../../core/model/opportunity';
import type { Clock } from '../../core/runtime/clock';
import { inSlices } from '../../core/runtime/inSlices';
import { compareMoments } from '../../core/time/moments';
import type { CurrentLists } from '../currentLists';
import { askModified, backgroundManner } from './askModified';
import { hashesOf, isOf, type KeptStore, type ReadFile } from './keptStore';
import type { WatchState } from './whatChanged';

/** Milliseconds after which changes are kept: after AWS sent some, more may come. */
const [readMs, markedMs] = [2_000, 200];
/** How many rows that another window left are read: five requests. */
const mostRead = 100;

export interface ConnectionWatchDeps {
  readonly current: Pick<CurrentLists, 'value' | 'opened' | 'identity' | 'unasked'>;
  readonly store: Pick<KeptStore, 'read' | 'catchUp' | 'save' | 'saveNow'>;
  readonly warn: (line: string) => void;
  readonly clock: Clock;
  /** Is called after the state or the changes changed. */
  readonly changed: () => void;
}

/** Follows what changes for one connection, while it is the current one. */
export class ConnectionWatch {
  /** Ends what is asked now. */
  private stop = new AbortController();
  /** Ends what is asked with lists that were replaced. */
  private replaced = new AbortController();
  private disposed = false;
  /** Undefined until it is known whose changes they are. */
  private tracker: ChangeTracker | undefined;
  /** What was kept, until it is known whether it is of the same account. */
  private kept: ReadFile | undefined;
  private reading: Promise<void> | undefined;
  private running: Promise<void> | undefined;
  private isWhole = false;
  /** True once the person marked all as seen, from which on changes are listed then. */
  private hasMarked = false;
  /** True if AWS has more than is read at once, so that no refresh gets it either. */
  private isTooMuch = false;
  /** True if the person left the connection before AWS answered. */
  private wasInterrupted = false;
  private error: SourceError | undefined;
  private identified: string | undefined;
  private account: string | undefined;
  /** The version of the tracker that was kept last. */
  private savedVersion: number | undefined;
  private cancel: (() => void) | undefined;

  /** @param connection tells the connection and the catalog apart from others */
  constructor(
    private readonly connection: string,
    private readonly isSample: boolean,
    private readonly deps: ConnectionWatchDeps,
  ) {}

  get state(): WatchState {
    const { tracker, error } = this;
    if (this.running !== undefined) return { kind: 'asking' };
    // What was begun is to be begun again.
    if (this.wasInterrupted) return { kind: 'idle' };
    return {
      ...{
        kind: 'watching',
        since: tracker?.since,
        isFirst: !this.hasMarked && (tracker?.isFirst ?? false),
        isWhole: this.isWhole,
      },
      ...(error && { error }),
    };
  }

  get changes(): readonly OpportunityChange[] {
    return this.tracker?.changes ?? [];
  }

  of(id: string): OpportunityChange | undefined {
    return this.tracker?.of(id);
  }

  get askSince(): string | undefined {
    return this.isTooMuch ? undefined : this.tracker?.watermark;
  }

  /** True if AWS could not be asked the last time. */
  get hasFailed(): boolean {
    return this.error !== undefined;
  }

  /** Reads what is kept, and asks AWS what was modified since. A call while it runs joins it. Never rejects. */
  start(isAsked: boolean): Promise<void> {
    if (isAsked) this.deps.current.unasked.asked();
    if (this.running !== undefined) return this.running;
    this.stop = new AbortController();
    this.wasInterrupted = false;
    const running = this.run(isAsked, this.stop.signal).finally(() => {
      if (this.running !== running) return;
      this.running = undefined;
      this.deps.changed();
    });
    this.running = running;
    this.deps.changed();
    return running;
  }

  /** Takes opportunities as AWS sent them. */
  take(items: readonly OpportunitySummary[]): void {
    if (this.decide(items)) this.confirm(items);
    if (this.tracker?.take(items)) this.deps.changed();
    this.saveSoon(readMs);
  }

  /** True if the connection signs as somebody else now. */
  get isOfOther(): boolean {
    const { identified, deps } = this;
    return identified !== undefined && deps.current.identity !== undefined && identified !== deps.current.identity;
  }

  /** Takes who the connection signs as, as soon as that is known: what is kept of it is listed before AWS answers. */
  identify(): void {
    if (!this.tracker && this.decide()) this.deps.changed();
  }

  refreshed(result: Refreshed): void {
    const { tracker } = this;
    if (!tracker) return;
    if (result.kind === 'failed') this.error = result.error;
    else if ('asked' in result && result.asked) {
      const { since, upTo, isWhole } = result.asked;
      if (tracker.hasLooked && compareMoments(since, tracker.watermark) > 0) return;
      tracker.askedUpTo(upTo);
      this.isWhole = isWhole;
      this.isTooMuch = false;
      this.error = undefined;
    } else return;
    this.saveSoon(readMs);
    this.deps.changed();
  }

  markSeen(shown: readonly Shown[]): void {
    if (!this.tracker?.markSeen(shown)) return;
    this.saveSoon(markedMs);
    this.deps.changed();
  }

  markAllSeen(): void {
    if (!this.tracker) return;
    this.tracker.markAllSeen(this.isWhole);
    this.hasMarked = true;
    this.isWhole = true;
    this.isTooMuch = false;
    this.saveSoon(markedMs);
    this.deps.changed();
  }

  /** Keeps what is not kept yet. */
  save(): void {
    this.cancel?.();
    this.cancel = undefined;
    const { tracker } = this;
    if (!tracker || !this.isUnsaved) return;
    const listed = tracker.changes;
    void this.deps.store.save({ ...this.whose, tracker }).then((version) => {
      // What failed is tried again with the next change.
      if (version !== undefined) this.savedVersion = version;
      // Another window may have marked some as seen.
      if (tracker.changes !== listed) this.deps.changed();
    });
  }

  /** Keeps at once what is not kept yet, because the window closes. */
  saveNow(): void {
    const { tracker } = this;
    if (tracker && this.isUnsaved) this.deps.store.saveNow({ ...this.whose, tracker });
  }

  /** Goes on with other lists of the same connection. */
  followLists(): void {
    this.replaced.abort();
  }

  /** Stops what is asked, because another connection is the current one. */
  leave(): void {
    this.save();
    this.stop.abort();
    this.wasInterrupted ||= this.running !== undefined;
    this.running = undefined;
  }

  /** Ends it. What is not kept yet is lost. */
  dispose(): void {
    this.disposed = true;
    this.stop.abort();
    this.running = undefined;
    this.cancel?.();
  }

  private get isUnsaved(): boolean {
    const { tracker } = this;
    // Before the first look there is nothing to go on from.
    return tracker?.hasLooked === true && tracker.version !== this.savedVersion;
  }

  private saveSoon(ms: number): void {
    if (!this.isUnsaved || this.disposed) return;
    this.cancel?.();
    this.cancel = this.deps.clock.schedule(ms, () => this.save());
  }

  private get whose() {
    const { connection, account, identity } = this;
    return { connection, owner: { identity, account } };
  }

  private get identity(): string | undefined {
    this.identified ??= this.deps.current.identity;
    return this.identified;
  }

  private async run(isAsked: boolean, signal: AbortSignal): Promise<void> {
    const { current } = this.deps;
    const { tracker } = this;
    if (tracker) await this.deps.store.catchUp({ ...this.whose, tracker });
    this.reading ??= this.read();
    await this.reading;
    if (signal.aborted) return;
    this.identify();
    await (isAsked ? this.ask(signal) : current.unasked.read(() => this.ask(signal)));
    this.saveSoon(readMs);
  }

  private async read(): Promise<void> {
    const kept = await this.deps.store.read(this.connection);
    if (kept) this.kept = kept;
    else this.tracker = new ChangeTracker();
  }

  /** Never rejects. */
  private async ask(signal: AbortSignal): Promise<void> {
    const { current } = this.deps;
    for (;;) {
      this.replaced = new AbortController();
      const { signal: replaced } = this.replaced;
      const error = await this.askLists(current.value, AbortSignal.any([signal, replaced])).then(
        () => undefined,
        asSourceError,
      );
      if (signal.aborted) return;
      // The filter was changed, so the lists are others now.
      if (replaced.aborted) continue;
      this.error = error;
      return;
    }
  }

  /** @throws {SourceError} any error of the source */
  private async askLists(lists: OpportunityLists, signal: AbortSignal): Promise<void> {
    let isDoubtful = false;
    for (;;) {
      // What is loaded counts as seen at the first look, also if AWS cannot be asked.
      await this.takeLoaded(lists, signal);
      const known = this.tracker?.hasLooked ? this.tracker : this.tracker || isDoubtful ? undefined : this.kept?.kept;
      const what = known ? { since: known.watermark } : 'newest';
      const { upTo, isWhole } = await askModified(lists, what, signal, (items) => this.take(items));
      if (signal.aborted) return;
      // AWS may have sent nothing that tells the account. Then it is asked for others, unless there are none.
      if (!this.tracker && !this.decide([], isDoubtful)) {
        isDoubtful = true;
        continue;
      }
      const { tracker } = this;
      // What is kept may have turned out to be of this account, or of another one.
      if (!tracker || tracker.hasLooked !== (known !== undefined)) continue;
      await this.takeLoaded(lists, signal);
      if (signal.aborted || this.tracker !== tracker) return;
      if (isWhole) tracker.askedUpTo(upTo);
      this.isWhole = isWhole;
      this.isTooMuch = !isWhole;
      return this.readUnread(lists, signal);
    }
  }

  /** Reads what another window left as unseen, so that its rows have names. Without an answer they have ids. */
  private async readUnread(lists: OpportunityLists, signal: AbortSignal): Promise<void> {
    const unread = this.changes.filter(({ item }) => !item).map(({ id }) => id);
    if (unread.length === 0) return;
    const read = await lists.getAll(unread.slice(0, mostRead), signal, backgroundManner).catch(() => []);
    if (!signal.aborted) this.take(read);
  }

  private async takeLoaded(lists: OpportunityLists, signal: AbortSignal): Promise<void> {
    const { tracker } = this;
    if (tracker) await inSlices(tracker.taking(lists.loaded()), this.deps.clock, signal);
  }

  /**
   * Decides whether what is kept is of this account, if that can be told now.
   * @param items what AWS sent; undefined: nothing yet
   * @param isLast true if AWS will send nothing else
   * @returns whether it is decided
   */
  private decide(items?: readonly OpportunitySummary[], isLast = false): boolean {
    const { kept, identity } = this;
    if (this.tracker || !kept) return this.tracker !== undefined;
    const { keyed, owner } = kept;
    const accounts = this.accountsOf(items ?? []);
    const isSame = (account?: string) => isOf(owner, hashesOf(keyed, { identity, account }));
    const same = accounts.find(isSame);
    const isKnown = identity !== undefined || items !== undefined;
    if (same !== undefined || (accounts.length === 0 && isKnown && isSame())) {
      this.account = same;
      this.tracker = new ChangeTracker(kept.kept, keyed.ofField);
      this.savedVersion = this.tracker.version;
    } else if (isLast || (items && items.length > 0)) {
      this.deps.warn('What was kept is of another account, so it is not used.');
      this.tracker = new ChangeTracker();
    } else return false;
    return true;
  }

  /** Takes the account that opportunities belong to. What was kept of another one is dropped, and AWS is asked again. */
  private confirm(items: readonly OpportunitySummary[]): void {
    if (this.account !== undefined) return;
    const accounts = this.accountsOf(items);
    const { kept, tracker } = this;
    const own = (account: string) => kept?.keyed.of('account', account) === kept?.owner.account;
    const isKnown = kept?.owner.account !== undefined && tracker?.isFirst === false;
    this.account = (isKnown ? accounts.find(own) : undefined) ?? accounts[0];
    const { account } = this;
    if (!isKnown || account === undefined || own(account)) return;
    this.deps.warn('What was kept is of another account, so it is not used.');
    this.tracker = new ChangeTracker();
    if (this.running === undefined) void this.start(false);
  }

  /** Returns the AWS accounts of opportunities. Sample data has the same one whenever it starts over. */
  private accountsOf(items: readonly OpportunitySummary[]): readonly string[] {
    return this.isSample ? [] : accountsOf(items);
  }
}

/** Returns the AWS accounts in the ARNs of opportunities. */
function accountsOf(items: readonly OpportunitySummary[]): readonly string[] {
  const accounts = items.flatMap(({ Arn: arn }) => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn ?? '')?.[1] ?? []);
  return [...new Set(accounts)];
}
