import { copyCliCommands } from '../cliCommand/copyCliCommands';
import type { WindowParts } from '../windowParts';
import { pickGrouping } from './groupingPick';
import type { CommandTable } from './onSelection';

/** Returns the commands that change how the list is shown, and that copy it. */
export function listCommands(window: Pick<WindowParts, 'choices' | 'current' | 'now'>) {
  const { choices, current } = window;
  return {
    'partnerCentral.groupBy': async () => {
      const grouping = await pickGrouping(current.grouping);
      if (grouping) await choices.choose({ grouping });
    },
    'partnerCentral.copyCliCommand': ({ rows }) => copyCliCommands(window, rows),
    'partnerCentral.copyListCliCommand': () => copyCliCommands(window, []),
  } satisfies Partial<CommandTable<'opportunities'>>;
}
