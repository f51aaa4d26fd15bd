import { commands, l10n, Range, type Uri, window, workspace } from 'vscode';
import { comparisonBasis } from '../../core/formats/comparisonBasis';
import { readClaims } from '../../core/formats/exportClaims';
import { Comparison, comparing } from '../../core/formats/exportComparison';
import { takeSnapshot } from '../../core/formats/exportDocument';
import { Review, reviewing } from '../../core/formats/review/review';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { inSlices } from '../../core/runtime/inSlices';
import { type ExportProblem, type ReadExport, readExport } from '../../files/readExport';
import { cancellable } from '../../host/cancellable';
import { clock } from '../../host/clock';
import { activeFile, bytesOf, hasUnseenChanges } from '../../host/fileBytes';
import { tell, translated } from '../../host/tell';
import type { WindowParts } from '../windowParts';
import { askForOrder, fileName, inOrder, namesOf, pickExport, type ReadFile, sameFileText } from './comparedFiles';
import type { ComparedFile, ComparedLoaded } from './comparisonDocument';
import { type Compared, ComparisonDocuments, sliceMs } from './comparisonDocuments';
import { exportProblemText } from './exportProblemText';

/** Compares an export with what is loaded or with another one: as a document that stays, and from there in the diff editor. */
export class ExportComparer {
  private readonly documents = new ComparisonDocuments();

  constructor(private readonly deps: Pick<WindowParts, 'current' | 'now'>) {
    deps.current.onDidReplace(({ sameConnection }) => {
      if (!sameConnection) void this.documents.closeLoaded();
    });
  }

  async compare(uri = activeFile()): Promise<void> {
    if (!uri) return void tell('info', l10n.t('Open a file with opportunities first, such as an export.'));
    const name = fileName(uri);
    if (!canBeRead(uri, name)) return;
    const compared = await this.compareFile(uri, name);
    if (compared !== 'nothingLoaded') return;
    const loadAll = l10n.t('Load All');
    const words = translated('Nothing is loaded to compare {0} with.', name);
    if ((await tell('info', words, loadAll)) !== loadAll) return;
    const { connection } = this.deps.current;
    await commands.executeCommand('partnerCentral.loadAllLists');
    // The person may have gone to another connection in the meantime.
    if (JSON.stringify(connection) !== JSON.stringify(this.deps.current.connection)) return;
    if ((await this.compareFile(uri, name)) !== 'nothingLoaded') return;
    void tell('info', translated('Nothing was loaded to compare {0} with. The Opportunities view says why.', name));
  }

  /**
   * Compares two files with each other, whatever is loaded.
   * @param given the files that are selected; if they are not two, the person chooses
   */
  async compareTwo(given: readonly Uri[]): Promise<void> {
    const files = given.length === 2 ? given : await chooseTwo();
    const [one, other] = files ?? [];
    if (!one || !other) return;
    const same = sameFileText(one, other);
    if (same !== undefined) return void tell('warning', same);
    const names = namesOf(one, other);
    if (!canBeRead(one, names[0]) || !canBeRead(other, names[1])) return;
    const read = await readBoth([one, other], names);
    if (!read) return;
    const ordered = inOrder(read, given.length !== 2) ?? (await askForOrder(read));
    if (!ordered) return;
    const [before, after] = ordered;
    const [theirs, ours] = ordered.map(({ read: { claims, items } }) => catalogOf(claims.catalog, items));
    if (theirs !== undefined && ours !== undefined && theirs !== ours) {
      const words = '{0} is from the catalog {1}, and {2} from {3}: only two exports of one catalog can be compared.';
      return void tell('warning', translated(words, before.name, theirs, after.name, ours));
    }
    const title = translated('Comparing {0} and {1}', before.name, after.name);
    const uri = await cancellable(title, async (signal) => {
      const { comparison, review } = await compareLists(before.read.items, after.read.items, signal);
      const { zone } = this.deps.now();
      const compared: Compared = {
        before: factsOf(before, comparison.removed.length + comparison.changed.length + comparison.unchanged),
        after: factsOf(after, comparison.added.length + comparison.changed.length + comparison.unchanged),
        ...{ catalog: theirs ?? ours, comparison, review, zone },
        basis: comparisonBasis(before.read.claims, after.read.claims),
        sides: [before.read.items, after.read.items],
      };
      return this.documents.add(compared, signal);
    });
    if (uri) await openDocument(uri);
  }

  /** Shows a comparison, or a part of it, in the diff editor. */
  async openDiff(uri = activeFile()): Promise<void> {
    await this.documents.openDiff(uri);
  }

  /** Reads the file, compares it and opens the document, or says why the two cannot be compared. */
  private async compareFile(uri: Uri, name: string): Promise<'nothingLoaded' | undefined> {
    const title = translated('Comparing {0} with what is loaded', name);
    const compared = await cancellable(title, (signal) => this.read(uri, name, signal)).catch((error: unknown) => {
      tellUnreadable(name, error);
    });
    if (compared === 'nothingLoaded') return compared;
    if (compared && 'problem' in compared) await tellProblem(uri, name, compared.problem);
    else if (compared) await openDocument(compared);
    return undefined;
  }

