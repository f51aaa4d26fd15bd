import { loadSharedConfigFiles } from '@smithy/core/config';
import { type Environment, sharedFiles } from './sharedFiles';

/** The key-value pairs of one section. Nested pairs have dotted keys (`partnercentral_selling.endpoint_url`). */
export type Section = Readonly<Record<string, string | undefined>>;

/** The AWS config and credentials files as they were on disk when they were read. */
export interface SharedConfig {
  /** Every profile with both files merged. The credentials file wins, as in every AWS tool. */
  readonly profiles: ReadonlyMap<string, Section>;
  readonly ssoSessions: ReadonlyMap<string, Section>;
  readonly services: ReadonlyMap<string, Section>;
  /** The names of the profiles in each file. */
  readonly named: { readonly config: ReadonlySet<string>; readonly credentials: ReadonlySet<string> };
}

/** Reads both files again. A file that is missing or cannot be read counts as empty. */
export async function readSharedConfig(env: Environment): Promise<SharedConfig> {
  const files = sharedFiles(env);
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    configFilepath: files.config,
    filepath: files.credentials,
    // Without this, the SDK keeps using what it read first for the lifetime of the process.
    ignoreCache: true,
  });
  const profiles = new Map<string, Section>();
  const ssoSessions = new Map<string, Section>();
  const services = new Map<string, Section>();
  const named = { config: new Set<string>(), credentials: new Set<string>() };
  for (const [name, section] of Object.entries(configFile)) {
    if (name.startsWith('sso-session.')) ssoSessions.set(name.slice('sso-session.'.length), section);
    else if (name.startsWith('services.')) services.set(name.slice('services.'.length), section);
    else {
      profiles.set(name, section);
      named.config.add(name);
    }
  }
  for (const [name, section] of Object.entries(credentialsFile)) {
    profiles.set(name, { ...profiles.get(name), ...section });
    named.credentials.add(name);
  }
  return { profiles, ssoSessions, services, named };
}
