import { SourceError, type SourceErrorCode } from '../core/errors/sourceError';
import type { RateLimiter } from '../core/paging/rateLimiter';
import type { Priority } from '../core/paging/source';
import type { AwsConnection } from '../core/query/connection';
import {
  type Operation,
  type OperationName,
  type OpportunitySource,
  type Result,
  readAnswer,
} from '../core/wire/operations';
import { Answer } from './calls/answer';
import { apiCalls, type Prepare } from './calls/apiCalls';
import { type Client, createClient, waitForTurn } from './calls/client';
import { Deadline, unlessAborted } from './calls/deadline';
import { toSourceError } from './calls/serviceErrors';
import type { RequestFacts, SourceLog } from './calls/sourceLog';
import { type Timing, usualTiming } from './calls/timing';
import { type AwsKeys, Credentials, type MfaPrompt } from './identity/credentials';
import { resolveEndpoint } from './identity/endpoint';
import { readSharedConfig } from './identity/sharedConfig';
import { type Environment, profileOfEnvironment } from './identity/sharedFiles';

// This file is what the AWS bundle exports: all that the extension loads on the first request.
export { listProfiles } from './identity/profiles';
export { createWindowLimiter } from './windowLimiter';

export interface AwsDeps {
  /** One for the whole window, whatever the connection. */
  readonly limiter: RateLimiter;
  /** Asks a person for the code of an MFA device; undefined: cancelled. Nobody needs it any more once `signal` is aborted. */
  askMfaCode(prompt: MfaPrompt, signal: AbortSignal): Promise<string | undefined>;
  readonly log: SourceLog;
  /** Where `AWS_…` variables are read, except those that only the SDK's own credential providers read. */
  readonly env?: Environment;
  readonly timing?: Partial<Timing>;
}

