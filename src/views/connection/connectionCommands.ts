import type { RunnableCommands } from '../registerCommands';
import type { WindowParts } from '../windowParts';
import { pickCatalog } from './catalogPick';
import type { CheckAccessDeps } from './checkAccess';
import { pickProfile } from './profilePick';
import { type RemedyDeps, runRemedy } from './runRemedy';

export type ConnectionCommandDeps = RemedyDeps &
  CheckAccessDeps &
  Pick<WindowParts, 'listProfiles' | 'fallbackProfile' | 'log'>;

/**
 * Returns the commands that choose the window's connection and that help when it fails. They are a bundle of their own,
 * loaded when one of them first runs.
 */
export function connectionCommands(deps: ConnectionCommandDeps): RunnableCommands<'connection'> {
  const { choices, current } = deps;
  return {
    'partnerCentral.selectProfile': async () => {
      const { connection } = current;
      const picked = await pickProfile({
        profiles: deps.listProfiles(),
        active: connection.kind === 'aws' ? connection.profile : undefined,
        fallback: deps.fallbackProfile(),
      });
      switch (picked?.kind) {
        case 'profile':
          return choices.choose({ profile: picked.name, sampleData: undefined });
        case 'settings':
          return choices.choose({ profile: undefined, sampleData: undefined });
        case 'sample':
          return choices.choose({ sampleData: true });
        case 'openConfig':
          return deps.openConfig(picked.file, picked.line);
        case undefined:
          return undefined;
      }
    },
    'partnerCentral.selectCatalog': async () => {
      const catalog = await pickCatalog(current.connection.catalog);
      if (catalog) await choices.choose({ catalog });
    },
    'partnerCentral.checkAccess': async () => (await import('./checkAccess')).checkAccess(deps),
    'partnerCentral.useSampleData': () => choices.choose({ sampleData: true }),
    'partnerCentral.leaveSampleData': () => choices.choose({ sampleData: undefined }),
    'partnerCentral.showLog': () => deps.log.show(),
    'partnerCentral.runRemedy': (remedy, failed) => runRemedy(remedy, failed, deps),
  };
}
