import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { asSourceError, isSourceError, type SourceError } from '../../core/errors/sourceError';
import type { AwsConnection } from '../../core/query/connection';
import { type Endpoint, resolveEndpoint, type Service } from './endpoint';
import { readSharedConfig, type SharedConfig } from './files/sharedConfig';
import { type Environment, profileOfEnvironment, sharedFiles } from './files/sharedFiles';
import { type Plan, planOf } from './plan';
import { tokenFilesOf } from './sources/tokenFiles';

/** Who a connection signs as and where it sends, as the environment and the files have it now. */
export interface Identity {
  /** The same as long as nothing changes that decides either of them. It contains no secret. */
  readonly digest: string;
  /** The endpoint of the service, if it is not AWS's own or cannot be used. */
  readonly endpoint?: Pick<Endpoint, 'host' | 'origin' | 'isForeign'>;
  /** Why the files name nobody. It does not count that there is no default profile when none was chosen. */
  readonly fault?: SourceError;
  /** The config and credentials files, whether they exist or not. */
  readonly files: readonly string[];
  /** The files in which somebody else leaves what the profile needs, such as a sign-in. */
  readonly tokens: readonly string[];
}

const services: readonly Service[] = ['partnercentral_selling', 'sts', 'sso', 'sso_oidc', 'signin'];

/** Returns who a connection signs as and where it sends. It asks nobody and runs nothing. */
export async function identityOf(connection: AwsConnection, env: Environment = process.env): Promise<Identity> {
  return identityIn(await readSharedConfig(env), connection, env);
}

export function identityIn(config: SharedConfig, connection: AwsConnection, env: Environment): Identity {
  const chosen = connection.profile || profileOfEnvironment(env);
  const profile = chosen ?? 'default';
  const sources = { env, profile, config };
  const endpointOf = (service: Service, setting?: string) =>
    attempt(() => resolveEndpoint({ ...sources, service, setting }));
  const plan = planned(profile, config);
  const isAbsent = chosen === undefined && isSourceError(plan) && plan.code === 'profileNotFound';
  const { config: configFile, credentials } = sharedFiles(env);
  const parts = [
    isSourceError(plan) ? plan.message : plan,
    // Not where it stands: a line above it is nobody's business here.
    services.map((service) => urlOf(endpointOf(service))),
    [config.profiles.get(profile)?.ca_bundle, config.profiles.get(profile)?.region],
  ];
  const endpoint = endpointOf('partnercentral_selling', connection.endpoint);
  return {
    digest: createHash('sha256').update(JSON.stringify(parts)).digest('hex'),
    ...(typeof endpoint === 'object' && { endpoint }),
    ...(isSourceError(plan) && !isAbsent && { fault: plan }),
    files: [configFile, credentials],
    tokens: isSourceError(plan) ? [] : tokenFilesOf(plan, env),
  };
}

/** Returns what tells whether one of the files has been written since: it costs no more than a look at the folder. */
export async function stampOfFiles(env: Environment): Promise<string> {
  const { config, credentials } = sharedFiles(env);
  const stamps = [config, credentials].map(async (path) => {
    const found = await stat(path, { bigint: true }).catch(() => undefined);
    return found ? [found.ino, found.size, found.mtimeNs, found.ctimeNs].join(':') : '';
  });
  return (await Promise.all(stamps)).join(' ');
}

function urlOf(endpoint: Endpoint | string | undefined): string | undefined {
  return typeof endpoint === 'object' ? endpoint.url : endpoint;
}

function planned(profile: string, config: SharedConfig): Plan | SourceError {
  try {
    return planOf(profile, config);
  } catch (error) {
    return asSourceError(error);
  }
}

function attempt<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    return isSourceError(error) ? error.message : 'unknown';
  }
}
