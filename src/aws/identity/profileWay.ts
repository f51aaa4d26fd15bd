import type { Section, SharedConfig } from './sharedConfig';
import type { Place, SharedFile } from './sharedFiles';

/** How a profile gets its credentials. */
export type ProfileKind = 'sso' | 'role' | 'process' | 'keys' | 'login' | 'webIdentity' | 'unknown';

/** What in the files prevents a profile from having credentials. */
export interface ProfileFault {
  /** Words for a person that begin with a key or a section, such as `aws_secret_access_key is missing in dev.` */
  readonly reason: string;
  readonly place?: Place;
}

/** The way of one profile alone, without the profiles that it refers to. */
export interface Way {
  readonly kind: ProfileKind;
  /** What is missing for it. */
  readonly fault?: ProfileFault;
}

const credentialSources = ['Environment', 'Ec2InstanceMetadata', 'EcsContainer'];

/**
 * Returns how a profile gets its credentials, by the order of the AWS CLI: a role, web identity, SSO, keys in the
 * credentials file, `aws login`, `credential_process`, and last keys in the config file. The first way that the profile
 * mentions is the only one: if something is missing for it, the AWS CLI tries no other.
 *
 * @param asSource true for the `source_profile` of another: its keys then count before its role.
 */
export function wayOf(profile: string, config: SharedConfig, asSource = false): Way {
  const section = config.profiles.get(profile) ?? {};
  if (isRole(section) && !(asSource && hasKeys(section))) return roleWay(profile, section, config);
  if (section.web_identity_token_file) {
    return section.role_arn
      ? { kind: 'webIdentity' }
      : faulty('webIdentity', profile, config, `role_arn is missing in ${profile}.`, 'web_identity_token_file');
  }
  if (section.sso_role_name !== undefined || section.sso_account_id !== undefined) {
    return ssoWay(profile, section, config);
  }
  const inCredentials = keysWay('credentials', profile, config);
  if (inCredentials) return inCredentials;
  for (const [kind, key] of [
    ['login', 'login_session'],
    ['process', 'credential_process'],
  ] as const) {
    if (section[key] !== undefined) {
      return section[key] ? { kind } : faulty(kind, profile, config, `${key} has no value in ${profile}.`, key);
    }
  }
  return keysWay('config', profile, config) ?? noWay(profile, section, config);
}

/** Returns how a profile gets its credentials; `unknown` when nothing in it says so. */
export function profileKind(profile: string, config: SharedConfig): ProfileKind {
  return wayOf(profile, config).kind;
}

/** Returns the profiles through which a role is assumed, the chosen one first, and whether they form a circle. */
export function sourceChain(profile: string, config: SharedConfig): { names: readonly string[]; circle: boolean } {
  const names = [profile];
  for (let name = profile; ; ) {
    const section = config.profiles.get(name) ?? {};
    const isSource = names.length > 1;
    const source = wayOf(name, config, isSource).kind === 'role' ? section.source_profile : undefined;
    if (source === undefined || section.credential_source !== undefined) return { names, circle: false };
    // The chosen role may be assumed with the keys in its own section.
    if (source === name && hasKeys(section)) return { names, circle: false };
    if (names.includes(source)) return { names: [...names, source], circle: true };
    names.push(source);
    name = source;
  }
}

/** Returns what in the files prevents a profile from having credentials, or undefined when they can be asked for. */
export function profileFault(profile: string, config: SharedConfig): ProfileFault | undefined {
  if (!config.profiles.has(profile)) return { reason: `[${profile}] is in neither file.` };
  const { names, circle } = sourceChain(profile, config);
  const place = config.placeOf('profile', profile, 'source_profile');
  const at = place && { place };
  if (circle) return { reason: `source_profile leads in a circle: ${names.join(' → ')}.`, ...at };
  for (const [index, name] of names.entries()) {
    const referrer = names[index - 1];
    const from = referrer === undefined ? undefined : config.placeOf('profile', referrer, 'source_profile');
    if (!config.profiles.has(name)) {
      return { reason: `source_profile ${name} of ${referrer} does not exist.`, ...(from && { place: from }) };
    }
    const { fault } = wayOf(name, config, index > 0);
    if (fault) return fault;
  }
  const { source_profile: source } = config.profiles.get(profile) ?? {};
  // A role that names itself as its source is assumed with the keys of its own section.
  return names.length === 1 && source === profile && wayOf(profile, config).kind === 'role'
    ? wayOf(profile, config, true).fault
    : undefined;
}

