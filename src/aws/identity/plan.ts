import { type Remedy, SourceError } from '../../core/errors/sourceError';
import { refusesAll } from './files/readAwsFile';
import type { FileFault, Place, Section, SharedConfig } from './files/sharedConfig';
import { shownPath } from './files/sharedFiles';

/** Long-term keys, or temporary ones that somebody else renews. */
export interface KeysPlan {
  readonly kind: 'keys';
  readonly profile: string;
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };
}

export interface ProcessPlan {
  readonly kind: 'process';
  readonly profile: string;
  readonly command: string;
}

/** IAM Identity Center: an account and a role, for somebody who signed in with a browser. */
export interface SsoPlan {
  readonly kind: 'sso';
  readonly profile: string;
  /** The name of the `sso-session` section; absent in profiles of the older form. */
  readonly session?: string;
  readonly startUrl: string;
  readonly region: string;
  readonly account: string;
  readonly role: string;
}

/** `aws login`: the person's own session in the console. */
export interface LoginPlan {
  readonly kind: 'login';
  readonly profile: string;
  readonly session: string;
  readonly region?: string;
}

export interface WebIdentityPlan {
  readonly kind: 'webIdentity';
  readonly profile: string;
  readonly roleArn: string;
  readonly tokenFile: string;
  readonly sessionName?: string;
}

/** Where a role's own credentials come from when it is no profile. */
export const credentialSources = ['Environment', 'EcsContainer', 'Ec2InstanceMetadata'] as const;
export type CredentialSource = (typeof credentialSources)[number];

export interface RolePlan {
  readonly kind: 'role';
  readonly profile: string;
  readonly roleArn: string;
  readonly sessionName?: string;
  readonly externalId?: string;
  /** In seconds. */
  readonly duration?: number;
  readonly mfaSerial?: string;
  readonly source: Plan | CredentialSource;
}

/** How a profile says that it gets its credentials, even if something is missing for that. */
export type ProfileKind = Plan['kind'] | 'unknown';

/** Returns the first way to credentials that a profile mentions, in the order of `planOf`. */
export function profileKind(profile: string, config: SharedConfig): ProfileKind {
  const section = config.profiles.get(profile);
  if (!section) return 'unknown';
  if (isRole(section)) return 'role';
  if (section.web_identity_token_file) return 'webIdentity';
  if (section.sso_account_id !== undefined || section.sso_role_name !== undefined) return 'sso';
  if (config.inFile.credentials.get(profile)?.aws_access_key_id !== undefined) return 'keys';
  if (section.login_session !== undefined) return 'login';
  if (section.credential_process !== undefined) return 'process';
  if (hasAKey(section)) return 'keys';
  return section.sso_session !== undefined || section.sso_start_url !== undefined ? 'sso' : 'unknown';
}

/** How a profile gets its credentials. */
export type Plan = KeysPlan | ProcessPlan | SsoPlan | LoginPlan | WebIdentityPlan | RolePlan;

/**
 * Returns how a profile gets its credentials, decided as the AWS CLI decides it: in the same order, and refused for the
 * same reasons. It reads nothing and asks nobody.
 * @see botocore's `create_credential_resolver` and `ProfileProviderBuilder`
 * @throws {SourceError} `configUnreadable`, `profileNotFound` or `profileInvalid`, with the place to mend as a remedy
 */
export function planOf(profile: string, config: SharedConfig): Plan {
  const section = config.profiles.get(profile);
  const fault = config.faults.find((one) => refusesAll(one) || (!section && one.kind === 'unreadable'));
  if (fault) throw unreadable(fault, config);
  if (!section) throw notFound(profile, config);
  const plan = isRole(section) ? rolePlan(profile, section, config, [profile]) : ownPlan(profile, section, config);
  // That of the chosen profile is where roles are assumed.
  if (plan.kind === 'role' || plan.kind === 'webIdentity') checkRegion(profile, section, config);
  return plan;
}

function checkRegion(profile: string, { region }: Section, config: SharedConfig): void {
  if (region && !isRegion(region)) throw invalid(profile, `its region ${noRegion}`, config, 'region');
}

/** It becomes a part of a host's name. The rule is botocore's. */
function isRegion(text: string): boolean {
  return /^(?!\d+$)(?!-)[a-z\d-]{1,63}(?<!-)$/i.test(text);
}

const noRegion = 'is not the name of a region';

/** Returns the profiles that a plan leads through, the chosen one first. */
export function profilesOf(plan: Plan): readonly string[] {
  const { kind, profile } = plan;
  if (kind !== 'role' || typeof plan.source === 'string') return [profile];
  const source = profilesOf(plan.source);
  // A role may be assumed with the keys in its own section.
  return source[0] === profile ? source : [profile, ...source];
}

/** Returns the plan at the end of a chain of roles; undefined if that is no profile. */
export function baseOf(plan: Plan): Exclude<Plan, RolePlan> | undefined {
  if (plan.kind !== 'role') return plan;
  return typeof plan.source === 'string' ? undefined : baseOf(plan.source);
}

