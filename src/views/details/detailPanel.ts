import { type Disposable, l10n, type WebviewPanel } from 'vscode';
import type { OpportunityChange } from '../../core/changes/opportunityChange';
import type { IsMended } from '../../core/errors/connectionFailures';
import type { Remedy, SourceError, SourceErrorCode } from '../../core/errors/sourceError';
import { neighboursOf } from '../../core/lists/neighbours';
import { changedFields } from '../../core/model/changes';
import type { Catalog, OpportunitySummary } from '../../core/model/opportunity';
import { isNewer } from '../../core/model/opportunity';
import { detailState } from '../../core/present/detail/detailView';
import { type PageView, untouched } from '../../core/present/detail/pageView';
import { type Intent, messageType, type RemedyPlace, readIntent } from '../../core/present/detail/panelIntents';
import type { PanelState } from '../../core/present/detail/panelState';
import type { Connection } from '../../core/query/connection';
import { clock } from '../../host/clock';
import { consolePage } from '../../host/consolePage';
import { inView, namePanel, tellBriefly, translated } from '../../host/tell';
import { copyErrors } from '../failureDetails';
import { runCommand } from '../runCommand';
import { endOfGroup } from './endOfGroup';
import { failureView, isAgain } from './failureView';
import { FullRecordReader } from './fullRecordReader';
import { runItemIntent } from './itemIntents';
import type { KeptPanel } from './keptPanels';
import { LatestRequest } from './latestRequest';
import { messageState } from './messageState';
import type { Content } from './panelContent';
import { connectionText, type PanelDeps, writing } from './panelDeps';
import { tabTitle } from './tabTitle';

/** What a panel begins with: an opportunity, or what was stored of it when the window closed. */
export type PanelStart =
  | { readonly item: OpportunitySummary }
  | { readonly kept: Pick<KeptPanel, 'catalog' | 'id' | 'sample' | 'view'> };

/** The panels that a panel is one of. */
export interface PanelOwner {
  /** Shows another opportunity in the panel, unless it has a panel of its own. */
  readonly goTo: (from: DetailPanel, item: OpportunitySummary) => void;
  /** Is called after a change of what is stored of the panel, or of which one is in use. */
  readonly changed: () => void;
}

/** Milliseconds for which an opportunity is shown before its full record is read by itself. */
const calmMs = 300;

/** The panel of one opportunity. It belongs to the connection that the opportunity was read with. */
export class DetailPanel implements Disposable {
  private content: Content;
  private turn = 0;
  private full: FullRecordReader | undefined;
  private readonly request = new LatestRequest();
  /** A description of the connection that the opportunity was read with, and its catalog. */
  private from: string;
  private catalog: Catalog;
  private isSample: boolean;
  /** The connection to which the panel comes back; undefined before the first reading. */
  private home: Connection | undefined;
  /** How the person left the page, and the opportunity that it is of. */
  private view: PageView = untouched;
  private viewed: string | undefined;
  private cancelLoading: (() => void) | undefined;
  /** The version that was in the list when the shown version was taken. */
  private listed: OpportunitySummary | undefined;
  private readonly subscriptions: readonly Disposable[];

  /** @param isPreview true if the next opportunity takes the panel, unless a person keeps it */
  constructor(
    private readonly panel: WebviewPanel,
    private readonly deps: PanelDeps,
    start: PanelStart,
    private readonly owner: PanelOwner,
    private isPreview = false,
  ) {
    const { current } = deps;
    this.from = connectionText(current.connection);
    this.catalog = current.connection.catalog;
    this.isSample = current.connection.kind === 'sample';
    this.subscriptions = [
      panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      current.onDidChange(() => this.follow()),
      current.onDidReplace(({ sameConnection }) => this.replaced(sameConnection)),
      current.onDidRecover((isMended) => this.tryAgain(isMended)),
      panel.onDidChangeViewState(() => {
        this.loadByItself();
        owner.changed();
      }),
      deps.settings.onDidChange(() => this.loadByItself()),
      deps.onDidChangeDay(() => this.post()),
      deps.whatChanged.onDidChange(() => this.followChanges()),
    ];
    if ('item' in start) {
      this.content = { kind: 'shown', item: start.item };
      this.open(start.item);
      return;
    }
    const { id, catalog, sample = false, view } = start.kept;
    this.view = view;
    this.viewed = id;
    if (catalog === this.catalog && sample === this.isSample) {
      this.content = { kind: 'unread', id };
      this.show(this.content);
      return;
    }
    this.content = { kind: 'left', id, fresh: true };
    this.catalog = catalog;
    this.isSample = sample;
    this.from = sample ? l10n.t('sample data, {0} catalog', catalog) : l10n.t('{0} catalog', catalog);
    this.show(this.content);
  }

  /** True if the next opportunity takes this panel. */
  get preview(): boolean {
    return this.isPreview;
  }

