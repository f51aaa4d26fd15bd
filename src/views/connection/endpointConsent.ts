import { l10n, type Memento } from 'vscode';
import { confirm, translated } from '../../host/tell';

/** An endpoint that the environment or a file chose. */
export interface ChosenEndpoint {
  readonly url: string;
  readonly host: string;
  /** What chose it, for words. */
  readonly origin: string;
}

const key = 'allowedEndpoints';

/**
 * Asks the person whether requests may go to an endpoint that is not AWS's and that they did not set themselves. A yes
 * holds for this value on this machine, a no until they ask for it again.
 */
export class EndpointConsent {
  private readonly asked = new Map<string, Promise<boolean>>();

  constructor(private readonly state: Memento) {}

  /** Resolves to false if the person does not agree. Nothing is sent before. */
  confirm({ url, host, origin }: ChosenEndpoint): Promise<boolean> {
    if (this.allowed.includes(url)) return Promise.resolve(true);
    const asked = this.asked.get(url) ?? this.ask(url, host, origin);
    this.asked.set(url, asked);
    // Where the question could not be put, it is put again.
    asked.catch(() => this.asked.delete(url));
    return asked;
  }

  /** True if the person has allowed it, now or before. Nobody is asked. */
  async isAllowed({ url }: ChosenEndpoint): Promise<boolean> {
    return this.allowed.includes(url) || ((await this.asked.get(url)) ?? false);
  }

  /** Asks again about endpoints that the person did not allow. */
  forgetRefusals(): void {
    this.asked.clear();
  }

  private async ask(url: string, host: string, origin: string): Promise<boolean> {
    const question = translated(
      'Send AWS requests to {0}? {1} says so, and it is not an address of AWS. It would receive your access key ID, your session token or sign-in, and what you filter by.',
      host,
      origin,
    );
    if (!(await confirm(question, l10n.t('Allow')))) return false;
    // A yes that cannot be stored holds for this window.
    await Promise.resolve(this.state.update(key, [...this.allowed, url])).catch(() => {});
    return true;
  }

  private get allowed(): readonly string[] {
    const kept: unknown = this.state.get(key);
    return Array.isArray(kept) ? kept.filter((url) => typeof url === 'string') : [];
  }
}
