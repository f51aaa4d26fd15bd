import { type Disposable, l10n, type TreeView } from 'vscode';
import type { TakeActions } from '../../core/lists/actionCount';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import type { Clock } from '../../core/runtime/clock';
import { oneLine } from '../../core/text/plainText';
import { setContextKey } from '../../host/contextKeys';
import { tellInView } from '../../host/tell';
import { endpointText } from '../connection/endpointText';
import type { CurrentLists } from '../currentLists';
import { problemText } from '../errorText';
import type { ActionBadge } from '../find/actionBadge';
import type { WindowParts } from '../windowParts';
import type { Row } from './rows';
import type { Welcome } from './welcome';

/** Milliseconds between two updates while more is being loaded. */
const busyMs = 350;

/**
 * The texts of the view: its description says where the rows come from, and its badge how many opportunities need
 * attention.
 */
export class ViewStatus implements Disposable {
  private readonly subscriptions: readonly Disposable[];
  private readonly starting: NodeJS.Immediate;
  private timer: NodeJS.Timeout | undefined;
  private lines = () => '';
  private shownAt = 0;
  private badge: ActionBadge | undefined;

  constructor(
    private readonly view: TreeView<Row>,
    private readonly parts: Pick<WindowParts, 'current' | 'settings' | 'onDidChangeDay'>,
    private readonly welcome: Pick<Welcome, 'shown' | 'onDidChange'>,
    private readonly clock?: Clock,
  ) {
    const { current, settings, onDidChangeDay } = parts;
    this.subscriptions = [
      current.onDidReplace(() => this.show()),
      current.onDidChange(() => this.showSoon()),
      current.onDidLocate(() => this.showLoaded()),
      settings.onDidChange(() => this.showLoaded()),
      welcome.onDidChange(() => this.showLoaded()),
      onDidChangeDay(() => this.show()),
    ];
    // VS Code should not wait for this when it starts the extension.
    this.starting = setImmediate(() => this.show());
  }

  dispose(): void {
    clearImmediate(this.starting);
    clearTimeout(this.timer);
    this.badge?.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Counts from now on what needs action, for the badge. */
  countActions(): void {
    // A bundle of its own, which the stages do not need to be painted.
    const { ActionBadge: Badge } = require('../find/actionBadge') as typeof import('../find/actionBadge');
    this.badge ??= new Badge(this.view, this.parts, this.welcome, () => this.showLoaded(), this.clock);
  }

  /** Notes that AWS is asked what needs action (see `ActionBadge.begin`). */
  beginActions(): TakeActions | undefined {
    return this.badge?.begin();
  }

  /** Asks again what needs action. */
  countAgain(): void {
    this.badge?.askAgain();
  }

  /** Adds lines from another part of the extension. They are read whenever the view's own lines are. */
  say(lines: () => string): void {
    this.lines = lines;
  }

  /** Shows the lines again after those of another part changed. */
  update(): void {
    this.showLoaded();
  }

  private show(): void {
    const { connection } = this.parts.current;
    setContextKey('partnerCentral.sampleData', connection.kind === 'sample');
    setContextKey('partnerCentral.console', connection.kind === 'aws' && connection.catalog === 'AWS');
    const limits = this.limits();
    setContextKey('partnerCentral.filtered', limits.length > 0);
    const unsent = this.parts.current.filterProblem ? [l10n.t('filter cannot be sent')] : [];
    // Two windows with two accounts are told apart by it.
    const account = connection.kind === 'aws' && connection.profile ? [oneLine(connection.profile, 40)] : [];
    tellInView(this.view, { description: [...account, ...this.origin(), ...unsent, ...limits].join(' · ') });
    this.showLoaded();
  }

  /** Waits until the rows are shown: the person waits for them, and several pages may arrive at the same time. */
  private showSoon(): void {
    const wait = performance.now() - this.shownAt < busyMs ? busyMs : 100;
    this.timer ??= setTimeout(() => this.showLoaded(), wait);
  }

  private showLoaded(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.shownAt = performance.now();
    const { opened: lists } = this.parts.current;
    const badge = this.badge?.shown;
    if (badge?.tooltip !== this.view.badge?.tooltip) this.view.badge = badge;
    // VS Code does not show a welcome view beside a message.
    tellInView(this.view, { message: this.welcome.shown ? '' : this.message(lists) });
  }

  private message(lists: OpportunityLists | undefined): string {
    // A narrow side bar has no room for the description.
    const limits = this.limits().join(' · ');
    // A bundle of its own: there is nothing to say of lists before a stage is opened.
    const text = lists && (require('../loadedText') as typeof import('../loadedText'));
    const { whereabouts } = this.parts.current;
    return (
      [
        endpointText(whereabouts),
        this.origin().join(', '),
        limits && l10n.t('Filter: {0}', limits),
        unsentText(this.parts.current),
        this.parts.current.isHeld ? l10n.t('Refresh reads the lists in the order and page size of your settings.') : '',
        ...this.parts.settings.problems.map(problemText),
        lists && text?.extentOf(lists),
        this.lines(),
        lists && text?.latestOf(lists, whereabouts.fault),
      ]
        .filter(Boolean)
        .join('\n')
        // VS Code shows a line break as a space, so a line that is no sentence ends with a separator.
        .replace(/(?<![.:?!…])\n/g, ' ·\n')
    );
  }

  private limits(): readonly string[] {
    const { query } = this.parts.current;
    const { filter, maxItems, startingToken } = query;
    const isLimited = Object.keys(filter).length > 0 || maxItems !== undefined || startingToken !== undefined;
    return isLimited ? filterInUse().textsOf(query) : [];
  }

  /** Returns where the rows come from, if they are not real opportunities. */
  private origin(): readonly string[] {
    const { kind, catalog } = this.parts.current.connection;
    const parts = [
      kind === 'sample' ? l10n.t('Sample data') : '',
      catalog === 'Sandbox' ? l10n.t('Sandbox catalog') : '',
    ];
    return parts.filter(Boolean);
  }
}

/** A bundle of its own, for windows that have a filter. */
function filterInUse() {
  return require('../filterPick/filterInUse') as typeof import('../filterPick/filterInUse');
}

/** Returns why nothing is asked for, if that is the case. */
function unsentText({ filterProblem: problem }: CurrentLists): string {
  return problem
    ? l10n.t(
        'This filter cannot be sent: {0} Nothing is asked for until you change or clear it.',
        filterInUse().problemText(problem),
      )
    : '';
}
