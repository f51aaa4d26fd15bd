import {
  commands,
  type Disposable,
  type EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  FilePermission,
  type FileStat,
  FileSystemError,
  FileType,
  type Tab,
  TabInputTextDiff,
  Uri,
  window,
  workspace,
} from 'vscode';
import { documentScheme } from '../../contributions';
import type { IsMended } from '../../core/errors/connectionFailures';
import { asSourceError, isSourceError, SourceError, type SourceErrorCode } from '../../core/errors/sourceError';
import { newestVersion } from '../../core/lists/newestVersion';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { isOpportunityId } from '../../core/model/opportunityIds';
import type { CurrentLists } from '../currentLists';
import { errorText } from '../errorText';
import { documentText, isSelection, type Shown } from './documentText';
import { FollowedDocuments } from './followedDocuments';
import { ownTabs } from './ownTabs';

const suffix = '.opportunity.json';
const selectionSuffix = '.opportunities.json';
const deadlineMs = 60_000;
/** The maximum number of opportunities in a selection that is read again by its ids; this takes five requests. */
const restorable = 100;

/** A document that could not be read. */
interface FailedDocument {
  readonly uri: Uri;
  readonly ids: string | readonly string[];
  readonly code: SourceErrorCode;
  /** True if this error already led to an automatic retry, so that there is no other. */
  readonly tried: boolean;
}

/**
 * Provides opportunity summaries as read-only JSON documents: `partner-central:/<Catalog>/<Id>.opportunity.json`, or
 * several in one, `partner-central:/<Catalog>/selection-<n>.opportunities.json?<Id>,<Id>…`. They exist in memory, are
 * updated by a refresh, and close when the connection changes. One that was closed and is opened again is read by its
 * ids.
 */
export class JsonDocuments implements Disposable {
  /** The content of open documents, by their URIs. */
  private readonly opened = new Map<string, Shown>();
  private readonly unnamed = new WeakMap<OpportunitySummary, Uri>();
  private unnamedCount = 0;
  private selectionCount = 0;
  private renewals = 0;
  private readonly reading = new Map<string, Promise<Shown>>();
  /**
   * The documents that VS Code could not open, by their URIs. They show nothing, so they stay when the connection
   * changes.
   */
  private readonly failed = new Map<string, FailedDocument>();
  private readonly followed: FollowedDocuments;
  /** The text that was written last: VS Code asks for the size of a file and for its text. */
  private written: { readonly shown: Shown; readonly text: Promise<Uint8Array> } | undefined;
  private readonly subscriptions: readonly Disposable[];

  /** @param changes fires where VS Code has to read a document again */
  constructor(
    private readonly current: CurrentLists,
    private readonly changes: Pick<EventEmitter<FileChangeEvent[]>, 'fire'>,
  ) {
    this.followed = new FollowedDocuments(this.opened, (keys) => this.renewed(keys));
    this.subscriptions = [
      current.onDidChange(() => this.follow()),
      current.onDidReplace(({ sameConnection }) => {
        this.followed.stop();
        if (sameConnection) return this.tryAgain();
        void this.closeAll();
        for (const { uri } of this.failed.values()) void openAgain(uri);
      }),
      current.onDidRecover((isMended) => this.tryAgain(isMended)),
      workspace.onDidCloseTextDocument(({ uri }) => this.forget(uri)),
      window.tabGroups.onDidChangeTabs(() => this.forgetClosed()),
    ];
  }

  /**
   * Returns the URI of a summary's document. What is no id of an opportunity is not in it: VS Code shows the name of a
   * file in places of its own, where it makes icons of `$(name)`.
   */
  uriOf(item: OpportunitySummary): Uri {
    const id = item.Id ?? '';
    const uri = isOpportunityId(id) ? this.uri(id + suffix) : this.unnamedUri(item);
    this.opened.set(uri.toString(), item);
    return uri;
  }

  /** Returns the URI of a document with several summaries. A very large one cannot be read again once it is closed. */
  uriOfSelection(items: readonly OpportunitySummary[]): Uri {
    const ids = items.map(({ Id: id }) => id ?? '');
    const query = ids.length <= restorable && ids.every(isOpportunityId) ? ids.join(',') : '';
    const uri = this.uri(`selection-${++this.selectionCount}${selectionSuffix}`).with({ query });
    this.opened.set(uri.toString(), items);
    return uri;
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return this.textOf(await this.find(uri));
  }

  async stat(uri: Uri): Promise<FileStat> {
    const shown = await this.find(uri);
    const size = (await this.textOf(shown)).byteLength;
    return {
      type: FileType.File,
      ctime: 0,
      // VS Code reads a document again if this value changes.
      mtime: isSelection(shown) ? this.renewals : Date.parse(shown.LastModifiedDate ?? '') || 0,
      size,
      permissions: FilePermission.Readonly,
    };
  }

