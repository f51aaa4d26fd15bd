import type { TreeView } from 'vscode';
import type { OpportunityTree } from './opportunityTree';
import type { Row } from './rows';
import type { ViewStatus } from './viewStatus';

/** The list of opportunities in the sidebar, for the features that go with it. */
export interface SidebarList {
  readonly tree: OpportunityTree;
  readonly view: TreeView<Row>;
  /** The lines above the rows. */
  readonly status: ViewStatus;
}
