import type { PageView } from '../core/present/detail/pageView';
import type { Clock } from '../core/runtime/clock';

/** Milliseconds between two reports while a person scrolls. */
const pauseMs = 20;

/** The page whose state is reported. */
export interface LeftPage {
  /** Returns how the page is now, or undefined if there is nothing that the host would keep. */
  readonly view: () => PageView | undefined;
  /** Tells the host. */
  readonly tell: (view: PageView) => void;
}

/**
 * Tells the host how the person leaves the page, as soon as that changes: a page that is hidden is destroyed, often before
 * it can say anything more.
 */
export class Leaving {
  /** What the host knows. While the page comes back to where it was left, that is nothing to compare with. */
  private known: string | undefined;
  /** The parts that were open when the page began to come back. */
  private open: PageView['open'] = [];
  private isPausing = false;

  constructor(
    private readonly page: LeftPage,
    private readonly clock: Pick<Clock, 'schedule'>,
  ) {}

  /**
   * The page begins to come back to where the person left it, its parts open as they were. Until it is there, no place in it
   * is the person's choice.
   */
  comesBack(): void {
    this.known = undefined;
    this.open = this.page.view()?.open ?? [];
  }

  /** The page is back. Where it is now is no news to the host, even if it has become too short for where it was left. */
  isBack(): void {
    const view = this.page.view();
    this.known = view && JSON.stringify({ ...view, open: this.open });
    this.report();
  }

  /** The page was scrolled, or a part was opened or closed. */
  moved(): void {
    if (this.isPausing) return;
    this.isPausing = true;
    this.report();
    this.clock.schedule(pauseMs, () => {
      this.isPausing = false;
      this.report();
    });
  }

  /** The person turns away, or the page is being hidden: the event of the last scroll may never come. */
  turnsAway(): void {
    this.report();
  }

  private report(): void {
    if (this.known === undefined) return;
    const view = this.page.view();
    const text = JSON.stringify(view);
    if (!view || text === this.known) return;
    this.known = text;
    this.page.tell(view);
  }
}
