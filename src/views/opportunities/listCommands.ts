import type { Moment } from '../../core/time/zone';
import type { WindowChoices } from '../../host/windowChoices';
import { copyCliCommands } from '../cliCommand/copyCliCommands';
import type { CurrentPipeline } from '../currentPipeline';
import type { CommandTable } from '../registerCommands';
import { pickGrouping } from './groupingPick';
import type { Row } from './rows';
import { givenRows } from './selection';

export interface ListCommandDeps {
  readonly choices: WindowChoices;
  readonly current: CurrentPipeline;
  readonly now: () => Moment;
}

/** How the list is shown, and how to get it elsewhere. */
export function listCommands({ choices, current, now }: ListCommandDeps) {
  const copy = (rows: readonly Row[]) => copyCliCommands(choices, current, rows, now());
  return {
    'partnerCentral.groupBy': async () => {
      const grouping = await pickGrouping(current.grouping);
      if (grouping) await choices.choose({ grouping });
    },
    'partnerCentral.copyCliCommand': (row, rows) => copy(givenRows(row, rows)),
    'partnerCentral.copyListCliCommand': () => copy([]),
  } satisfies Partial<CommandTable>;
}
