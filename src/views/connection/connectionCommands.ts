import { l10n } from 'vscode';
import { tell, translated } from '../../host/tell';
import type { RunnableCommands } from '../registerCommands';
import type { WindowParts } from '../windowParts';
import { pickCatalog } from './catalogPick';
import type { CheckAccessDeps } from './checkAccess';
import { type ProfilePicked, pickProfile } from './profilePick';
import { type RemedyDeps, runRemedy } from './runRemedy';

/** More profiles than a person goes back and forth between. */
const mostRecent = 3;

export type ConnectionCommandDeps = RemedyDeps &
  CheckAccessDeps &
  Pick<WindowParts, 'listProfiles' | 'fallbackProfile' | 'log'> & {
    readonly choices: Pick<WindowParts['choices'], 'recentProfiles'>;
  };

/**
 * Returns the commands that choose the window's connection and that help when it fails. They are a bundle of their own,
 * loaded when one of them first runs.
 */
export function connectionCommands(deps: ConnectionCommandDeps): RunnableCommands<'connection'> {
  const { choices, current } = deps;
  const presentProfile = (): string | undefined => {
    const { connection } = current;
    return connection.kind === 'aws' ? connection.profile : undefined;
  };
  /** Remembers the profile that the window leaves. */
  const leaving = (next?: string) => {
    const recent = new Set([presentProfile() ?? [], choices.recentProfiles].flat());
    if (next !== undefined) recent.delete(next);
    return { recentProfiles: [...recent].slice(0, mostRecent) };
  };
  return {
    'partnerCentral.selectProfile': async () => {
      const active = presentProfile();
      const picked = await pickProfile({
        profiles: deps.listProfiles(),
        active,
        recent: choices.recentProfiles,
        fallback: deps.fallbackProfile(),
      });
      switch (picked?.kind) {
        case 'profile':
          return choices.choose({ profile: picked.name, sampleData: undefined, ...leaving(picked.name) });
        case 'settings':
          return choices.choose({ profile: undefined, sampleData: undefined, ...leaving() });
        case 'sample':
          return choices.choose({ sampleData: true, ...leaving() });
        case 'unusable':
          return tellWhy(picked, deps.openConfig);
        case 'openConfig':
          return deps.openConfig(picked.file, picked.line);
        case undefined:
          return undefined;
      }
    },
    'partnerCentral.selectCatalog': async () => {
      const catalog = await pickCatalog(current.connection);
      if (catalog) await choices.choose({ catalog });
    },
    'partnerCentral.checkAccess': async () => (await import('./checkAccess')).checkAccess(deps),
    'partnerCentral.useSampleData': () => choices.choose({ sampleData: true, ...leaving() }),
    'partnerCentral.leaveSampleData': () => choices.choose({ sampleData: undefined }),
    'partnerCentral.showLog': () => deps.log.show(),
    'partnerCentral.runRemedy': (remedy, failed) => runRemedy(remedy, failed, deps),
  };
}

/** Says why a profile cannot be chosen, and offers to open the file at the line that is the reason. */
async function tellWhy(
  { name, why, place }: Extract<ProfilePicked, { kind: 'unusable' }>,
  openConfig: ConnectionCommandDeps['openConfig'],
): Promise<void> {
  const words = translated('The profile {0} cannot be used: {1} The profile of this window stays as it is.', name, why);
  if (!place) return void (await tell('warning', words));
  const open = l10n.t('Open File');
  if ((await tell('warning', words, open)) === open) await openConfig(place.file, place.line);
}
