import { SourceError } from '../../core/errors/sourceError';
import { unlessAborted } from '../calls/deadline';
import { readSharedConfig, type SharedConfig } from './files/sharedConfig';
import type { Environment } from './files/sharedFiles';
import { baseOf, type Plan, planOf } from './plan';
import type { LoadContext, MfaPrompt } from './sources/context';
import type { AwsKeys } from './sources/keys';
import { keysOf, keysOfContainer, keysOfEnvironment, keysOfInstance } from './sources/keysOf';
import { signInFirst } from './sources/signInErrors';

export interface CredentialsOptions {
  /** When absent, no profile was chosen: the environment, the `default` profile, a container and an instance follow. */
  readonly profile: string | undefined;
  readonly env: Environment;
  /** Returns what a load needs, for the files as they were just read. */
  context(
    config: SharedConfig,
  ): Omit<LoadContext, 'askMfaCode' | 'signal'> | Promise<Omit<LoadContext, 'askMfaCode' | 'signal'>>;
  /** Resolves to undefined when the person cancels. Nobody needs the code once `signal` is aborted. */
  askMfaCode(prompt: MfaPrompt, signal: AbortSignal): Promise<string | undefined>;
  /** Milliseconds after which `tellWaiting` is called. */
  readonly patience: number;
  /** Tells the person that credentials take long; resolves once they cancel. Nobody waits once `signal` is aborted. */
  tellWaiting(profile: string | undefined, signal: AbortSignal): Promise<void>;
}

/** Temporary keys are renewed this many milliseconds before they expire, as the SDK does. */
const renewBefore = 5 * 60_000;
/** Keys that expire sooner than that are renewed at most once in this many milliseconds. */
const renewInterval = 30_000;

/**
 * The credentials of one connection. They are loaded once for all callers and kept until they are about to expire.
 *
 * A chosen profile gets its own credentials or an error, never another identity from the environment or the instance.
 */
export class Credentials {
  readonly #options: CredentialsOptions;
  #loading: Loading | undefined;
  #kept: Kept | undefined;
  #latest: AwsKeys | undefined;
  #prompts = 0;

  constructor(options: CredentialsOptions) {
    this.#options = options;
  }

  /** True while the person is being asked for something. Deadlines should not count this time. */
  get isAsking(): boolean {
    return this.#prompts > 0;
  }

  /** The keys that were loaded last, even if they were forgotten; undefined before the first. */
  get latest(): AwsKeys | undefined {
    return this.#latest;
  }

  /**
   * Returns keys that are not about to expire. A load that nobody waits for any more is ended.
   * @throws {SourceError} One of the codes for credentials, or for the network on the way to STS or SSO.
   */
  async get(signal: AbortSignal): Promise<AwsKeys> {
    const kept = this.#kept;
    if (kept && !isDue(kept)) return kept.keys;
    try {
      this.#loading ??= this.#start();
      return await this.#loading.wait(signal);
    } catch (error) {
      // Renewing failed, but the current keys are still valid.
      const isValid = kept?.keys.expiration && kept.keys.expiration.getTime() > Date.now();
      if (isValid && !signal.aborted) return kept.keys;
      throw error;
    }
  }

