import { l10n } from 'vscode';
import { criteria, type ListField } from '../../core/query/criteria';
import {
  choiceToApply,
  everything,
  isSameChoice,
  type ListChoice,
  withCriterion,
  withRecentFilter,
} from '../../core/query/filterDraft';
import { checkFilter } from '../../core/query/request';
import { storedFilters } from '../../host/savedFilterStore';
import { tell, translated } from '../../host/tell';
import type { CommandTable } from '../opportunities/onSelection';
import type { Selection } from '../opportunities/selection';
import type { WindowParts } from '../windowParts';
import { pickFilter } from './filterPick';
import { criterionText, filterProblemText } from './filterText';
import { saveFilter } from './savedSteps';
import { pickSort } from './sortStep';

export type FilterCommandDeps = Pick<WindowParts, 'choices' | 'current' | 'settings' | 'now'>;

/** Returns the commands that decide what is listed, and in which order. */
export function filterCommands({ choices, current, settings, now }: FilterCommandDeps) {
  const present = (): ListChoice => {
    const { filter, sort, maxItems, startingToken } = choices;
    return { filter, sort, maxItems, startingToken };
  };

  /** Lists what was chosen, unless the API would refuse it. */
  const apply = async (draft: ListChoice): Promise<void> => {
    const [problem] = checkFilter(draft.filter, now());
    if (problem) {
      void tell('warning', filterProblemText(problem));
      return;
    }
    const recentFilters = withRecentFilter(choices.recentFilters, draft.filter);
    await choices.choose({ ...choiceToApply(present(), draft), recentFilters });
  };

  const filter = async (): Promise<void> => {
    const picked = await pickFilter({
      present: present(),
      fromSettings: settings.value.sort,
      pageSize: settings.value.pageSize,
      recent: choices.recentFilters,
      saved: () => storedFilters(now()),
      loaded: () => current.value.loaded(),
      now: now(),
    });
    if (picked) await apply(picked);
  };

  /** Narrows the filter to a value of a row. */
  const by =
    (field: ListField) =>
    async (selection: Selection): Promise<void> => {
      const [only] = selection.rows;
      const item = only?.kind === 'stage' ? { LifeCycle: { Stage: only.stage } } : selection.one();
      const value = item && criteria[field].readFrom(item);
      // A value that AWS does not accept cannot be used to filter.
      if (value === undefined || checkFilter({ [field]: [value] }, now()).length > 0) return;
      const before = present();
      await apply({ ...before, filter: withCriterion(before.filter, field, [value]) });
      const replaced = (before.filter[field] ?? []).filter((other) => other !== value);
      if (replaced.length > 0) void offerUndo(field, value, replaced, before);
    };

  /** Says what was replaced, and lists it again if the person wants that and has not chosen anything else since. */
  const offerUndo = async (field: ListField, value: string, replaced: readonly string[], before: ListChoice) => {
    const applied = present();
    const words = translated('{0}: {1}, instead of {2}.', criterionText(field), value, replaced.join(', '));
    const undo = l10n.t('Undo');
    if ((await tell('info', words, undo)) === undo && isSameChoice(present(), applied)) await choices.choose(before);
  };

  return {
    'partnerCentral.filter': filter,
    'partnerCentral.changeFilter': filter,
    'partnerCentral.clearFilter': () => apply({ ...everything, sort: choices.sort }),
    'partnerCentral.saveFilter': async () => {
      const { filter: present } = choices;
      if (present.unreadable) void tell('info', l10n.t('This filter cannot be read, so it cannot be saved.'));
      else if (Object.keys(present).length > 0) await saveFilter(present, false, now());
      else void tell('info', l10n.t('No filter is active, so there is nothing to save.'));
    },
    'partnerCentral.sort': async () => {
      const picked = await pickSort({ chosen: choices.sort, fromSettings: settings.value.sort, canGoBack: false });
      if (typeof picked !== 'string') await apply({ ...present(), sort: picked.value });
    },
    'partnerCentral.filterByCompany': by('CustomerCompanyName'),
    'partnerCentral.filterByStatus': by('LifeCycleReviewStatus'),
    'partnerCentral.filterByStage': by('LifeCycleStage'),
  } satisfies Partial<CommandTable<'opportunities'>>;
}
