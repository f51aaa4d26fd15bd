import { Disposable, window } from 'vscode';
import { lazily } from '../../core/runtime/lazily';
import type { LinkDeps } from './linkDeps';

/**
 * Registers the links to opportunities. What finds them in texts is loaded with the first request to AWS: before that, there
 * is nothing that it could show.
 */
export function registerLinks(deps: LinkDeps): Disposable {
  const links = lazily(async () => new (await import('./links')).Links(deps));
  return Disposable.from(
    deps.current.onDidAsk(links),
    window.registerUriHandler({ handleUri: async (uri) => (await links()).open(uri) }),
  );
}
