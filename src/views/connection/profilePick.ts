import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import { pickOne, translated } from '../../host/tell';

/** A profile of the AWS config and credentials files, as the pick needs it. */
export interface PickableProfile {
  readonly name: string;
  readonly kind: string;
  readonly region?: string;
  readonly detail?: string;
  /** Why it cannot be chosen. */
  readonly unusable?: string;
  /** Where the reason stands. */
  readonly place?: PlaceInFile;
}

/** A line in one of the AWS files. Lines start at 1. */
export interface PlaceInFile {
  readonly file: 'config' | 'credentials';
  readonly line?: number;
}

/** What is wrong with one of the files as a whole. */
export interface ShownFault extends PlaceInFile {
  readonly path: string;
  readonly kind: string;
  readonly reason: string;
}

/** What the AWS config and credentials files offer. */
export interface PickableProfiles {
  readonly profiles: readonly PickableProfile[];
  readonly faults: readonly ShownFault[];
}

/** What the person chose: a profile, the profile of the settings and the environment, or sample data. */
export type ProfilePicked =
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'unusable'; readonly name: string; readonly why: string; readonly place?: PlaceInFile }
  | { readonly kind: 'settings' }
  | { readonly kind: 'sample' }
  | ({ readonly kind: 'openConfig' } & PlaceInFile);

type Item = QuickPickItem & { readonly choice?: ProfilePicked };

export interface ProfilePickOptions {
  readonly profiles: Promise<PickableProfiles>;
  /** The current profile; undefined if none is chosen. */
  readonly active: string | undefined;
  /** The profiles that the person used in this window before, the last one first. */
  readonly recent: readonly string[];
  /** The profile that applies if the window has no choice of its own. */
  readonly fallback: string | undefined;
}

/** Lets the person pick a profile. Undefined if they cancel. */
export async function pickProfile(options: ProfilePickOptions): Promise<ProfilePicked | undefined> {
  const chosen = await pickOne(loadItems(options), {
    title: l10n.t('AWS Profile for Partner Central'),
    placeHolder: l10n.t('Profiles in your AWS config and credentials files. The region is always us-east-1.'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.choice;
}

const kinds: Readonly<Record<string, string>> = {
  sso: 'IAM Identity Center (SSO)',
  role: 'assumes a role',
  process: 'credential_process',
  keys: 'access keys',
  login: 'aws login',
  webIdentity: 'web identity',
  unknown: 'contains no credentials',
};

async function loadItems({ profiles: listed, active, recent, fallback }: ProfilePickOptions): Promise<Item[]> {
  const { profiles, faults } = await listed;
  const known = (name: string) => profiles.filter((profile) => profile.name === name);
  const present = active === undefined ? [] : known(active);
  const used = recent.filter((name) => name !== active).flatMap(known);
  const others = profiles.filter((profile) => !present.includes(profile) && !used.includes(profile));
  const group = (label: string, members: readonly PickableProfile[]): Item[] =>
    members.length === 0 ? [] : [separator(label), ...members.map((one) => profileItem(one, one.name === active))];
  return [
    ...faults.map(faultItem),
    ...group(l10n.t('in this window'), present),
    ...group(l10n.t('recent'), used),
    ...group(present.length + used.length > 0 ? l10n.t('other profiles') : l10n.t('profiles'), others),
    separator(''),
    {
      label: l10n.t('From the Settings and the Environment'),
      iconPath: new ThemeIcon('settings-gear'),
      description: fallback ?? l10n.t('default credentials'),
      choice: { kind: 'settings' },
    },
    {
      label: l10n.t('Sample Data'),
      iconPath: new ThemeIcon('beaker'),
      description: l10n.t('no AWS account needed'),
      choice: { kind: 'sample' },
    },
    {
      label: l10n.t('Open AWS Config File'),
      iconPath: new ThemeIcon('go-to-file'),
      choice: { kind: 'openConfig', file: 'config' },
    },
  ];
}

function separator(label: string): Item {
  return { label, kind: QuickPickItemKind.Separator };
}

function profileItem(profile: PickableProfile, isPresent: boolean): Item {
  const { name, unusable: why, place } = profile;
  const words = [l10n.t(kinds[profile.kind] ?? profile.kind), profile.detail, profile.region].filter(Boolean);
  return {
    label: name || '""',
    iconPath: new ThemeIcon(why ? 'circle-slash' : isPresent ? 'check' : 'account'),
    description: words.join(' · '),
    ...(why && { detail: why }),
    choice: why ? { kind: 'unusable', name, why, ...(place && { place }) } : { kind: 'profile', name },
  };
}

/** What follows from a fault of a file for its profiles, where the AWS CLI does not refuse it. */
const consequences: Readonly<Record<string, string>> = {
  unreadable: 'The AWS CLI goes on without it.',
  tooLarge: 'The AWS CLI may still read it.',
};

/** Returns the item that says why a file has no profiles here. It opens the file on that line. */
function faultItem({ file, path, line, kind, reason }: ShownFault): Item {
  return {
    label: translated('The AWS {0} file cannot be read', file),
    iconPath: new ThemeIcon('error'),
    description: line === undefined ? path : `${path}:${line}`,
    detail: `${reason} ${l10n.t(consequences[kind] ?? 'The AWS CLI refuses it, too, and with it every profile.')}`,
    // The editor cannot open what cannot be read.
    ...(kind !== 'unreadable' && { choice: { kind: 'openConfig', file, ...(line !== undefined && { line }) } }),
    alwaysShow: true,
  };
}
