import { type Disposable, type LogOutputChannel, type Memento, workspace } from 'vscode';
import type { RateLimiter } from './core/paging/rateLimiter';
import type { Connection } from './core/query/connection';
import type { OpportunitySource } from './core/wire/operations';
import type { CurrentSettings } from './host/currentSettings';
import { logRequest } from './host/requestLog';
import { EndpointConsent } from './views/connection/endpointConsent';

// Bundles of their own, loaded when they are first needed.
const aws = () => import('./aws/awsSource');
const demo = () => import('./demo/sampleSource');
const mfaPrompt = () => import('./views/connection/mfaPrompt');
const credentialsWait = () => import('./views/connection/credentialsWait');

export interface SourceOpenerDeps {
  readonly settings: CurrentSettings;
  readonly log: LogOutputChannel;
  /** What the person prefers in every window. */
  readonly habits: Memento;
  /** Called when the AWS files name another identity than the one whose opportunities are shown. */
  readonly onIdentityChange: () => void;
}

/** Opens the sources of a window. It is a bundle of its own, loaded on the first request. */
export class SourceOpener implements Disposable {
  /** One for all sources: the account's quota does not care which connection spends it. */
  private limiter: RateLimiter | undefined;
  private readonly consent: EndpointConsent;
  private readonly subscription: Disposable;

  constructor(private readonly deps: SourceOpenerDeps) {
    const { settings, habits } = deps;
    this.consent = new EndpointConsent(habits);
    this.subscription = settings.onDidChange(() => {
      if (this.limiter) this.limiter.requestsPerSecond = settings.value.requestsPerSecond;
    });
  }

  async open(connection: Connection): Promise<OpportunitySource> {
    if (connection.kind === 'sample') return (await demo()).createSampleSource();
    const { settings, log, onIdentityChange } = this.deps;
    const { createAwsSource, createWindowLimiter } = await aws();
    this.limiter ??= createWindowLimiter(settings.value.requestsPerSecond);
    return createAwsSource(connection, {
      limiter: this.limiter,
      askMfaCode: async (question, signal) => (await mfaPrompt()).askMfaCode(question, signal),
      confirmEndpoint: (endpoint) => this.consent.confirm(endpoint),
      tellWaiting: async (profile, signal) => (await credentialsWait()).tellWaiting(profile, signal),
      trust: {
        isTrusted: () => workspace.isTrusted,
        folders: () => (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
      },
      onIdentityChange,
      log: { request: (facts) => logRequest(log, facts) },
    });
  }

  /** Asks again about endpoints that the person did not allow. */
  forgetRefusals(): void {
    this.consent.forgetRefusals();
  }

  dispose(): void {
    this.subscription.dispose();
  }
}
