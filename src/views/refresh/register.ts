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
