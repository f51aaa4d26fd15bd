import type { TreeView } from 'vscode';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { inWords, tell } from '../../host/tell';
import type { CurrentPipeline } from '../currentPipeline';
import type { OpportunityRow, Row } from './rows';

/**
 * The rows that VS Code gives a command of a row's menu: the row, or all selected ones where it is one of several. There
 * are none where the command comes from the Command Palette or from a key. A command that also has a meaning without rows
 * (Load All, the exports, the copies of a list) is for everything then, whatever is selected.
 */
export function givenRows(row: Row | undefined, rows: readonly Row[] | undefined): readonly Row[] {
  if (rows && rows.length > 0) return rows;
  return row ? [row] : [];
}

/**
 * What a command is for that makes sense on rows only: those that it was given, else those that are selected. The actions
 * in the title of the view have command ids of their own and are given no rows.
 */
export class Selection {
  constructor(
    private readonly view: Pick<TreeView<Row>, 'selection'>,
    private readonly current: CurrentPipeline,
  ) {}

  rows(row?: Row, rows?: readonly Row[]): readonly Row[] {
    const given = givenRows(row, rows);
    return given.length > 0 ? given : this.selected();
  }

  /** The opportunities among the rows; a stage is none. */
  opportunities(row?: Row, rows?: readonly Row[]): readonly OpportunitySummary[] {
    return this.rows(row, rows).flatMap((one) => (one.kind === 'opportunity' ? [one.item] : []));
  }

  /** The one opportunity among the rows, for what can be done with one at a time; says so where there are several. */
  opportunity(row?: Row, rows?: readonly Row[]): OpportunitySummary | undefined {
    const items = this.opportunities(row, rows);
    if (items.length > 1) {
      void tell('info', inWords('This is done with one opportunity at a time; {0} are selected.', items.length));
    }
    return items.length === 1 ? items[0] : undefined;
  }

  /** Until VS Code has painted the tree again, what is selected may be of a connection that was left. */
  private selected(): readonly Row[] {
    const pipeline = this.current.value;
    let unnamed: ReadonlySet<OpportunitySummary> | undefined;
    const isLoaded = ({ item }: OpportunityRow): boolean => {
      if (item.Id !== undefined) return pipeline.find(item.Id) !== undefined;
      unnamed ??= new Set(pipeline.loaded());
      return unnamed.has(item);
    };
    return this.view.selection.filter((row) => row.kind !== 'opportunity' || isLoaded(row));
  }
}
