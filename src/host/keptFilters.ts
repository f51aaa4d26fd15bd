import { randomUUID } from 'node:crypto';
import type { Memento, SecretStorage } from 'vscode';
import type { Filter, UnreadableFilter } from '../core/query/filter';
import { readFilter } from '../core/query/readFilter';
import { isUnsealed, sealedFields, sealFilter } from '../core/query/sealedFilter';
import { isRecord } from '../core/runtime/isRecord';

/** VS Code's secret storage, which the keychain of the system encrypts. */
export type Secrets = Pick<SecretStorage, 'get' | 'store' | 'delete'>;

/** The names in the workspace's state. */
const names = { filter: 'choice.filter', recent: 'choice.recentFilters', secret: 'choice.filterSecret' } as const;

/**
 * The filters of this window, kept for the next time it opens. The workspace's state has them without the names of
 * companies and the ids of opportunities; the secret storage has these. A filter whose names are lost stays, as one that
 * cannot be sent: without it, more would be listed than the person asked for.
 */
export class KeptFilters {
  private present: Filter;
  private recently: readonly Filter[];
  /** The filters as the secret storage should have them. */
  private whole: { readonly filter: unknown; readonly recent: readonly object[] };
  private opening = false;
  /** The last call of the secret storage. Each one waits for the one before it. */
  private written: Promise<void>;

  /** @param onDidOpen is called after the names came from the secret storage, or are known to be lost */
  constructor(
    private readonly state: Memento,
    private readonly secrets: Secrets,
    onDidOpen: () => void,
  ) {
    const filter: unknown = state.get(names.filter) ?? {};
    const recent = listOf(state.get(names.recent)).filter(isRecord);
    this.present = readStored(filter, 'opening');
    this.recently = recent.flatMap(readWhole);
    this.whole = { filter, recent };
    const stored = [filter, ...recent];
    this.opening = stored.some((each) => sealedFields(each).length > 0);
    this.written = this.opening ? this.open(filter, recent).then(onDidOpen) : Promise.resolve();
    // The first versions stored all of it.
    if (!this.opening && stored.some(isUnsealed)) void this.write();
  }

  /** The filter as it was stored, even if it can no longer be sent. */
  get filter(): Filter {
    return this.present;
  }

  /** The newest comes first. */
  get recent(): readonly Filter[] {
    return this.recently;
  }

  /** Keeps these filters in place of those of before. */
  async keep(filter: Filter, recent: readonly Filter[]): Promise<void> {
    this.opening = false;
    this.present = readStored(filter, 'kept');
    this.recently = recent;
    this.whole = { filter, recent };
    await this.write();
  }

  private async open(filter: unknown, recent: readonly unknown[]): Promise<void> {
    const kept = await this.read().catch(() => undefined);
    // The person chose another filter in the meantime.
    if (!this.opening) return;
    this.opening = false;
    const { filter: whole, recent: wholes } = isRecord(kept) ? kept : {};
    this.whole = { filter: isOf(filter, whole) ? whole : filter, recent: listOf(wholes).filter(isRecord) };
    this.present = readStored(this.whole.filter, 'kept');
    this.recently = recent.flatMap((stored, index) => {
      const each = this.whole.recent[index];
      return readWhole(isOf(stored, each) ? each : stored);
    });
  }

  private async read(): Promise<unknown> {
    const text = this.key && (await this.secrets.get(this.key));
    return text && JSON.parse(text);
  }

  private async write(): Promise<void> {
    const { filter, recent } = this.whole;
    const isSet = isRecord(filter) && Object.keys(filter).length > 0;
    await this.state.update(names.filter, isSet ? sealFilter(filter) : undefined);
    await this.state.update(names.recent, recent.length > 0 ? recent.map(sealFilter) : undefined);
    // A keychain may ask the person for a password. The list does not wait for that.
    this.written = this.written.then(() => this.store()).catch(() => {});
  }

  /** What VS Code refuses to store is lost when the window closes, and the next window says so. */
  private async store(): Promise<void> {
    const { whole } = this;
    if ([whole.filter, ...whole.recent].some(isUnsealed)) {
      if (!this.key) await this.state.update(names.secret, randomUUID());
      if (this.key) await this.secrets.store(this.key, JSON.stringify(whole));
    } else if (this.key) {
      await this.secrets.delete(this.key);
    }
  }

  /** Where the filters of this workspace are: all workspaces share one secret storage. */
  private get key(): string | undefined {
    const id = this.state.get(names.secret);
    return typeof id === 'string' ? `filters.${id}` : undefined;
  }
}

/** Returns a filter with what it can be read as, or the reason why it cannot be sent. */
function readStored(stored: unknown, ifSealed: 'opening' | 'kept'): Filter {
  const fields = sealedFields(stored);
  const [path] = fields;
  if (path === undefined || !isRecord(stored)) {
    const read = readFilter(stored);
    return 'filter' in read ? read.filter : read;
  }
  const clear = Object.entries(stored).filter(([name]) => !fields.some((field) => field === name));
  const read = readFilter(Object.fromEntries(clear));
  const unreadable: UnreadableFilter = { path, expected: ifSealed };
  return { ...('filter' in read && read.filter), unreadable };
}

function readWhole(stored: unknown): Filter[] {
  const read = readFilter(stored);
  return 'filter' in read ? [read.filter] : [];
}

/** True if a filter is the one that was stored without its names. */
function isOf(stored: unknown, whole: unknown): boolean {
  return isRecord(whole) && JSON.stringify(sealFilter(whole)) === JSON.stringify(stored);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