  private async read(
    uri: Uri,
    name: string,
    signal: AbortSignal,
  ): Promise<Uri | { readonly problem: ExportProblem } | 'nothingLoaded' | undefined> {
    const read = await readExport(await bytesOf(uri), signal);
    if ('problem' in read) return read;
    const { value: lists, connection } = this.deps.current;
    const { claims, items: before } = read;
    const catalog = catalogOf(claims.catalog, before);
    if (catalog !== undefined && catalog !== connection.catalog) {
      const words = '{0} is from the catalog {1}; what is loaded is from {2}.';
      void tell('warning', translated(words, name, catalog, connection.catalog));
      return undefined;
    }
    const at = this.deps.now();
    const { items: after, facts } = takeSnapshot(lists, { kind: 'loaded' }, at);
    // A list that is known to be empty can be compared.
    if (after.length === 0 && !lists.empty) return 'nothingLoaded';
    const { comparison, review } = await compareLists(before, after, signal);
    const { removed, changed, unchanged } = comparison;
    const loaded: ComparedLoaded = { facts, at };
    const compared: Compared = {
      before: factsOf({ uri, name, read }, removed.length + changed.length + unchanged),
      after: loaded,
      ...{ catalog: connection.catalog, comparison, review, zone: at.zone },
      basis: comparisonBasis(claims, readClaims(facts, false)),
      sides: [before, after],
    };
    return this.documents.add(compared, signal);
  }
}

/** Lets the person choose the earlier file, and then the later one. Undefined if they cancel. */
async function chooseTwo(): Promise<readonly [Uri, Uri] | undefined> {
  const earlier = await pickExport(l10n.t('The earlier export (1 of 2)'), []);
  if (!earlier) return undefined;
  const later = await pickExport(l10n.t('The later export (2 of 2)'), [earlier]);
  return later && [earlier, later];
}

/** Reads two files. Undefined if the person cancels, or if one cannot be read, which they are told. */
async function readBoth(
  uris: readonly [Uri, Uri],
  names: readonly [string, string],
): Promise<readonly [ReadFile, ReadFile] | undefined> {
  const one = await readOne(uris[0], names[0]);
  const other = one && (await readOne(uris[1], names[1]));
  return one && other && [one, other];
}

async function readOne(uri: Uri, name: string): Promise<ReadFile | undefined> {
  const reading = cancellable(translated('Reading {0}', name), async (signal) =>
    readExport(await bytesOf(uri), signal),
  );
  const read = await reading.catch((error: unknown) => tellUnreadable(name, error));
  if (!read) return undefined;
  if (!('problem' in read)) return { uri, name, read };
  await tellProblem(uri, name, read.problem);
  return undefined;
}

/** Compares two lists. The result is worthless if the signal is aborted. */
async function compareLists(
  before: readonly OpportunitySummary[],
  after: readonly OpportunitySummary[],
  signal: AbortSignal,
): Promise<Pick<Compared, 'comparison' | 'review'>> {
  const comparison = new Comparison();
  await inSlices(comparing(before, after, comparison), clock, signal, sliceMs);
  const review = new Review();
  await inSlices(reviewing(comparison, review), clock, signal, sliceMs);
  signal.throwIfAborted();
  return { comparison, review };
}

/** @param distinct the number of different opportunities in the file */
function factsOf({ name, read: { claims, items, unreadable } }: ReadFile, distinct: number): ComparedFile {
  return { name, claims, count: items.length, repeated: items.length - distinct, unreadable };
}

function catalogOf(stated: string | undefined, items: ReadExport['items']): string | undefined {
  return stated ?? items.find((item) => item.Catalog !== undefined)?.Catalog;
}

function canBeRead(uri: Uri, name: string): boolean {
  if (!hasUnseenChanges(uri)) return true;
  void tell(
    'warning',
    translated('{0} has unsaved changes, and is too large for them to be read: save it first.', name),
  );
  return false;
}

async function openDocument(uri: Uri): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: false });
}

async function tellProblem(uri: Uri, name: string, problem: ExportProblem): Promise<void> {
  const goTo = l10n.t('Go to Line');
  if ((await tell('error', exportProblemText(problem, name, problem.line), goTo)) !== goTo) return;
  const start = problem.line - 1;
  // Unlike `showTextDocument`, this opens files of any size.
  await commands.executeCommand('vscode.open', uri, { selection: new Range(start, 0, start, 0), preview: false });
}

function tellUnreadable(name: string, error: unknown): undefined {
  void tell('error', translated('{0} could not be read ({1}).', name, codeOf(error)));
}

/** Returns only the code, because messages of the file system quote paths. */
function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^\w+$/.test(code) ? code : l10n.t('unknown reason');
}
