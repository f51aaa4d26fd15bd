import { type Disposable, env, l10n, QuickInputButtons } from 'vscode';
import { canLoadMore, loadedCount } from '../../core/lists/loadAll';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import { type Found, SearchIndex } from '../../core/lists/search';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { type Triage, triageDay } from '../../core/model/triage';
import { createPick, tellBriefly, translated } from '../../host/tell';
import type { LoadAllSession } from '../loadAll/loadAllSession';
import { runCommand } from '../runCommand';
import type { WindowParts } from '../windowParts';
import { type FindItem, loadedText, note, opportunityItem, separator, tailItems, triageItems } from './findItems';

export type FindPickDeps = Pick<WindowParts, 'current' | 'today' | 'now'> & {
  /** The view also shows the progress of a load that starts here. */
  readonly loading: LoadAllSession;
  readonly open: (item: OpportunitySummary) => unknown;
};

/** How the pick starts: with what is loaded, or with the triages, which need no typing. */
export type FindStart = 'find' | 'triage';

/** The maximum number of results shown; the person finds the others by typing more. */
const mostShown = 100;
/** Milliseconds during which changes are collected while pages arrive. */
const gather = 150;

/** Finds opportunities among what is loaded, and loads more while the pick stays open. */
export class FindPick {
  /** The indexes exist as long as their lists, so that the next search can use them too. */
  private readonly indexes = new WeakMap<OpportunityLists, SearchIndex>();

  constructor(private readonly deps: FindPickDeps) {}

  show(start: FindStart): void {
    new FindSession(this.deps, start, (lists) => this.indexOf(lists)).show();
  }

  private indexOf(lists: OpportunityLists): SearchIndex {
    const { today, now } = this.deps;
    const day = triageDay(today(), now().zone);
    const kept = this.indexes.get(lists);
    if (kept?.day.today === day.today && kept.day.stalledBefore === day.stalledBefore) return kept;
    const index = new SearchIndex(day, env.language);
    this.indexes.set(lists, index);
    return index;
  }
}

/** One pick, from when it opens until it closes. */
class FindSession {
  private readonly pick = createPick<FindItem>();
  private readonly subscriptions: readonly Disposable[];
  private lists: OpportunityLists;
  private index: SearchIndex;
  private triage: Triage | undefined;
  /** True if this pick started the current load, which then ends when the pick closes. */
  private began = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private renders = 0;
  /** True if the text changed since the results were shown, so that the best match becomes active. */
  private typed = false;
  private following = false;
  private outdated = false;
  private closed = false;

  constructor(
    private readonly deps: FindPickDeps,
    private readonly start: FindStart,
    private readonly indexOf: (lists: OpportunityLists) => SearchIndex,
  ) {
    const { pick } = this;
    const { current } = deps;
    this.lists = current.value;
    this.index = indexOf(this.lists);
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    // The best match comes first. VS Code has this property, but its types do not. Without it, labels that contain the
    // text come first.
    Object.assign(pick, { sortByLabel: false });
    this.subscriptions = [
      pick,
      pick.onDidChangeValue(() => void this.render('typed')),
      pick.onDidAccept(() => this.accept()),
      pick.onDidTriggerButton(() => this.back()),
      pick.onDidTriggerItemButton(({ item }) => void copyId(item)),
      pick.onDidHide(() => this.close()),
      current.onDidChange(() => this.soon()),
      current.onDidReplace(() => this.startOver()),
      deps.loading.onDidChange(() => void this.follow()),
    ];
  }

  /** @param began true if the pick that this one replaces started the current load */
  show(began = false): void {
    this.began = began;
    void this.render('typed');
    void this.follow();
    this.pick.show();
  }

