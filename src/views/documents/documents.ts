import {
  type Disposable,
  EventEmitter,
  type FileChangeEvent,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  type FileType,
  type Uri,
} from 'vscode';
import type { OpportunitySummary } from '../../core/model/opportunity';
import type { CurrentLists } from '../currentLists';
import type { JsonDocuments } from './jsonDocuments';

/** The documents of opportunities, as VS Code knows them from the start. What makes them is loaded with the first of them. */
export class Documents implements FileSystemProvider, Disposable {
  private readonly changes = new EventEmitter<FileChangeEvent[]>();
  private made: JsonDocuments | undefined;

  readonly onDidChangeFile = this.changes.event;

  constructor(private readonly current: CurrentLists) {}

  /** Returns the document of a summary. */
  uriOf(item: OpportunitySummary): Uri {
    return this.documents.uriOf(item);
  }

  /** Returns a document of several summaries. */
  uriOfSelection(items: readonly OpportunitySummary[]): Uri {
    return this.documents.uriOfSelection(items);
  }

  readFile(uri: Uri): Promise<Uint8Array> {
    return this.documents.readFile(uri);
  }

  stat(uri: Uri): Promise<FileStat> {
    return this.documents.stat(uri);
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

  private get documents(): JsonDocuments {
    // A bundle of its own; whoever asks for the document of an opportunity cannot wait.
    const bundle = () => require('./jsonDocuments') as typeof import('./jsonDocuments');
    this.made ??= new (bundle().JsonDocuments)(this.current, this.changes);
    return this.made;
  }
}
