import { type Disposable, EventEmitter } from 'vscode';
import { type Connection, connectionOf } from '../core/connection';
import type { Grouping } from '../core/grouping';
import { Pipeline, type PipelineChange } from '../core/pipeline';
import type { PipelineQuery } from '../core/pipelineQuery';
import type { Clock } from '../core/rateLimiter';
import type { OpportunitySource } from '../core/source';
import type { Moment } from '../core/zone';
import type { CurrentSettings } from '../host/currentSettings';
import type { WindowChoices } from '../host/windowChoices';

export interface CurrentPipelineDeps {
  readonly settings: CurrentSettings;
  readonly choices: WindowChoices;
  readonly openSource: (connection: Connection) => OpportunitySource;
  readonly awsProfile: string | undefined;
  readonly now: () => Moment;
  /** What a list waits by for a failure to pass; absent: none does. */
  readonly clock?: Clock;
}

interface Opened {
  readonly connection: Connection;
  readonly query: PipelineQuery;
  readonly grouping: Grouping;
  readonly source: OpportunitySource;
  readonly pipeline: Pipeline;
}

/**
 * The pipeline that this window shows. A change of connection, filter, sort or page size aborts it and makes a new one,
 * so that nothing of the old can show up in the new.
 */
export class CurrentPipeline implements Disposable {
  private opened: Opened | undefined;
  private readonly replaced = new EventEmitter<{ readonly sameConnection: boolean }>();
  private readonly changed = new EventEmitter<PipelineChange>();
  private readonly subscriptions: readonly Disposable[];

  /** Fires after another pipeline took over. */
  readonly onDidReplace = this.replaced.event;
  /** Fires after a change within the pipeline of the moment. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly deps: CurrentPipelineDeps) {
    this.subscriptions = [
      deps.choices.onDidChange(() => this.update()),
      deps.settings.onDidChange(() => this.update()),
    ];
  }

  get connection(): Connection {
    const { settings, choices, awsProfile } = this.deps;
    return connectionOf(settings.value, choices, awsProfile);
  }

  /** What is listed: the window's filter and sort under its settings. */
  get query(): PipelineQuery {
    const { choices, settings } = this.deps;
    const { filter, sort, grouping, maxItems, startingToken } = choices;
    // A place in a list, and an end of it, are those of the one list that the AWS CLI reads.
    const whole = grouping !== 'stage' || maxItems !== undefined || startingToken !== undefined;
    return {
      catalog: this.connection.catalog,
      filter,
      sort: sort ?? settings.value.sort,
      pageSize: settings.value.pageSize,
      split: whole ? 'whole' : 'byStage',
      ...(maxItems !== undefined && { maxItems }),
      ...(startingToken !== undefined && { startingToken }),
    };
  }

  /** What the rows are grouped by. */
  get grouping(): Grouping {
    return this.deps.choices.grouping;
  }

  /** The pipeline of the moment; it is made when it is first asked for and reads nothing by itself. */
  get value(): Pipeline {
    this.opened ??= this.open();
    return this.opened.pipeline;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.close();
    this.replaced.dispose();
    this.changed.dispose();
  }

  private update(): void {
    if (!this.opened) return;
    const sameConnection = same(this.opened.connection, this.connection);
    if (sameConnection && same(this.opened.query, this.query)) {
      // One list shows in another grouping without being read again.
      if (this.grouping !== this.opened.grouping) this.regroup(this.opened);
      return;
    }
    this.close();
    this.replaced.fire({ sameConnection });
  }

  private regroup(opened: Opened): void {
    this.opened = { ...opened, grouping: this.grouping };
    this.replaced.fire({ sameConnection: true });
  }

  private open(): Opened {
    const { connection, query, grouping } = this;
    const source = this.deps.openSource(connection);
    const pipeline = new Pipeline(source, query, this.deps.now, this.deps.clock);
    pipeline.onDidChange((change) => this.changed.fire(change));
    return { connection, query, grouping, source, pipeline };
  }

  private close(): void {
    this.opened?.pipeline.dispose();
    this.opened?.source.dispose();
    this.opened = undefined;
  }
}

function same(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