/** A web identity is a role too, but one that needs no other credentials. */
function isRole(section: Section): boolean {
  return section.role_arn !== undefined && section.web_identity_token_file === undefined;
}

function hasAKey(section: Section): boolean {
  return section.aws_access_key_id !== undefined || section.aws_secret_access_key !== undefined;
}

function rolePlan(profile: string, section: Section, config: SharedConfig, visited: readonly string[]): RolePlan {
  const { role_arn: roleArn, source_profile: sourceProfile, credential_source: credentialSource } = section;
  if (!roleArn) throw invalid(profile, 'role_arn is empty', config, 'role_arn');
  const duration = /^\s*\d+\s*$/.test(section.duration_seconds ?? '') ? Number(section.duration_seconds) : undefined;
  return {
    kind: 'role',
    profile,
    roleArn,
    ...(section.role_session_name && { sessionName: section.role_session_name }),
    ...(section.external_id && { externalId: section.external_id }),
    ...(duration !== undefined && { duration }),
    ...(section.mfa_serial && { mfaSerial: section.mfa_serial }),
    source: sourceOf({ profile, sourceProfile, credentialSource }, config, visited),
  };
}

interface SourceKeys {
  readonly profile: string;
  readonly sourceProfile: string | undefined;
  readonly credentialSource: string | undefined;
}

function sourceOf(
  { profile, sourceProfile, credentialSource }: SourceKeys,
  config: SharedConfig,
  visited: readonly string[],
): Plan | CredentialSource {
  if (sourceProfile !== undefined && credentialSource !== undefined) {
    throw invalid(profile, 'it has both source_profile and credential_source', config, 'credential_source');
  }
  if (credentialSource !== undefined) {
    const known = credentialSources.find((name) => name === credentialSource);
    if (known) return known;
    const names = credentialSources.join(', ');
    throw invalid(profile, `its credential_source is none of ${names}`, config, 'credential_source');
  }
  if (sourceProfile === undefined) {
    throw invalid(profile, 'its role has no source_profile and no credential_source', config, 'role_arn');
  }
  const source = config.profiles.get(sourceProfile);
  if (!source) throw invalid(profile, `its source_profile ${sourceProfile} does not exist`, config, 'source_profile');
  if (visited.includes(sourceProfile) && !(sourceProfile === profile && hasAKey(source))) {
    const words =
      sourceProfile === profile
        ? `its source_profile is ${profile} itself, which has no keys`
        : `its source_profile entries form a circle, ${[...visited, sourceProfile].join(' → ')}`;
    throw invalid(profile, words, config, 'source_profile');
  }
  if (hasAKey(source) || !isRole(source)) return ownPlan(sourceProfile, source, config);
  return rolePlan(sourceProfile, source, config, [...visited, sourceProfile]);
}

/** Returns how a profile gets credentials without a role of another profile. */
function ownPlan(profile: string, section: Section, config: SharedConfig): Exclude<Plan, RolePlan> {
  const plan =
    webIdentityPlan(profile, section, config) ??
    ssoPlan(profile, section, config) ??
    keysPlan(profile, 'credentials', config) ??
    loginPlan(profile, section, config) ??
    processPlan(profile, section) ??
    keysPlan(profile, 'config', config);
  if (plan) return plan;
  if (section.aws_secret_access_key !== undefined) {
    throw invalid(profile, 'aws_access_key_id is missing', config, 'aws_secret_access_key');
  }
  throw invalid(profile, 'it does not say where credentials come from', config);
}

function webIdentityPlan(profile: string, section: Section, config: SharedConfig): WebIdentityPlan | undefined {
  const { web_identity_token_file: tokenFile, role_arn: roleArn } = section;
  if (!tokenFile) return undefined;
  if (!roleArn) throw invalid(profile, 'role_arn is missing', config, 'web_identity_token_file');
  const { role_session_name: sessionName } = section;
  return { kind: 'webIdentity', profile, roleArn, tokenFile, ...(sessionName && { sessionName }) };
}

function ssoPlan(profile: string, section: Section, config: SharedConfig): SsoPlan | undefined {
  const { sso_session: name } = section;
  if (section.sso_account_id === undefined && section.sso_role_name === undefined) {
    if (name === undefined && section.sso_start_url === undefined) return undefined;
    // botocore goes on to the other sources here, but it finds none in a profile for IAM Identity Center either.
    return hasAKey(section) || section.login_session !== undefined || section.credential_process !== undefined
      ? undefined
      : missing(profile, ['sso_account_id', 'sso_role_name'], config);
  }
  const session = name === undefined ? undefined : config.ssoSessions.get(name);
  if (name !== undefined && !session) throw invalid(profile, `[sso-session ${name}] is missing`, config, 'sso_session');
  for (const [key, value] of Object.entries(session ?? {})) {
    if (value === undefined || (section[key] ?? value) === value) continue;
    throw invalid(profile, `its ${key} is not the one of [sso-session ${name}]`, config, key);
  }
  const merged: Section = { ...section, ...session };
  const { sso_account_id: account, sso_role_name: role, sso_start_url: startUrl, sso_region: region } = merged;
  if (!account || !role || !startUrl || !region) {
    const required: readonly string[] = ['sso_account_id', 'sso_role_name', 'sso_start_url', 'sso_region'];
    return missing(
      profile,
      required.filter((key) => !merged[key]),
      config,
      name,
    );
  }
  if (!isRegion(region)) {
    const place =
      session?.sso_region === undefined ? undefined : config.placeOf('ssoSession', name ?? '', 'sso_region');
    const ofProfile = config.placeOf('profile', profile, 'sso_region');
    throw invalidAt(profile, `its sso_region ${noRegion}`, place ?? ofProfile, config);
  }
  return { kind: 'sso', profile, startUrl, region, account, role, ...(name !== undefined && { session: name }) };
}

