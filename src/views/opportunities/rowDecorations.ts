import {
  type Disposable,
  EventEmitter,
  FileDecoration,
  type FileDecorationProvider,
  l10n,
  ThemeColor,
  Uri,
} from 'vscode';
import { documentScheme } from '../../contributions';
import type { OpportunityChange } from '../../core/changes/opportunityChange';
import { isOpportunityId } from '../../core/model/opportunityIds';
import type { WhatChanged } from '../changes/whatChanged';

/** What a row stands out for, whatever the person has seen. */
export type RowMark = 'action' | 'overdue';

/** VS Code takes the first ones of more than this, and leaves out the others. */
const mostAtOnce = 250;

/** Returns the address that VS Code knows a row by: its id, which is no customer's data, and what it stands out for. */
export function rowUri(id: string | undefined, marks: readonly RowMark[]): Uri | undefined {
  const query = marks.join('+');
  if (id !== undefined && isOpportunityId(id)) return Uri.from({ scheme: documentScheme, path: `/row/${id}`, query });
  return query === '' ? undefined : Uri.from({ scheme: documentScheme, path: '/row', query });
}

/**
 * Highlights rows: what needs attention with a colour and a badge, and what changed since the person last looked with a dot.
 * VS Code asks again for the rows whose dot comes or goes, and for no others.
 */
export class RowDecorations implements FileDecorationProvider, Disposable {
  private readonly changed = new EventEmitter<Uri[] | undefined>();
  private readonly subscription: Disposable;
  /** The rows that VS Code has asked for, by their ids. */
  private readonly asked = new Map<string, Uri>();
  private dots: ReadonlyMap<string, OpportunityChange['kind']>;

  readonly onDidChangeFileDecorations = this.changed.event;

  /** @param repaint paints the rows of opportunities again, because a screen reader knows no decorations */
  constructor(
    private readonly whatChanged: Pick<WhatChanged, 'of' | 'changes' | 'onDidChange'>,
    private readonly repaint: (ids: readonly string[]) => void,
  ) {
    this.dots = dotsOf(whatChanged);
    this.subscription = whatChanged.onDidChange(() => this.follow());
  }

  provideFileDecoration(uri: Uri): FileDecoration | undefined {
    const { scheme, path, query } = uri;
    if (scheme !== documentScheme || !/^\/row(\/|$)/.test(path)) return undefined;
    const id = path.slice('/row/'.length);
    if (id !== '') this.asked.set(id, uri);
    const dot = changedText(this.whatChanged.of(id)?.kind);
    const marks = query.split('+');
    if (marks.includes('action')) return decoration('!', l10n.t('Action Required'), 'list.warningForeground', dot);
    if (marks.includes('overdue')) return decoration('◷', l10n.t('Overdue'), 'list.errorForeground', dot);
    return dot === undefined ? undefined : new FileDecoration('●', dot);
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  private follow(): void {
    const before = this.dots;
    this.dots = dotsOf(this.whatChanged);
    const ids = [...new Set([...before.keys(), ...this.dots.keys()])].filter(
      (id) => this.asked.has(id) && before.get(id) !== this.dots.get(id),
    );
    if (ids.length === 0) return;
    const uris = ids.flatMap((id) => this.asked.get(id) ?? []);
    this.changed.fire(uris.length > mostAtOnce ? undefined : uris);
    this.repaint(ids);
  }
}

/** Returns that a person has not seen a change yet; undefined if there is none. */
export function changedText(kind: OpportunityChange['kind'] | undefined): string | undefined {
  if (kind === undefined) return undefined;
  return kind === 'new' ? l10n.t('New since you last looked') : l10n.t('Changed since you last looked');
}

function decoration(badge: string, meaning: string, color: string, dot: string | undefined): FileDecoration {
  const [shown, tooltip] = dot === undefined ? [badge, meaning] : [`${badge}●`, `${meaning} · ${dot}`];
  return new FileDecoration(shown, tooltip, new ThemeColor(color));
}

function dotsOf({ changes }: Pick<WhatChanged, 'changes'>): ReadonlyMap<string, OpportunityChange['kind']> {
  return new Map(changes.map(({ id, kind }) => [id, kind]));
}