  /** Keeps the panel when the next opportunity is opened. */
  keep(): void {
    if (!this.isPreview) return;
    this.isPreview = false;
    this.owner.changed();
    this.post();
  }

  /** Returns what is stored of the panel; undefined if its opportunity cannot be read again. */
  left(): Pick<KeptPanel, 'catalog' | 'id' | 'sample' | 'view'> | undefined {
    const { id, catalog, isSample, view } = this;
    if (id === undefined) return undefined;
    return { catalog, id, ...(isSample && { sample: true }), view: id === this.viewed ? view : untouched };
  }

  /** True if this is the panel of the opportunity. */
  shows(item: OpportunitySummary): boolean {
    const { content } = this;
    if (content.kind === 'left') return false;
    if (item.Id !== undefined) return this.id === item.Id;
    return content.kind === 'shown' && content.item === item;
  }

  private get id(): string | undefined {
    return this.content.kind === 'shown' ? this.content.item.Id : this.content.id;
  }

  /** Brings the panel to the front. */
  reveal(preserveFocus: boolean): void {
    this.panel.reveal(undefined, preserveFocus);
  }

  /** Shows an opportunity of the current connection, starting at the top of the page. */
  open(opened: OpportunitySummary): void {
    const item = this.newerInChanges(opened) ?? opened;
    this.stop();
    this.turn += 1;
    const { current } = this.deps;
    this.belongToNow();
    const { Id: id } = item;
    const from = () => {
      const { source, query } = current.value;
      return { source, catalog: query.catalog, sampleData: query.sampleData };
    };
    const now = () => this.deps.now().at;
    this.full = id === undefined ? undefined : new FullRecordReader(from, id, now, () => this.post());
    this.listed = this.loaded(item);
    if (id === undefined || id !== this.viewed) this.view = { ...this.view, scroll: 0 };
    this.viewed = id;
    this.show({ kind: 'shown', item });
    this.loadByItself();
  }

