import { fromIni, fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { SourceError } from '../../core/errors/sourceError';
import { toCredentialsError, wasWrongCode, withRemedy } from './credentialsErrors';
import { resolveEndpoint } from './endpoint';
import { readSharedConfig, type SharedConfig } from './sharedConfig';
import { type Environment, sharedFiles } from './sharedFiles';

type SourceKeys = Exclude<Parameters<typeof fromTemporaryCredentials>[0]['masterCredentials'], undefined>;
type RoleAssumer = Exclude<Exclude<Parameters<typeof fromIni>[0], undefined>['roleAssumer'], undefined>;

/** An access key with its secret and, when it is temporary, its session token and expiration. */
export type AwsKeys = Awaited<ReturnType<RoleAssumer>>;

/** What the person is asked to enter an MFA code for. */
export interface MfaPrompt {
  readonly profile: string;
  /** The device's serial number or ARN, from `mfa_serial`. */
  readonly serial: string;
  /** Starts at 1 and increases by one after each code that AWS rejects. */
  readonly attempt: number;
}

export interface CredentialsOptions {
  /** When absent, no profile was chosen and the SDK's default chain decides. */
  readonly profile: string | undefined;
  readonly env: Environment;
  /** Resolves to undefined when the person cancels. */
  askMfaCode(prompt: MfaPrompt): Promise<string | undefined>;
  /** Timeouts for the requests that fetch credentials. */
  readonly requestHandler: { readonly connectionTimeout: number; readonly requestTimeout: number };
}

const region = 'us-east-1';
const mostCodes = 3;
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
  #loading: Promise<AwsKeys> | undefined;
  #kept: { readonly keys: AwsKeys; readonly loadedAt: number } | undefined;
  #prompts = 0;

  constructor(options: CredentialsOptions) {
    this.#options = options;
  }

  /** True while the person is being asked for a code. Deadlines should not count this time. */
  get isAsking(): boolean {
    return this.#prompts > 0;
  }

  /** @throws {SourceError} One of the codes for credentials, or for the network on the way to STS or SSO. */
  async get(): Promise<AwsKeys> {
    const kept = this.#kept;
    if (kept && !isDue(kept)) return kept.keys;
    try {
      this.#loading ??= this.#start();
      return await this.#loading;
    } catch (error) {
      // Renewing failed, but the current keys are still valid.
      if (kept?.keys.expiration && kept.keys.expiration.getTime() > Date.now()) return kept.keys;
      throw error;
    }
  }

  /** Discards keys that AWS reports as expired, so that the next `get` loads again, unless they were replaced meanwhile. */
  forget(expired: AwsKeys): void {
    if (this.#kept?.keys === expired) this.#kept = undefined;
  }

  /** Abandons a load that does not settle, so that the next `get` starts another. */
  giveUp(): void {
    this.#loading = undefined;
  }

  /** Returns the same error with the remedy for this kind of profile first. */
  async explainExpired(error: SourceError): Promise<SourceError> {
    const { profile, env } = this.#options;
    return profile === undefined ? error : withRemedy(error, profile, await readSharedConfig(env));
  }

  #start(): Promise<AwsKeys> {
    const loading: Promise<AwsKeys> = this.#load().then(
      (keys) => {
        if (this.#loading === loading) {
          this.#loading = undefined;
          this.#kept = { keys, loadedAt: Date.now() };
        }
        return keys;
      },
      (error: unknown) => {
        if (this.#loading === loading) this.#loading = undefined;
        // The next attempt waits for the usual interval, however many callers there are.
        if (this.#kept) this.#kept = { keys: this.#kept.keys, loadedAt: Date.now() };
        throw error;
      },
    );
    return loading;
  }

  async #load(): Promise<AwsKeys> {
    const { profile, env } = this.#options;
    const config = await readSharedConfig(env);
    try {
      return await (profile === undefined ? this.#fromChain(config) : this.#fromProfile(profile, config));
    } catch (error) {
      throw toCredentialsError(error, profile, config);
    }
  }

  #fromChain(config: SharedConfig): Promise<AwsKeys> {
    return fromNodeProviderChain({ ...this.#shared('default', config) })();
  }

  #fromProfile(profile: string, config: SharedConfig): Promise<AwsKeys> {
    return fromIni({ ...this.#shared(profile, config), profile })();
  }

  #shared(profile: string, config: SharedConfig) {
    const files = sharedFiles(this.#options.env);
    return {
      filepath: files.credentials,
      configFilepath: files.config,
      ignoreCache: true,
      parentClientConfig: { region },
      clientConfig: { requestHandler: this.#requestHandler() },
      // The role assumer below asks for the code after the source credentials have been shown to work.
      mfaCodeProvider: async () => '',
      roleAssumer: this.#roleAssumer(profile, config),
    };
  }

  #roleAssumer(profile: string, config: SharedConfig): RoleAssumer {
    return async (source, params) => {
      const { SerialNumber: serial, ...role } = params;
      const assume = (code?: string): Promise<AwsKeys> =>
        fromTemporaryCredentials({
          masterCredentials: source as SourceKeys,
          params: { ...role, ...(code !== undefined && { SerialNumber: serial }) },
          ...(code !== undefined && { mfaCodeProvider: async () => code }),
          clientConfig: this.#stsConfig(profile, config),
        })();
      if (!serial) return assume();

      for (let attempt = 1; ; attempt++) {
        const code = await this.#ask({ profile, serial, attempt });
        try {
          return await assume(code);
        } catch (error) {
          if (!wasWrongCode(error)) throw error;
          if (attempt === mostCodes) throw new SourceError('mfaRejected', { args: [profile] });
        }
      }
    };
  }

  async #ask(prompt: MfaPrompt): Promise<string> {
    this.#prompts++;
    try {
      const code = (await this.#options.askMfaCode(prompt))?.trim();
      if (!code) throw new SourceError('mfaNeeded', { args: [prompt.profile] });
      return code;
    } finally {
      this.#prompts--;
    }
  }

  #stsConfig(profile: string, config: SharedConfig) {
    const endpoint = resolveEndpoint({ service: 'sts', env: this.#options.env, profile, config });
    return {
      region: config.profiles.get(profile)?.region ?? region,
      ...(endpoint ? { endpoint } : { ignoreConfiguredEndpointUrls: true }),
      requestHandler: this.#requestHandler(),
    };
  }

  /** Returns the handler for the SDK's STS, SSO and sign-in clients, which serve one request and are never closed. */
  #requestHandler() {
    const agent = { keepAlive: false };
    return { ...this.#options.requestHandler, throwOnRequestTimeout: true, httpAgent: agent, httpsAgent: agent };
  }
}

function isDue({ keys, loadedAt }: { readonly keys: AwsKeys; readonly loadedAt: number }): boolean {
  if (!keys.expiration) return false;
  const left = keys.expiration.getTime() - Date.now();
  return left <= 0 || (left < renewBefore && Date.now() - loadedAt > renewInterval);
}
