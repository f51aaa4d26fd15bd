import { type Disposable, EventEmitter } from 'vscode';
import type { IsMended } from '../core/errors/connectionFailures';
import type { SourceError } from '../core/errors/sourceError';
import type { ListsChange, OpportunityLists } from '../core/lists/opportunityLists';
import type { Grouping } from '../core/model/grouping';
import type { OpportunitySummary } from '../core/model/opportunity';
import { RecoveringSource } from '../core/paging/recoveringSource';
import { WakefulSource } from '../core/paging/wakefulSource';
import { type Connection, connectionOf } from '../core/query/connection';
import type { FilterProblem } from '../core/query/filter';
import type { ListsQuery } from '../core/query/listsQuery';
import type { Clock } from '../core/runtime/clock';
import type { OpportunitySource } from '../core/wire/operations';
import type { CurrentSettings } from '../host/currentSettings';
import type { Day } from '../host/personClock';
import type { WindowChoices } from '../host/windowChoices';
import type { AsideLists } from './asideLists';
import type { Refreshing } from './refresh/refreshing';
import { Unasked } from './unasked';

/** A source that can be closed until the next request. */
export type RestingSource = OpportunitySource & { readonly rest?: () => void };

export interface CurrentListsDeps extends Pick<Day, 'now' | 'onDidChangeDay'> {
  readonly settings: CurrentSettings;
  readonly choices: WindowChoices;
  readonly openSource: (connection: Connection) => RestingSource;
  readonly awsProfile: string | undefined;
  /** The clock that a list uses to wait until a failure is over; without one, no list waits. */
  readonly clock?: Clock;
  /** Returns what brings lists up to date that are shown again after another connection. */
  readonly refresher?: () => Pick<Refreshing, 'comeBack'>;
}

/** What identifies the lists, and how they are shown. */
interface Told {
  readonly connection: Connection;
  readonly query: ListsQuery;
  readonly grouping: Grouping;
}

/** What is known of the connection once lists are opened. */
export interface Whereabouts {
  /** Where requests go instead of AWS's own address, and what says so. */
  readonly endpoint?: { readonly host: string; readonly origin: string; readonly isForeign: boolean };
  /** Why the AWS files give no credentials now. What was read before stays. */
  readonly fault?: SourceError;
}

type HeldSettings = Pick<ListsQuery, 'sort' | 'pageSize'>;

/** Lists with more than this are not dropped because of a setting before the person knows. */
const muchLoaded = 500;

interface Opened extends Told {
  readonly source: OpportunitySource & { readonly running: number };
  readonly lists: OpportunityLists;
  /** Closes the source until the next request; undefined if it cannot be opened again. */
  readonly rest: (() => void) | undefined;
  /** The person's time zone when the lists were opened. */
  readonly zone: string;
  /** Who the lists were read as; undefined until that is known. */
  identity?: string;
}

/**
 * The lists that this window shows. A change of connection, filter, sort or page size aborts them and makes new ones,
 * so that nothing of the old lists can appear in the new ones.
 */
export class CurrentLists implements Disposable {
  private made: Opened | undefined;
  /** The lists of connections that the person left, for when they come back; undefined before they leave one. */
  private aside: AsideLists<Opened> | undefined;
  /** The order and page size that the lists were read with, while the settings ask for others that would drop much. */
  private held: HeldSettings | undefined;
  /** What listeners were last told about, even if nobody has asked for the lists. */
  private told: Told;
  private readonly replaced = new EventEmitter<{ readonly sameConnection: boolean }>();
  private readonly changed = new EventEmitter<ListsChange>();
  private readonly asked = new EventEmitter<void>();
  private readonly read = new EventEmitter<readonly OpportunitySummary[]>();
  private readonly recovered = new EventEmitter<IsMended | undefined>();
  private readonly located = new EventEmitter<void>();
  private known: Whereabouts = {};
  private readonly subscriptions: readonly Disposable[];

  /** What is read although nobody asked for it. */
  readonly unasked = new Unasked(() => this.made?.source.running ?? 0);

  /** Fires after new lists replaced the old ones. */
  readonly onDidReplace = this.replaced.event;
  /** Fires after a change within the current lists. */
  readonly onDidChange = this.changed.event;
  /** Fires whenever the current lists request a page. */
  readonly onDidAsk = this.asked.event;
  /** Fires with the opportunities of each page that AWS sends to the current lists, whatever the page is for. */
  readonly onDidRead = this.read.event;
  /** Fires when requests that failed may succeed now: all of them once, or those that failed of something mended. */
  readonly onDidRecover = this.recovered.event;
  /** Fires after `whereabouts` changed. */
  readonly onDidLocate = this.located.event;

