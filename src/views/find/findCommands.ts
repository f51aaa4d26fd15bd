import { commands, InputBoxValidationSeverity, l10n, type TreeView } from 'vscode';
import type { CommandId } from '../../contributions';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { parseOpportunityId } from '../../core/model/opportunityIds';
import type { Moment } from '../../core/time/zone';
import { askForText, inView } from '../../host/tell';
import type { CurrentPipeline } from '../currentPipeline';
import type { DetailPanels } from '../details/detailPanels';
import type { LoadAllSession } from '../loadAll/loadAllSession';
import type { OpportunityTree } from '../opportunities/opportunityTree';
import { revealRow } from '../opportunities/revealRow';
import type { Row } from '../opportunities/rows';
import type { CommandTable } from '../registerCommands';
import { reportFailure } from '../reportFailure';
import { FindPick } from './findPick';

export interface FindCommandDeps {
  readonly current: CurrentPipeline;
  readonly tree: OpportunityTree;
  readonly view: TreeView<Row>;
  readonly panels: () => Promise<DetailPanels>;
  readonly loading: LoadAllSession;
  /** The person's calendar date, `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly now: () => Moment;
}

/** The ways to one opportunity without looking for it in the tree. */
export function findCommands({ current, tree, view, panels, loading, today, now }: FindCommandDeps) {
  /** Opens an opportunity and, where it is loaded, shows its row in the tree. */
  const open = async (item: OpportunitySummary): Promise<void> => {
    (await panels()).open(item, false);
    await revealRow(view, () => tree.rowOf(item), false);
  };

  const goTo = async (id: string): Promise<void> => {
    const pipeline = current.value;
    try {
      const reading = pipeline.get(id, new AbortController().signal);
      const item = await inView(reading);
      if (pipeline === current.value) await open(item);
    } catch (error) {
      await reportFailure(id, error, () => goTo(id));
    }
  };

  const runRemedy = (...args: unknown[]) =>
    commands.executeCommand('partnerCentral.runRemedy' satisfies CommandId, ...args);
  const find = new FindPick({ current, loading, today, now, open, runRemedy });

  return {
    'partnerCentral.find': () => find.show('find'),
    'partnerCentral.triage': () => find.show('triage'),
    'partnerCentral.goTo': async () => {
      const id = parseOpportunityId((await askForId()) ?? '');
      if (id !== undefined) await goTo(id);
    },
  } satisfies Partial<CommandTable>;
}

function askForId(): Thenable<string | undefined> {
  const hint = l10n.t('An ID such as O1234567, an ARN or a link to Partner Central');
  return askForText({
    title: l10n.t('Go to Opportunity by ID'),
    placeHolder: hint,
    check: (text) => {
      const message = l10n.t('This names no opportunity. Expected: {0}.', hint);
      if (text.trim() === '' || parseOpportunityId(text) !== undefined) return undefined;
      return { message, severity: InputBoxValidationSeverity.Error };
    },
  });
}
