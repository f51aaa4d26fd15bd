import { Disposable, type LogOutputChannel, type Memento, type TreeView, workspace } from 'vscode';
import type { AwsDeps, Turns } from './aws/awsSource';
import type { RequestFacts } from './aws/calls/sourceLog';
import type { SourceHooks } from './aws/check/accessCheck';
import { detailPanelType } from './contributions';
import { isOfCredentials } from './core/errors/connectionFailures';
import { SourceError } from './core/errors/sourceError';
import type { RateLimiter } from './core/paging/rateLimiter';
import type { AccessFacts } from './core/present/access/accessFacts';
import type { AwsConnection, Connection } from './core/query/connection';
import type { Moment } from './core/time/zone';
import type { OpportunitySource } from './core/wire/operations';
import { stampOf } from './files/fileStamps';
import { clock } from './host/clock';
import type { CurrentSettings } from './host/currentSettings';
import { knownProxy } from './host/installation';
import { RequestLog } from './host/requestLog';
import { whileVisible } from './host/visibility';
import { workspaceFolders } from './host/workspaceFolders';
import type { AskedCheck } from './views/connection/askedCheck';
import { ChangeWatch, type WatchedIdentity } from './views/connection/changeWatch';
import { EndpointConsent } from './views/connection/endpointConsent';
import type { CurrentLists } from './views/currentLists';

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
  readonly current: CurrentLists;
  /** The time as the person sees it. */
  readonly now: () => Moment;
  /** The view whose opportunities come from here. What changes is noticed while a person can see it, or a panel. */
  readonly view: Pick<TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>;
}

/** Opens the sources of a window. It is a bundle of its own, loaded on the first request. */
export class SourceOpener implements Disposable {
  /** One for all sources: the account's quota does not care which connection spends it. */
  private limiter: RateLimiter | undefined;
  /** One for all sources: they may share a sign-in. */
  private turns: Turns | undefined;
  private readonly consent: EndpointConsent;
  private readonly requests: RequestLog;
  private readonly subscription: Disposable;
  /** Notices what changes for the connection that is open. */
  private watch: ChangeWatch | undefined;
  private isVisible = false;
  private openings = 0;

  constructor(private readonly deps: SourceOpenerDeps) {
    const { settings, habits, current, view, log } = deps;
    this.requests = new RequestLog(log);
    this.consent = new EndpointConsent(habits);
    this.subscription = Disposable.from(
      settings.onDidChange(() => {
        if (this.limiter) this.limiter.requestsPerSecond = settings.value.requestsPerSecond;
      }),
      current.onDidReplace(() => this.endWatch()),
      whileVisible(view, detailPanelType, (visible) => {
        this.isVisible = visible;
        this.watch?.show(visible);
      }),
    );
  }

  /** @throws {SourceError} `aborted` for a connection that the person left: nothing goes on behind the one that is shown */
  async open(connection: Connection): Promise<OpportunitySource> {
    if (!this.isCurrent(connection)) throw new SourceError('aborted');
    const { current, habits, now } = this.deps;
    if (connection.kind === 'sample') {
      return (await demo()).openSampleSource(habits, now, (start) => {
        if (!this.isCurrent(connection)) return;
        current.identified(start);
        current.whereabouts = {};
      });
    }
    const { createAwsSource, identityOf } = await aws();
    await this.beginWatch(connection, () => identityOf(connection));
    return createAwsSource(connection, { ...(await this.awsDeps()), onIdentityChange: () => current.reopen() });
  }

  /** Returns what a check of a connection finds out. It is made with a source of its own, under the limit of the window. */
  async checkAccess({ connection, ...asked }: AskedCheck, signal: AbortSignal): Promise<AccessFacts> {
    this.deps.current.unasked.asked();
    const { createAwsSource, checkAccess } = await aws();
    const deps = await this.awsDeps();
    const open = ({ log, ...hooks }: SourceHooks): OpportunitySource => {
      const request = (facts: RequestFacts): void => {
        deps.log.request(facts);
        log.request(facts);
      };
      return createAwsSource(connection, { ...deps, ...hooks, log: { request }, tellWaiting: asked.tellWaiting });
    };
    const proxy = knownProxy();
    return checkAccess({ ...{ connection, ...asked, open }, ...(proxy && { proxy }) }, signal);
  }

  private async awsDeps(): Promise<AwsDeps> {
    const { settings, current } = this.deps;
    const { createWindowLimiter, Turns } = await aws();
    this.turns ??= new Turns();
    this.limiter ??= createWindowLimiter(settings.value.requestsPerSecond);
    return {
      limiter: this.limiter,
      turns: this.turns,
      askMfaCode: async (question, signal) =>
        (await current.unasked.mayAsk()) && !signal.aborted
          ? (await mfaPrompt()).askMfaCode(question, signal)
          : undefined,
      confirmEndpoint: async (endpoint) =>
        (await this.consent.isAllowed(endpoint)) ||
        ((await current.unasked.mayAsk()) && this.consent.confirm(endpoint)),
      tellWaiting: async (profile, signal) => {
        const mayTell = await current.unasked.mayAsk();
        if (signal.aborted) return;
        // Nobody cancels what nobody is told of.
        if (mayTell) await (await credentialsWait()).tellWaiting(profile, signal);
        else await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      },
      trust: { isTrusted: () => workspace.isTrusted, folders: workspaceFolders },
      onTokenStored: () => void this.watch?.tokenStored(),
      log: this.requests,
    };
  }

  /** Asks again about endpoints that the person did not allow. */
  forgetRefusals(): void {
    this.consent.forgetRefusals();
  }

  dispose(): void {
    this.endWatch();
    this.subscription.dispose();
  }

  private isCurrent(connection: Connection): boolean {
    return JSON.stringify(this.deps.current.connection) === JSON.stringify(connection);
  }

  private async beginWatch(connection: AwsConnection, identify: () => Promise<WatchedIdentity>): Promise<void> {
    this.endWatch();
    const opening = this.openings;
    const { current } = this.deps;
    const isCurrent = (): boolean => opening === this.openings && this.isCurrent(connection);
    const watch = await ChangeWatch.begin({
      ...{ clock, stampOf, identify },
      located: ({ digest, endpoint, fault }) => {
        if (isCurrent() && !fault) current.identified(digest);
        const isShown = endpoint && (endpoint.isForeign || connection.endpoint !== undefined);
        if (isCurrent()) current.whereabouts = { ...(isShown && { endpoint }), ...(fault && { fault }) };
      },
      replace: () => current.reopen(),
      retry: () => current.recover(isOfCredentials),
    });
    if (!isCurrent()) {
      watch.dispose();
      return;
    }
    this.watch = watch;
    watch.show(this.isVisible);
  }

  private endWatch(): void {
    this.openings++;
    this.watch?.dispose();
    this.watch = undefined;
  }
}
