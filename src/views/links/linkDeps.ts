import type { Disposable } from 'vscode';
import type { SidebarList } from '../opportunities/sidebarList';
import type { WindowParts } from '../windowParts';

/** What links to opportunities depend on. */
export type LinkDeps = Pick<WindowParts, 'current' | 'choices' | 'today' | 'now'> &
  Pick<SidebarList, 'tree' | 'view'> & {
    /** What ends with the window. */
    readonly subscriptions: Disposable[];
  };
