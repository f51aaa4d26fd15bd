import type { Disposable } from 'vscode';
import type { WindowParts } from '../windowParts';
import type { RefresherDeps } from './refresher';
import type { Refreshing } from './refreshing';

/** Returns what refreshes the lists of the window, which is a bundle of its own. */
export function lazyRefresher(deps: () => RefresherDeps): () => Refreshing {
  let made: Refreshing | undefined;
  return () => {
    const { Refresher } = require('./refresher') as typeof import('./refresher');
    made ??= new Refresher(deps());
    return made;
  };
}

/** Loads what refreshes the lists as soon as the setting `autoRefresh` asks for it. */
export function registerRefresh({ settings, refresher }: Pick<WindowParts, 'settings' | 'refresher'>): Disposable {
  const follow = () => {
    if (settings.value.autoRefresh) refresher();
  };
  follow();
  return settings.onDidChange(follow);
}
