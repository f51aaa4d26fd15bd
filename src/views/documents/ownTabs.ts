import { type Tab, TabInputText, TabInputTextDiff, type Uri, window } from 'vscode';
import { documentScheme } from '../../contributions';

/** Returns the tabs with our documents of a scheme, alone or in a diff, and the documents that each one shows. */
export function ownTabs(
  schemes: readonly string[] = [documentScheme],
): { readonly tab: Tab; readonly uris: readonly Uri[] }[] {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .map((tab) => {
      const { input } = tab;
      const shown = input instanceof TabInputTextDiff ? [input.original, input.modified] : [];
      const uris = input instanceof TabInputText ? [input.uri] : shown;
      return { tab, uris: uris.filter(({ scheme }) => schemes.includes(scheme)) };
    })
    .filter(({ uris }) => uris.length > 0);
}
