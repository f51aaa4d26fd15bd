import { fromIni, fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { SourceError } from '../../core/errors/sourceError';
import { toCredentialsError, wasWrongCode, withRemedy } from './credentialsErrors';
import { resolveEndpoint } from './endpoint';
import { readSharedConfig, type SharedConfig } from './sharedConfig';
import { type Environment, sharedFiles } from './sharedFiles';

type SourceKeys = Exclude<Parameters<typeof fromTemporaryCredentials>[0]['masterCredentials'], undefined>;
type RoleAssumer = Exclude<Exclude<Parameters<typeof fromIni>[0], undefined>['roleAssumer'], undefined>;

/** An access key with its secret and, for temporary ones, its session token and end. */
export type AwsKeys = Awaited<ReturnType<RoleAssumer>>;

/** What a person is asked to enter a code for. */
export interface MfaPrompt {
  readonly profile: string;
  /** The device's serial number or ARN, from `mfa_serial`. */
  readonly serial: string;
  /** 1, then one more after each code that AWS did not accept. */
  readonly attempt: number;
}

export interface CredentialsOptions {
  /** Absent: nothing was chosen, so the SDK's default chain decides. */
  readonly profile: string | undefined;
  readonly env: Environment;
  /** Resolves to undefined when the person cancels. */
  askMfaCode(prompt: MfaPrompt): Promise<string | undefined>;
  /** Deadlines for the requests that fetch credentials. */
  readonly requestHandler: { readonly connectionTimeout: number; readonly requestTimeout: number };
}

const region = 'us-east-1';
const mostCodes = 3;
/** Temporary keys are renewed this long before they end, as the SDK does. */
const renewBefore = 5 * 60_000;
/** Keys that arrive with less time left than that are not asked for more often than this. */
const renewInterval = 30_000;

/**
 * The credentials of one connection: loaded once for everyone who waits, kept until they are about to end.
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

  /** Whether a person is being asked for a code just now: no deadline should count this time. */
  get isAsking(): boolean {
    return this.#prompts > 0;
  }

  /** @throws {SourceError} one of the codes about credentials, or about the network on the way to STS or SSO. */
  async get(): Promise<AwsKeys> {
    const kept = this.#kept;
    if (kept && !isDue(kept)) return kept.keys;
    try {
      this.#loading ??= this.#start();
      return await this.#loading;
    } catch (error) {
      // Renewing failed, but the keys that we have are still good.
      if (kept?.keys.expiration && kept.keys.expiration.getTime() > Date.now()) return kept.keys;
      throw error;
    }
  }

  /** AWS says that these have expired: the next `get` loads again, unless that has happened meanwhile. */
  forget(expired: AwsKeys): void {
    if (this.#kept?.keys === expired) this.#kept = undefined;
  }

  /** Gives up on a load that does not settle, so that the next `get` starts another. */
  giveUp(): void {
    this.#loading = undefined;
  }

  /** The same error, with what mends it for this kind of profile first. */
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
        // The next try is due after the usual time, however many ask.
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
      // The role assumer below asks for the code, once the source credentials are known to work.
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

  /** For the SDK's clients of STS, SSO and sign-in, which are made for one request and never closed. */
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
