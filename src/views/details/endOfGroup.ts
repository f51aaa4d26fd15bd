import { env, l10n } from 'vscode';
import type { Failure } from '../../core/present/detail/panelState';

/** Returns what to say after the last loaded opportunity of a group, where the list goes on. */
export function endOfGroup(loaded: number): Failure {
  return {
    text:
      loaded === 1
        ? l10n.t('No more of this group is loaded (of 1 loaded opportunity). The next page may bring more of it.')
        : l10n.t(
            'No more of this group is loaded (of {0} loaded opportunities). The next page may bring more of it.',
            loaded.toLocaleString(env.language),
          ),
    actions: [{ label: l10n.t('Load More'), icon: 'cloud-download', intent: { type: 'loadMore' } }],
  };
}
