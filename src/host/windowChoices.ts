import { type Disposable, EventEmitter, type Memento } from 'vscode';
import { type Grouping, isGrouping } from '../core/model/grouping';
import { type Catalog, catalogs, type Sort, sortFields, sortOrders } from '../core/model/opportunity';
import type { Filter } from '../core/query/filter';
import { type Shell, shells } from '../core/text/shells';
import type { CurrentSettings } from './currentSettings';
import type { KeptFilters, Secrets } from './keptFilters';

interface Choices {
  profile: string;
  /** The profiles that were used before, the last one first. */
  recentProfiles: readonly string[];
  catalog: Catalog;
  sampleData: boolean;
  filter: Filter;
  /** The newest comes first. */
  recentFilters: readonly Filter[];
  sort: Sort;
  grouping: Grouping;
  /** For the whole list only: loading stops after this many items. */
  maxItems: number;
  /** The shell that commands are copied for. */
  shell: Shell;
}

/**
 * What the person chose for this window. It is kept in the workspace's state, which a repository cannot set, and
 * overrides the setting of the same name until that setting changes or the choice is cleared.
 */
export class WindowChoices implements Disposable {
  private readonly changes = new EventEmitter<void>();
  private token: string | undefined;
  private kept: KeptFilters | undefined;
  readonly onDidChange = this.changes.event;

  constructor(
    private readonly state: Memento,
    private readonly secrets: Secrets,
  ) {}

  get profile(): string | undefined {
    return this.state.get<string>(key('profile'));
  }

  get recentProfiles(): readonly string[] {
    const names = this.state.get<unknown>(key('recentProfiles'));
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  }

  get catalog(): Catalog | undefined {
    return memberOf(catalogs, this.state.get(key('catalog')));
  }

  get sampleData(): boolean {
    return this.state.get(key('sampleData')) === true;
  }

  /**
   * The filter as it was stored, even if it can no longer be sent: without it, more would be listed than the person
   * asked for.
   */
  get filter(): Filter {
    return this.filters?.filter ?? {};
  }

  /** The recently used filters, newest first, including those that can only be sent on other days. */
  get recentFilters(): readonly Filter[] {
    return this.filters?.recent ?? [];
  }

  get sort(): Sort | undefined {
    const { SortBy, SortOrder } = this.state.get<Partial<Sort>>(key('sort')) ?? {};
    const [by, order] = [memberOf(sortFields, SortBy), memberOf(sortOrders, SortOrder)];
    return by && order && { SortBy: by, SortOrder: order };
  }

  get grouping(): Grouping {
    const value = this.state.get(key('grouping'));
    return isGrouping(value) ? value : 'stage';
  }

  get maxItems(): number | undefined {
    const value = this.state.get(key('maxItems'));
    return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;
  }

  get shell(): Shell | undefined {
    return memberOf(shells, this.state.get(key('shell')));
  }

  /** The token at which the list begins. A place in a list soon expires, so it is not kept after the window closes. */
  get startingToken(): string | undefined {
    return this.token;
  }

  /** Sets the choices that have a value, clears those that are `undefined`, and fires one event. */
  async choose(choices: Changes): Promise<void> {
    const { startingToken, filter, recentFilters, ...kept } = choices;
    if ('startingToken' in choices) this.token = startingToken;
    if (filter) await this.openFilters().keep(filter, recentFilters ?? this.recentFilters);
    for (const [name, value] of Object.entries(kept)) await this.state.update(key(name as keyof Choices), value);
    this.changes.fire();
  }

  /** Clears a choice when the person changes the setting of the same name, because the setting is then newer. */
  yieldTo(settings: CurrentSettings): Disposable {
    return settings.onDidChange((affects) => {
      const outdated: Changes = {
        ...(affects('profile') && this.profile !== undefined && { profile: undefined }),
        ...(affects('catalog') && this.catalog !== undefined && { catalog: undefined }),
        ...((affects('sort.by') || affects('sort.order')) && this.sort && { sort: undefined }),
      };
      if (Object.keys(outdated).length > 0) void this.choose(outdated);
    });
  }

  dispose(): void {
    this.changes.dispose();
  }

  private get filters(): KeptFilters | undefined {
    const isKept = ['filter', 'recentFilters'].some((name) => this.state.get(key(name as keyof Choices)) !== undefined);
    return this.kept ?? (isKept ? this.openFilters() : undefined);
  }

  private openFilters(): KeptFilters {
    // A bundle of its own, for windows that have a filter; whoever asks for it cannot wait.
    const bundle = () => require('./keptFilters') as typeof import('./keptFilters');
    this.kept ??= new (bundle().KeptFilters)(this.state, this.secrets, () => this.changes.fire());
    return this.kept;
  }
}

type Changes = { readonly [K in keyof Omit<Choices, 'filter' | 'recentFilters'>]?: Choices[K] | undefined } & {
  readonly startingToken?: string | undefined;
} & (
    | (Pick<Choices, 'filter'> & Partial<Pick<Choices, 'recentFilters'>>)
    | { readonly filter?: never; readonly recentFilters?: never }
  );

function key(name: keyof Choices): string {
  return `choice.${name}`;
}

function memberOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((member) => member === value);
}
