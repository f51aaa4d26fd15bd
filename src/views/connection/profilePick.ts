import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import { pickOne } from '../../host/tell';

/** A profile of the AWS config and credentials files, as the pick needs it. */
export interface PickableProfile {
  readonly name: string;
  readonly kind: string;
  readonly region?: string;
  readonly detail?: string;
  /** Why it cannot be chosen. */
  readonly unusable?: string;
}

/** What the person chose: a profile, the profile of the settings and the environment, or sample data. */
export type ProfilePicked =
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'settings' }
  | { readonly kind: 'sample' }
  | { readonly kind: 'openConfig' };

type Item = QuickPickItem & { readonly choice?: ProfilePicked };

export interface ProfilePickOptions {
  readonly profiles: Promise<readonly PickableProfile[]>;
  /** The current profile; undefined if none is chosen. */
  readonly active: string | undefined;
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

async function loadItems({ profiles, active, fallback }: ProfilePickOptions): Promise<Item[]> {
  const profileItems = (await profiles).map((profile): Item => {
    const words = [l10n.t(kinds[profile.kind] ?? profile.kind), profile.detail, profile.region].filter(Boolean);
    return {
      label: profile.name,
      iconPath: new ThemeIcon(profile.unusable ? 'circle-slash' : profile.name === active ? 'check' : 'account'),
      description: words.join(' · '),
      ...(profile.unusable && { detail: profile.unusable }),
      ...(!profile.unusable && { choice: { kind: 'profile', name: profile.name } }),
    };
  });
  return [
    ...profileItems,
    { label: '', kind: QuickPickItemKind.Separator },
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
    { label: l10n.t('Open AWS Config File'), iconPath: new ThemeIcon('go-to-file'), choice: { kind: 'openConfig' } },
  ];
}
