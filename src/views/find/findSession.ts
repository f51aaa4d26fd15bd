import { type Disposable, env, l10n, QuickInputButtons } from 'vscode';
import type { TakeActions } from '../../core/lists/actionCount';
import { canLoadMore, loadedCount } from '../../core/lists/loadAll';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import type { Found, SearchedLists, SearchIndex } from '../../core/lists/search';
import type { OpportunitySummary } from '../../core/model/opportunity';
import type { Triage } from '../../core/model/triage';
import { type FindWords, readFindWords } from '../../core/query/findWords';
import type { AskableTriage } from '../../core/query/triageFilter';
import { createPick, tellBriefly, translated } from '../../host/tell';
import type { LoadAllSession } from '../loadAll/loadAllSession';
import type { ViewStatus } from '../opportunities/viewStatus';
import { runCommand } from '../runCommand';
import type { WindowParts } from '../windowParts';
import { ChangedAnswer, changedItem, changedNotes, changeText, lookWhatChanged, unlistedItems } from './changedAnswer';
import { ofPartner } from './crmId';
import {
  type FindItem,
  isPart,
  keepLookingItem,
  loadedText,
  note,
  nothingText,
  number,
  opportunityItem,
  separator,
  tailItems,
  triageItems,
} from './findItems';
import { TriageAnswer } from './triageAnswer';
import { understoodText } from './understoodText';

export type FindPickDeps = Pick<WindowParts, 'current' | 'settings' | 'today' | 'now' | 'whatChanged'> & {
  /** The view also shows the progress of a load that starts here. */
  readonly loading: LoadAllSession;
  /** Its badge learns what AWS answers. */
  readonly status: Pick<ViewStatus, 'beginActions'>;
  readonly open: (item: OpportunitySummary) => unknown;
};

/** How the pick starts. */
export type FindStart =
  /** With what is loaded, or with the triages, which need no typing. */
  | { readonly kind: 'find' | 'triage' }
  /** With the answer of AWS to a triage. */
  | { readonly kind: 'ask'; readonly triage: AskableTriage }
  /** With an id of the partner's own, which opens as soon as a loaded opportunity has it. */
  | { readonly kind: 'crmId'; readonly id: string };

/** The maximum number of results shown; the person finds the others by typing more. */
const mostShown = 100;
/** Milliseconds during which changes are collected while pages arrive. */
const gather = 150;

/** One pick, from when it opens until it closes. */
export class FindSession {
  private readonly pick = createPick<FindItem>();
  private readonly subscriptions: readonly Disposable[];
  private lists: OpportunityLists;
  private loadedIndex: SearchIndex;
  private triage: Triage | undefined;
  /** What AWS answered, if that is shown in place of what is loaded. */
  private answer: TriageAnswer | undefined;
  private take: TakeActions | undefined;
  /** What changed, if that is shown in place of what is loaded. */
  private changed: ChangedAnswer | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private renders = 0;
  /** True if the text changed since the results were shown, so that the best match becomes active. */
  private typed = false;
  private following = false;
  private outdated = false;
  private closed = false;

  /** @param asker whoever loads are begun for: a pick that replaces this one goes on with them */
  constructor(
    private readonly deps: FindPickDeps,
    private readonly start: FindStart,
    private readonly indexOf: (lists: OpportunityLists) => SearchIndex,
    private asker: object = {},
  ) {
    const { pick } = this;
    const { current } = deps;
    this.lists = current.value;
    this.loadedIndex = indexOf(this.lists);
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    // The best match comes first. VS Code has this property, but its types do not. Without it, labels that contain the
    // text come first.
    Object.assign(pick, { sortByLabel: false });
    this.subscriptions = [
      pick,
      pick.onDidChangeValue(() => this.type()),
      pick.onDidAccept(() => this.accept()),
      pick.onDidTriggerButton(() => this.back()),
      pick.onDidTriggerItemButton(({ item }) => void copyId(item)),
      pick.onDidHide(() => this.close()),
      current.onDidChange(() => this.soon()),
      current.onDidReplace(() => this.startOver()),
      deps.loading.onDidChange(() => void this.follow()),
      deps.whatChanged.onDidChange(() => this.soon()),
    ];
  }