  dispose(): void {
    this.stop();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private belongToNow(): void {
    const { connection } = this.deps.current;
    this.from = connectionText(connection);
    this.catalog = connection.catalog;
    this.isSample = connection.kind === 'sample';
    this.home = connection;
  }

  private stop(): void {
    this.request.stop();
    this.full?.stop();
    this.cancelLoading?.();
  }

  /** Reads the full record if the settings say so, once the person has stayed with the opportunity for a moment. */
  private loadByItself(): void {
    const { content, full, deps, panel } = this;
    this.cancelLoading?.();
    if (!deps.settings.value.alwaysLoadFullRecord || content.kind !== 'shown' || !full || full.isAsked) return;
    this.cancelLoading = clock.schedule(calmMs, () => {
      const { content: now } = this;
      if (panel.visible && now.kind === 'shown' && !full.isAsked) full.load(now.item);
    });
  }

  private show(content: Content): void {
    const before = this.id;
    this.content = content;
    namePanel(this.panel, tabTitle(content));
    if (this.id !== before) this.owner.changed();
    this.post();
  }

  /** A page that is not visible does not exist. It asks for its state when it is created again. */
  private post(): void {
    if (this.panel.visible) void this.panel.webview.postMessage(this.state());
  }

  /**
   * Reads an opportunity that the panel does not have yet, as soon as a person looks at the panel.
   * @param after the earlier error, if this is an automatic retry
   */
  private read(id: string, after?: SourceErrorCode): void {
    this.belongToNow();
    if (!this.panel.visible) {
      this.request.stop();
      this.show({ kind: 'unread', id, after });
      return;
    }
    this.show({ kind: 'reading', id });
    this.request.ask((signal) => this.deps.current.value.get(id, signal), {
      answered: (item) => this.open(item),
      failed: (error) => this.show({ kind: 'failed', id, error, again: error.code === after }),
    });
  }

  /** Reads what is missing once its page is shown, whose first message comes after VS Code has opened other panels, too. */
  private look(): void {
    const { content } = this;
    if (content.kind === 'unread' && this.panel.visible) this.read(content.id, content.after);
  }

  /**
   * Retries automatically if the panel has nothing to show and its problem may be solved.
   * @param isMended says which problems are; then what is missing beside an opportunity is read, too
   */
  private tryAgain(isMended?: IsMended): void {
    const { content } = this;
    if (isMended && content.kind === 'shown') {
      this.full?.retryFailed(isMended, content.item);
      if (content.failed === 'refresh' && content.error && isMended(content.error.code)) this.refresh();
    }
    if (content.kind !== 'failed' || content.error.code === 'notFound') return;
    if (isMended ? !isMended(content.error.code) : content.again) return;
    this.read(content.id, content.error.code);
  }

  /** Goes to the previous or next opportunity in the list. After the last loaded one, it reads the next page. */
  private async step(way: 'previous' | 'next', item: OpportunitySummary): Promise<void> {
    const { current } = this.deps;
    const here = neighboursOf(current.value, current.grouping, item);
    const neighbour = here?.[way];
    if (neighbour) {
      this.owner.goTo(this, neighbour);
      return;
    }
    const { content } = this;
    if (way === 'previous' || !here?.more || content.kind !== 'shown') return;
    // A page may bring none of a group: whether it is worth a request is for the person to say.
    if (here.grouped) this.show({ ...content, failed: undefined, error: undefined, atEnd: true });
    else await this.loadNext(item);
  }

  /** Loads the next page of the list, and goes to its first opportunity if it is one of those that are walked through. */
  private async loadNext(item: OpportunitySummary): Promise<void> {
    const { current } = this.deps;
    const list = neighboursOf(current.value, current.grouping, item)?.list;
    if (!list) return;
    const wanted = this.request.begin();
    // The page stays in the list, even if the person has moved on or closed the panel in the meantime.
    await inView(list.loadMore());
    const { content } = this;
    if (wanted.aborted || content.kind !== 'shown') return;
    const { next } = neighboursOf(current.value, current.grouping, content.item) ?? {};
    if (next) this.owner.goTo(this, next);
    else if (list.tail.kind === 'failed') this.show({ ...content, failed: 'next', error: list.tail.error });
    else this.post();
  }

  /** Requests the newest version of the shown opportunity. */
  private refresh(): void {
    const { content } = this;
    if (content.kind !== 'shown' || content.item.Id === undefined) return;
    const { item: shown } = content;
    const { Id: id } = content.item;
    this.request.ask((signal) => this.deps.current.value.reread(id, signal), {
      answered: (item) => {
        // The list may have passed it on already, or brought a newer version in the meantime.
        const { content: now } = this;
        if (now.kind === 'shown') this.take(isNewer(item, now.item) ? item : now.item);
        if (sameVersion(shown, item)) tellBriefly(translated('{0} is up to date.', id), 3);
      },
      failed: (error) => {
        // What is shown now, because the list may have brought a newer version in the meantime.
        const { content: now } = this;
        if (now.kind === 'shown') this.show({ ...now, failed: 'refresh', error });
      },
    });
  }

  /** Replaces the shown version with another one, and keeps the marks. */
  private take(item: OpportunitySummary): void {
    const { content } = this;
    if (content.kind !== 'shown') return;
    this.listed = this.loaded(item);
    if (sameVersion(content.item, item)) {
      this.show({ ...content, item, error: undefined });
      return;
    }
    const before = content.before ?? content.item;
    this.show({ kind: 'shown', item, before: changedFields(before, item).length > 0 ? before : undefined });
  }

  /** Follows the list, which may have brought the opportunity, a newer version of it, or moved it to another place. */
  private follow(): void {
    const { content, id } = this;
    const newest = id === undefined ? undefined : this.deps.current.value.find(id);
    if (content.kind === 'left') return;
    if (content.kind !== 'shown') {
      if (newest) this.open(newest);
      return;
    }
    // A row that was ignored once is not a change: without dates from AWS, nobody knows which version is newer.
    const news = newest && newest !== this.listed && newest !== content.item;
    if (news && isNewer(newest, content.item)) this.take(newest);
    else this.post();
  }

  /** Follows what changed since the person last looked, and what they have seen of it. */
  private followChanges(): void {
    const { content } = this;
    if (content.kind !== 'shown') return;
    const newer = this.newerInChanges(content.item);
    if (newer) this.take(newer);
    else this.post();
  }

  /** Returns a newer version that AWS sent for something else than the lists; undefined if there is none. */
  private newerInChanges(item: OpportunitySummary): OpportunitySummary | undefined {
    const newest = this.changeOf(item)?.item;
    return newest && isNewer(newest, item) && !isNewer(item, newest) ? newest : undefined;
  }

  private changeOf({ Id: id }: OpportunitySummary): OpportunityChange | undefined {
    return id === undefined ? undefined : this.deps.whatChanged.of(id);
  }

  private loaded({ Id: id }: OpportunitySummary): OpportunitySummary | undefined {
    return id === undefined ? undefined : this.deps.current.value.find(id);
  }

  private replaced(sameConnection: boolean): void {
    const { content } = this;
    if (sameConnection) {
      // The request in progress ended with the previous lists, and it may have failed because of their query.
      if (content.kind === 'reading') this.read(content.id);
      this.tryAgain();
      if (content.kind === 'shown' && this.full?.busy) {
        this.full.stop();
        this.full.load(content.item);
      }
      this.post();
      return;
    }
    this.stop();
    this.full = undefined;
    const { id, home, deps } = this;
    const { current } = deps;
    const isHome = home !== undefined && JSON.stringify(home) === JSON.stringify(current.connection);
    // Nothing was read with the previous connection, so the opportunity is still new.
    const fresh = content.kind !== 'shown' && (content.kind !== 'left' || content.fresh === true);
    const { kind, catalog } = current.connection;
    const isSame = this.catalog === catalog && this.isSample === (kind === 'sample');
    if (id !== undefined && (isHome || (fresh && isSame))) {
      const known = current.opened?.find(id);
      if (known) this.open(known);
      else this.read(id);
      return;
    }
    if (content.kind === 'left') this.post();
    else this.show({ kind: 'left', id, fresh });
  }

  private receive(message: unknown): void {
    const intent = readIntent(message);
    if (intent) this.run(intent);
    else this.deps.log.warn(`panel message dropped: ${messageType(message)}`);
  }

  private run(intent: Intent): unknown {
    const { content, full } = this;
    switch (intent.type) {
      case 'ready':
        this.post();
        return this.look();
      case 'view':
        return this.leave(intent);
      case 'keep':
        return this.keep();
      case 'timeZone':
        return this.deps.hearZone(intent.zone);
      case 'readAgain':
        return content.kind === 'left' && content.id !== undefined ? this.read(content.id) : undefined;
      case 'remedy':
        return this.remedy(intent);
      case 'copyError': {
        const error = this.errorOf(intent.of);
        return error && copyErrors([error]);
      }
      default:
    }
    if (content.kind !== 'shown') return undefined;
    switch (intent.type) {
      case 'loadFull':
        return full?.load(content.item);
      case 'stopFull':
        full?.stop();
        return this.post();
      case 'refresh':
        return this.refresh();
      case 'dismissChanges':
        return this.show({ kind: 'shown', item: content.item });
      case 'markSeen': {
        const change = this.changeOf(content.item);
        this.show({ ...content, before: undefined });
        return this.deps.whatChanged.markSeen(change ? [change] : []);
      }
      case 'previous':
      case 'next':
        return this.step(intent.type, content.item);
      case 'loadMore':
        return this.loadNext(content.item);
      default:
        return runItemIntent(intent, content.item, this.deps);
    }
  }

  /** Remembers how the person left the page, unless the panel shows another opportunity now. */
  private leave({ turn, scroll, open }: Extract<Intent, { type: 'view' }>): void {
    if (turn !== this.turn || this.content.kind !== 'shown') return;
    this.view = { scroll, open };
    this.owner.changed();
  }

  /** Returns the failure that the page shows in a place. */
  private errorOf(place: RemedyPlace): SourceError | undefined {
    const { content } = this;
    if (place !== 'panel') return this.full?.error(place);
    return content.kind === 'failed' || content.kind === 'shown' ? content.error : undefined;
  }

  private remedy({ of, index }: Extract<Intent, { type: 'remedy' }>): void {
    const { content } = this;
    const remedy = this.errorOf(of)?.remedies[index];
    if (of !== 'panel') {
      const beside = content.kind === 'shown' ? content.item : undefined;
      this.doRemedy(remedy, () => beside && this.full?.load(beside));
    } else if (content.kind === 'failed') {
      this.doRemedy(remedy, () => this.read(content.id));
    } else if (content.kind === 'shown') {
      this.doRemedy(remedy, () => (content.failed === 'next' ? this.loadNext(content.item) : this.refresh()));
    }
  }

  private doRemedy(remedy: Remedy | undefined, again: () => unknown): void {
    if (remedy && isAgain(remedy)) again();
    else if (remedy) void runCommand('partnerCentral.runRemedy', remedy);
  }

  private state(): PanelState {
    const { content, turn, deps } = this;
    const { current } = deps;
    const style = writing(deps);
    if (content.kind !== 'shown') {
      return messageState(content, { turn, from: this.from, catalog: this.catalog }, deps);
    }
    const { item, before, failed, error, atEnd } = content;
    const position = neighboursOf(current.value, current.grouping, item);
    const input = {
      ...{ item, before, change: this.changeOf(item), turn, position, view: this.view, preview: this.isPreview },
      sample: current.connection.kind === 'sample',
      console: consolePage(item, current.connection) !== undefined,
      listed: position !== undefined,
      full: this.full?.view(style, item),
    };
    const state = detailState(input, style);
    if (!error) {
      const isEnd = atEnd && position?.more && position.place >= position.loaded;
      return isEnd ? { ...state, notice: endOfGroup(current.value.loaded().length) } : state;
    }
    const notice = failureView(error, 'panel');
    const { text } = notice;
    const words =
      failed === 'next' ? l10n.t('The next ones could not be loaded: {0}', text) : l10n.t('Not refreshed: {0}', text);
    return { ...state, notice: { ...notice, text: words } };
  }
}

function sameVersion(a: OpportunitySummary, b: OpportunitySummary): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
