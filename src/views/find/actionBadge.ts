import { Disposable, env, l10n, type TreeView, type ViewBadge } from 'vscode';
import { type ActionCount, ActionTally, type TakeActions } from '../../core/lists/actionCount';
import { Answer } from '../../core/lists/answer';
import { needsAction } from '../../core/model/triage';
import { questionOf } from '../../core/query/triageFilter';
import type { Clock } from '../../core/runtime/clock';
import { clock } from '../../host/clock';
import type { Welcome } from '../opportunities/welcome';
import type { WindowParts } from '../windowParts';

/** Milliseconds that VS Code gets to paint the rows of another connection. */
const paintingMs = 300;
/** How often AWS is asked again, after a failure that may be over, before only Refresh asks. */
const mostTries = 3;
/** How many AWS is asked to list at most: VS Code shows no exact number beyond. */
const mostCounted = 1_000;

/**
 * The number of opportunities that need action, in the whole catalog. AWS is asked once for each connection and each
 * refresh, page by page in the background, only while the person can see the view, and not at the cost of a question to
 * them. The rows that are loaded after that keep it true.
 */
export class ActionBadge implements Disposable {
  private tally = new ActionTally();
  /** `due`: it will be asked as soon as the view can be seen. */
  private state: 'due' | 'asking' | 'answered' | 'failed' = 'due';
  private tries = 0;
  private answer: Answer | undefined;
  private cancel = () => {};
  private readonly subscriptions: Disposable;

  constructor(
    private readonly view: Pick<TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>,
    private readonly parts: Pick<WindowParts, 'current'>,
    private readonly welcome: Pick<Welcome, 'shown' | 'onDidChange'>,
    private readonly changed: () => void,
    private readonly time: Clock = clock,
  ) {
    const { current } = parts;
    const askSoon = () => this.askSoon();
    this.subscriptions = Disposable.from(
      view.onDidChangeVisibility(askSoon),
      welcome.onDidChange(askSoon),
      current.onDidReplace(({ sameConnection }) => {
        // What was asked with the source of the old lists gets no answer.
        if (this.state === 'asking') this.stop();
        if (!sameConnection) this.forget();
        askSoon();
      }),
      current.onDidRecover(() => {
        if (this.state !== 'failed' || this.tries >= mostTries) return;
        this.state = 'due';
        askSoon();
      }),
    );
    void this.ask();
  }

  /** What the view shows; undefined if nothing needs action. */
  get shown(): ViewBadge | undefined {
    const { current } = this.parts;
    const counted = this.tally.of(current.opened);
    if (counted.count === 0) return undefined;
    const isSample = current.connection.kind === 'sample';
    const isFiltered = counted.kind !== 'loaded' && Object.keys(current.query.filter).length > 0;
    const text = isFiltered ? l10n.t('{0}, whatever the filter is', countText(counted)) : countText(counted);
    return { value: counted.count, tooltip: isSample ? l10n.t('Sample data: {0}', text) : text };
  }

  /** Asks again, because the person refreshes what they see. */
  askAgain(): void {
    if (this.state === 'asking') return;
    this.state = 'due';
    this.tries = 0;
    void this.ask();
  }

  /**
   * Notes that the person asks AWS the same.
   * @returns takes the answer: what needs action, and whether AWS has listed all of it
   */
  begin(): TakeActions {
    const { tally } = this;
    const take = tally.begin(this.parts.current.opened);
    return (items, isComplete) => {
      // Another connection has another tally.
      if (tally !== this.tally) return;
      take(items, isComplete);
      if (this.state !== 'asking') this.state = 'answered';
      this.changed();
    };
  }

  dispose(): void {
    this.cancel();
    this.subscriptions.dispose();
    this.answer?.dispose();
    this.answer = undefined;
  }

  private forget(): void {
    this.tally = new ActionTally();
    this.state = 'due';
    this.tries = 0;
    this.changed();
  }

  private stop(): void {
    this.answer?.dispose();
    this.answer = undefined;
    this.state = 'due';
  }

  private askSoon(): void {
    if (this.state !== 'due') return;
    this.cancel();
    this.cancel = this.time.schedule(paintingMs, () => void this.ask());
  }

  private async ask(): Promise<void> {
    const { current } = this.parts;
    if (this.state !== 'due' || !this.view.visible || this.welcome.shown === 'noProfile') return;
    // The view says that AWS is not asked.
    if (current.filterProblem) return;
    this.state = 'asking';
    this.tries += 1;
    const lists = current.value;
    const question = questionOf('Action Required', {}, lists.now());
    if (question.kind === 'none') return;
    const take = this.tally.begin(lists);
    const answer = new Answer(lists, { ...question, matches: needsAction }, () => {}, 0);
    this.answer = answer;
    await current.unasked.read(async () => {
      do {
        await answer.readPage('background');
        // A large catalog has a number after its first page.
        if (this.answer === answer && answer.tail.kind === 'more') this.show(take, answer);
      } while (this.answer === answer && this.goesOn(answer));
    });
    // It was stopped.
    if (this.answer !== answer) return;
    this.answer = undefined;
    answer.dispose();
    const { tail } = answer;
    const isAnswered = tail.kind === 'end' || tail.kind === 'more';
    this.state = isAnswered ? 'answered' : 'failed';
    if (isAnswered) this.show(take, answer);
    else this.changed();
  }

  private show(take: TakeActions, answer: Answer): void {
    take(answer.items, answer.isWhole);
    this.changed();
  }

  private goesOn({ tail, read }: Answer): boolean {
    return tail.kind === 'more' && read < mostCounted && this.view.visible;
  }
}

function countText(counted: ActionCount): string {
  const count = number(counted.count);
  const isOne = counted.count === 1;
  switch (counted.kind) {
    case 'exact':
      return isOne ? l10n.t('1 opportunity needs action') : l10n.t('{0} opportunities need action', count);
    case 'atLeast':
      return isOne
        ? l10n.t('At least 1 opportunity needs action')
        : l10n.t('At least {0} opportunities need action', count);
    case 'loaded': {
      const loaded = number(counted.loaded);
      return isOne
        ? l10n.t('1 needs action, of the {0} loaded', loaded)
        : l10n.t('{0} need action, of the {1} loaded', count, loaded);
    }
  }
}

function number(count: number): string {
  return count.toLocaleString(env.language);
}