/** Milliseconds; AWS takes signatures that are off by five minutes at most. */
const notableOffset = 4 * 60_000;
/** What AWS refuses because of whose keys they are. */
const refusals: ReadonlySet<SourceErrorCode> = new Set(['keysRejected', 'accessDenied', 'notLinked']);

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
  readonly #credentials: Credentials;
  readonly #ended = new AbortController();
  readonly #underWay = new Set<AbortController>();
  #client: Client | undefined;
  #clockNoted = false;

  constructor(connection: AwsConnection, deps: AwsDeps) {
    this.#connection = connection;
    this.#deps = deps;
    this.#env = deps.env ?? process.env;
    this.#timing = { ...usualTiming, ...deps.timing };
    this.#profile = connection.profile || profileOfEnvironment(this.#env);
    this.#credentials = new Credentials({
      profile: this.#profile,
      env: this.#env,
      askMfaCode: (prompt) => deps.askMfaCode(prompt, this.#ended.signal),
      requestHandler: { connectionTimeout: this.#timing.connect, requestTimeout: this.#timing.headers },
    });
  }

  async run<Name extends OperationName>(
    operation: Operation<Name>,
    priority: Priority,
    signal: AbortSignal,
  ): Promise<Result<Name>> {
    if (signal.aborted || this.#ended.signal.aborted) throw new SourceError('aborted');
    const call = new AbortController();
    const stop = (): void => call.abort(new SourceError('aborted'));
    signal.addEventListener('abort', stop, { once: true });
    this.#underWay.add(call);
    try {
      return await this.#runPatiently(operation, priority, call);
    } finally {
      signal.removeEventListener('abort', stop);
      this.#underWay.delete(call);
    }
  }

  dispose(): void {
    this.#ended.abort();
    for (const call of this.#underWay) call.abort(new SourceError('aborted'));
    this.#client?.sdk.destroy();
  }

  /** Tries once more where the SDK does not: with new credentials, and after an answer that was cut short. */
  async #runPatiently<Name extends OperationName>(
    operation: Operation<Name>,
    priority: Priority,
    call: AbortController,
  ): Promise<Result<Name>> {
    let wasExpired = false;
    let wasCutShort = false;
    for (;;) {
      const answer = new Answer();
      const client = await unlessAborted(this.#connect(), call.signal);
      const keys = await this.#loadCredentials(call);
      try {
        return await this.#runOnce({ operation, priority, call, client, answer });
      } catch (thrown) {
        const error = thrown as SourceError;
        if (error.code === 'credentialsExpired') {
          if (wasExpired) throw await this.#credentials.explainExpired(error);
          wasExpired = true;
          this.#credentials.forget(keys);
        } else if (error.code === 'connectionLost' && answer.looksCutShort && !wasCutShort) {
          wasCutShort = true;
        } else {
          // Whoever is refused mends the profile or gets another one: the next try must see that.
          if (refusals.has(error.code)) this.#credentials.forget(keys);
          throw error;
        }
      }
    }
  }

  async #connect(): Promise<Client> {
    if (this.#client) return this.#client;
    const config = await readSharedConfig(this.#env);
    const endpoint = resolveEndpoint({
      service: 'partnercentral_selling',
      setting: this.#connection.endpoint,
      env: this.#env,
      profile: this.#profile ?? 'default',
      config,
    });
    if (this.#ended.signal.aborted) throw new SourceError('aborted');
    // Two first calls may both have read the files.
    this.#client ??= createClient({
      profile: this.#profile,
      endpoint,
      credentials: () => this.#credentials.get(),
      timing: this.#timing,
    });
    return this.#client;
  }

  /** Before the SDK asks for them, because no signal and no deadline stops it while it waits for credentials. */
  async #loadCredentials(call: AbortController): Promise<AwsKeys> {
    const begun = performance.now();
    const ms = this.#timing.credentials;
    const pass = (): void => {
      if (this.#credentials.isAsking) {
        deadline = new Deadline(ms, pass);
        return;
      }
      this.#credentials.giveUp();
      call.abort(new SourceError('credentialsTimedOut', { args: [this.#identity, String(ms / 1000)] }));
    };
    let deadline = new Deadline(ms, pass);
    try {
      return await unlessAborted(this.#credentials.get(), call.signal);
    } catch (thrown) {
      this.#logFailure({ op: 'credentials', ms: Math.round(performance.now() - begun) }, thrown as SourceError);
      throw thrown;
    } finally {
      deadline.stop();
    }
  }

  async #runOnce<Name extends OperationName>({
    operation,
    priority,
    call,
    client,
    answer,
  }: OneTry<Name>): Promise<Result<Name>> {
    const begun = performance.now();
    const seconds = this.#timing.page / 1000;
    const deadline = new Deadline(this.#timing.page, () =>
      call.abort(new SourceError('timedOut', { args: [String(seconds)] })),
    );
    let attempts = 0;
    const prepare: Prepare = (command) => {
      answer.addTo(command);
      waitForTurn(command, async () => {
        deadline.pause();
        await this.#deps.limiter.acquire(priority, call.signal);
        deadline.resume();
        attempts++;
      });
    };
    const { send, count } = apiCalls[operation.name];
    try {
      const output = await unlessAborted(send(client.sdk, operation.input, prepare, call.signal), call.signal);
      const result = readAnswer(operation, output);
      this.#deps.log.request({
        ...facts(operation, begun, attempts, answer, output?.$metadata.requestId),
        count: count(result),
        ...this.#clockNote(client),
      });
      return result;
    } catch (thrown) {
      const error = toSourceError(thrown, {
        operation: operation.name,
        hasToken: 'NextToken' in operation.input && operation.input.NextToken !== undefined,
        identity: this.#identity,
        host: client.host,
        seconds,
        answer,
      });
      this.#logFailure(facts(operation, begun, attempts, answer, error.requestId), error);
      throw error;
    } finally {
      deadline.stop();
    }
  }

  /** The SDK signs by AWS's clock once it knows it; a person who wonders about their own may find it in the log. */
  #clockNote({ sdk }: Client): Pick<RequestFacts, 'clockOffsetMs'> {
    const { systemClockOffset } = sdk.config;
    if (this.#clockNoted || Math.abs(systemClockOffset) < notableOffset) return {};
    this.#clockNoted = true;
    return { clockOffsetMs: Math.round(systemClockOffset) };
  }

  #logFailure(facts: RequestFacts, { code, origin }: SourceError): void {
    this.#deps.log.request({ ...facts, ...(origin && { errorName: origin }), code });
  }

  /** Whose credentials are used, for words. */
  get #identity(): string {
    return this.#profile ?? 'the default provider chain';
  }
}

interface OneTry<Name extends OperationName> {
  readonly operation: Operation<Name>;
  readonly priority: Priority;
  readonly call: AbortController;
  readonly client: Client;
  readonly answer: Answer;
}

function facts(
  { name }: Operation,
  begun: number,
  attempts: number,
  { status }: Answer,
  requestId: string | undefined,
): RequestFacts {
  return {
    op: name,
    ...(status !== undefined && { status }),
    ...(requestId && { requestId }),
    attempts,
    ms: Math.round(performance.now() - begun),
  };
}
