import { setContextKey } from '../../host/contextKeys';
import type { CurrentLists } from '../currentLists';

/** Milliseconds for which a load, or the gap between two, is too short to show or hide a button. */
const patienceMs = 200;

/** Sets the context key that shows Stop Loading as long as a list of the window is being loaded. */
export function followLoading(
  current: Pick<CurrentLists, 'opened' | 'onDidAsk' | 'onDidChange' | 'onDidReplace'>,
): void {
  let shown = false;
  let waiting = false;
  const check = () => {
    waiting = false;
    const loading = current.opened?.loading ?? false;
    if (loading !== shown) setContextKey('partnerCentral.loading', loading);
    shown = loading;
    // The end of a refresh that changed nothing is no event.
    if (loading) checkSoon();
  };
  const checkSoon = () => {
    if (waiting) return;
    waiting = true;
    // It must not keep a process alive.
    setTimeout(check, patienceMs).unref();
  };
  for (const listen of [current.onDidAsk, current.onDidChange, current.onDidReplace]) listen(checkSoon);
  checkSoon();
}