  constructor(private readonly deps: CurrentListsDeps) {
    this.told = this.wanted;
    this.subscriptions = [
      deps.choices.onDidChange(() => this.update()),
      deps.settings.onDidChange((affects) => {
        this.hold(affects('sort.by') || affects('sort.order'));
        this.update();
      }),
      deps.onDidChangeDay(() => this.moveZone()),
    ];
  }

  get connection(): Connection {
    const { settings, choices, awsProfile } = this.deps;
    return connectionOf(settings.value, choices, awsProfile);
  }

  /** What is listed: the window's filter and sort, and its settings. */
  get query(): ListsQuery {
    const { choices, settings } = this.deps;
    const { connection } = this;
    const { filter, sort, grouping, maxItems, startingToken } = choices;
    // A starting token and a limit apply to the single list that the AWS CLI reads.
    const whole = grouping !== 'stage' || maxItems !== undefined || startingToken !== undefined;
    return {
      catalog: connection.catalog,
      filter,
      sort: sort ?? (this.held ?? settings.value).sort,
      pageSize: (this.held ?? settings.value).pageSize,
      split: whole ? 'whole' : 'byStage',
      ...(maxItems !== undefined && { maxItems }),
      ...(startingToken !== undefined && { startingToken }),
      ...(connection.kind === 'aws' ? connection.profile && { profile: connection.profile } : { sampleData: true }),
    };
  }

  private get wanted(): Told {
    const { connection, query, grouping } = this;
    return { connection, query, grouping };
  }

  /** Why the window's filter cannot be sent to AWS today; undefined if it can. */
  get filterProblem(): FilterProblem | undefined {
    const { filter } = this.deps.choices;
    return isEmpty(filter) ? undefined : filterInUse().problemOf(filter, this.deps.now());
  }

  /** What the rows are grouped by. */
  get grouping(): Grouping {
    return this.deps.choices.grouping;
  }

  /** The current lists. They are created on first use, and read nothing automatically. */
  get value(): OpportunityLists {
    this.made ??= this.open();
    return this.made.lists;
  }

  /** The current lists, or undefined if nobody has asked for them yet, so that nothing was read. */
  get opened(): OpportunityLists | undefined {
    return this.made?.lists;
  }

  /** Replaces the lists although nothing was chosen: what they show belongs to an identity that is no longer the one. */
  reopen(): void {
    if (!this.made) return;
    this.close();
    this.aside?.forget(this.told.connection);
    this.begin();
    this.forgetConnection();
    this.replaced.fire({ sameConnection: false });
  }

  /**
   * Takes who the connection signs as. Lists that were set aside, and that were read as somebody else, are replaced.
   * @param digest the same as long as it is the same identity
   */
  identified(digest: string): void {
    const { made } = this;
    if (!made) return;
    if (made.identity === undefined) made.identity = digest;
    else if (made.identity !== digest) this.reopen();
  }

  /** Who the lists are read as: the same text as long as it is the same identity. Undefined until that is known. */
  get identity(): string | undefined {
    return this.made?.identity;
  }

  /** True if an opportunity was read with a connection that the person left, and may come back to. */
  wasLeft(item: OpportunitySummary): boolean {
    return this.aside?.has(item) === true;
  }

  /** What is known of the connection; nothing before lists are opened. */
  get whereabouts(): Whereabouts {
    return this.known;
  }

  set whereabouts(known: Whereabouts) {
    this.known = known;
    this.located.fire();
  }

  /**
   * Reports that what failed may succeed now.
   * @param isMended What failed of this is requested again at once. Without it, the connection works again, and only
   *   what has nothing to show is tried, once.
   */
  recover(isMended?: IsMended): void {
    if (isMended) void this.opened?.retryFailed(isMended);
    this.recovered.fire(isMended);
  }

  /** Forgets what belongs to the connection that was left: nobody is asked for it any more. */
  private forgetConnection(): void {
    this.known = {};
    this.unasked.forget();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.close();
    this.aside?.dispose();
    this.recovered.dispose();
    this.located.dispose();
    this.replaced.dispose();
    this.changed.dispose();
    this.asked.dispose();
    this.read.dispose();
  }

  /** True while the settings ask for an order or a page size that the lists do not have yet. */
  get isHeld(): boolean {
    return this.held !== undefined;
  }

  /** Replaces lists by those that the settings ask for. Returns true if there was anything to replace. */
  followSettings(): boolean {
    const { isHeld } = this;
    this.held = undefined;
    if (isHeld) this.update();
    return isHeld;
  }

