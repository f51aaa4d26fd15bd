import { asSourceError, type SourceError } from '../../core/errors/sourceError';
import { type Catalog, catalogs } from '../../core/model/opportunity';
import {
  type AccessFacts,
  type AccessFailure,
  type AccessStepId,
  type CallFacts,
  type KeyFacts,
  stepOfCode,
} from '../../core/present/access/accessFacts';
import type { Operation, OperationName, OpportunitySource, Result } from '../../core/wire/operations';
import type { Answer } from '../calls/answer';
import type { RequestFacts, SourceLog } from '../calls/sourceLog';
import { readSharedConfig } from '../identity/files/sharedConfig';
import type { Environment } from '../identity/files/sharedFiles';
import type { AwsKeys } from '../identity/sources/keys';
import { certificateIssuer } from './certificateIssuer';
import { type ChosenConnection, endpointFacts, keyFacts, profileFacts } from './fileFacts';

/** What a source tells while it works. */
export interface SourceHooks {
  readonly log: SourceLog;
  readonly onKeys: (keys: AwsKeys) => void;
  readonly onAnswer: (answer: Pick<Answer, 'clockOffset'>) => void;
}

export interface AccessCheckOptions extends ChosenConnection {
  /** Opens a source of its own for the check, which tells these hooks what it does. */
  open(hooks: SourceHooks): OpportunitySource;
  /** Told what is checked next. */
  tell(step: AccessStepId): void;
  readonly env?: Environment;
}

/**
 * Finds out what a connection can do, and if it cannot, why: with one row of the list, and one request more to the other
 * catalog if this one is refused, or for each half of the full record if a row came. The lists of the window are left as
 * they are.
 * @returns what is known, also when `signal` stops it. It never rejects because of a failure on the way.
 */
export function checkAccess(options: AccessCheckOptions, signal: AbortSignal): Promise<AccessFacts> {
  return new AccessCheck(options, signal).run();
}

class AccessCheck {
  readonly #options: AccessCheckOptions;
  readonly #signal: AbortSignal;
  readonly #calls: CallFacts[] = [];
  #step: AccessStepId = 'profile';
  #keys: KeyFacts | undefined;
  #clockOffset: number | undefined;
  /** What the source is doing, as far as it has told. */
  #during: Exclude<AccessFailure['during'], 'profile'> = 'endpoint';
  /** What the source has logged last of the call that is being made, and how many requests it has taken. */
  #logged: RequestFacts | undefined;
  #requests = 0;

  constructor(options: AccessCheckOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
  }

  async run(): Promise<AccessFacts> {
    const { env = process.env, connection, tell } = this.#options;
    tell('profile');
    const config = await readSharedConfig(env);
    const profile = profileFacts(this.#options, config, env);
    const endpoint = endpointFacts(this.#options, config, env);
    const known = {
      ...{ catalog: connection.catalog, checkedAt: Date.now() },
      ...{ profile: profile.facts, endpoint: endpoint.facts, calls: this.#calls },
    };
    if (profile.fault) return { ...known, failure: { error: asSourceError(profile.fault), during: 'profile' } };
    const failure = await this.#ask();
    const isStopped = this.#signal.aborted || failure?.error.code === 'aborted';
    const issuer = !isStopped && failure?.error.code === 'certificate' ? await this.#issuer(failure.error) : undefined;
    return {
      ...known,
      ...(this.#keys && { keys: this.#keys }),
      ...(this.#clockOffset !== undefined && { clockOffset: this.#clockOffset }),
      ...(failure && failure.error.code !== 'aborted' && { failure }),
      ...(issuer && { issuer }),
      ...(isStopped && { stoppedAt: this.#step }),
    };
  }

  /** Returns why the list cannot be read; undefined if it can. */
  async #ask(): Promise<AccessFailure | undefined> {
    const { connection, open } = this.#options;
    this.#reach('credentials');
    const source = open({
      log: { request: (facts) => this.#hear(facts) },
      onKeys: (keys) => {
        this.#keys = keyFacts(keys);
        this.#during = 'request';
        if (this.#step === 'credentials') this.#reach('request');
      },
      onAnswer: ({ clockOffset }) => {
        this.#clockOffset ??= clockOffset;
      },
    });
    try {
      const listed = await this.#call(source, listOne(connection.catalog));
      if (!('error' in listed)) {
        await this.#readRecord(source, listed.result.items[0]?.Id);
        return undefined;
      }
      const { error } = listed;
      // Before its first request, a source may wait for the end of a failure that another one has met.
      const isWaiting = this.#during === 'endpoint' && stepOfCode[error.code] === 'request';
      const failure = { error, during: isWaiting ? ('request' as const) : this.#during };
      if (failure.during === 'request' && stepOfCode[error.code] === 'permission') {
        this.#reach('permission');
        for (const other of catalogs.filter((catalog) => catalog !== connection.catalog)) {
          await this.#call(source, listOne(other));
        }
      }
      return failure;
    } finally {
      source.dispose();
    }
  }

  async #readRecord(source: OpportunitySource, id: string | undefined): Promise<void> {
    if (id === undefined) return;
    const { catalog: Catalog } = this.#options.connection;
    this.#reach('fullRecord');
    await this.#call(source, { name: 'GetOpportunity', input: { Catalog, Identifier: id } });
    await this.#call(source, {
      name: 'GetAwsOpportunitySummary',
      input: { Catalog, RelatedOpportunityIdentifier: id },
    });
  }

  async #call<Name extends OperationName>(
    source: OpportunitySource,
    operation: Operation<Name> & { readonly input: { readonly Catalog: Catalog } },
  ): Promise<{ readonly result: Result<Name> } | { readonly error: SourceError }> {
    this.#logged = undefined;
    this.#requests = 0;
    try {
      const result = await source.run(operation, 'foreground', this.#signal);
      this.#note(operation);
      return { result };
    } catch (thrown) {
      const error = asSourceError(thrown);
      if (error.code !== 'aborted') this.#note(operation, error);
      return { error };
    }
  }

  #hear(facts: RequestFacts): void {
    if (facts.op === 'credentials') {
      this.#during = 'credentials';
    } else {
      this.#logged = facts;
      this.#requests += facts.attempts ?? 0;
    }
  }

  /** Keeps what a call came to, if anything was sent for it. */
  #note({ name, input }: { name: OperationName; input: { Catalog: Catalog } }, error?: SourceError): void {
    const { status, requestId, ms, count } = this.#logged ?? { ms: 0 };
    if (this.#requests === 0) return;
    this.#calls.push({
      ...{ operation: name, catalog: input.Catalog, milliseconds: ms, requests: this.#requests },
      ...(status !== undefined && { status }),
      ...(requestId && { requestId }),
      ...(name === 'ListOpportunities' && count !== undefined && { rows: count }),
      ...(error && { error }),
    });
  }

  #reach(step: AccessStepId): void {
    this.#step = step;
    this.#options.tell(step);
  }

  async #issuer({ args: [host] }: SourceError): Promise<string | undefined> {
    return host === undefined ? undefined : certificateIssuer(host, this.#signal);
  }
}

function listOne(Catalog: Catalog) {
  return { name: 'ListOpportunities', input: { Catalog, MaxResults: 1 } } as const;
}
