import { type Disposable, EventEmitter, env, type Memento, UIKind } from 'vscode';
import { isTimeZone } from '../core/time/zone';

const key = 'timeZone';

/**
 * The time zone of the editor window. On the same machine it is that of the extension. Elsewhere (a remote window, a
 * browser) only a page knows it, and reports it whenever it is shown. VS Code keeps the last reported zone on the
 * person's own machine for the windows that are opened next.
 */
export class WindowZone implements Disposable {
  private readonly changes = new EventEmitter<void>();
  private readonly elsewhere: boolean;
  private heard: string | undefined;
  private host: string | undefined;

  readonly onDidChange = this.changes.event;

  constructor(
    private readonly state: Memento,
    { remoteName, uiKind }: Pick<typeof env, 'remoteName' | 'uiKind'> = env,
  ) {
    this.elsewhere = remoteName !== undefined || uiKind === UIKind.Web;
  }

  /** The zone of the machine that the extension runs on, until the window's zone is known. */
  get value(): string {
    return this.heard ?? (this.elsewhere ? this.kept : undefined) ?? this.hostZone;
  }

  /** Takes the zone that a page of the window reports. */
  readonly hear = (zone: string): void => {
    const before = this.value;
    this.heard = zone;
    if (zone !== this.kept) void this.state.update(key, zone);
    if (zone !== before) this.changes.fire();
  };

  dispose(): void {
    this.changes.dispose();
  }

  private get kept(): string | undefined {
    const zone: unknown = this.state.get(key);
    return typeof zone === 'string' && isTimeZone(zone) ? zone : undefined;
  }

  /** Node asks the machine once, and each later answer would take a tenth of a millisecond: every row asks for its day. */
  private get hostZone(): string {
    this.host ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
    return this.host;
  }
}
