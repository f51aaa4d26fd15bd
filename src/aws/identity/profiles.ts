import { readFile } from 'node:fs/promises';
import { readSharedConfig, type Section, type SharedConfig } from './sharedConfig';
import { type Environment, sharedFiles } from './sharedFiles';

/** How a profile gets its credentials. */
export type ProfileKind = 'sso' | 'role' | 'process' | 'keys' | 'login' | 'webIdentity' | 'unknown';

/** A profile as the profile pick shows it. It contains no secret. */
export interface ProfileInfo {
  readonly name: string;
  readonly kind: ProfileKind;
  readonly region?: string;
  /** What distinguishes it from others of its kind: SSO account and role, or the role's ARN and its source profile. */
  readonly detail?: string;
  /** The files that name it. */
  readonly files: readonly ('config' | 'credentials')[];
  /** The reason why it cannot be chosen, for a person to read. Absent when it can be. */
  readonly unusable?: string;
}

/** Returns the profiles that are in the AWS config and credentials files now, by name; none when the files are missing. */
export async function listProfiles(env: Environment = process.env): Promise<readonly ProfileInfo[]> {
  const [config, spaced] = await Promise.all([readSharedConfig(env), namesWithSpaces(env)]);
  const usable = [...config.profiles].map(([name, section]): ProfileInfo => {
    const detail = inShort(section);
    return {
      name,
      kind: profileKind(section),
      ...(section.region && { region: section.region }),
      ...(detail && { detail }),
      files: (['config', 'credentials'] as const).filter((file) => config.named[file].has(name)),
    };
  });
  return [...usable, ...spaced].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** Returns how this profile gets its credentials, checked in the SDK's order. */
export function profileKind(section: Section): ProfileKind {
  if (section.role_arn && (section.source_profile || section.credential_source)) return 'role';
  if (section.aws_access_key_id && section.aws_secret_access_key) return 'keys';
  if (section.role_arn && section.web_identity_token_file) return 'webIdentity';
  if (section.credential_process) return 'process';
  if (section.sso_session || section.sso_start_url || section.sso_account_id || section.sso_role_name) return 'sso';
  if (section.login_session) return 'login';
  return 'unknown';
}

/** Returns the profiles through which a role is assumed, the chosen one first, and whether they form a circle. */
export function sourceChain(profile: string, config: SharedConfig): { names: readonly string[]; circle: boolean } {
  const names = [profile];
  for (;;) {
    const section = config.profiles.get(names[names.length - 1] ?? '');
    const source = section && profileKind(section) === 'role' ? section.source_profile : undefined;
    // A role may be assumed with the keys in its own section.
    if (!source || source === names[names.length - 1]) return { names, circle: false };
    if (names.includes(source)) return { names: [...names, source], circle: true };
    names.push(source);
  }
}

function inShort(section: Section): string | undefined {
  switch (profileKind(section)) {
    case 'sso':
      return [section.sso_session, section.sso_account_id, section.sso_role_name].filter(Boolean).join(' · ');
    case 'role':
      return [section.role_arn, section.source_profile ?? section.credential_source].filter(Boolean).join(' · ');
    case 'webIdentity':
      return section.role_arn;
    default:
      return undefined;
  }
}

/** Returns profiles whose quoted names contain spaces, to explain why the SDK ignores what the AWS CLI accepts. */
async function namesWithSpaces(env: Environment): Promise<readonly ProfileInfo[]> {
  const files = sharedFiles(env);
  const found = new Map<string, ('config' | 'credentials')[]>();
  for (const file of ['config', 'credentials'] as const) {
    const text = await readFile(files[file], 'utf8').catch(() => '');
    const header = file === 'config' ? /^\s*\[\s*profile\s+(.+?)\s*\]/gm : /^\s*\[\s*(.+?)\s*\]/gm;
    for (const [, quoted = ''] of text.matchAll(header)) {
      const name = quoted.replace(/^(["'])(.*)\1$/, '$2');
      if (/\s/.test(name)) found.set(name, [...(found.get(name) ?? []), file]);
    }
  }
  const unusable = 'The AWS SDK for JavaScript cannot use profile names with spaces.';
  return [...found].map(([name, files]) => ({ name, kind: 'unknown', files, unusable }));
}