  private close(): void {
    this.closed = true;
    if (this.began) this.deps.loading.stop();
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Shows one triage. */
  private enter(triage: Triage): void {
    this.triage = triage;
    this.pick.buttons = [QuickInputButtons.Back];
    this.pick.value = '';
    void this.render('typed');
  }

  /** Opens another pick, because this one would close together with the button that has the focus. */
  private back(): void {
    const { began } = this;
    this.began = false;
    new FindSession(this.deps, this.start, this.indexOf).show(began);
  }

  private accept(): void {
    const choice = this.pick.selectedItems[0]?.choice;
    switch (choice?.kind) {
      case 'open':
        this.pick.hide();
        void this.deps.open(choice.item);
        break;
      case 'triage':
        this.enter(choice.triage);
        break;
      case 'loadAll':
        this.began = true;
        void this.deps.loading.start().then(() => {
          this.began = false;
        });
        break;
      case 'stop':
        this.deps.loading.stop();
        break;
      case 'remedy':
        this.pick.hide();
        void runCommand('partnerCentral.runRemedy', choice.remedy, choice.failed);
        break;
      case undefined:
        break;
    }
  }

  /** Starts again after new lists replaced the old ones. */
  private startOver(): void {
    this.lists = this.deps.current.value;
    this.index = this.indexOf(this.lists);
    void this.follow();
  }

  private soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.follow();
    }, gather);
  }

  /** Updates the index in small steps, and then shows what changed. */
  private async follow(): Promise<void> {
    this.outdated = true;
    if (this.following) return;
    this.following = true;
    while (this.outdated && !this.closed) {
      this.outdated = false;
      for (const _ of this.index.follow(searchedIn(this.lists))) {
        this.pick.busy = true;
        await turn();
        if (this.closed || this.outdated) break;
      }
    }
    this.following = false;
    void this.render('changed');
  }

  /** Searches in small steps and shows the results, unless a newer text or list arrives in between. */
  private async render(because: 'typed' | 'changed'): Promise<void> {
    if (because === 'typed') this.typed = true;
    this.renders += 1;
    const render = this.renders;
    const { pick, index, triage } = this;
    const search = index.search(pick.value, mostShown, triage);
    let step = search.next();
    while (!step.done) {
      await turn();
      if (render !== this.renders || this.closed) return;
      step = search.next();
    }
    if (!this.closed) this.paint(step.value);
  }

  private paint(found: Found): void {
    const { pick, lists, typed } = this;
    this.typed = false;
    const asking = this.start === 'triage' && !this.triage;
    const filtered = this.triage !== undefined || pick.value.trim() !== '';
    const loaded = loadedText(lists, loadedCount(lists));
    pick.busy = this.deps.loading.running || this.following;
    pick.title = this.title(loaded, filtered && !asking ? found.total : undefined);
    pick.placeholder = asking
      ? l10n.t('A question about what is loaded ({0})', loaded)
      : l10n.t('Company, ID, next steps, city, industry or amount');
    const items = [
      ...this.results(found, asking, filtered),
      ...tailItems(lists, this.deps.loading.running, canLoadMore(lists)),
    ];
    if (!typed && alike(items, pick.items)) return;
    // If the person waits for the first result, it becomes active when it appears.
    const keep = !typed && pick.items.some(isResult);
    const active = keep ? pick.activeItems[0]?.key : undefined;
    pick.keepScrollPosition = keep;
    pick.items = items;
    const same = active === undefined ? undefined : items.find(({ key }) => key === active);
    if (same) pick.activeItems = [same];
  }

  private results({ items, total }: Found, asking: boolean, filtered: boolean): readonly FindItem[] {
    const { lists, index } = this;
    if (loadedCount(lists) === 0) return canLoadMore(lists) ? [] : [note(l10n.t('Nothing is loaded'))];
    // VS Code itself filters the few triages.
    if (asking) return triageItems(index, false);
    const query = this.pick.value;
    const results = items.map((item, position) => opportunityItem(item, query, position));
    if (total > results.length) results.push(note(l10n.t('{0} more: keep typing to see them', total - results.length)));
    if (!filtered) return [...triageItems(index, true), separator(l10n.t('Opportunities')), ...results];
    return results.length > 0 ? results : [note(l10n.t('Nothing found in what is loaded'))];
  }

  private title(loaded: string, total: number | undefined): string {
    const name = this.triage
      ? l10n.t(this.triage)
      : this.start === 'triage'
        ? l10n.t('Triage Loaded Opportunities')
        : l10n.t('Find in Loaded Opportunities');
    return total === undefined ? l10n.t('{0} ({1})', name, loaded) : l10n.t('{0}: {1} of {2}', name, total, loaded);
  }
}

function searchedIn(lists: OpportunityLists): ReadonlyMap<string, readonly OpportunitySummary[]> {
  const searched = new Map<string, readonly OpportunitySummary[]>([['Other', lists.other]]);
  for (const key of lists.keys) searched.set(key, lists.listOf(key)?.items ?? []);
  return searched;
}

/** Lets everything else in the extension host run. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isResult({ choice }: FindItem): boolean {
  return choice?.kind === 'open' || choice?.kind === 'triage';
}

function alike(a: readonly FindItem[], b: readonly FindItem[]): boolean {
  const words = (items: readonly FindItem[]) =>
    JSON.stringify(items.map(({ key, label, description, detail }) => [key, label, description, detail]));
  return words(a) === words(b);
}

async function copyId({ choice }: FindItem): Promise<void> {
  const id = choice?.kind === 'open' ? choice.item.Id : undefined;
  if (id === undefined) return;
  await env.clipboard.writeText(id);
  tellBriefly(translated('{0} is on the clipboard.', id));
}
