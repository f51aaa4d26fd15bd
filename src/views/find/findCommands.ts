import { type InputBoxValidationMessage, InputBoxValidationSeverity, l10n } from 'vscode';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { parseOpportunityId } from '../../core/model/opportunityIds';
import { createBox, inView } from '../../host/tell';
import type { LoadAllSession } from '../loadAll/loadAllSession';
import type { CommandTable } from '../opportunities/onSelection';
import { revealRow } from '../opportunities/revealRow';
import type { SidebarList } from '../opportunities/sidebarList';
import { reportFailure } from '../reportFailure';
import { runCommand } from '../runCommand';
import type { WindowParts } from '../windowParts';
import { asCrmId, ofPartner } from './crmId';
import { FindPick } from './findPick';

export type FindCommandDeps = Pick<WindowParts, 'current' | 'settings' | 'today' | 'now' | 'whatChanged'> &
  Pick<SidebarList, 'tree' | 'view' | 'status'> & { readonly loading: LoadAllSession };

/** Returns the commands that find one opportunity without searching the tree for it. */
export function findCommands(deps: FindCommandDeps) {
  const { current, tree, view } = deps;
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

  const find = new FindPick({ ...deps, open });

  /** Opens the loaded opportunity with an id of the partner's own; AWS cannot be asked for it. */
  const goToCrmId = async (id: string): Promise<void> => {
    const [found, another] = ofPartner(current.value, id);
    if (found && !another) await open(found);
    // The pick takes the place of the box while that is still open. After it has closed, VS Code hands the focus back to
    // the editor late, and a pick that opened meanwhile would close too.
    else find.show({ kind: 'crmId', id });
  };

  const goToText = async (text: string): Promise<void> => {
    const id = parseOpportunityId(text);
    const crmId = asCrmId(text);
    if (id !== undefined) await goTo(id);
    else if (crmId !== undefined) await goToCrmId(crmId);
  };

  return {
    'partnerCentral.find': () => find.show({ kind: 'find' }),
    'partnerCentral.triage': () => find.show({ kind: 'triage' }),
    'partnerCentral.needsAction': () => find.show({ kind: 'ask', triage: 'Action Required' }),
    'partnerCentral.goTo': () => askForId(goToText),
  } satisfies Partial<CommandTable<'opportunities'>>;
}

/**
 * Asks for an id, and gives it away before the box closes.
 * @returns resolves once it is dealt with, or the person has closed the box
 */
function askForId(take: (text: string) => Promise<void>): Promise<void> {
  const hint = l10n.t('An ID such as O1234567, an ARN, a link to Partner Central, or your CRM’s ID');
  const box = createBox();
  box.title = l10n.t('Go to Opportunity by ID');
  box.placeholder = hint;
  return new Promise((resolve, reject) => {
    let taken: Promise<void> | undefined;
    box.onDidChangeValue((text) => {
      box.validationMessage = messageFor(text, hint);
    });
    box.onDidAccept(() => {
      if (taken || messageFor(box.value, hint)?.severity === InputBoxValidationSeverity.Error) return;
      taken = take(box.value);
      taken.then(resolve, reject);
      box.hide();
    });
    box.onDidHide(() => {
      box.dispose();
      if (!taken) resolve();
    });
    box.show();
  });
}

function messageFor(text: string, hint: string): InputBoxValidationMessage | undefined {
  if (text.trim() === '' || parseOpportunityId(text) !== undefined) return undefined;
  if (asCrmId(text) !== undefined) {
    const message = l10n.t('Not an ID of AWS: Enter looks for it as your CRM’s ID in what is loaded.');
    return { message, severity: InputBoxValidationSeverity.Info };
  }
  const message = l10n.t('This does not identify an opportunity. Expected: {0}.', hint);
  return { message, severity: InputBoxValidationSeverity.Error };
}