  /** Discards keys that AWS reports as expired, so that the next `get` loads again, unless they were replaced meanwhile. */
  forget(expired: AwsKeys): void {
    if (this.#kept?.keys === expired) this.#kept = undefined;
  }

  /** Ends a load that does not settle, so that the next `get` starts another. */
  giveUp(reason = new SourceError('aborted')): void {
    const loading = this.#loading;
    this.#loading = undefined;
    loading?.end(reason);
  }

  /** Counts the time of a question to the person. */
  async whileAsking<T>(question: Promise<T>): Promise<T> {
    this.#prompts++;
    try {
      return await question;
    } finally {
      this.#prompts--;
    }
  }

  #start(): Loading {
    const loading: Loading = new Loading((signal) => this.#load(signal, () => loading.asked()));
    loading.keys.then(
      (keys) => {
        if (this.#loading !== loading) return;
        this.#loading = undefined;
        this.#latest = keys;
        this.#kept = { keys, loadedAt: Date.now(), byPerson: loading.byPerson };
      },
      () => {
        if (this.#loading === loading) this.#loading = undefined;
        // The next attempt waits for the usual interval, however many callers there are.
        if (this.#kept) this.#kept = { ...this.#kept, loadedAt: Date.now() };
      },
    );
    return loading;
  }

  async #load(signal: AbortSignal, asked: () => void): Promise<AwsKeys> {
    const { profile, env, context, askMfaCode } = this.#options;
    const loaded = new AbortController();
    this.#notice(signal, loaded.signal);
    try {
      const config = await readSharedConfig(env);
      const full: LoadContext = {
        ...(await context(config)),
        signal,
        askMfaCode: (prompt) => {
          asked();
          return this.whileAsking(askMfaCode(prompt, signal));
        },
      };
      if (profile === undefined) return await keysOfNobody(config, full);
      const plan = planOf(profile, config);
      return await keysOf(plan, full).catch((error) => Promise.reject(withRemedy(error, plan)));
    } finally {
      loaded.abort();
    }
  }

  /** Tells the person when a load takes long, unless it waits for them, and ends it when they cancel. */
  #notice(loading: AbortSignal, loaded: AbortSignal): void {
    const { profile, patience, tellWaiting } = this.#options;
    const over = AbortSignal.any([loading, loaded]);
    const tell = (): void => {
      if (this.isAsking) {
        timer = setTimeout(tell, patience);
        return;
      }
      const cancelled = (): void => {
        if (over.aborted) return;
        this.giveUp(new SourceError('credentialsCancelled', { args: profile === undefined ? ['AWS'] : [profile] }));
      };
      // A person who cannot be told waits all the same.
      void tellWaiting(profile, over).then(cancelled, () => {});
    };
    let timer = setTimeout(tell, patience);
    over.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }
}

/** Keys, when they were loaded in milliseconds since 1970, and whether a person had to enter a code for them. */
interface Kept {
  readonly keys: AwsKeys;
  readonly loadedAt: number;
  readonly byPerson: boolean;
}

/** One load of credentials, for all who wait for it. */
class Loading {
  readonly keys: Promise<AwsKeys>;
  #byPerson = false;
  readonly #controller = new AbortController();
  #waiting = 0;

  constructor(load: (signal: AbortSignal) => Promise<AwsKeys>) {
    this.keys = unlessAborted(load(this.#controller.signal), this.#controller.signal);
  }

  /** Resolves with the keys, or rejects as soon as `signal` is aborted. */
  async wait(signal: AbortSignal): Promise<AwsKeys> {
    this.#waiting++;
    try {
      return await unlessAborted(this.keys, signal);
    } finally {
      this.#waiting--;
      if (this.#waiting === 0 && signal.aborted) this.end(new SourceError('aborted'));
    }
  }

  /** True if a person had to enter a code for it. */
  get byPerson(): boolean {
    return this.#byPerson;
  }

  asked(): void {
    this.#byPerson = true;
  }

  end(reason: SourceError): void {
    this.#controller.abort(reason);
  }
}

/** Returns the credentials when no profile was chosen, from the same places in the same order as the AWS CLI. */
async function keysOfNobody(config: SharedConfig, context: LoadContext): Promise<AwsKeys> {
  const { env } = context;
  const ofEnvironment = keysOfEnvironment(env);
  if (typeof ofEnvironment === 'object') return ofEnvironment;
  if (env.AWS_ACCESS_KEY_ID) throw new SourceError('noCredentials', { args: [ofEnvironment] });
  const plan = planOfNobody(config, env);
  if (plan) return keysOf(plan, context).catch((error) => Promise.reject(withRemedy(error, plan)));
  if (env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || env.AWS_CONTAINER_CREDENTIALS_FULL_URI) {
    const ofContainer = await keysOfContainer(env);
    if (typeof ofContainer === 'object') return ofContainer;
    throw new SourceError('noCredentials', { args: [ofContainer] });
  }
  const ofInstance = await keysOfInstance(env);
  if (typeof ofInstance === 'object') return ofInstance;
  throw new SourceError('noCredentials', {
    args: ['there are no variables, there is no default profile, and this is no machine with a role.'],
  });
}

/** Returns the plan if no profile was chosen; undefined if neither the environment nor the `default` profile has one. */
export function planOfNobody(config: SharedConfig, env: Environment): Plan | undefined {
  const { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile, AWS_ROLE_ARN: roleArn, AWS_ROLE_SESSION_NAME: sessionName } = env;
  const section = config.profiles.get('default');
  // A role of the default profile comes first, then what the environment names.
  const isRole = section?.role_arn !== undefined && section.web_identity_token_file === undefined;
  if (tokenFile && roleArn && !isRole) {
    return { kind: 'webIdentity', profile: 'default', roleArn, tokenFile, ...(sessionName && { sessionName }) };
  }
  const hasFault = config.faults.some(({ kind }) => kind !== 'missing');
  const isUsed = section && Object.keys(section).some((key) => sourceKeys.test(key));
  return hasFault || isUsed ? planOf('default', config) : undefined;
}

/** The keys of a profile that say where its credentials come from. */
const sourceKeys =
  /^(aws_access_key_id|aws_secret_access_key|role_arn|sso_\w+|login_session|credential_process|web_identity_token_file)$/;

/** Returns an error about credentials that have expired with the remedy that renews those of this plan first. */
function withRemedy(error: unknown, plan: Plan): unknown {
  return error instanceof SourceError && error.code === 'credentialsExpired' ? explainExpired(error, plan) : error;
}

/** Returns the same error with the remedy for this kind of profile first. */
export function explainExpired(error: SourceError, plan: Plan): SourceError {
  const base = baseOf(plan);
  const { args, requestId, origin, request, said } = error;
  const details = {
    ...{ args, ...(requestId && { requestId }), ...(origin && { origin }) },
    ...{ ...(request && { request }), ...(said && { said }) },
  };
  if (base?.kind === 'sso' || base?.kind === 'login') {
    return new SourceError('credentialsExpired', { ...details, remedies: signInFirst(base.profile, base.kind) });
  }
  if (base?.kind !== 'keys') return error;
  const remedies = [{ kind: 'openConfig', file: 'credentials' }, ...error.remedies] as const;
  return new SourceError('credentialsExpired', { ...details, remedies });
}

/** Nobody is asked for a code while there are keys that still hold. */
function isDue({ keys, loadedAt, byPerson }: Kept): boolean {
  if (!keys.expiration) return false;
  const left = keys.expiration.getTime() - Date.now();
  return left <= 0 || (!byPerson && left < renewBefore && Date.now() - loadedAt > renewInterval);
}
