import { type ProfileKind, profileFault, profileKind } from './profileWay';
import type { FileFault } from './readAwsFile';
import { readSharedConfig, type Section } from './sharedConfig';
import type { Environment, Place, SharedFile } from './sharedFiles';

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
  readonly place?: Place;
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
  const refused = config.faults.find(refusesAll);
  const profiles = [...config.profiles].map(([name, section]): ProfileInfo => {
    const kind = profileKind(name, config);
    const detail = inShort(kind, section);
    const fault = refused ? refusal(refused) : profileFault(name, config);
    return {
      ...{ name, kind },
      ...(section.region && { region: section.region }),
      ...(detail && { detail }),
      files: (['config', 'credentials'] as const).filter((file) => config.inFile[file].has(name)),
      ...(fault && { unusable: withPlace(fault.reason, fault.place), ...(fault.place && { place: fault.place }) }),
    };
  });
  return {
    profiles: profiles.sort((a, b) => a.name.localeCompare(b.name, 'en')),
    faults: config.faults.filter(({ kind }) => kind !== 'missing'),
  };
}

/** True for a fault that makes the AWS CLI, or at least us, refuse the profiles of both files. */
export function refusesAll({ kind }: FileFault): boolean {
  return kind === 'syntax' || kind === 'encoding' || kind === 'tooLarge';
}

function refusal({ file, path, line, reason }: FileFault) {
  return {
    reason: `The AWS ${file} file cannot be read: ${reason}`,
    ...(line !== undefined && { place: { file, path, line } }),
  };
}

function withPlace(reason: string, place: Place | undefined): string {
  return place ? `${reason.replace(/\.$/, '')} (${place.path}:${place.line}).` : reason;
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
