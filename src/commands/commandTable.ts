import { l10n, type Memento, type TreeView } from 'vscode';
import { SourceError } from '../core/errors/sourceError';
import type { Moment } from '../core/time/zone';
import type { CurrentSettings } from '../host/currentSettings';
import type { WindowChoices } from '../host/windowChoices';
import type { PickableProfile } from '../views/connection/profilePick';
import type { CurrentPipeline } from '../views/currentPipeline';
import type { DetailPanels } from '../views/details/detailPanels';
import type { JsonDocuments } from '../views/documents/jsonDocuments';
import { LoadAllSession } from '../views/loadAll/loadAllSession';
import type { PipelineSummary } from '../views/summary/pipelineSummary';
import type { OpportunityTree } from '../views/tree/opportunityTree';
import type { Row } from '../views/tree/rows';
import type { ViewStatus } from '../views/tree/viewStatus';
import { compareCommands } from './compareCommands';
import { connectionCommands } from './connectionCommands';
import { copyCommands } from './copyCommands';
import { detailCommands } from './detailCommands';
import { exportCommands } from './exportCommands';
import { filterCommands } from './filterCommands';
import { findCommands } from './findCommands';
import { listCommands } from './listCommands';
import { loadAllCommands } from './loadAllCommands';
import type { CommandTable } from './registerCommands';
import { remedyCommands } from './remedyCommands';
import { reportFailure } from './reportFailure';
import { rowCommands } from './rowCommands';

// What else waits for a person, and so can be loaded as late.
export { askMfaCode } from '../views/connection/mfaPrompt';

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
