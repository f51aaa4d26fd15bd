import {
  type Disposable,
  EventEmitter,
  type FileChangeEvent,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  type FileType,
  type Tab,
  type Uri,
  window,
} from 'vscode';
import { comparisonScheme, documentScheme } from '../../contributions';
import type { OpportunitySummary } from '../../core/model/opportunity';
import type { CurrentLists } from '../currentLists';
import type { JsonDocuments } from './jsonDocuments';
import { ownTabs } from './ownTabs';

/**
 * The documents of opportunities, as VS Code knows them from the start. What makes them is loaded with the first of them.
 * They end with their window: VS Code opens their tabs again after a restart or a reload, and these close at once. Nothing
 * is read for them, because nobody has asked AWS for anything yet.
 */
export class Documents implements FileSystemProvider, Disposable {
  private readonly changes = new EventEmitter<FileChangeEvent[]>();
  private made: JsonDocuments | undefined;

  readonly onDidChangeFile = this.changes.event;

  /** The documents of the window before this one, while their tabs are closing. */
  private readonly ended = new Set<string>();

  constructor(private readonly current: CurrentLists) {
    const restored = ownTabs([documentScheme, comparisonScheme]);
    for (const { uris } of restored) for (const uri of uris) this.ended.add(uri.toString());
    if (restored.length > 0) void this.close(restored.map(({ tab }) => tab));
  }

  /** Returns the document of a summary. */
  uriOf(item: OpportunitySummary): Uri {
    return this.documents.uriOf(item);
  }

  /** Returns a document of several summaries. */
  uriOfSelection(items: readonly OpportunitySummary[]): Uri {
    return this.documents.uriOfSelection(items);
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return this.of(uri).readFile(uri);
  }

  async stat(uri: Uri): Promise<FileStat> {
    return this.of(uri).stat(uri);
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
    this.made?.dispose();
    this.changes.dispose();
  }

  private async close(restored: readonly Tab[]): Promise<void> {
    await window.tabGroups.close(restored, true);
    this.ended.clear();
  }

  private of(uri: Uri): JsonDocuments {
    if (this.ended.has(uri.toString())) throw FileSystemError.FileNotFound(uri);
    return this.documents;
  }

  private get documents(): JsonDocuments {
    // A bundle of its own; whoever asks for the document of an opportunity cannot wait.
    const bundle = () => require('./jsonDocuments') as typeof import('./jsonDocuments');
    this.made ??= new (bundle().JsonDocuments)(this.current, this.changes);
    return this.made;
  }
}
