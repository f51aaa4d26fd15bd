import { env, type TreeView } from 'vscode';
import type { Takes } from '../../contributions';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { tell, translated } from '../../host/tell';
import type { WindowParts } from '../windowParts';
import type { OpportunityRow, Row } from './rows';

/** An opportunity that is shown outside the tree, such as in a panel or in another list. It may not have a row. */
export interface ShownOpportunity {
  readonly kind: 'shown';
  readonly item: OpportunitySummary;
}

/**
 * What VS Code passes to a command in a row's menu: the row and, if it is one of several selected rows, all of those.
 * VS Code passes nothing for a key or from the Command Palette. Other parts of the extension pass a row too.
 */
export type GivenRows = [row?: Row | ShownOpportunity, rows?: readonly (Row | ShownOpportunity)[]];

/** What a command works on. It is decided once, before the command runs. */
export class Selection {
  /**
   * @param shown the opportunities that the command got in place of rows
   * @param clicked true if the command got a row, from a click or a menu
   */
  constructor(
    readonly rows: readonly Row[],
    private readonly shown?: readonly OpportunitySummary[],
    readonly clicked = false,
  ) {}

  /** The opportunities among the rows; stages are left out. */
  get opportunities(): readonly OpportunitySummary[] {
    if (this.shown) return this.shown;
    return this.rows.flatMap((row) => (row.kind === 'opportunity' ? [row.item] : []));
  }

  /** Returns the opportunity for a command that works on a single one; tells the person if there are several. */
  one(): OpportunitySummary | undefined {
    const { opportunities } = this;
    if (opportunities.length > 1) {
      void tell(
        'info',
        translated(
          'This works on one opportunity at a time; {0} are selected.',
          opportunities.length.toLocaleString(env.language),
        ),
      );
    }
    return opportunities.length === 1 ? opportunities[0] : undefined;
  }
}

export interface SelectionDeps extends Pick<WindowParts, 'current'> {
  readonly view: Pick<TreeView<Row>, 'selection'>;
}

/** Decides what a command works on, from what it accepts and what it got. */
export function selectionOf(takes: Takes, [row, rows = []]: GivenRows, { view, current }: SelectionDeps): Selection {
  const all = rows.length > 0 ? rows : row ? [row] : [];
  if (row?.kind === 'shown')
    return new Selection(
      [],
      all.filter(isShown).map(({ item }) => item),
    );
  const given = all.filter((each) => each.kind !== 'shown');
  const meant = given.length === 0 && takes === 'rows' ? loadedOf(view.selection, current) : given;
  return new Selection(meant, undefined, row !== undefined);
}

function isShown(row: Row | ShownOpportunity): row is ShownOpportunity {
  return row.kind === 'shown';
}

/** Until VS Code has painted the tree again, the selection may belong to a connection that was left. */
function loadedOf(rows: readonly Row[], current: SelectionDeps['current']): readonly Row[] {
  const { value: lists } = current;
  let unnamed: ReadonlySet<OpportunitySummary> | undefined;
  const isLoaded = ({ item }: OpportunityRow): boolean => {
    if (item.Id !== undefined) {
      // Another account may have an opportunity of the same id.
      return lists.find(item.Id) !== undefined && !current.wasLeft(item);
    }
    unnamed ??= new Set(lists.loaded());
    return unnamed.has(item);
  };
  return rows.filter((row) => row.kind !== 'opportunity' || isLoaded(row));
}