  dispose(): void {
    this.followed.stop();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private uri(name: string): Uri {
    return Uri.from({ scheme: documentScheme, path: `/${this.current.connection.catalog}/${name}` });
  }

  private unnamedUri(item: OpportunitySummary): Uri {
    const uri = this.unnamed.get(item) ?? this.uri(`without-id-${++this.unnamedCount}${suffix}`);
    this.unnamed.set(item, uri);
    return uri;
  }

  private async find(uri: Uri): Promise<Shown> {
    const key = uri.toString();
    const held = this.opened.get(key);
    if (held) return held;
    const ids = idsOf(uri, this.current.connection.catalog);
    if (!ids) throw FileSystemError.FileNotFound(uri);
    const running = this.reading.get(key);
    if (running !== undefined) return running;
    // VS Code asks for the metadata and for the text of a file at the same time, so both share one request.
    const reading = this.read(uri, ids).finally(() => {
      if (this.reading.get(key) === reading) this.reading.delete(key);
    });
    this.reading.set(key, reading);
    return reading;
  }

  private async read(uri: Uri, ids: string | readonly string[]): Promise<Shown> {
    const lists = this.current.value;
    const signal = AbortSignal.timeout(deadlineMs);
    try {
      const read = typeof ids === 'string' ? await lists.get(ids, signal) : await lists.getAll(ids, signal);
      if (isSelection(read)) {
        if (read.length === 0) throw new SourceError('notFound');
        // The next selection must not reuse the name of this one.
        this.selectionCount = Math.max(this.selectionCount, Number(/selection-(\d+)/.exec(uri.path)?.[1] ?? 0));
      }
      // The result belongs to another connection or query than the current one.
      if (lists !== this.current.value) return await this.readAnew(uri);
      // A list may have brought a newer version in the meantime.
      const shown = newestOf(read, lists);
      this.opened.set(uri.toString(), shown);
      this.failed.delete(uri.toString());
      return shown;
    } catch (error) {
      if (error instanceof FileSystemError) throw error;
      if (lists !== this.current.value) return await this.readAnew(uri);
      const { code } = asSourceError(error);
      const before = this.failed.get(uri.toString());
      this.failed.set(uri.toString(), { uri, ids, code, tried: before?.code === code && before.tried });
      if (!isSourceError(error) || code === 'notFound') throw FileSystemError.FileNotFound(uri);
      throw FileSystemError.Unavailable(errorText(error));
    }
  }

  private async readAnew(uri: Uri): Promise<Shown> {
    const ids = idsOf(uri, this.current.connection.catalog);
    if (!ids) throw FileSystemError.FileNotFound(uri);
    return this.read(uri, ids);
  }

  /** Replaces open opportunities with newer versions. What could not be read may be in a list now. */
  private follow(): void {
    const lists = this.current.value;
    this.followed.follow(lists);
    for (const { uri, ids } of this.failed.values()) {
      if ((typeof ids === 'string' ? [ids] : ids).every((id) => lists.find(id))) void openAgain(uri);
    }
  }

  /** Tells VS Code to read documents again. */
  private renewed(keys: readonly string[]): void {
    this.renewals += 1;
    this.changes.fire(keys.map((key) => ({ type: FileChangeType.Changed, uri: Uri.parse(key) })));
  }

  private textOf(shown: Shown): Promise<Uint8Array> {
    if (this.written?.shown !== shown) this.written = { shown, text: documentText(shown) };
    return this.written.text;
  }

  private forget(uri: Uri): void {
    const shown = this.opened.get(uri.toString());
    this.opened.delete(uri.toString());
    if (shown === this.written?.shown) this.written = undefined;
  }

  /** Retries, where a person can see it, what could not be read: the problem may be solved by now. */
  private tryAgain(isMended?: IsMended): void {
    for (const [key, failed] of this.failed) {
      if (isMended ? !isMended(failed.code) : failed.tried) continue;
      if (failed.code === 'notFound' || inFront(failed.uri).length === 0) continue;
      this.failed.set(key, { ...failed, tried: true });
      void openAgain(failed.uri);
    }
  }

  /** Closes the documents that show something of the previous connection. What was never read stays open. */
  private async closeAll(): Promise<void> {
    const present = this.current.connection.catalog;
    const shown = new Set(this.opened.keys());
    this.opened.clear();
    const ours = ownTabs().filter(({ uris }) => uris.some((uri) => shown.has(uri.toString()) || !idsOf(uri, present)));
    await window.tabGroups.close(
      ours.map(({ tab }) => tab),
      true,
    );
  }

  private forgetClosed(): void {
    if (this.failed.size === 0) return;
    const open = new Set(ownTabs().flatMap(({ uris }) => uris.map(String)));
    for (const key of this.failed.keys()) if (!open.has(key)) this.failed.delete(key);
  }
}

/** Returns the visible tabs of a document. */
function inFront(uri: Uri): readonly Tab[] {
  const key = uri.toString();
  return ownTabs()
    .filter(({ tab, uris }) => tab.isActive && uris.some((other) => other.toString() === key))
    .map(({ tab }) => tab);
}

/** Makes VS Code open a document again where a person can see it, without moving the keyboard focus. */
async function openAgain(uri: Uri): Promise<void> {
  for (const { input, label, isPreview, group } of inFront(uri)) {
    const how = { viewColumn: group.viewColumn, preserveFocus: true, preview: isPreview };
    const opening =
      input instanceof TabInputTextDiff
        ? commands.executeCommand('vscode.diff', input.original, input.modified, label, how)
        : window.showTextDocument(uri, how);
    // If it fails again, VS Code says so in the tab.
    await opening.then(undefined, () => {});
  }
}

/**
 * Returns the opportunities that a document showed before it was closed: one, a list of them, or undefined if that is
 * unknown.
 */
function idsOf({ path, query }: Uri, present: string): string | readonly string[] | undefined {
  const [, catalog, name = ''] = path.split('/');
  if (catalog !== present) return undefined;
  if (name.endsWith(selectionSuffix)) {
    const ids = query.split(',');
    return ids.length <= restorable && ids.every(isOpportunityId) ? ids : undefined;
  }
  const id = name.endsWith(suffix) ? name.slice(0, -suffix.length) : '';
  return isOpportunityId(id) ? id : undefined;
}

/** Returns the newest known versions of what a document shows; if none is newer, returns the same object. */
function newestOf(shown: Shown, lists: OpportunityLists): Shown {
  return isSelection(shown) ? shown.map((item) => newestVersion(lists, item)) : newestVersion(lists, shown);
}
