import type { LogOutputChannel, Memento, Uri } from 'vscode';
import type { CurrentSettings } from '../host/currentSettings';
import type { Day } from '../host/personClock';
import type { WindowChoices } from '../host/windowChoices';
import type { PickableProfile } from './connection/profilePick';
import type { CurrentLists } from './currentLists';
import type { JsonDocuments } from './documents/jsonDocuments';

/** What the features of a window have in common. Each names what it needs of it by `Pick`. */
export interface WindowParts extends Day {
  readonly choices: WindowChoices;
  readonly settings: CurrentSettings;
  readonly current: CurrentLists;
  readonly documents: JsonDocuments;
  readonly log: LogOutputChannel;
  /** Where the extension is installed. */
  readonly extensionUri: Uri;
  /** What is kept of this workspace. */
  readonly state: Memento;
  /** What the person likes in every window. */
  readonly habits: Memento;
  /** Takes the time zone that a page says is its own. */
  readonly hearZone: (zone: string) => void;
  /** Whether this machine has a profile or credentials at all; reads no secrets and asks nobody. */
  readonly hasCredentials: () => boolean;
  readonly listProfiles: () => Promise<readonly PickableProfile[]>;
  /** The profile that applies when the window has no choice of its own: the setting, then `AWS_PROFILE`. */
  readonly fallbackProfile: () => string | undefined;
  readonly openConfig: (file: 'config' | 'credentials') => Promise<unknown>;
}
