import type { WindowChoices } from '../../host/windowChoices';
import type { CurrentPipeline } from '../currentPipeline';
import type { CommandTable } from '../registerCommands';
import { pickCatalog } from './catalogPick';
import { type PickableProfile, pickProfile } from './profilePick';

export interface ConnectionCommandDeps {
  readonly choices: WindowChoices;
  readonly current: CurrentPipeline;
  readonly listProfiles: () => Promise<readonly PickableProfile[]>;
  /** What applies when the window has no choice: the setting, then `AWS_PROFILE`. */
  readonly fallbackProfile: () => string | undefined;
  readonly openConfig: (file: 'config' | 'credentials') => Promise<unknown>;
}

/** Which connection the window uses. */
export function connectionCommands(deps: ConnectionCommandDeps) {
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
  } satisfies Partial<CommandTable>;
}
