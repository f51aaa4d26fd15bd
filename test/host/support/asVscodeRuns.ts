import type { CommandId, Feature } from '../../../src/contributions';
import { type CommandTable, onSelection } from '../../../src/views/opportunities/onSelection';
import type { SelectionDeps } from '../../../src/views/opportunities/selection';
import type { RunnableCommands } from '../../../src/views/registerCommands';

/** Some commands of a feature as VS Code runs them: with a row, several or none. */
export function asVscodeRuns<F extends Feature, Id extends CommandId<F>>(
  feature: F,
  table: Pick<CommandTable<F>, Id>,
  list: SelectionDeps,
): Pick<RunnableCommands<F>, Id> {
  return onSelection(feature, table as CommandTable<F>, list);
}
