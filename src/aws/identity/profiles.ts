import { asSourceError } from '../../core/errors/sourceError';
import type { FileFault } from './files/readAwsFile';
import { readSharedConfig, type Section, type SharedConfig } from './files/sharedConfig';
import type { Environment, Place, SharedFile } from './files/sharedFiles';
import { type ProfileKind, planOf, profileKind } from './plan';

/** A profile as the profile pick shows it. It contains no secret. */
export interface ProfileInfo {
  readonly name: string;
  readonly kind: ProfileKind;
  readonly region?: string;
  /** What distinguishes it from others of its kind: SSO account and role, or the role's ARN and its source profile. */
  readonly detail?: string;
  /** The files that name it. */
  readonly files: readonly SharedFile[];
  /** The reason why it cannot have credentials, for a person to read. Absent when they can be asked for. */
  readonly unusable?: string;
  /** Where that reason stands. */
  readonly place?: Pick<Place, 'file' | 'line'>;
}

/** The profiles in the two files, and what is wrong with the files themselves. */
export interface ProfileList {
  /** By name. */
  readonly profiles: readonly ProfileInfo[];
  /** Not among them: a file that does not exist, which is no error. */
  readonly faults: readonly FileFault[];
}

/**
 * Returns the profiles that are in the AWS config and credentials files now; none when the files are missing. When the AWS
 * CLI refuses one of the files, no profile can be used: the refused file may say who the profiles of the other one are.
 */
export async function listProfiles(env: Environment = process.env): Promise<ProfileList> {
  const config = await readSharedConfig(env);
  const profiles = [...config.profiles].map(([name, section]): ProfileInfo => {
    const kind = profileKind(name, config);
    const detail = inShort(kind, section);
    return {
      ...{ name, kind },
      ...(section.region && { region: section.region }),
      ...(detail && { detail }),
      files: (['config', 'credentials'] as const).filter((file) => config.inFile[file].has(name)),
      ...faultOf(name, config),
    };
  });
  return {
    profiles: profiles.sort((a, b) => a.name.localeCompare(b.name, 'en')),
    faults: config.faults.filter(({ kind }) => kind !== 'missing'),
  };
}

/** Returns what in the files prevents a profile from having credentials, and where, if anything does. */
function faultOf(name: string, config: SharedConfig): Pick<ProfileInfo, 'unusable' | 'place'> {
  // In the setting and in the environment, an empty name means that no profile is chosen.
  if (name === '') return { unusable: 'A profile without a name cannot be chosen.' };
  try {
    planOf(name, config);
    return {};
  } catch (thrown) {
    const error = asSourceError(thrown);
    const [, reason] = error.args;
    const opening = error.remedies.find((remedy) => remedy.kind === 'openConfig');
    return {
      // The pick shows the name already.
      unusable: error.code === 'profileInvalid' && reason ? reason : error.message,
      ...(opening?.line !== undefined && { place: { file: opening.file, line: opening.line } }),
    };
  }
}

function inShort(kind: ProfileKind, section: Section): string | undefined {
  switch (kind) {
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
