import { Disposable, env, l10n, type TreeItem, type TreeView } from 'vscode';
import { changeGroups } from '../../core/present/changes/changeGroups';
import type { Clock } from '../../core/runtime/clock';
import type { Writing } from '../../core/text/translate';
import { clock } from '../../host/clock';
import { tellInView } from '../../host/tell';
import type { WindowParts } from '../windowParts';
import { changesItem, changeTooltip } from './changeItems';
import { ChangeRowMaker, type ChangesRow } from './changeRows';
import { badgeText, stateText } from './changesText';

export type ChangesViewDeps = Pick<
  WindowParts,
  'current' | 'whatChanged' | 'hasCredentials' | 'now' | 'today' | 'onDidChangeDay'
>;

/**
 * Milliseconds that VS Code gets to paint the rows before it hears of a change: a little more than the 200 ms for which it
 * collects changes. A change that is reported while it receives rows may cost it all of them.
 */
const paintingMs = 300;

/** What the view Changes shows. It asks AWS nothing before the person can see the view. */
export class ChangesView implements Disposable {
  private readonly rows = new ChangeRowMaker();
  private readonly subscriptions: Disposable;
  private cancel: (() => void) | undefined;
  private paintedAt = Number.NEGATIVE_INFINITY;
  private wasIdle = true;

  /** @param repaint Reports to VS Code that it has to ask for the rows again. */
  constructor(
    private readonly view: TreeView<ChangesRow>,
    private readonly deps: ChangesViewDeps,
    private readonly repaint: () => void,
    private readonly time: Clock = clock,
  ) {
    const { current, whatChanged, onDidChangeDay } = deps;
    const start = () => this.start();
    this.subscriptions = Disposable.from(
      whatChanged.onDidChange(() => this.update()),
      ...[view.onDidChangeVisibility(start), current.onDidReplace(start)],
      // Credentials that come with this machine show once something is read.
      current.onDidChange(start),
      onDidChangeDay(() => this.repaintSoon()),
    );
    this.show();
  }

  /** Returns the rows under a row, or the days. */
  children(row?: ChangesRow): ChangesRow[] {
    const { current, whatChanged } = this.deps;
    if (row) return [...this.rows.under(row, current.connection.catalog)];
    this.paintedAt = this.time.now();
    this.start();
    return changeGroups(whatChanged.changes, this.writing).map((group) => ({ kind: 'changeDay', ...group }));
  }

  item(row: ChangesRow): TreeItem {
    return changesItem(row, this.writing);
  }

  resolve(item: TreeItem, row: ChangesRow): TreeItem {
    if (row.kind === 'shown') item.tooltip = changeTooltip(row, this.writing);
    return item;
  }

  /** Asks AWS what changed, because the person wants to know. */
  async ask(): Promise<void> {
    if (this.canAsk) await this.deps.whatChanged.start({ isAsked: true });
  }

  dispose(): void {
    this.cancel?.();
    this.subscriptions.dispose();
  }

  private get writing(): Writing {
    const { now, today } = this.deps;
    return { t: l10n.t, locale: env.language, today: today(), zone: now().zone };
  }

  /** Begins to follow what changes, once the person sees the view and there is somebody to ask as. */
  private start(): void {
    const { whatChanged } = this.deps;
    if (this.view.visible && whatChanged.state.kind === 'idle' && this.canAsk) void whatChanged.start();
  }

  private get canAsk(): boolean {
    const { current, hasCredentials } = this.deps;
    const { connection } = current;
    const isChosen = connection.kind === 'sample' || connection.profile !== undefined;
    return isChosen || current.opened !== undefined || hasCredentials();
  }

  private update(): void {
    const isIdle = this.deps.whatChanged.state.kind === 'idle';
    // Another connection starts over.
    if (isIdle && !this.wasIdle) this.start();
    this.wasIdle = isIdle;
    this.repaintSoon();
  }

  private repaintSoon(): void {
    const wait = this.paintedAt + paintingMs - this.time.now();
    this.cancel ??= this.time.schedule(Math.max(0, wait), () => {
      this.cancel = undefined;
      this.paintedAt = this.time.now();
      this.show();
      this.repaint();
    });
  }

  /** Shows what is said above the rows, and the number of changes. */
  private show(): void {
    const { view, writing } = this;
    const { current, whatChanged } = this.deps;
    const { state, changes } = whatChanged;
    const { connection } = current;
    const isSample = connection.kind === 'sample';
    const origin = [
      isSample ? l10n.t('Sample data') : '',
      connection.catalog === 'Sandbox' ? l10n.t('Sandbox catalog') : '',
    ].filter(Boolean);
    const text = stateText(state, changes.length, writing);
    // Which account it is says the list above.
    tellInView(view, {
      description: origin.join(' · '),
      // VS Code shows a line break as a space, so what is no sentence ends with a separator.
      message: text && [...(origin.length > 0 ? [`${origin.join(', ')} ·`] : []), text].join('\n'),
    });
    const isWhole = state.kind === 'watching' && state.isWhole;
    const tooltip = badgeText(changes.length, { isSample, isWhole });
    if (changes.length === 0) view.badge = undefined;
    else if (view.badge?.tooltip !== tooltip) view.badge = { value: changes.length, tooltip };
  }
}
