import { l10n } from 'vscode';
import { momentText } from '../../core/text/calendar';
import type { Writing } from '../../core/text/translate';
import { errorText } from '../errorText';
import { numberText } from '../opportunities/stageItem';
import type { WatchState } from './whatChanged';

/** Returns what is known of the changes that are listed, and of those that are not; nothing before anybody looked. */
export function stateText(state: WatchState, count: number, writing: Pick<Writing, 'locale' | 'zone'>): string {
  switch (state.kind) {
    case 'idle':
      return '';
    case 'asking':
      return l10n.t('Looking what changed…');
    case 'watching':
      return watchingText(state, count, writing);
  }
}

/** Returns the tooltip of the number of changes. */
export function badgeText(count: number, { isSample, isWhole }: { isSample: boolean; isWhole: boolean }): string {
  const number = numberText(count);
  const changes = isWhole
    ? count === 1
      ? l10n.t('1 change not marked as seen')
      : l10n.t('{0} changes not marked as seen', number)
    : count === 1
      ? l10n.t('1 change not marked as seen, among what was loaded')
      : l10n.t('{0} changes not marked as seen, among what was loaded', number);
  return isSample ? l10n.t('Sample data: {0}', changes) : changes;
}

type Watching = Extract<WatchState, { kind: 'watching' }>;

function watchingText(
  { since, isFirst, isWhole, error }: Watching,
  count: number,
  writing: Pick<Writing, 'locale' | 'zone'>,
): string {
  const from = since && momentText(since, writing);
  if (error) {
    const what = count > 0 ? l10n.t('What is listed stays. Refresh asks again.') : l10n.t('Refresh asks again.');
    return [errorText(error), what].join('\n');
  }
  if (count === 0) return nothingText(from, isFirst, isWhole);
  if (isWhole) return from ? l10n.t('Changed since {0}.', from) : '';
  return from
    ? l10n.t('Changed since {0}, among what was loaded: other opportunities may have changed too.', from)
    : l10n.t('Among what was loaded: other opportunities may have changed too.');
}

function nothingText(from: string | undefined, isFirst: boolean, isWhole: boolean): string {
  if (isFirst) {
    return from
      ? l10n.t('Changes are listed from now on. The last one before was on {0}.', from)
      : l10n.t('Changes are listed from now on.');
  }
  // When all is marked as seen, nothing is listed although something changed.
  if (!isWhole) return l10n.t('Nothing unseen among what was loaded: other opportunities may have changed.');
  return from ? l10n.t('Nothing unseen since {0}.', from) : l10n.t('Nothing unseen.');
}
