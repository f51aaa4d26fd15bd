import {
  type Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  FilePermission,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  TabInputText,
  TabInputTextDiff,
  Uri,
  window,
  workspace,
} from 'vscode';
import { documentScheme } from '../contributions';
import { isOpportunityId } from '../core/filter';
import type { OpportunitySummary } from '../core/opportunity';
import { SourceError } from '../core/sourceError';
import type { CurrentPipeline } from './currentPipeline';
import { errorWords } from './words';

const suffix = '.opportunity.json';
const selectionSuffix = '.opportunities.json';
const deadlineMs = 60_000;
/** The most opportunities of a selection that comes back after a reload of the window: five requests. */
const restorable = 100;

/** What a document shows: one opportunity, or an array of those that were selected. */
type Shown = OpportunitySummary | readonly OpportunitySummary[];

/**
 * Opportunity summaries as read-only JSON documents, `partner-central:/<Catalog>/<Id>.opportunity.json`, or several in one,
 * `partner-central:/<Catalog>/selection-<n>.opportunities.json?<Id>,<Id>…`. They live in memory, follow what a refresh
 * brings, and close when the connection changes. After a window reload an open one is read again by its ids.
 */
export class JsonDocuments implements FileSystemProvider, Disposable {
  /** What open documents show, by their URIs. */
  private readonly opened = new Map<string, Shown>();
  private readonly unnamed = new WeakMap<OpportunitySummary, Uri>();
  private unnamedCount = 0;
  private selectionCount = 0;
  private followed = 0;
  private readonly reading = new Map<string, Promise<Shown>>();
  private readonly changes = new EventEmitter<FileChangeEvent[]>();
  private readonly subscriptions: readonly Disposable[];

  readonly onDidChangeFile = this.changes.event;

  constructor(private readonly current: CurrentPipeline) {
    this.subscriptions = [
      current.onDidChange(() => this.follow()),
      current.onDidReplace(({ sameConnection }) => {
        if (!sameConnection) void this.closeAll();
      }),
      workspace.onDidCloseTextDocument(({ uri }) => void this.opened.delete(uri.toString())),
    ];
  }

  /** The document of a summary. */
  uriOf(item: OpportunitySummary): Uri {
    const uri = item.Id === undefined ? this.unnamedUri(item) : this.uri(item.Id + suffix);
    this.opened.set(uri.toString(), item);
    return uri;
  }

  /** A document of several summaries. A very large one does not outlive the window. */
  uriOfSelection(items: readonly OpportunitySummary[]): Uri {
    const ids = items.map(({ Id: id }) => id ?? '');
    const query = ids.length <= restorable && ids.every(isOpportunityId) ? ids.join(',') : '';
    const uri = this.uri(`selection-${++this.selectionCount}${selectionSuffix}`).with({ query });
    this.opened.set(uri.toString(), items);
    return uri;
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return new TextEncoder().encode(`${JSON.stringify(await this.find(uri), null, 2)}\n`);
  }

  async stat(uri: Uri): Promise<FileStat> {
    const shown = await this.find(uri);
    const size = (await this.readFile(uri)).byteLength;
    return {
      type: FileType.File,
      ctime: 0,
      // VS Code reads a document again where this differs.
      mtime: isSelection(shown) ? this.followed : Date.parse(shown.LastModifiedDate ?? '') || 0,
      size,
      permissions: FilePermission.Readonly,
    };
  }

  watch(): Disposable {
    return { dispose: () => {} };
  }

  readDirectory(): [string, FileType][] {
    return [];
  }

  createDirectory(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changes.dispose();
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
    // VS Code asks for the facts and for the text of a file at once: both are one request.
    const reading = this.read(uri, ids).finally(() => {
      if (this.reading.get(key) === reading) this.reading.delete(key);
    });
    this.reading.set(key, reading);
    return reading;
  }

  private async read(uri: Uri, ids: string | readonly string[]): Promise<Shown> {
    const pipeline = this.current.value;
    const signal = AbortSignal.timeout(deadlineMs);
    try {
      const shown = typeof ids === 'string' ? await pipeline.get(ids, signal) : await pipeline.getAll(ids, signal);
      if (isSelection(shown)) {
        if (shown.length === 0) throw new SourceError('notFound');
        // The next selection has another name than one from before the reload.
        this.selectionCount = Math.max(this.selectionCount, Number(/selection-(\d+)/.exec(uri.path)?.[1] ?? 0));
      }
      if (pipeline === this.current.value) this.opened.set(uri.toString(), shown);
      return shown;
    } catch (error) {
      if (!(error instanceof SourceError) || error.code === 'notFound') throw FileSystemError.FileNotFound(uri);
      throw FileSystemError.Unavailable(errorWords(error));
    }
  }

  /** A newer version of an open opportunity takes the old one's place. */
  private follow(): void {
    const pipeline = this.current.value;
    const newestOf = (item: OpportunitySummary) => (item.Id === undefined ? item : (pipeline.find(item.Id) ?? item));
    const changed: FileChangeEvent[] = [];
    for (const [key, shown] of this.opened) {
      const newest = isSelection(shown) ? shown.map(newestOf) : newestOf(shown);
      if (newest === shown || JSON.stringify(newest) === JSON.stringify(shown)) continue;
      this.followed += 1;
      this.opened.set(key, newest);
      changed.push({ type: FileChangeType.Changed, uri: Uri.parse(key) });
    }
    if (changed.length > 0) this.changes.fire(changed);
  }

  private async closeAll(): Promise<void> {
    this.opened.clear();
    this.reading.clear();
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    const ours = tabs.filter(({ input }) => {
      const uri = input instanceof TabInputTextDiff ? input.modified : input instanceof TabInputText && input.uri;
      return uri && uri.scheme === documentScheme;
    });
    await window.tabGroups.close(ours, true);
  }
}

/** Which opportunities a document from before a reload of the window showed: one, or a list of them; undefined: nobody knows. */
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

function isSelection(shown: Shown): shown is readonly OpportunitySummary[] {
  return Array.isArray(shown);
}
