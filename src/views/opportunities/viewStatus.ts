import { type Disposable, l10n, type TreeView } from 'vscode';
import { ActionCount } from '../../core/lists/actionCount';
import { isAllLoaded, missingFromLoaded } from '../../core/lists/completeness';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import { setContextKey } from '../../host/contextKeys';
import { tellInView } from '../../host/tell';
import type { CurrentLists } from '../currentLists';
import { errorText, problemText } from '../errorText';
import { filterProblemText, limitTexts } from '../filterPick/filterText';
import type { WindowParts } from '../windowParts';
import type { Row } from './rows';
import type { Welcome } from './welcome';

/** Milliseconds between two looks at what is loaded while more of it comes. */
const busyMs = 500;

/** The view's own lines: its description says where the rows come from, its badge how many ask for something. */
export class ViewStatus implements Disposable {
  private readonly subscriptions: readonly Disposable[];
  private readonly starting: NodeJS.Immediate;
  private timer: NodeJS.Timeout | undefined;
  private lines = () => '';
  private shownAt = 0;
  private readonly actions = new ActionCount();

  constructor(
    private readonly view: TreeView<Row>,
    private readonly parts: Pick<WindowParts, 'current' | 'settings' | 'onDidChangeDay'>,
    private readonly welcome: Pick<Welcome, 'shown' | 'onDidChange'>,
  ) {
    const { current, settings, onDidChangeDay } = parts;
    this.subscriptions = [
      current.onDidReplace(() => this.show()),
      current.onDidChange(() => this.showSoon()),
      settings.onDidChange(() => this.showLoaded()),
      welcome.onDidChange(() => this.showLoaded()),
      onDidChangeDay(() => this.show()),
    ];
    // Not while VS Code waits for the extension to start.
    this.starting = setImmediate(() => this.show());
  }

  dispose(): void {
    clearImmediate(this.starting);
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Adds lines of somebody else's, asked for whenever the view's own are. */
  say(lines: () => string): void {
    this.lines = lines;
  }

  /** For what has changed in those lines. */
  update(): void {
    this.showLoaded();
  }

  private show(): void {
    const { kind } = this.parts.current.connection;
    setContextKey('partnerCentral.sampleData', kind === 'sample');
    const limits = limitTexts(this.parts.current.query);
    setContextKey('partnerCentral.filtered', limits.length > 0);
    const unsent = this.parts.current.filterProblem ? [l10n.t('filter cannot be sent')] : [];
    tellInView(this.view, { description: [...this.origin(), ...unsent, ...limits].join(' · ') });
    this.showLoaded();
  }

  /** Once the rows are there: they are what the person waits for, and several pages may come at once. */
  private showSoon(): void {
    const wait = performance.now() - this.shownAt < busyMs ? busyMs : 100;
    this.timer ??= setTimeout(() => this.showLoaded(), wait);
  }

  private showLoaded(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.shownAt = performance.now();
    const lists = this.parts.current.value;
    const actions = this.actions.of(lists);
    if (actions !== (this.view.badge?.value ?? 0)) {
      const tooltip = l10n.t('{0} loaded opportunities need action', actions);
      this.view.badge = actions > 0 ? { value: actions, tooltip } : undefined;
    }
    // VS Code shows no welcome view beside a message.
    tellInView(this.view, { message: this.welcome.shown ? '' : this.message(lists) });
  }

  private message(lists: OpportunityLists): string {
    // In a narrow side bar there is no room for the description.
    const limits = limitTexts(this.parts.current.query).join(' · ');
    return [
      this.origin().join(', '),
      limits && l10n.t('Filter: {0}', limits),
      unsentText(this.parts.current),
      ...this.parts.settings.problems.map(problemText),
      extentOf(lists),
      this.lines(),
      failureOf(lists),
    ]
      .filter(Boolean)
      .join('\n');
  }

  /** Where the rows come from, when they are not real opportunities. */
  private origin(): readonly string[] {
    const { kind, catalog } = this.parts.current.connection;
    const parts = [
      kind === 'sample' ? l10n.t('Sample data') : '',
      catalog === 'Sandbox' ? l10n.t('Sandbox catalog') : '',
    ];
    return parts.filter(Boolean);
  }
}

/** Why nothing is asked of AWS, where that is so. */
function unsentText({ filterProblem: problem }: CurrentLists): string {
  return problem
    ? l10n.t(
        'This filter cannot be sent: {0} AWS is not asked until you change or clear it.',
        filterProblemText(problem),
      )
    : '';
}

/** What went wrong last, in full: in a narrow side bar its row is cut. */
function failureOf(lists: OpportunityLists): string {
  for (const key of lists.keys) {
    const tail = lists.listOf(key)?.tail;
    const waiting = tail?.kind === 'loading' && tail.waiting;
    const error = tail?.kind === 'failed' ? tail.error : waiting || lists.refreshError(key);
    if (!error) continue;
    const words = waiting ? l10n.t('{0} Trying again by itself.', errorText(error)) : errorText(error);
    return key === 'All' ? words : `${key}: ${words}`;
  }
  return '';
}

/** How much of the one list is loaded. Each stage says so itself, but nothing says so of what has no stage. */
function extentOf(lists: OpportunityLists): string {
  const list = lists.listOf('All');
  if (!list && isAllLoaded(lists) && missingFromLoaded(lists)[0] === 'withoutStage') {
    return l10n.t(
      'All of every stage is loaded. Opportunities without a stage are in no stage’s list: Group By… reads one list that has them too.',
    );
  }
  const count = list?.items.length ?? 0;
  switch (list?.tail.kind) {
    case 'more':
    case 'cut':
      return l10n.t('{0} loaded, more exist', count);
    case 'end':
      if (count === 0) return '';
      return isAllLoaded(lists)
        ? l10n.t('{0} loaded, complete', count)
        : l10n.t('{0} loaded; Load All checks whether any changed meanwhile', count);
    default:
      return count > 0 ? l10n.t('{0} loaded', count) : '';
  }
}
