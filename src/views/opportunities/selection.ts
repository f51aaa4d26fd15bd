import type { TreeView } from 'vscode';
import type { Takes } from '../../contributions';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { tell, translated } from '../../host/tell';
import type { WindowParts } from '../windowParts';
import type { OpportunityRow, Row } from './rows';

/** An opportunity that something else than the tree shows, such as a panel; it need not have a row. */
export interface ShownOpportunity {
  readonly kind: 'shown';
  readonly item: OpportunitySummary;
}

/**
 * What VS Code gives a command of a row's menu: the row and, where it is one of several selected, all of those. It gives
 * none from a key and from the Command Palette. Other parts of the extension give one too.
 */
export type GivenRows = [row?: Row | ShownOpportunity, rows?: readonly Row[]];

/** What a command works on. It is decided once, before the command runs. */
export class Selection {
  /**
   * @param shown the opportunity that the command was given in place of rows
   * @param clicked whether the command was given a row, by a click or in a menu
   */
  constructor(
    readonly rows: readonly Row[],
    private readonly shown?: OpportunitySummary,
    readonly clicked = false,
  ) {}

  /** The opportunities among the rows; a stage is none. */
  get opportunities(): readonly OpportunitySummary[] {
    if (this.shown) return [this.shown];
    return this.rows.flatMap((row) => (row.kind === 'opportunity' ? [row.item] : []));
  }

  /** Returns the one opportunity, for what can be done with one at a time; says so where there are several. */
  one(): OpportunitySummary | undefined {
    const { opportunities } = this;
    if (opportunities.length > 1) {
      void tell(
        'info',
        translated('This is done with one opportunity at a time; {0} are selected.', opportunities.length),
      );
    }
    return opportunities.length === 1 ? opportunities[0] : undefined;
  }
}

export interface SelectionDeps extends Pick<WindowParts, 'current'> {
  readonly view: Pick<TreeView<Row>, 'selection'>;
}

/** Decides what a command works on, by what it takes and what it was given. */
export function selectionOf(takes: Takes, [row, rows = []]: GivenRows, { view, current }: SelectionDeps): Selection {
  if (row?.kind === 'shown') return new Selection([], row.item);
  const given = rows.length > 0 ? rows : row ? [row] : [];
  const meant = given.length === 0 && takes === 'rows' ? loadedOf(view.selection, current.value) : given;
  return new Selection(meant, undefined, row !== undefined);
}

/** Until VS Code has painted the tree again, what is selected may be of a connection that was left. */
function loadedOf(rows: readonly Row[], lists: OpportunityLists): readonly Row[] {
  let unnamed: ReadonlySet<OpportunitySummary> | undefined;
  const isLoaded = ({ item }: OpportunityRow): boolean => {
    if (item.Id !== undefined) return lists.find(item.Id) !== undefined;
    unnamed ??= new Set(lists.loaded());
    return unnamed.has(item);
  };
  return rows.filter((row) => row.kind !== 'opportunity' || isLoaded(row));
}