  show(): void {
    const { start } = this;
    if (start.kind === 'crmId') this.pick.value = start.id;
    if (start.kind === 'ask') this.ask(start.triage, false);
    else void this.render('typed');
    void this.follow();
    this.pick.show();
  }

  private close(): void {
    this.closed = true;
    this.deps.loading.leave(this.asker);
    this.answer?.dispose();
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private type(): void {
    if (this.words.changed) lookWhatChanged(this.deps.whatChanged);
    void this.render('typed');
  }

  /** Shows the loaded opportunities of one triage. */
  private enter(triage: Triage): void {
    this.triage = triage;
    this.goDown();
  }

  /** Shows what changed since the person last looked. */
  private enterChanged(): void {
    const { deps } = this;
    this.changed ??= new ChangedAnswer(deps.whatChanged, this.loadedIndex.day);
    lookWhatChanged(deps.whatChanged);
    this.goDown();
    void this.follow();
  }

  /** Shows an answer, from which Back leads to the questions. */
  private goDown(): void {
    this.pick.buttons = [QuickInputButtons.Back];
    this.pick.value = '';
    void this.render('typed');
  }

  /** Asks AWS for a triage, and shows the answer. */
  private ask(triage: AskableTriage, everything: boolean): void {
    const { deps, lists } = this;
    this.answer?.dispose();
    const source = deps.current.connection.kind;
    const { day } = this.loadedIndex;
    const answer = new TriageAnswer(lists, { triage, everything, day, source }, () => this.soon());
    this.answer = answer;
    this.take = answer.isOfBadge ? deps.status.beginActions() : undefined;
    deps.current.unasked.asked();
    void this.during(answer, answer.readPage());
    this.enter(triage);
  }

  /** Shows the answer while it is read, and once it is there. */
  private async during(answer: TriageAnswer, reading: Promise<void>): Promise<void> {
    void this.follow();
    await reading;
    if (this.answer !== answer) return;
    if (this.take) answer.tell(this.take);
    void this.follow();
  }

  /** Opens another pick, because this one would close together with the button that has the focus. */
  private back(): void {
    const { asker, start } = this;
    this.asker = {};
    const before = start.kind === 'ask' ? ({ kind: 'triage' } as const) : start;
    new FindSession(this.deps, before, this.indexOf, asker).show();
  }

  private accept(): void {
    const { deps, answer } = this;
    const choice = this.pick.selectedItems[0]?.choice;
    switch (choice?.kind) {
      case 'open':
        this.open(choice.item);
        break;
      case 'triage':
        this.enter(choice.triage);
        break;
      case 'ask':
        this.ask(choice.triage, choice.everything ?? false);
        break;
      case 'changed':
        this.enterChanged();
        break;
      case 'loadAll':
        void deps.loading.start(undefined, this.asker);
        break;
      case 'rest':
        if (answer) void this.during(answer, answer.readRest(deps.settings.value.maxItems));
        break;
      case 'stop':
        deps.loading.stop();
        break;
      case 'stopAnswer':
        answer?.stop();
        break;
      case 'remedy':
        this.pick.hide();
        void runCommand('partnerCentral.runRemedy', choice.remedy, choice.failed);
        break;
      case undefined:
        break;
    }
  }

  private open(item: OpportunitySummary): void {
    this.pick.hide();
    void this.deps.open(item);
  }

  /** Starts again after new lists replaced the old ones. An answer belongs to what is not shown any more. */
  private startOver(): void {
    if (this.apart) {
      this.pick.hide();
      return;
    }
    this.lists = this.deps.current.value;
    this.loadedIndex = this.indexOf(this.lists);
    void this.follow();
  }

  private soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.follow();
    }, gather);
  }

  /** What is shown in place of what is loaded, if anything is. */
  private get apart(): TriageAnswer | ChangedAnswer | undefined {
    return this.answer ?? this.changed;
  }

  private get index(): SearchIndex {
    return this.apart?.index ?? this.loadedIndex;
  }

  private get searched(): SearchedLists {
    return this.apart?.searched ?? searchedIn(this.lists);
  }

  private get words(): FindWords {
    return readFindWords(this.pick.value, this.loadedIndex.day.today, env.language);
  }

  /** Updates the index in small steps, and then shows what changed. */
  private async follow(): Promise<void> {
    this.outdated = true;
    if (this.following || this.closed) return;
    this.following = true;
    while (this.outdated && !this.closed) {
      this.outdated = false;
      for (const _ of this.index.follow(this.searched)) {
        this.pick.busy = true;
        await turn();
        if (this.closed || this.outdated) break;
      }
    }
    this.following = false;
    if (this.closed || this.opensByItself()) return;
    void this.render('changed');
  }

  /** The partner's own id that is looked for; undefined once the person looks for something else. */
  private get crmId(): string | undefined {
    const { start, pick } = this;
    return start.kind === 'crmId' && pick.value === start.id ? start.id : undefined;
  }

  /** Opens the opportunity with the partner's own id, once one is loaded; a person chooses among several. */
  private opensByItself(): boolean {
    if (this.crmId === undefined) return false;
    const [found, another] = ofPartner(this.lists, this.crmId);
    if (!found || another) return false;
    this.open(found);
    return true;
  }

  /** Searches in small steps and shows the results, unless a newer text or list arrives in between. */
  private async render(because: 'typed' | 'changed'): Promise<void> {
    if (because === 'typed') this.typed = true;
    this.renders += 1;
    const render = this.renders;
    const { pick, index, triage, apart, deps } = this;
    const isChanged = ({ Id: id }: OpportunitySummary) => id !== undefined && deps.whatChanged.of(id) !== undefined;
    const search = index.search(pick.value, mostShown, apart ? undefined : triage, isChanged);
    let step = search.next();
    while (!step.done) {
      await turn();
      if (render !== this.renders || this.closed) return;
      step = search.next();
    }
    if (!this.closed) this.paint(step.value);
  }

  private paint(found: Found): void {
    const { pick, lists, typed, apart, deps } = this;
    this.typed = false;
    const isAsking = this.start.kind === 'triage' && !this.triage && !apart;
    const hasText = pick.value.trim() !== '';
    const isFiltered = this.triage !== undefined || hasText;
    const loaded = loadedText(lists, loadedCount(lists));
    pick.busy = deps.loading.running || this.following || (apart?.reading ?? false);
    pick.title = apart
      ? apart.title(hasText ? found.total : undefined)
      : this.title(loaded, isFiltered && !isAsking ? found.total : undefined);
    pick.placeholder = isAsking
      ? l10n.t('A question about your opportunities ({0})', loaded)
      : l10n.t('Company, ID, next steps, city, industry, amount or date: closing this month >50k');
    const items = apart ? this.answered(apart, found) : this.fromLoaded(found, isAsking, isFiltered);
    if (!typed && alike(items, pick.items)) return;
    // If the person waits for the first result, it becomes active when it appears.
    const keep = !typed && pick.items.some(isResult);
    const active = keep ? pick.activeItems[0]?.key : undefined;
    pick.keepScrollPosition = keep;
    pick.items = items;
    // Enter on a line that only informs would do nothing.
    const next = items.find(({ key, choice }) => (active === undefined ? choice !== undefined : key === active));
    if (next && (active !== undefined || items[0]?.key === 'note')) pick.activeItems = [next];
  }

  private answered(answer: TriageAnswer | ChangedAnswer, found: Found): readonly FindItem[] {
    const results = this.resultItems(found);
    const isUnfound = found.total === 0 && this.pick.value.trim() !== '';
    return [...results, ...(isUnfound ? [note(l10n.t('Nothing found'))] : []), ...answer.tailItems()];
  }

  private fromLoaded(found: Found, isAsking: boolean, isFiltered: boolean): readonly FindItem[] {
    const { lists, deps } = this;
    const [canLoad, isLoading] = [canLoadMore(lists), deps.loading.running];
    const tail = tailItems(lists, isLoading, canLoad);
    const source = deps.current.connection.kind;
    // VS Code itself filters the few triages.
    if (isAsking) return [...this.questions(source, false), ...tail];
    const loaded = loadedCount(lists);
    if (!isFiltered) {
      const questions = isPart(lists) || loaded > 0 ? this.questions(source, true) : [];
      // Nobody looks for anything before something is loaded.
      if (loaded === 0) return [...(canLoad ? tail : [note(l10n.t('Nothing is loaded'))]), ...questions];
      return [...questions, separator(l10n.t('Opportunities')), ...this.resultItems(found), ...tail];
    }
    // What only has the id as a part of another text comes after what may find it.
    const isOther = this.crmId !== undefined && ofPartner(lists, this.crmId).length === 0;
    if (found.total > 0 && isOther && canLoad && !isLoading) {
      return [keepLookingItem(loaded), separator(l10n.t('Similar')), ...this.resultItems(found)];
    }
    if (found.total > 0) return [...this.partNote(), ...this.resultItems(found), ...tail];
    // What was understood explains why nothing was found, too.
    const understood = this.resultItems(found);
    if (!canLoad || isLoading) return [...understood, note(nothingText(loaded)), ...tail];
    const others = tail.filter(({ key, label }) => key !== 'load' && label !== '');
    return [...understood, ...others, keepLookingItem(loaded)];
  }

  private questions(source: 'aws' | 'sample', alwaysShow: boolean): readonly FindItem[] {
    const { index, lists, deps } = this;
    return [...triageItems(index, lists, source, alwaysShow), changedItem(deps.whatChanged, source, alwaysShow)];
  }

  /** Returns that a triage that AWS cannot be asked for is only about what is loaded. */
  private partNote(): readonly FindItem[] {
    const { lists, triage } = this;
    if (!triage || !isPart(lists)) return [];
    return [separator(l10n.t('Of the {0} loaded only', number(loadedCount(lists))))];
  }

  private resultItems({ items, total }: Found): FindItem[] {
    const { words, deps, lists } = this;
    const understood = understoodText(words);
    const results = items.map((item, position) =>
      opportunityItem(item, words, position, this.changedText(item, words)),
    );
    if (total > results.length) {
      const left = number(total - results.length);
      results.push(note(l10n.t('{0} more: keep typing to see them', left)));
    }
    if (words.changed && !this.changed) {
      results.push(...unlistedItems(deps.whatChanged, lists), ...changedNotes(deps.whatChanged));
    }
    // A separator would take the room of the first result.
    return understood === '' ? results : [note(understood), ...results];
  }

  /** Returns what changed of an opportunity, where that is asked for. */
  private changedText({ Id: id }: OpportunitySummary, { changed }: FindWords): string | undefined {
    if (id === undefined || !(this.changed || changed)) return undefined;
    const { whatChanged, today, now } = this.deps;
    const change = whatChanged.of(id);
    return change && changeText(change, now().zone, today());
  }

  private title(loaded: string, total: number | undefined): string {
    const { crmId, lists } = this;
    if (crmId !== undefined) {
      const having = ofPartner(lists, crmId).length;
      return having === 0
        ? translated('CRM ID {0}: none of the {1} loaded has it', crmId, number(loadedCount(lists)))
        : translated('CRM ID {0}: {1} of the {2} loaded have it', crmId, number(having), number(loadedCount(lists)));
    }
    const name = this.triage
      ? l10n.t(this.triage)
      : this.start.kind === 'triage'
        ? l10n.t('Triage Opportunities')
        : l10n.t('Find in Loaded Opportunities');
    return total === undefined
      ? l10n.t('{0} ({1})', name, loaded)
      : l10n.t('{0}: {1} of {2}', name, number(total), loaded);
  }
}

function searchedIn(lists: OpportunityLists): SearchedLists {
  const searched = new Map<string, readonly OpportunitySummary[]>([['Other', lists.other]]);
  for (const key of lists.keys) searched.set(key, lists.listOf(key)?.items ?? []);
  return searched;
}

/** Lets everything else in the extension host run. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isResult({ choice }: FindItem): boolean {
  return choice?.kind === 'open' || choice?.kind === 'triage' || choice?.kind === 'ask' || choice?.kind === 'changed';
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