  /**
   * Keeps lists in which much is loaded as they are, when only the order or the page size of the settings changed.
   * @param isNewOrder true if the order of the settings changed, which is then newer than what was chosen
   */
  private hold(isNewOrder: boolean): void {
    const { sort, pageSize } = this.told.query;
    const { settings, choices } = this.deps;
    const { value } = settings;
    const asked = { sort: (isNewOrder ? undefined : choices.sort) ?? value.sort, pageSize: value.pageSize };
    const isSame = same(asked, { sort, pageSize });
    const wasHeld = this.isHeld;
    this.held = isSame || !this.opened || this.opened.loaded().length < muchLoaded ? undefined : { sort, pageSize };
    // A bundle of its own, for people who change these settings while much is loaded.
    if (this.held && !wasHeld) void import('./heldSettings').then(({ tellHeld }) => tellHeld(this, value));
  }

  private update(): void {
    // Lists that are replaced anyway are read as the settings ask.
    const { told, wanted } = this;
    if (!same(told.connection, wanted.connection) || !same(told.query, wanted.query)) this.held = undefined;
    const { connection, query, grouping } = this;
    // The others know of what was told: lists may have been made of a choice that is only now told of.
    const before = this.told;
    const sameConnection = same(before.connection, connection);
    if (!sameConnection) {
      this.leave();
      this.holdAside(connection);
    } else if (!same(before.query, query)) this.close();
    else if (grouping === before.grouping) return;
    // A single list can be grouped differently without being read again.
    else if (this.made) this.made = { ...this.made, grouping };
    this.told = { connection, query: this.query, grouping };
    if (!sameConnection) this.forgetConnection();
    const back = sameConnection ? undefined : this.aside?.take({ ...this.told, zone: this.deps.now().zone });
    if (back) this.made = { ...back, grouping };
    this.replaced.fire({ sameConnection });
    // What was read before is shown meanwhile.
    if (back) void this.deps.refresher?.().comeBack(back.lists);
  }

  /** Keeps much that is set aside as it is, when only the order or the page size of the settings changed. */
  private holdAside(connection: Connection): void {
    const left = this.aside?.of(connection);
    if (!left || same(left.query, this.query) || left.lists.loaded().length < muchLoaded) return;
    const { sort, pageSize } = left.query;
    this.held = { sort, pageSize };
    if (!same(left.query, this.query)) this.held = undefined;
  }

  /** Sets the lists aside, because the person chose another connection and may come back. */
  private leave(): void {
    const { made } = this;
    if (!made) return;
    if (!made.rest) {
      this.close();
      return;
    }
    // A bundle of its own, for people who have several accounts.
    const { AsideLists: Lists } = require('./asideLists') as typeof import('./asideLists');
    this.aside ??= new Lists();
    this.aside.put(made);
    this.made = undefined;
  }

  /**
   * Replaces lists whose dates were resolved in another time zone, because the person no longer means those days. A new
   * day alone does not change any list.
   */
  private moveZone(): void {
    const { made } = this;
    if (!made || made.zone === this.deps.now().zone || isEmpty(made.query.filter)) return;
    if (!filterInUse().dependsOnZone(made.query.filter)) return;
    this.close();
    this.begin();
    this.replaced.fire({ sameConnection: true });
  }

  /** Takes what is wanted now, whatever was held. */
  private begin(): void {
    this.held = undefined;
    this.told = this.wanted;
  }

  private open(): Opened {
    const { connection, query, grouping } = this;
    const { openSource, clock } = this.deps;
    const opened = openSource(connection);
    const source = new RecoveringSource(clock ? new WakefulSource(opened, clock) : opened, () => {
      // The caller gets its answer first, because a list may bring what would be read again.
      setTimeout(() => this.made?.source === source && this.recover());
    });
    // A bundle of its own, which nothing needs before a stage is opened; whoever asks for the lists cannot wait.
    const engine = require('../core/lists/opportunityLists') as typeof import('../core/lists/opportunityLists');
    const lists = new engine.OpportunityLists(source, query, this.deps.now, clock);
    // Lists that are set aside say nothing.
    const isShown = () => this.made?.lists === lists;
    lists.onDidChange((change) => isShown() && this.changed.fire(change));
    lists.onDidAsk((priority) => {
      if (!isShown()) return;
      if (priority === 'foreground') this.unasked.asked();
      this.asked.fire();
    });
    lists.onDidRead((items) => isShown() && this.read.fire(items));
    const rest = opened.rest && (() => opened.rest?.());
    return { connection, query, grouping, source, lists, rest, zone: this.deps.now().zone };
  }

  private close(): void {
    this.made?.lists.dispose();
    this.made?.source.dispose();
    this.made = undefined;
  }
}

/** A bundle of its own, for windows that have a filter; whoever asks about it cannot wait. */
function filterInUse() {
  return require('./filterPick/filterInUse') as typeof import('./filterPick/filterInUse');
}

function isEmpty(filter: object): boolean {
  return Object.keys(filter).length === 0;
}

function same(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