/** Throws for keys that a profile for IAM Identity Center lacks; the ones of its session belong there. */
function missing(profile: string, keys: readonly string[], config: SharedConfig, session?: string): never {
  const ofSession: readonly string[] = keys.filter((key) => key === 'sso_start_url' || key === 'sso_region');
  const first = keys.find((key) => !ofSession.includes(key));
  if (first === undefined && session !== undefined) {
    const place = config.placeOf('ssoSession', session);
    throw invalidAt(profile, `${keys.join(' and ')} ${areMissing(keys)} in [sso-session ${session}]`, place, config);
  }
  throw invalid(profile, `${keys.join(' and ')} ${areMissing(keys)}`, config);
}

function areMissing(keys: readonly string[]): string {
  return keys.length > 1 ? 'are missing' : 'is missing';
}

/** Both halves of a key have to be in the same file, as for the AWS CLI. */
function keysPlan(profile: string, file: 'config' | 'credentials', config: SharedConfig): KeysPlan | undefined {
  const section = config.inFile[file].get(profile);
  const accessKeyId = section?.aws_access_key_id;
  if (accessKeyId === undefined) return undefined;
  const { aws_secret_access_key: secretAccessKey } = section ?? {};
  if (!accessKeyId) throw invalid(profile, 'aws_access_key_id is empty', config, 'aws_access_key_id');
  if (!secretAccessKey) {
    throw invalid(profile, 'aws_secret_access_key is missing beside aws_access_key_id', config, 'aws_access_key_id');
  }
  const sessionToken = section?.aws_security_token ?? section?.aws_session_token;
  return { kind: 'keys', profile, keys: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) } };
}

function loginPlan(profile: string, section: Section, config: SharedConfig): LoginPlan | undefined {
  const { login_session: session, region } = section;
  if (session === undefined) return undefined;
  checkRegion(profile, section, config);
  return { kind: 'login', profile, session, ...(region && { region }) };
}

function processPlan(profile: string, { credential_process: command }: Section): ProcessPlan | undefined {
  return command === undefined ? undefined : { kind: 'process', profile, command };
}

function unreadable(fault: FileFault, { home }: SharedConfig): SourceError {
  const path = shownPath(fault.path, home);
  return new SourceError('configUnreadable', {
    args: [fault.line === undefined ? path : `${path}, line ${fault.line}`, fault.reason],
    remedies: [openAt(fault), { kind: 'retry' }, { kind: 'selectProfile' }],
  });
}

function notFound(profile: string, config: SharedConfig): SourceError {
  const [lookalike] = config.lookalikes(profile);
  const files = config.faults.filter(({ kind }) => kind === 'missing');
  const why = lookalike
    ? `${shownPath(lookalike.place.path, config.home)}, line ${lookalike.place.line} has [${lookalike.header}]. ${lookalike.why}`
    : files.length === 2
      ? `there is no ${files.map(({ path }) => shownPath(path, config.home)).join(' and no ')}.`
      : 'no section of your AWS config and credentials files has this name.';
  return new SourceError('profileNotFound', {
    args: [profile, why],
    remedies: [
      ...(lookalike ? [openAt(lookalike.place)] : []),
      { kind: 'selectProfile' },
      ...(lookalike ? [] : [{ kind: 'openConfig', file: 'config' } as const]),
      { kind: 'retry' },
    ],
  });
}

/** Returns the error for what a section says wrong, at the key that says it, or else where the section begins. */
function invalid(profile: string, what: string, config: SharedConfig, key?: string): SourceError {
  const place = config.placeOf('profile', profile, key) ?? config.placeOf('profile', profile);
  return invalidAt(profile, what, place, config);
}

function invalidAt(profile: string, what: string, place: Place | undefined, { home }: SharedConfig): SourceError {
  const where = place ? `${what} (${shownPath(place.path, home)}, line ${place.line}).` : `${what}.`;
  const open: Remedy = place ? openAt(place) : { kind: 'openConfig', file: 'config' };
  return new SourceError('profileInvalid', {
    args: [profile, where],
    remedies: [open, { kind: 'selectProfile' }, { kind: 'retry' }],
  });
}

function openAt({ file, line }: { readonly file: 'config' | 'credentials'; readonly line?: number }): Remedy {
  return { kind: 'openConfig', file, ...(line !== undefined && { line }) };
}
