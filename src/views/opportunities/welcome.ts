import { type Disposable, EventEmitter } from 'vscode';
import type { WelcomeReason } from '../../contributions';
import { setContextKey } from '../../host/contextKeys';
import type { WindowParts } from '../windowParts';

export type WelcomeDeps = Pick<WindowParts, 'current' | 'settings' | 'hasCredentials' | 'onDidChangeDay'>;

/** Why only a welcome view is shown, and the context key that selects the view. */
export class Welcome implements Disposable {
  private readonly changes = new EventEmitter<void>();
  private readonly subscriptions: readonly Disposable[];
  private readonly starting: NodeJS.Immediate;
  private now: WelcomeReason | undefined | 'unknown' = 'unknown';
  private insisted = false;

  /** Fires after a welcome view replaced the rows, or the rows replaced it. */
  readonly onDidChange = this.changes.event;

  constructor(private readonly deps: WelcomeDeps) {
    const { current, settings, onDidChangeDay } = deps;
    const show = () => this.show();
    this.subscriptions = [
      current.onDidReplace(() => {
        this.insisted = false;
        show();
      }),
      current.onDidChange(show),
      settings.onDidChange(show),
      onDidChangeDay(show),
    ];
    // VS Code should not wait for this when it starts the extension.
    this.starting = setImmediate(show);
  }

  /** The reason for the welcome view that replaces the rows, as of the last change. */
  get shown(): WelcomeReason | undefined {
    return this.now === 'unknown' ? undefined : this.now;
  }

  /** Returns the reason to leave the tree empty; undefined if it has rows. */
  get reason(): WelcomeReason | undefined {
    const { current, hasCredentials } = this.deps;
    const { connection } = current;
    const chosen = connection.kind === 'sample' || connection.profile !== undefined;
    if (!chosen && !this.insisted && !hasCredentials()) return 'noProfile';
    if (current.filterProblem) return undefined;
    return current.opened && emptyLists().whyEmpty(current.opened);
  }

  /**
   * Shows the rows even if no credentials can be seen: a machine's own role leaves no file.
   * @returns true if that changes anything
   */
  insist(): boolean {
    if (this.reason !== 'noProfile') return false;
    this.insisted = true;
    this.show();
    return true;
  }

  /**
   * Looks again whether credentials can be seen.
   * @returns true if that changes anything
   */
  look(): boolean {
    const { now } = this;
    this.show();
    return this.now !== now;
  }

  dispose(): void {
    clearImmediate(this.starting);
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changes.dispose();
  }

  private show(): void {
    const { reason } = this;
    if (reason === this.now) return;
    this.now = reason;
    setContextKey('partnerCentral.welcome', reason);
    this.changes.fire();
  }
}

/** A bundle of its own: nothing is known of lists before one is opened. */
function emptyLists() {
  return require('../../core/lists/emptyLists') as typeof import('../../core/lists/emptyLists');
}
