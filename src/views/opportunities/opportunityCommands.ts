import { l10n, type Memento, type TreeView } from 'vscode';
import { SourceError } from '../../core/errors/sourceError';
import type { Moment } from '../../core/time/zone';
import type { CurrentSettings } from '../../host/currentSettings';
import type { WindowChoices } from '../../host/windowChoices';
import { connectionCommands } from '../connection/connectionCommands';
import type { PickableProfile } from '../connection/profilePick';
import { remedyCommands } from '../connection/remedyCommands';
import type { CurrentPipeline } from '../currentPipeline';
import { compareCommands } from '../details/compareCommands';
import { detailCommands } from '../details/detailCommands';
import type { DetailPanels } from '../details/detailPanels';
import type { JsonDocuments } from '../documents/jsonDocuments';
import { exportCommands } from '../export/exportCommands';
import { filterCommands } from '../filterPick/filterCommands';
import { findCommands } from '../find/findCommands';
import { loadAllCommands } from '../loadAll/loadAllCommands';
import { LoadAllSession } from '../loadAll/loadAllSession';
import type { CommandTable } from '../registerCommands';
import { reportFailure } from '../reportFailure';
import type { PipelineSummary } from '../summary/pipelineSummary';
import { copyCommands } from './copyCommands';
import { listCommands } from './listCommands';
import type { OpportunityTree } from './opportunityTree';
import { rowCommands } from './rowCommands';
import type { Row } from './rows';
import type { ViewStatus } from './viewStatus';

// What else waits for a person, and so can be loaded as late.
export { askMfaCode } from '../connection/mfaPrompt';

/** What the commands work on. */
export interface CommandDeps {
  readonly choices: WindowChoices;
  readonly settings: CurrentSettings;
  readonly current: CurrentPipeline;
  readonly tree: OpportunityTree;
  readonly view: TreeView<Row>;
  readonly documents: JsonDocuments;
  readonly panels: () => Promise<DetailPanels>;
  readonly summary: () => Promise<PipelineSummary>;
  readonly status: ViewStatus;
  readonly listProfiles: () => Promise<readonly PickableProfile[]>;
  /** The profile that applies when the window has no choice of its own. */
  readonly fallbackProfile: () => string | undefined;
  readonly openConfig: (file: 'config' | 'credentials') => Promise<unknown>;
  readonly showLog: () => void;
  /** What is kept of this workspace. */
  readonly state: Memento;
  /** What the person likes in every window. */
  readonly habits: Memento;
  readonly now: () => Moment;
  /** The person's calendar date, `YYYY-MM-DD`. */
  readonly today: () => string;
}

/** All commands; a bundle of its own, loaded when the first of them runs. */
export function createCommands(deps: CommandDeps): CommandTable {
  const loading = new LoadAllSession(deps);
  return tellingOfFilters({
    ...rowCommands(deps),
    ...filterCommands(deps),
    ...findCommands({ ...deps, loading }),
    ...compareCommands({ ...deps, compareTable: async (items) => (await deps.panels()).compare(items) }),
    ...connectionCommands(deps),
    ...listCommands(deps),
    ...remedyCommands(deps),
    ...exportCommands(deps),
    ...detailCommands(deps),
    ...copyCommands(deps),
    ...loadAllCommands(loading),
    'partnerCentral.copyPipelineMarkdown': async () => (await deps.summary()).copyMarkdown(),
  });
}

/** The commands, with words for the person where one of them cannot be done because of the filter. */
function tellingOfFilters(table: CommandTable): CommandTable {
  const told = Object.entries(table as Readonly<Record<string, Command>>).map(([id, run]): [string, Command] => [
    id,
    async (...args) => {
      try {
        return await run(...args);
      } catch (thrown) {
        if (!(thrown instanceof SourceError) || thrown.code !== 'unsendableFilter') throw thrown;
        return reportFailure(l10n.t('Filter'), thrown, () => run(...args));
      }
    },
  ]);
  return Object.fromEntries(told) as CommandTable;
}

type Command = (...args: readonly unknown[]) => unknown;
