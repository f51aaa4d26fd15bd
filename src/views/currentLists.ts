import { type Disposable, EventEmitter } from 'vscode';
import type { ListsChange, OpportunityLists } from '../core/lists/opportunityLists';
import type { Grouping } from '../core/model/grouping';
import { RecoveringSource } from '../core/paging/recoveringSource';
import { type Connection, connectionOf } from '../core/query/connection';
import { hasDates } from '../core/query/criteria';
import type { FilterProblem } from '../core/query/filter';
import type { ListsQuery } from '../core/query/listsQuery';
import { checkFilter } from '../core/query/request';
import type { Clock } from '../core/runtime/clock';
import type { OpportunitySource } from '../core/wire/operations';
import type { CurrentSettings } from '../host/currentSettings';
import type { Day } from '../host/personClock';
import type { WindowChoices } from '../host/windowChoices';

export interface CurrentListsDeps extends Pick<Day, 'now' | 'onDidChangeDay'> {
  readonly settings: CurrentSettings;
  readonly choices: WindowChoices;
  readonly openSource: (connection: Connection) => OpportunitySource;
  readonly awsProfile: string | undefined;
  /** The clock that a list uses to wait until a failure is over; without one, no list waits. */
  readonly clock?: Clock;
}

/** What identifies the lists, and how they are shown. */
interface Told {
  readonly connection: Connection;
  readonly query: ListsQuery;
  readonly grouping: Grouping;
}

interface Opened extends Told {
  readonly source: OpportunitySource;
  readonly lists: OpportunityLists;
  /** The person's time zone when the lists were opened. */
  readonly zone: string;
}

/**
 * The lists that this window shows. A change of connection, filter, sort or page size aborts them and makes new ones,
 * so that nothing of the old lists can appear in the new ones.
 */
export class CurrentLists implements Disposable {
  private made: Opened | undefined;
  /** What listeners were last told about, even if nobody has asked for the lists. */
  private told: Told;
  private readonly replaced = new EventEmitter<{ readonly sameConnection: boolean }>();
  private readonly changed = new EventEmitter<ListsChange>();
  private readonly recovered = new EventEmitter<void>();
  private readonly subscriptions: readonly Disposable[];

  /** Fires after new lists replaced the old ones. */
  readonly onDidReplace = this.replaced.event;
  /** Fires after a change within the current lists. */
  readonly onDidChange = this.changed.event;
  /** Fires after the connection works again, or the person signed in: requests that failed may succeed now. */
  readonly onDidRecover = this.recovered.event;

  constructor(private readonly deps: CurrentListsDeps) {
    const { connection, query, grouping } = this;
    this.told = { connection, query, grouping };
    this.subscriptions = [
      deps.choices.onDidChange(() => this.update()),
      deps.settings.onDidChange(() => this.update()),
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
      sort: sort ?? settings.value.sort,
      pageSize: settings.value.pageSize,
      split: whole ? 'whole' : 'byStage',
      ...(maxItems !== undefined && { maxItems }),
      ...(startingToken !== undefined && { startingToken }),
      ...(connection.kind === 'aws' ? connection.profile && { profile: connection.profile } : { sampleData: true }),
    };
  }

  /** Why the window's filter cannot be sent to AWS today; undefined if it can. */
  get filterProblem(): FilterProblem | undefined {
    const { choices, now } = this.deps;
    return checkFilter(choices.filter, now())[0];
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
    this.replaced.fire({ sameConnection: false });
  }

  /** Reloads what was read, and what failed before the person signed in. */
  signedIn(): void {
    void this.value.refresh();
    this.recovered.fire();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.close();
    this.recovered.dispose();
    this.replaced.dispose();
    this.changed.dispose();
  }

  private update(): void {
    const { connection, query, grouping } = this;
    // The others know of what was told: lists may have been made of a choice that is only now told of.
    const before = this.told;
    const sameConnection = same(before.connection, connection);
    if (!sameConnection || !same(before.query, query)) this.close();
    else if (grouping === before.grouping) return;
    // A single list can be grouped differently without being read again.
    else if (this.made) this.made = { ...this.made, grouping };
    this.told = { connection, query, grouping };
    this.replaced.fire({ sameConnection });
  }

  /**
   * Replaces lists whose dates were resolved in another time zone, because the person no longer means those days. A new
   * day alone does not change any list.
   */
  private moveZone(): void {
    const { made } = this;
    if (!made || made.zone === this.deps.now().zone || !hasDates(made.query.filter)) return;
    this.close();
    this.replaced.fire({ sameConnection: true });
  }

  private open(): Opened {
    const { connection, query, grouping } = this;
    const source = new RecoveringSource(this.deps.openSource(connection), () => {
      // The caller gets its answer first, because a list may bring what would be read again.
      setTimeout(() => this.recovered.fire());
    });
    // A bundle of its own, which nothing needs before a stage is opened; whoever asks for the lists cannot wait.
    const engine = require('../core/lists/opportunityLists') as typeof import('../core/lists/opportunityLists');
    const lists = new engine.OpportunityLists(source, query, this.deps.now, this.deps.clock);
    lists.onDidChange((change) => this.changed.fire(change));
    return { connection, query, grouping, source, lists, zone: this.deps.now().zone };
  }

  private close(): void {
    this.made?.lists.dispose();
    this.made?.source.dispose();
    this.made = undefined;
  }
}

function same(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
