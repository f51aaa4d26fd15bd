import { env, l10n } from 'vscode';
import type { TakeActions } from '../../core/lists/actionCount';
import { Answer } from '../../core/lists/answer';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import { type SearchedLists, SearchIndex } from '../../core/lists/search';
import { type TriageDay, triagesOf } from '../../core/model/triage';
import { type AskableTriage, questionOf } from '../../core/query/triageFilter';
import { limitTexts } from '../filterPick/filterText';
import { button, type FindItem, failureItems, note, number, separator } from './findItems';

export interface TriageAsked {
  readonly triage: AskableTriage;
  /** True if the filter of the window does not count. */
  readonly everything: boolean;
  readonly day: TriageDay;
  readonly source: 'aws' | 'sample';
}

/** The answer of AWS to one triage, as a pick shows it: for the whole catalog, under the filter of the window. */
export class TriageAnswer {
  readonly index: SearchIndex;
  /** Undefined if no opportunity can be in the triage and under the filter: then nothing is asked. */
  private readonly answer: Answer | undefined;
  private readonly isFiltered: boolean;

  constructor(
    private readonly lists: OpportunityLists,
    private readonly asked: TriageAsked,
    changed: () => void,
  ) {
    const { triage, everything, day } = asked;
    const filter = everything ? {} : lists.query.filter;
    this.isFiltered = Object.keys(filter).length > 0;
    this.index = new SearchIndex(day, env.language);
    const question = questionOf(triage, filter, lists.now());
    if (question.kind === 'none') return;
    this.answer = new Answer(lists, { ...question, matches: (item) => triagesOf(item, day).includes(triage) }, changed);
  }

  get triage(): AskableTriage {
    return this.asked.triage;
  }

  /** True if the whole catalog was asked for what needs action: the badge counts the same. */
  get isOfBadge(): boolean {
    return this.triage === 'Action Required' && !this.isFiltered;
  }

  /** Gives what AWS has answered so far, and whether that is all of it. */
  tell(take: TakeActions): void {
    const { items = [], tail, isWhole = false } = this.answer ?? {};
    if (tail?.kind === 'end' || tail?.kind === 'more') take(items, isWhole);
  }

  get reading(): boolean {
    return this.answer?.tail.kind === 'loading';
  }

  get searched(): SearchedLists {
    return new Map([['Answer', this.answer?.items ?? []]]);
  }

  async readPage(): Promise<void> {
    await this.answer?.readPage();
  }

  /** Reads on, up to the next multiple of the setting `maxItems`. */
  async readRest(maxItems: number): Promise<void> {
    await this.answer?.readRest(maxItems);
  }

  stop(): void {
    this.answer?.stop();
  }

  dispose(): void {
    this.answer?.dispose();
  }

  /**
   * Returns how many there are, and of what.
   * @param found the number of those with the words that the person typed; undefined if they typed nothing
   */
  title(found: number | undefined): string {
    const name = l10n.t(this.triage);
    const { answer } = this;
    if (!answer) return l10n.t('{0}: none under your filter', name);
    const count = answer.items.length;
    const source = this.source;
    if (found !== undefined)
      return l10n.t('{0}: {1} of the {2} that {3} sent', name, number(found), number(count), source);
    switch (answer.tail.kind) {
      case 'unread':
      case 'loading':
        return count === 0 ? l10n.t('{0}: asking {1}…', name, source) : l10n.t('{0}: {1} so far', name, number(count));
      case 'failed':
        return count === 0 ? l10n.t('{0}: no answer', name) : l10n.t('{0}: {1} so far', name, number(count));
      case 'more':
      case 'cut':
        return this.moreTitle(name, count, source);
      case 'end':
        return this.wholeTitle(name, count, source);
    }
  }

  /** Returns what is known about the end of the answer, and what can be done about it. */
  tailItems(): FindItem[] {
    return [...this.endItems(), ...this.filterItems()];
  }

  private moreTitle(name: string, count: number, source: string): string {
    const read = number(this.answer?.read ?? 0);
    if (count === (this.answer?.read ?? 0)) return l10n.t('{0}: {1} and more', name, number(count));
    return l10n.t('{0}: {1} of the first {2} that {3} lists', name, number(count), read, source);
  }

  private wholeTitle(name: string, count: number, source: string): string {
    const { isFiltered } = this;
    if (!this.answer?.isWhole) return l10n.t('{0}: {1} in all that {2} listed', name, number(count), source);
    if (count === 0) {
      return isFiltered
        ? l10n.t('{0}: {1} has none under your filter', name, source)
        : l10n.t('{0}: {1} has none', name, source);
    }
    return isFiltered
      ? l10n.t('{0}: {1}, all that {2} has under your filter', name, number(count), source)
      : l10n.t('{0}: {1}, all that {2} has', name, number(count), source);
  }

  private endItems(): FindItem[] {
    const { answer } = this;
    if (!answer) return [note(l10n.t('No opportunity can match this question and your filter'))];
    const { tail, skipped, read } = answer;
    switch (tail.kind) {
      case 'loading': {
        const waiting = tail.waiting ? failureItems('All', tail.waiting, { kind: 'rest' }) : [];
        return [
          separator(''),
          ...waiting,
          { ...button(l10n.t('Stop'), 'loading~spin', { kind: 'stopAnswer' }), key: 'rest' },
        ];
      }
      case 'failed':
        return [separator(''), ...failureItems('All', tail.error, { kind: 'rest' })];
      case 'unread':
        return [{ ...button(l10n.t('Ask Again'), 'refresh', { kind: 'rest' }), key: 'rest' }];
      case 'more':
      case 'cut': {
        const listed =
          this.asked.source === 'aws'
            ? l10n.t('AWS has listed {0} so far, and more exist', number(read))
            : l10n.t('{0} of the sample data were read so far, and more exist', number(read));
        const rest = button(l10n.t('Load the Rest'), 'cloud-download', { kind: 'rest' });
        return [separator(''), { ...rest, description: listed, key: 'rest' }];
      }
      case 'end':
        return this.endNotes(skipped);
    }
  }

  private endNotes(skipped: number): FindItem[] {
    const { answer } = this;
    const notes: FindItem[] = [];
    if (answer?.items.length === 0) notes.push(note(l10n.t('None')));
    if (skipped > 0) {
      notes.push(
        note(
          skipped === 1
            ? l10n.t('1 more entry cannot be read')
            : l10n.t('{0} more entries cannot be read', number(skipped)),
        ),
      );
    } else if (answer && !answer.isWhole) {
      notes.push(note(l10n.t('Read page by page: what changed meanwhile may be missing')));
    }
    return notes;
  }

  private filterItems(): FindItem[] {
    if (!this.isFiltered) return [];
    const item = button(l10n.t('Ask Without the Filter'), 'filter', {
      kind: 'ask',
      triage: this.triage,
      everything: true,
    });
    return [
      separator(l10n.t('Your filter')),
      { ...item, description: limitTexts({ filter: this.lists.query.filter }).join(' · ') },
    ];
  }

  /** Who answers, in a sentence. */
  private get source(): string {
    return this.asked.source === 'aws' ? l10n.t('AWS') : l10n.t('the sample data');
  }
}
