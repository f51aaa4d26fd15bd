import type { LogOutputChannel, Memento } from 'vscode';
import type { AccessFacts } from '../core/present/access/accessFacts';
import type { CurrentSettings } from '../host/currentSettings';
import type { Day } from '../host/personClock';
import type { WindowChoices } from '../host/windowChoices';
import type { WhatChanged } from './changes/whatChanged';
import type { AskedCheck } from './connection/askedCheck';
import type { PickableProfiles } from './connection/profilePick';
import type { SignInDeps } from './connection/signIn';
import type { CurrentLists } from './currentLists';
import type { Documents } from './documents/documents';
import type { PageName } from './pageHtml';
import type { Refreshing } from './refresh/refreshing';

/** What the features of a window share. Each one uses `Pick` to name the parts that it needs. */
export interface WindowParts extends Day, Pick<SignInDeps, 'env' | 'findAwsCli'> {
  readonly choices: WindowChoices;
  readonly settings: CurrentSettings;
  readonly current: CurrentLists;
  readonly documents: Documents;
  readonly whatChanged: WhatChanged;
  /** Returns what refreshes the lists of the window. It is a bundle of its own, loaded when it is first needed. */
  readonly refresher: () => Refreshing;
  readonly log: LogOutputChannel;
  /** Returns the script of a page of the extension. */
  readonly pageScript: (name: PageName) => string;
  /** What is stored for this workspace. */
  readonly state: Memento;
  /** What the person prefers in every window. */
  readonly habits: Memento;
  /** Takes the time zone that a page reports. */
  readonly hearZone: (zone: string) => void;
  /** Returns true if this machine has a profile or credentials. It reads no secrets and makes no requests. */
  readonly hasCredentials: () => boolean;
  readonly listProfiles: () => Promise<PickableProfiles>;
  /** Returns the profile that applies if the window has no choice of its own: the setting, then the environment’s. */
  readonly fallbackProfile: () => string | undefined;
  /** Opens one of the AWS files; the line starts at 1. */
  readonly openConfig: (file: 'config' | 'credentials', line?: number) => Promise<unknown>;
  /** Finds out step by step what a connection can do. */
  readonly checkAccess: (asked: AskedCheck, signal: AbortSignal) => Promise<AccessFacts>;
  /** Asks again about endpoints that the person did not allow in this window. */
  readonly forgetRefusals: () => Promise<void>;
}
