import { SourceError, type SourceErrorCode } from '../core/errors/sourceError';
import { type Failure, Gate, type Visit } from '../core/paging/gate';
import type { RateLimiter } from '../core/paging/rateLimiter';
import type { Patience, Priority } from '../core/paging/source';
import type { AwsConnection } from '../core/query/connection';
import {
  type Operation,
  type OperationName,
  type OpportunitySource,
  type Result,
  readAnswer,
} from '../core/wire/operations';
import type { Answer } from './calls/answer';
import { apiCalls, type Prepare } from './calls/apiCalls';
import { type Client, createClient, waitForTurn } from './calls/client';
import { Deadline, unlessAborted } from './calls/deadline';
import { afterAttempt, withoutAttempt } from './calls/retries';
import { notableOffset, toSourceError } from './calls/serviceErrors';
import type { RequestFacts, SourceLog } from './calls/sourceLog';
import { type Timing, usualTiming } from './calls/timing';
import { logFailure, Tries } from './calls/tries';
import { readCaBundle } from './identity/caBundle';
import { Credentials, explainExpired } from './identity/credentials';
import { type ConfirmEndpoint, Endpoints } from './identity/endpoints';
import { readSharedConfig, type SharedConfig } from './identity/files/sharedConfig';
import { type Environment, profileOfEnvironment } from './identity/files/sharedFiles';
import { identityIn, stampOfFiles } from './identity/identity';
import { planOf } from './identity/plan';
import type { MfaPrompt, RequestHandlerConfig } from './identity/sources/context';
import type { AwsKeys } from './identity/sources/keys';
import type { Trust } from './identity/sources/process';
import { Turns } from './identity/sources/turns';

// This file is what the AWS bundle exports: all that the extension loads on the first request.
export { checkAccess, type SourceHooks } from './check/accessCheck';
export { identityOf } from './identity/identity';
export { listProfiles } from './identity/profiles';
export { findAwsCli } from './identity/sources/awsCli';
export { Turns } from './identity/sources/turns';
export { createWindowLimiter } from './windowLimiter';

export interface AwsDeps {
  /** One for the whole window, whatever the connection. */
  readonly limiter: RateLimiter;
  /** Asks a person for the code of an MFA device; undefined: cancelled. Nobody needs it any more once `signal` is aborted. */
  askMfaCode(prompt: MfaPrompt, signal: AbortSignal): Promise<string | undefined>;
  /** Asks whether requests may go to an endpoint that the environment or a file chose. */
  readonly confirmEndpoint: ConfirmEndpoint;
  /** Tells that credentials take long; resolves once the person cancels. Nobody waits once `signal` is aborted. */
  tellWaiting(profile: string | undefined, signal: AbortSignal): Promise<void>;
  /** Whether programs of the workspace may run, and where it is. */
  readonly trust: Trust;
  /**
   * Called when the files name another identity or endpoint than the one that has answered so far. What is shown belongs to
   * the old one: whoever opened the source replaces it. Without this, the source goes on with the new one.
   */
  readonly onIdentityChange?: () => void;
  /** One for the whole window, so that its connections renew a sign-in once; absent: one for this source. */
  readonly turns?: Turns;
  /** Called after a stored sign-in was renewed and written, so that nobody takes it for a new one. */
  readonly onTokenStored?: () => void;
  readonly log: SourceLog;
  /** Called when credentials are there for a request. */
  readonly onKeys?: (keys: AwsKeys) => void;
  /** Called when a request has ended, whatever came of it. */
  readonly onAnswer?: (answer: Answer) => void;
  /** Where `AWS_…` variables are read. */
  readonly env?: Environment;
  readonly timing?: Partial<Timing>;
  /** Returns a number from 0 to 1, for the part of each pause that is chance. */
  readonly random?: () => number;
}

/** Where roles are assumed unless the profile names a region. */
const usualRegion = 'us-east-1';
/** What AWS refuses because of whose keys they are. */
const refusals: ReadonlySet<SourceErrorCode> = new Set<SourceErrorCode>([
  'keysRejected',
  'accessDenied',
  'notLinked',
  'notRegistered',
  'accountRefused',
]);

