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
  /** What is loaded from here is told in the view too. */
  readonly loading: LoadAllSession;
  readonly open: (item: OpportunitySummary) => unknown;
};

/** Where the pick begins: with what is loaded, or with the questions that need no typing. */
export type FindStart = 'find' | 'triage';

/** Most results that are shown; typing on brings the others. */
const mostShown = 100;
/** Milliseconds in which changes are gathered while pages come in. */
const gather = 150;

/** Finds opportunities among what is loaded, and loads more of it without losing its place. */
export class FindPick {
  /** Kept as long as their lists: what was prepared for one search is there for the next. */
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

/** One pick from when it opens until it closes. */
class FindSession {
  private readonly pick = createPick<FindItem>();
  private readonly subscriptions: readonly Disposable[];
  private lists: OpportunityLists;
  private index: SearchIndex;
  private triage: Triage | undefined;
  /** Whether it was this pick that began what is being loaded: then it ends with it. */
  private began = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private renders = 0;
  /** Whether the text changed since the results were painted: then the best match becomes the active one. */
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
    // The best match stands first. VS Code knows this property but its types do not: where it is gone, labels that hold
    // the text come first.
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

  /** @param began whether what is being loaded was begun in the pick that this one takes the place of */
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

  /** In another pick: this one would close with the button that has the focus. */
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

  /** Other lists took over. */
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

  /** Brings the index in step with what is loaded, a little at a time, then shows what that changes. */
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

  /** Searches, a part at a time, and shows what was found, unless a newer text or list came in between. */
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
    // Whoever waits for the first result has it active when it comes.
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
    // VS Code itself matches the few questions.
    if (asking) return triageItems(index, false);
    const query = this.pick.value;
    const results = items.map((item, position) => opportunityItem(item, query, position));
    if (total > results.length) results.push(note(l10n.t('{0} more: type on to see them', total - results.length)));
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

/** Lets everything else in the extension host have its turn. */
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
