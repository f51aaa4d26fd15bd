import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import type * as awsSource from '../../../src/aws/awsSource';
import type { RequestFacts } from '../../../src/aws/calls/sourceLog';
import { type Timing, usualTiming } from '../../../src/aws/calls/timing';
import { isSourceError, type SourceError, type SourceErrorCode } from '../../../src/core/errors/sourceError';
import type { ListRequest } from '../../../src/core/model/opportunity';
import { RateLimiter } from '../../../src/core/paging/rateLimiter';
import type { Clock } from '../../../src/core/runtime/clock';
import type { OpportunitySource } from '../../../src/core/wire/operations';
import { unattended } from '../../support/ask';
import { ScriptedServer } from '../../support/scriptedServer';

/** Stands in every answer and every command of these tests, and may stand in no error and no log. */
export const canary = 'CanaryCorp';

/** What the answers, the files and the programs of these tests have beside it, and what is for nobody else either. */
const secrets = [canary, 'client-secret', 'refresh-1', 'refresh-2', 'token-1', 'token-2'];

/** What the code under test prints, as somebody reads it who starts VS Code in a terminal. */
class Printed {
  readonly #lines: string[] = [];
  readonly #methods = { ...console };

  begin(): void {
    this.#lines.length = 0;
    const print = (...values: readonly unknown[]) => void this.#lines.push(inspect(values, { depth: 10 }));
    for (const name of ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const) console[name] = print;
  }

  /** Returns it, and lets the console print again. */
  end(): string {
    Object.assign(console, this.#methods);
    return this.#lines.join('\n');
  }
}

/** Waits as long as usual for everything, but does not wait between attempts. */
export const patient: Timing = { ...usualTiming, transientBackoff: 1, throttledBackoff: 1 };

const realTime: Clock = {
  now: () => performance.now(),
  schedule: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** A limiter that never makes anyone wait for the rate. */
export function unlimited(clock = realTime): RateLimiter {
  return new RateLimiter({ requestsPerSecond: 10_000, clock });
}

export const never = new AbortController().signal;
export const firstPage: ListRequest = Object.freeze({ Catalog: 'AWS', MaxResults: 100 });

export interface SourceOptions extends Partial<awsSource.AwsDeps> {
  readonly profile?: string;
  /** Absent: the scripted server. */
  readonly endpoint?: string;
}

/** A server, an empty home directory and an environment without any AWS variable, for the tests of one `describe`. */
export class Harness {
  server!: ScriptedServer;
  home!: string;
  /** What was logged. */
  readonly facts: RequestFacts[] = [];
  readonly #sources: OpportunitySource[] = [];
  readonly #printed = new Printed();
  #environment: NodeJS.ProcessEnv = {};
  #awsSource!: Pick<typeof awsSource, 'createAwsSource'>;

  constructor() {
    before(async () => {
      const { AWS_BUNDLE: bundle } = process.env;
      this.#awsSource = bundle ? await import(pathToFileURL(bundle).href) : await import('../../../src/aws/awsSource');
      this.server = await ScriptedServer.start();
    });
    beforeEach(() => {
      this.#environment = { ...process.env };
      for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
      this.home = mkdtempSync(join(tmpdir(), 'partner-central-'));
      // No test may find an instance's identity.
      this.set({ HOME: this.home, USERPROFILE: this.home, AWS_EC2_METADATA_DISABLED: 'true' });
      this.facts.length = 0;
      this.#printed.begin();
    });
    afterEach(() => {
      const told = `${JSON.stringify(this.facts)}\n${this.#printed.end()}`;
      for (const secret of secrets) assert.equal(told.includes(secret), false, `S07: logged or printed: ${secret}`);
      for (const source of this.#sources.splice(0)) source.dispose();
      for (const name of Object.keys(process.env)) if (!(name in this.#environment)) delete process.env[name];
      this.set(this.#environment);
      rmSync(this.home, { recursive: true, force: true });
    });
    after(() => this.server.stop());
  }

  set(variables: Record<string, string | undefined>): void {
    Object.assign(process.env, variables);
  }

  /** Keys in the environment: the usual identity of a test that is not about identities. */
  setKeys(accessKeyId = 'AKIAENV'): void {
    this.set({ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: 'secret' });
  }

  /** Writes a file below the home directory, by default the AWS config. */
  write(text: string, path = '.aws/config'): void {
    mkdirSync(dirname(join(this.home, path)), { recursive: true });
    writeFileSync(join(this.home, path), text);
  }

  source({ profile, endpoint, ...deps }: SourceOptions = {}): OpportunitySource {
    const source = this.#awsSource.createAwsSource(
      {
        kind: 'aws',
        catalog: 'AWS',
        endpoint: endpoint ?? this.server.url,
        ...(profile && { profile }),
      },
      {
        ...unattended,
        limiter: unlimited(),
        askMfaCode: () => Promise.reject(new Error('nobody expected a question')),
        log: { request: (facts) => this.facts.push(facts) },
        timing: patient,
        ...deps,
      },
    );
    this.#sources.push(source);
    return source;
  }
}

/**
 * Waits for what needs only turns of the event loop, and fails if it waits for more, however busy the machine is: a
 * thousand turns take milliseconds.
 */
export async function atOnce<T>(promise: Promise<T>): Promise<T> {
  let settled = false;
  const watched = promise.finally(() => {
    settled = true;
  });
  for (let turn = 0; turn < 1_000 && !settled; turn++) await new Promise(setImmediate);
  assert.ok(settled, 'it waits for more than its turn');
  return watched;
}

/** Resolves once it is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** Waits for the failure, checks what every failure must keep to, and returns it. */
export async function failure(work: Promise<unknown>, code: SourceErrorCode): Promise<SourceError> {
  const error = await work.then(
    () => assert.fail('it succeeded'),
    (thrown: unknown) => thrown,
  );
  assert.ok(isSourceError(error), `threw ${String(error)}`);
  assert.equal(error.code, code, error.message);
  const told = JSON.stringify([error.message, error.args, error.origin, error.requestId, error.remedies]);
  assert.equal(told.includes(canary), false, `tells too much: ${told}`);
  assert.doesNotMatch(error.message, /undefined|Unexpected token|\{\d\}/);
  assert.ok((error.message.match(/[.!?](\s|$)/g) ?? []).length <= 2, `more than two sentences: ${error.message}`);
  assert.ok(error.remedies.length > 0, 'offers nothing');
  return error;
}

export function summary(id: string, fields: object = {}) {
  return {
    Catalog: 'AWS',
    Id: id,
    LastModifiedDate: '2025-06-01T10:20:30Z',
    LifeCycle: { Stage: 'Qualified' },
    Customer: { Account: { CompanyName: canary } },
    ...fields,
  };
}

/** A page of ListOpportunities, as the service sends it. */
export function pageOf(ids: readonly string[], NextToken?: unknown): object {
  return { OpportunitySummaries: ids.map((id) => summary(id)), ...(NextToken !== undefined && { NextToken }) };
}
