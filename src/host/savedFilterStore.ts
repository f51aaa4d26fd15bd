import { ConfigurationTarget, workspace } from 'vscode';
import { prefix } from '../contributions';
import { readSavedFilters, type SavedEntry } from '../core/query/savedFilters';
import type { Moment } from '../core/time/zone';

/** Whose settings hold a saved filter. */
export type FilterScope = 'user' | 'workspace';

/** An entry of the setting `savedFilters`, and the scope that holds it. */
export interface StoredFilter {
  readonly scope: FilterScope;
  readonly entry: SavedEntry;
}

const targets = { user: ConfigurationTarget.Global, workspace: ConfigurationTarget.Workspace } as const;

/**
 * Returns the saved filters of the user and of the workspace. A list in one scope does not hide the list in the other.
 */
export function storedFilters(now: Moment): readonly StoredFilter[] {
  const read = (scope: FilterScope) =>
    readSavedFilters(stored(scope), now).map((entry): StoredFilter => ({ scope, entry }));
  return [...read('user'), ...read('workspace')];
}

/** Returns the scopes where a filter can be saved. Settings of an untrusted workspace have no effect. */
export function filterScopes(): readonly FilterScope[] {
  const inWorkspace = workspace.isTrusted && (workspace.workspaceFolders?.length ?? 0) > 0;
  return inWorkspace ? ['user', 'workspace'] : ['user'];
}

/** @throws if VS Code cannot write the settings; the message says why */
export async function changeStoredFilters(
  scope: FilterScope,
  change: (value: unknown) => readonly unknown[],
): Promise<void> {
  const changed = change(stored(scope));
  await configuration().update('savedFilters', changed.length > 0 ? changed : undefined, targets[scope]);
}

function stored(scope: FilterScope): unknown {
  const values = configuration().inspect('savedFilters');
  if (scope === 'user') return values?.globalValue;
  return workspace.isTrusted ? values?.workspaceValue : undefined;
}

function configuration() {
  return workspace.getConfiguration(prefix);
}
