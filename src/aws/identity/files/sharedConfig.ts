import type { AwsFile, FileSection, Setting } from './awsFile';
import { type HeaderKind, readHeader } from './configHeader';
import { type Lookalike, lookalikesOf } from './lookalikes';
import { type FileFault, readAwsFile } from './readAwsFile';
import { type Environment, homeOf, type Place, type SharedFile, sharedFiles } from './sharedFiles';

export type { FileFault, Lookalike, Place };

/**
 * The key-value pairs of one section. Keys are in lower case. The pairs of a nested block have the keys `outer.inner`
 * (`partnercentral_selling.endpoint_url`), the inner one as it is written; the value of `outer` itself is then empty. The
 * object inherits nothing, so that even a key `__proto__` is one like any other.
 */
export type Section = Readonly<Record<string, string | undefined>>;

/** The AWS config and credentials files as they were on disk when they were read, by the rules of the AWS CLI. */
export interface SharedConfig {
  /** Every profile with both files merged, key by key. The credentials file wins, as in every AWS tool. */
  readonly profiles: ReadonlyMap<string, Section>;
  /** The `[sso-session NAME]` sections of the config file, by name. */
  readonly ssoSessions: ReadonlyMap<string, Section>;
  /** The `[services NAME]` sections of the config file, by name. */
  readonly services: ReadonlyMap<string, Section>;
  /** The profiles of each file alone: the AWS CLI takes an access key and its secret from one file. */
  readonly inFile: Readonly<Record<SharedFile, ReadonlyMap<string, Section>>>;
  /** The person's home folder, for words. */
  readonly home: string;
  /** At most one for each file. A file with a fault has no profiles here. */
  readonly faults: readonly FileFault[];
  /**
   * Returns where a section begins, or where the value of one of its keys (`outer.inner` for a nested pair) does; undefined
   * when it does not exist. For a profile in both files that is the file whose value counts, and the config file for the
   * section itself.
   */
  placeOf(kind: HeaderKind, name: string, key?: string): Place | undefined;
  /** Returns headers that look like a profile's but mean something else, to help a person who misses the profile. */
  lookalikes(profile: string): readonly Lookalike[];
}

type Sections = ReadonlyMap<string, FileSection>;

/** Reads both files again. It never fails: what is wrong with a file is one of the faults. */
export async function readSharedConfig(env: Environment): Promise<SharedConfig> {
  const paths = sharedFiles(env);
  const [config, credentials] = await Promise.all([
    readAwsFile('config', paths.config),
    readAwsFile('credentials', paths.credentials),
  ]);
  return sharedConfigOf(
    { config: config.content, credentials: credentials.content },
    paths,
    [config.fault, credentials.fault].filter((fault) => fault !== undefined),
    homeOf(env),
  );
}

function sharedConfigOf(
  files: Readonly<Record<SharedFile, AwsFile>>,
  paths: Readonly<Record<SharedFile, string>>,
  faults: readonly FileFault[],
  home: string,
): SharedConfig {
  const { profile, ssoSession, services } = sectionsOfConfig(files.config);
  const ofFile: Readonly<Record<SharedFile, Sections>> = { config: profile, credentials: files.credentials.sections };
  const settingsOf = (name: string): ReadonlyMap<string, Setting> =>
    new Map([...(profile.get(name)?.settings ?? []), ...(ofFile.credentials.get(name)?.settings ?? [])]);
  const names = new Set([...profile.keys(), ...ofFile.credentials.keys()]);

  return {
    profiles: new Map([...names].map((name) => [name, flattened(settingsOf(name))])),
    ssoSessions: allFlattened(ssoSession),
    services: allFlattened(services),
    inFile: { config: allFlattened(ofFile.config), credentials: allFlattened(ofFile.credentials) },
    faults,
    home,
    placeOf(kind, name, key) {
      const inConfig = { profile, ssoSession, services }[kind].get(name);
      const inCredentials = kind === 'profile' ? ofFile.credentials.get(name) : undefined;
      const at = (file: SharedFile, line: number | undefined): Place | undefined =>
        line === undefined ? undefined : { file, path: paths[file], line };
      if (key === undefined) return at('config', inConfig?.line) ?? at('credentials', inCredentials?.line);
      const [outer = ''] = key.split('.');
      if (inCredentials?.settings.has(outer)) return at('credentials', lineOf(inCredentials, key));
      return at('config', inConfig && lineOf(inConfig, key));
    },
    lookalikes: (name) => lookalikesOf(name, files, paths),
  };
}

/** Returns the sections of the config file by what they are and their names. Sections of any other kind mean nothing here. */
function sectionsOfConfig({ sections }: AwsFile): Readonly<Record<HeaderKind, Sections>> {
  const found: Record<HeaderKind, Map<string, FileSection>> = {
    profile: new Map(),
    ssoSession: new Map(),
    services: new Map(),
  };
  for (const [header, section] of sections) {
    const named = readHeader(header);
    // Where two headers mean the same, the later section counts, and nothing of the earlier one.
    if (named) found[named.kind].set(named.name, section);
  }
  return found;
}

function allFlattened(sections: Sections): ReadonlyMap<string, Section> {
  return new Map([...sections].map(([name, { settings }]) => [name, flattened(settings)]));
}

function flattened(settings: ReadonlyMap<string, Setting>): Section {
  const section: Record<string, string | undefined> = Object.create(null);
  for (const [key, { value }] of settings) {
    // A dot of its own would make a key look like a nested pair. No setting of AWS has one.
    if (key.includes('.')) continue;
    section[key] = typeof value === 'string' ? value : '';
    if (typeof value !== 'string') for (const [inner, pair] of value) section[`${key}.${inner}`] = pair.value;
  }
  return section;
}

function lineOf({ settings }: FileSection, key: string): number | undefined {
  const [outer = '', ...inner] = key.split('.');
  const setting = settings.get(outer);
  if (!setting || inner.length === 0) return setting?.line;
  return typeof setting.value === 'string' ? undefined : setting.value.get(inner.join('.'))?.line;
}
