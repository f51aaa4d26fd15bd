import { InputBoxValidationSeverity, l10n } from 'vscode';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { parseOpportunityId } from '../../core/model/opportunityIds';
import { askForText, inView } from '../../host/tell';
import type { LoadAllSession } from '../loadAll/loadAllSession';
import type { CommandTable } from '../opportunities/onSelection';
import { revealRow } from '../opportunities/revealRow';
import type { SidebarList } from '../opportunities/sidebarList';
import { reportFailure } from '../reportFailure';
import { runCommand } from '../runCommand';
import type { WindowParts } from '../windowParts';
import { FindPick } from './findPick';

export type FindCommandDeps = Pick<WindowParts, 'current' | 'today' | 'now'> &
  Pick<SidebarList, 'tree' | 'view'> & { readonly loading: LoadAllSession };

/** Returns the commands that find one opportunity without searching the tree for it. */
export function findCommands({ current, tree, view, loading, today, now }: FindCommandDeps) {
  /** Opens an opportunity and, if it is loaded, shows its row in the tree. */
  const open = async (item: OpportunitySummary): Promise<void> => {
    await runCommand('partnerCentral.openDetails', { kind: 'shown', item });
    await revealRow(view, () => tree.rowOf(item), false);
  };

  const goTo = async (id: string): Promise<void> => {
    const lists = current.value;
    try {
      const reading = lists.get(id, new AbortController().signal);
      const item = await inView(reading);
      if (lists === current.value) await open(item);
    } catch (error) {
      await reportFailure(id, error, () => goTo(id));
    }
  };

  const find = new FindPick({ current, loading, today, now, open });

  return {
    'partnerCentral.find': () => find.show('find'),
    'partnerCentral.triage': () => find.show('triage'),
    'partnerCentral.goTo': async () => {
      const id = parseOpportunityId((await askForId()) ?? '');
      if (id !== undefined) await goTo(id);
    },
  } satisfies Partial<CommandTable<'opportunities'>>;
}

function askForId(): Thenable<string | undefined> {
  const hint = l10n.t('An ID such as O1234567, an ARN or a link to Partner Central');
  return askForText({
    title: l10n.t('Go to Opportunity by ID'),
    placeHolder: hint,
    check: (text) => {
      const message = l10n.t('This does not identify an opportunity. Expected: {0}.', hint);
      if (text.trim() === '' || parseOpportunityId(text) !== undefined) return undefined;
      return { message, severity: InputBoxValidationSeverity.Error };
    },
  });
}
