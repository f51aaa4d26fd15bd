import { readFile } from 'node:fs/promises';
import { readSharedConfig, type Section, type SharedConfig } from './sharedConfig';
import { type Environment, sharedFiles } from './sharedFiles';

/** How a profile gets its credentials. */
export type ProfileKind = 'sso' | 'role' | 'process' | 'keys' | 'login' | 'webIdentity' | 'unknown';

/** A profile, as the profile pick shows it. Holds no secret. */
export interface ProfileInfo {
  readonly name: string;
  readonly kind: ProfileKind;
  readonly region?: string;
  /** What tells it from others of its kind: SSO account and role, the role's ARN and its source profile. */
  readonly detail?: string;
  /** Which of the two files name it. */
  readonly files: readonly ('config' | 'credentials')[];
  /** Why it cannot be chosen, for a person to read. Absent: it can. */
  readonly unusable?: string;
}

/** The profiles in the AWS config and credentials files as they are now, by name; none where the files are missing. */
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

/** How this profile gets its credentials, in the order in which the SDK looks. */
export function profileKind(section: Section): ProfileKind {
  if (section.role_arn && (section.source_profile || section.credential_source)) return 'role';
  if (section.aws_access_key_id && section.aws_secret_access_key) return 'keys';
  if (section.role_arn && section.web_identity_token_file) return 'webIdentity';
  if (section.credential_process) return 'process';
  if (section.sso_session || section.sso_start_url || section.sso_account_id || section.sso_role_name) return 'sso';
  if (section.login_session) return 'login';
  return 'unknown';
}

/** The chain of profiles that a role is assumed through, the chosen one first; `circle` when it never ends. */
export function sourceChain(profile: string, config: SharedConfig): { names: readonly string[]; circle: boolean } {
  const names = [profile];
  for (;;) {
    const section = config.profiles.get(names[names.length - 1] ?? '');
    const source = section && profileKind(section) === 'role' ? section.source_profile : undefined;
    // A role may be assumed with the keys of its own section.
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

/** The AWS CLI takes quoted names with spaces, the SDK passes over them: say so instead of hiding them. */
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