/** Reads opportunities from AWS. Nothing is loaded, asked or sent before the first request. */
export function createAwsSource(connection: AwsConnection, deps: AwsDeps): OpportunitySource {
  return new AwsSource(connection, deps);
}

class AwsSource implements OpportunitySource {
  readonly #connection: AwsConnection;
  readonly #deps: AwsDeps;
  readonly #env: Environment;
  readonly #timing: Timing;
  /** Chosen here or by the environment. */
  readonly #profile: string | undefined;
  readonly #gate: Gate;
  readonly #turns: Turns;
  readonly #ended = new AbortController();
  readonly #underWay = new Set<AbortController>();
  #opened: Opened | undefined;
  #opening: Promise<Opened> | undefined;
  /** True once AWS has answered for the identity of now. */
  #hasAnswered = false;
  #clockNoted = false;

  constructor(connection: AwsConnection, deps: AwsDeps) {
    this.#connection = connection;
    this.#deps = deps;
    this.#env = deps.env ?? process.env;
    this.#timing = { ...usualTiming, ...deps.timing };
    this.#gate = new Gate(deps);
    this.#turns = deps.turns ?? new Turns();
    this.#profile = connection.profile || profileOfEnvironment(this.#env);
  }

  async run<Name extends OperationName>(
    operation: Operation<Name>,
    priority: Priority,
    signal: AbortSignal,
    patience?: Patience,
  ): Promise<Result<Name>> {
    if (signal.aborted || this.#ended.signal.aborted) throw new SourceError('aborted');
    const call = new AbortController();
    const stop = (): void => call.abort(new SourceError('aborted'));
    signal.addEventListener('abort', stop, { once: true });
    this.#underWay.add(call);
    const visit = this.#gate.visit(priority, call.signal, patience);
    try {
      return await this.#runPatiently(operation, call, visit);
    } finally {
      visit.leave();
      signal.removeEventListener('abort', stop);
      this.#underWay.delete(call);
    }
  }

  dispose(): void {
    this.#ended.abort();
    for (const call of this.#underWay) call.abort(new SourceError('aborted'));
    this.#opened?.client.sdk.destroy();
    this.#opened?.credentials.giveUp();
  }

  /** Tries again as long as the gate lets it, and once with new credentials. */
  async #runPatiently<Name extends OperationName>(
    operation: Operation<Name>,
    call: AbortController,
    visit: Visit,
  ): Promise<Result<Name>> {
    let wasExpired = false;
    let tries = new Tries(operation.name, this.#newDeadline(call));
    try {
      for (;;) {
        const ready = await this.#prepare(call, visit);
        if ('error' in ready) {
          visit.failed(withoutAttempt(ready.error, this.#timing));
          continue;
        }
        const { opened, keys } = ready;
        const { client, credentials } = opened;
        const tried = await this.#runOnce({ operation, call, visit, client, tries });
        if ('result' in tried) {
          visit.succeeded();
          this.#hasAnswered = true;
          return tried.result;
        }
        const { error } = tried.failure;
        const isExpired = error.code === 'credentialsExpired';
        // Whoever is refused mends the profile or gets another one: the next try must see that.
        if (isExpired || refusals.has(error.code)) credentials.forget(keys);
        if (isExpired && !wasExpired) {
          wasExpired = true;
          continue;
        }
        try {
          if (visit.failed(tried.failure) === 'again') continue;
        } catch (thrown) {
          tries.logFailure(this.#deps.log, error);
          throw isExpired ? explained(error, opened.config, this.#profile ?? 'default') : thrown;
        }
        tries.logFailure(this.#deps.log, error);
        tries.deadline.stop();
        tries = new Tries(operation.name, this.#newDeadline(call));
      }
    } finally {
      tries.deadline.stop();
    }
  }

  #newDeadline(call: AbortController): Deadline {
    const { page } = this.#timing;
    const deadline = new Deadline(page, () => call.abort(new SourceError('timedOut', { args: [String(page / 1000)] })));
    deadline.pause();
    return deadline;
  }

  /** Returns what a request needs, or why it cannot be made. */
  async #prepare(
    call: AbortController,
    visit: Visit,
  ): Promise<{ readonly opened: Opened; readonly keys: AwsKeys } | { readonly error: SourceError }> {
    try {
      for (;;) {
        await visit.pass();
        const opened = await unlessAborted(this.#open(), call.signal);
        const keys = await this.#loadCredentials(opened.credentials, call);
        if (keys) return { opened, keys };
      }
    } catch (thrown) {
      return { error: thrown as SourceError };
    }
  }

  /** Returns what requests are sent and signed with, made again if the files have changed what it is. */
  async #open(): Promise<Opened> {
    const stamp = await stampOfFiles(this.#env);
    if (this.#opened?.stamp === stamp) return this.#opened;
    // Several first calls may all have looked at the files.
    this.#opening ??= this.#reopen(stamp).finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #reopen(stamp: string): Promise<Opened> {
    const config = await readSharedConfig(this.#env);
    if (this.#ended.signal.aborted) throw new SourceError('aborted');
    const { digest, fault } = identityIn(config, this.#connection, this.#env);
    const before = this.#opened;
    if (before?.digest === digest) {
      this.#opened = { ...before, stamp, config };
      return this.#opened;
    }
    // What is shown belongs to nobody else as long as the files name nobody: it may be an editor's half of a file.
    if (before && this.#hasAnswered && fault) throw fault;
    if (before && this.#hasAnswered && this.#deps.onIdentityChange) {
      this.#deps.onIdentityChange();
      throw new SourceError('aborted');
    }
    const profile = this.#profile ?? 'default';
    const env = this.#env;
    const confirm: ConfirmEndpoint = (endpoint, signal) => this.#deps.confirmEndpoint(endpoint, signal);
    const endpoint = await new Endpoints({ profile, config, env, confirm }).of(
      'partnercentral_selling',
      this.#ended.signal,
      this.#connection.endpoint,
    );
    const ca = await readCaBundle(env, profile, config);
    if (this.#ended.signal.aborted) throw new SourceError('aborted');
    const credentials = this.#newCredentials(digest);
    const client = createClient({
      profile: this.#profile,
      endpoint: endpoint?.url,
      ca,
      // What waited for its turn is signed with what it was prepared with: new keys may be somebody else's.
      credentials: async () => credentials.latest ?? credentials.get(this.#ended.signal),
      timing: this.#timing,
    });
    before?.client.sdk.destroy();
    before?.credentials.giveUp();
    this.#opened = { stamp, digest, config, client, credentials };
    return this.#opened;
  }

  /** Returns the credentials of the identity with this digest, and of no other that the files name later. */
  #newCredentials(digest: string): Credentials {
    const { askMfaCode, confirmEndpoint, trust, tellWaiting } = this.#deps;
    const env = this.#env;
    const profile = this.#profile ?? 'default';
    const credentials: Credentials = new Credentials({
      profile: this.#profile,
      env,
      askMfaCode,
      patience: this.#timing.notice,
      tellWaiting,
      context: async (config) => {
        if (identityIn(config, this.#connection, env).digest !== digest) throw new FilesChanged();
        return {
          env,
          trust,
          turns: this.#turns,
          tokenStored: () => this.#deps.onTokenStored?.(),
          endpoints: new Endpoints({
            ...{ profile, config, env },
            confirm: (endpoint, signal) => credentials.whileAsking(confirmEndpoint(endpoint, signal)),
          }),
          region: config.profiles.get(profile)?.region ?? usualRegion,
          requestHandler: this.#requestHandler(await readCaBundle(env, profile, config)),
        };
      },
    });
    return credentials;
  }

  /** Returns the handler for the clients that fetch credentials, which serve one request. */
  #requestHandler(ca: string | undefined): RequestHandlerConfig {
    const { connect, headers, idle } = this.#timing;
    return {
      ...{ connectionTimeout: connect, requestTimeout: headers, socketTimeout: idle, throwOnRequestTimeout: true },
      httpAgent: { keepAlive: false },
      httpsAgent: { keepAlive: false, ...(ca && { ca }) },
    };
  }

  /**
   * Before the SDK asks for them, because no signal and no deadline stops it while it waits for credentials.
   * @returns undefined if the files name somebody else by now
   */
  async #loadCredentials(credentials: Credentials, call: AbortController): Promise<AwsKeys | undefined> {
    const begun = performance.now();
    const ms = this.#timing.credentials;
    const pass = (): void => {
      if (credentials.isAsking) {
        deadline = new Deadline(ms, pass);
        return;
      }
      // It ends the wait of all callers. They get the keys of before, if those are still good.
      credentials.giveUp(new SourceError('credentialsTimedOut', { args: [this.#identity, String(ms / 1000)] }));
    };
    let deadline = new Deadline(ms, pass);
    try {
      const keys = await credentials.get(call.signal);
      this.#deps.onKeys?.(keys);
      return keys;
    } catch (thrown) {
      if (thrown instanceof FilesChanged) return undefined;
      logFailure(
        this.#deps.log,
        { op: 'credentials', ms: Math.round(performance.now() - begun) },
        thrown as SourceError,
      );
      throw thrown;
    } finally {
      deadline.stop();
    }
  }

  async #runOnce<Name extends OperationName>({
    operation,
    call,
    visit,
    client,
    tries,
  }: OneTry<Name>): Promise<{ readonly result: Result<Name> } | { readonly failure: Failure }> {
    const { deadline, answer } = tries;
    const prepare: Prepare = (command) => {
      answer.addTo(command);
      waitForTurn(command, async () => {
        deadline.pause();
        await visit.turn();
        deadline.resume();
        tries.attempts++;
      });
    };
    const { send, count } = apiCalls[operation.name];
    deadline.resume();
    try {
      const output = await unlessAborted(send(client.sdk, operation.input, prepare, call.signal), call.signal);
      const result = readAnswer(operation, output);
      this.#deps.log.request({
        ...tries.facts(output?.$metadata.requestId),
        count: count(result),
        ...this.#clockNote(client),
      });
      return { result };
    } catch (thrown) {
      const error = toSourceError(thrown, {
        operation: operation.name,
        catalog: operation.input.Catalog ?? this.#connection.catalog,
        hasToken: 'NextToken' in operation.input && operation.input.NextToken !== undefined,
        identity: this.#identity,
        host: client.host,
        clockOffset: client.sdk.config.systemClockOffset,
        seconds: this.#timing.page / 1000,
        answer,
      });
      return { failure: afterAttempt(thrown, error, answer, this.#timing) };
    } finally {
      this.#deps.onAnswer?.(answer);
      deadline.pause();
    }
  }

  /** The SDK signs by AWS's clock once it knows it; a person who wonders about their own may find it in the log. */
  #clockNote({ sdk }: Client): Pick<RequestFacts, 'clockOffsetMs'> {
    const { systemClockOffset } = sdk.config;
    if (this.#clockNoted || Math.abs(systemClockOffset) < notableOffset) return {};
    this.#clockNoted = true;
    return { clockOffsetMs: Math.round(systemClockOffset) };
  }

  /** Whose credentials are used, for words. */
  get #identity(): string {
    return this.#profile ?? 'the default provider chain';
  }
}

/** Is thrown when credentials are loaded and the files no longer name whom the connection was opened for. */
class FilesChanged extends Error {}

/** What requests are sent and signed with, and what it was made of. */
interface Opened {
  readonly stamp: string;
  readonly digest: string;
  readonly config: SharedConfig;
  readonly client: Client;
  readonly credentials: Credentials;
}

/** Returns an error about expired credentials with the remedy for how this profile gets its own. */
function explained(error: SourceError, config: SharedConfig, profile: string): SourceError {
  try {
    return explainExpired(error, planOf(profile, config));
  } catch {
    return error;
  }
}

interface OneTry<Name extends OperationName> {
  readonly operation: Operation<Name>;
  readonly call: AbortController;
  readonly visit: Visit;
  readonly client: Client;
  readonly tries: Tries;
}
