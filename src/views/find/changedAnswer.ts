import { env, l10n, ThemeIcon } from 'vscode';
import type { OpportunityChange } from '../../core/changes/opportunityChange';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import { type SearchedLists, SearchIndex } from '../../core/lists/search';
import type { TriageDay } from '../../core/model/triage';
import { changeWords } from '../../core/present/changes/changeWords';
import type { Writing } from '../../core/text/translate';
import type { WhatChanged } from '../changes/whatChanged';
import { button, type FindItem, failureItems, note, number } from './findItems';

const icon = 'diff';

/** What changed since the person last looked, as a pick shows it: all that the window knows of, loaded or not. */
export class ChangedAnswer {
  readonly index: SearchIndex;

  constructor(
    private readonly whatChanged: WhatChanged,
    day: TriageDay,
  ) {
    this.index = new SearchIndex(day, env.language);
  }

  get reading(): boolean {
    return this.whatChanged.state.kind === 'asking';
  }

  get searched(): SearchedLists {
    return new Map([['Changed', this.whatChanged.changes.flatMap(({ item }) => item ?? [])]]);
  }

  /**
   * Returns how many there are, and of what.
   * @param found the number of those with the words that the person typed; undefined if they typed nothing
   */
  title(found: number | undefined): string {
    const { state, changes } = this.whatChanged;
    const [name, count] = [l10n.t('Changed'), number(changes.length)];
    if (state.kind !== 'watching') {
      return changes.length === 0 ? l10n.t('{0}: looking…', name) : l10n.t('{0}: {1} so far', name, count);
    }
    if (found !== undefined) return l10n.t('{0}: {1} of {2} since you last looked', name, number(found), count);
    if (!state.isWhole) return l10n.t('{0}: {1} since you last looked, among what was loaded', name, count);
    return l10n.t('{0}: {1} since you last looked', name, count);
  }

  tailItems(): FindItem[] {
    const { state, changes } = this.whatChanged;
    const isNone = state.kind === 'watching' && state.isWhole && !state.isFirst && changes.length === 0;
    return isNone ? [note(l10n.t('Nothing changed since you last looked'))] : changedNotes(this.whatChanged);
  }
}

/** Looks what changed, if nobody has yet, or if that failed. */
export function lookWhatChanged(whatChanged: WhatChanged): void {
  const { state } = whatChanged;
  if (state.kind === 'idle' || (state.kind === 'watching' && state.error)) void whatChanged.start({ isAsked: true });
}

/** Returns the question what changed, with the number of answers that are known. */
export function changedItem(whatChanged: WhatChanged, source: 'aws' | 'sample', alwaysShow: boolean): FindItem {
  return {
    label: l10n.t('Changed'),
    description: knownText(whatChanged, source),
    iconPath: new ThemeIcon(icon),
    alwaysShow,
    key: 'changed',
    choice: { kind: 'changed' },
  };
}

function knownText({ state, changes }: WhatChanged, source: 'aws' | 'sample'): string {
  switch (state.kind) {
    case 'idle':
      return source === 'aws'
        ? l10n.t('Enter asks AWS what changed since you last looked')
        : l10n.t('Enter looks what changed in the sample data since you last looked');
    case 'asking':
      return l10n.t('looking…');
    case 'watching': {
      const count = number(changes.length);
      return state.isWhole
        ? l10n.t('{0} since you last looked', count)
        : l10n.t('{0} since you last looked, among what was loaded', count);
    }
  }
}

/** Returns what is known about how far the changes are known. */
export function changedNotes({ state, changes }: WhatChanged): FindItem[] {
  if (state.kind !== 'watching') return [note(l10n.t('Looking what changed…'))];
  const unread = changes.filter(({ item }) => !item).length;
  return [
    ...(unread > 0 ? [note(unreadText(unread))] : []),
    ...(state.isFirst && changes.length === 0
      ? [note(l10n.t('This is the first look: changes are listed from now on'))]
      : []),
    ...(state.isWhole ? [] : [note(l10n.t('Among what was loaded: others may have changed too'))]),
    ...(state.error ? failureItems('All', state.error, { kind: 'changed' }) : []),
  ];
}

/** Returns an item for the changes that no list of the window has. */
export function unlistedItems({ changes }: WhatChanged, lists: OpportunityLists): FindItem[] {
  const count = changes.filter(({ id, item }) => item && !lists.find(id)).length;
  if (count === 0) return [];
  const description =
    count === 1
      ? l10n.t('1 more changed that is not loaded')
      : l10n.t('{0} more changed that are not loaded', number(count));
  return [{ ...button(l10n.t('Changed'), icon, { kind: 'changed' }), description, key: 'changed' }];
}

/** Returns a change in the words of a row. */
export function changeText(change: OpportunityChange, zone: string, today: string): string {
  const writing: Writing = { t: l10n.t, locale: env.language, today, zone };
  return changeWords(change, writing).join(' · ');
}

function unreadText(count: number): string {
  return count === 1
    ? l10n.t('1 more changed that was not read in this window yet')
    : l10n.t('{0} more changed that were not read in this window yet', number(count));
}
