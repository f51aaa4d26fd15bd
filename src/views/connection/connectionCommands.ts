import type { RunnableCommands } from '../registerCommands';
import type { WindowParts } from '../windowParts';
import { pickCatalog } from './catalogPick';
import { pickProfile } from './profilePick';
import { type RemedyDeps, runRemedy } from './runRemedy';

export type ConnectionCommandDeps = RemedyDeps & Pick<WindowParts, 'listProfiles' | 'fallbackProfile' | 'log'>;

/** Which connection the window uses, and what helps where it fails; a bundle of its own, loaded with the first of these. */
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
          return deps.openConfig('config');
        case undefined:
          return undefined;
      }
    },
    'partnerCentral.selectCatalog': async () => {
      const catalog = await pickCatalog(current.connection.catalog);
      if (catalog) await choices.choose({ catalog });
    },
    'partnerCentral.useSampleData': () => choices.choose({ sampleData: true }),
    'partnerCentral.leaveSampleData': () => choices.choose({ sampleData: undefined }),
    'partnerCentral.showLog': () => deps.log.show(),
    'partnerCentral.runRemedy': (remedy, failed) => runRemedy(remedy, failed, deps),
  };
}
