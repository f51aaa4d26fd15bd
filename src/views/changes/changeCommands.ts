import { commands, env, l10n, type TreeView } from 'vscode';
import { changesViewId } from '../../contributions';
import type { OpportunityChange } from '../../core/changes/opportunityChange';
import { changesMarkdown } from '../../core/present/changes/changesMarkdown';
import { cancellable } from '../../host/cancellable';
import { confirm, tell, tellBriefly, translated } from '../../host/tell';
import type { CommandTable } from '../opportunities/onSelection';
import { numberText } from '../opportunities/stageItem';
import { reportFailure } from '../reportFailure';
import { runCommand } from '../runCommand';
import { untilSelected } from '../untilSelected';
import type { WindowParts } from '../windowParts';
import { type ChangesRow, shownVersions } from './changeRows';

export type ChangeCommandDeps = Pick<WindowParts, 'current' | 'whatChanged' | 'now' | 'today'> & {
  readonly view: Pick<TreeView<ChangesRow>, 'selection'>;
  /** Asks AWS what changed. */
  readonly ask: () => Promise<void>;
  /** Runs another command. */
  readonly run?: typeof runCommand;
  /** Milliseconds to wait for VS Code to report the selection. */
  readonly patienceMs?: number;
};

/** Returns the commands of the view Changes. */
export function changeCommands(deps: ChangeCommandDeps): CommandTable<'changes'> {
  const { current, whatChanged, view, ask, run = runCommand } = deps;

  /** Opens the details of a changed opportunity as a click in a list does: the keyboard focus stays there. */
  const open = async (change: OpportunityChange): Promise<void> => {
    const lists = current.value;
    try {
      const known = lists.find(change.id) ?? change.item;
      const item = known ?? (await readById(change.id, lists));
      // It may belong to a connection that the person left.
      if (item && lists === current.value) await run('partnerCentral.previewDetails', { kind: 'shown', item });
    } catch (error) {
      await reportFailure(change.id, error, () => open(change));
    }
  };

  return {
    'partnerCentral.showChanges': async () => {
      await commands.executeCommand(`${changesViewId}.focus`);
      await ask();
    },
    'partnerCentral.openChange': async () => {
      await untilSelected(view, deps.patienceMs);
      const [row] = view.selection;
      if (row?.kind === 'shown') await open(row.change);
    },
    'partnerCentral.copyChanges': async () => {
      const { state, changes } = whatChanged;
      if (changes.length === 0) return void tell('info', l10n.t('There are no changes to copy.'));
      const { connection } = current;
      const origin = {
        catalog: connection.catalog,
        isSample: connection.kind === 'sample',
        since: state.kind === 'watching' ? state.since : undefined,
        isWhole: state.kind === 'watching' && state.isWhole,
        at: deps.now().at,
      };
      const writing = { t: l10n.t, locale: env.language, today: deps.today(), zone: deps.now().zone };
      await env.clipboard.writeText(changesMarkdown(changes, origin, writing));
      tellBriefly(
        changes.length === 1 ? l10n.t('Copied 1 change.') : l10n.t('Copied {0} changes.', numberText(changes.length)),
      );
    },
    'partnerCentral.markSeen': (row, rows = []) => {
      const given = rows.length > 0 ? rows : row ? [row] : view.selection;
      const shown = shownVersions(given);
      if (shown.length > 0) whatChanged.markSeen(shown);
    },
    'partnerCentral.markAllSeen': () => whatChanged.markAllSeen(),
    'partnerCentral.forgetSeen': async () => {
      const question = l10n.t(
        'Forget what was seen? This deletes what is kept on this computer to tell what changed, for all connections. Nothing at AWS changes. After that, changes are listed from then on.',
      );
      if (!(await confirm(question, l10n.t('Forget')))) return;
      await whatChanged.forget();
      tellBriefly(l10n.t('What was seen is forgotten.'));
    },
  };
}

function readById(id: string, lists: WindowParts['current']['value']) {
  return cancellable(translated('Reading {0}…', id), (signal) => lists.get(id, signal));
}
