import type { Dialect } from './dialect';
import type { ListQuery } from './listRequest';
import type { Bookmark } from './pages';
import { readPageToken, writePageToken } from './pageToken';

/** The list that a token belongs to. */
interface Asked {
  /** Identifies the data of the list. */
  readonly data: readonly unknown[];
  readonly query: ListQuery;
  readonly maxResults: number;
}

const minute = 60_000;

/** Writes tokens for bookmarks, and reads those back that its dialect accepts. */
export class TokenDesk {
  private written = 0;
  private readonly used = new Set<string>();

  constructor(
    private readonly dialect: Dialect,
    private readonly now: () => number,
  ) {}

  write(bookmark: Omit<Bookmark, 'stamp'>, asked: Asked): string {
    this.written += 1;
    // A stamp is used only where it matters, so that the same place otherwise has the same token.
    const stamp = { endless: 0, minute: this.now(), once: this.written }[this.dialect.tokenLife];
    return writePageToken(this.#listKey(asked), { ...bookmark, stamp }, this.dialect.tokenShape);
  }

  /** Returns undefined when the token is rejected. */
  read(token: string, asked: Asked): Bookmark | undefined {
    const { tokenLife, tokenShape } = this.dialect;
    const bookmark = readPageToken(this.#listKey(asked), token, tokenShape);
    if (tokenLife === 'minute' && bookmark && this.now() - bookmark.stamp > minute) return undefined;
    if (tokenLife === 'once' && this.used.has(token)) return undefined;
    if (tokenLife === 'once') this.used.add(token);
    return bookmark;
  }

  #listKey({ data, query, maxResults }: Asked): string {
    const { tokenBinds } = this.dialect;
    if (tokenBinds === 'nothing') return JSON.stringify(data);
    return JSON.stringify([data, query, tokenBinds === 'pageSize' && maxResults]);
  }
}