function isRole(section: Section): boolean {
  return section.role_arn !== undefined && section.web_identity_token_file === undefined;
}

/** True when a profile has one key at least: that is enough for the AWS CLI to look for no other source. */
function hasKeys(section: Section): boolean {
  return section.aws_access_key_id !== undefined || section.aws_secret_access_key !== undefined;
}

function roleWay(profile: string, section: Section, config: SharedConfig): Way {
  const refuse = (reason: string, key: string): Way => faulty('role', profile, config, reason, key);
  const { role_arn: role, source_profile: source, credential_source: named } = section;
  if (!role) return refuse(`role_arn has no value in ${profile}.`, 'role_arn');
  if (source !== undefined && named !== undefined) {
    return refuse(`source_profile and credential_source are both in ${profile}; only one may be.`, 'credential_source');
  }
  if (source === undefined && named === undefined) {
    return refuse(`source_profile or credential_source is missing in ${profile}.`, 'role_arn');
  }
  if (named !== undefined && !credentialSources.includes(named)) {
    return refuse(
      `credential_source in ${profile} must be one of ${credentialSources.join(', ')}.`,
      'credential_source',
    );
  }
  return { kind: 'role' };
}

function ssoWay(profile: string, section: Section, config: SharedConfig): Way {
  const refuse = (reason: string, key: string): Way => faulty('sso', profile, config, reason, key);
  const name = section.sso_session;
  const session = name === undefined ? {} : config.ssoSessions.get(name);
  if (!session) return refuse(`[sso-session ${name}] is missing.`, 'sso_session');
  const differing = Object.keys(session).find((key) => section[key] !== undefined && section[key] !== session[key]);
  if (differing !== undefined) {
    return refuse(`${differing} differs between ${profile} and [sso-session ${name}].`, differing);
  }
  const missing = (keys: readonly string[]) => keys.filter((key) => !(section[key] ?? session[key]));
  const own = missing(['sso_account_id', 'sso_role_name']);
  if (own.length > 0) return refuse(`${listed(own)} missing in ${profile}.`, 'sso_account_id');
  const shared = missing(['sso_start_url', 'sso_region']);
  if (shared.length === 0) return { kind: 'sso' };
  const where = name === undefined ? profile : `[sso-session ${name}]`;
  return refuse(`${listed(shared)} missing in ${where}.`, name === undefined ? 'sso_account_id' : 'sso_session');
}

function keysWay(file: SharedFile, profile: string, config: SharedConfig): Way | undefined {
  const section = config.inFile[file].get(profile);
  if (section?.aws_access_key_id === undefined) return undefined;
  const missing = ['aws_access_key_id', 'aws_secret_access_key'].find((key) => !section[key]);
  return missing === undefined
    ? { kind: 'keys' }
    : faulty('keys', profile, config, `${missing} is missing in ${profile}.`, 'aws_access_key_id');
}

function noWay(profile: string, section: Section, config: SharedConfig): Way {
  if (section.aws_secret_access_key !== undefined) {
    const key = 'aws_secret_access_key';
    return faulty('keys', profile, config, `aws_access_key_id is missing in ${profile}.`, key);
  }
  const sso = ['sso_session', 'sso_start_url'].find((key) => section[key] !== undefined);
  if (sso) return faulty('sso', profile, config, `sso_account_id and sso_role_name are missing in ${profile}.`, sso);
  return faulty('unknown', profile, config, `${profile} does not say where its credentials come from.`);
}

function faulty(kind: ProfileKind, profile: string, config: SharedConfig, reason: string, key?: string): Way {
  const place = (key && config.placeOf('profile', profile, key)) || config.placeOf('profile', profile);
  return { kind, fault: { reason, ...(place && { place }) } };
}

function listed(keys: readonly string[]): string {
  return `${keys.join(' and ')} ${keys.length === 1 ? 'is' : 'are'}`;
}
