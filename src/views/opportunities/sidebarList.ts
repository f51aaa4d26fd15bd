import type { TreeView } from 'vscode';
import type { OpportunityTree } from './opportunityTree';
import type { Row } from './rows';
import type { ViewStatus } from './viewStatus';

/** The list of opportunities in the sidebar, as the features that use it see it. */
export interface SidebarList {
  readonly tree: OpportunityTree;
  readonly view: TreeView<Row>;
  /** The lines above the rows. */
  readonly status: ViewStatus;
}
