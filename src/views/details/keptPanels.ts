import type { Memento } from 'vscode';
import { type Catalog, catalogs } from '../../core/model/opportunity';
import { isOpportunityId } from '../../core/model/opportunityIds';
import { type PageView, readPageView } from '../../core/present/detail/pageView';

/** What is stored of a panel for the next window: nothing of a customer. */
export interface KeptPanel {
  readonly catalog: Catalog;
  readonly id: string;
  /** Present when it is of the sample data: AWS knows nothing of it, or knows something else by the same id. */
  readonly sample?: true;
  /** The number of its editor group, from 1. */
  readonly column: number;
  /** True when the next opportunity takes it. */
  readonly preview: boolean;
  /** True when it is in front in its group. */
  readonly front: boolean;
  readonly view: PageView;
}

export const keptPanelsKey = 'panels';

/** A person who has more open does not find one among them. */
const mostPanels = 50;
const mostColumns = 9;

/** Returns the panels of the window before. What is stored may be of another version of the extension. */
export function readKeptPanels(state: Pick<Memento, 'get'>): readonly KeptPanel[] {
  const stored = state.get<unknown>(keptPanelsKey);
  if (!Array.isArray(stored)) return [];
  return stored.slice(0, mostPanels).flatMap((value) => read(value) ?? []);
}

function read(value: unknown): KeptPanel | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { catalog, id, sample, column, preview, front, view } = value as Partial<Record<keyof KeptPanel, unknown>>;
  const known = catalogs.find((one) => one === catalog);
  if (!known || typeof id !== 'string' || !isOpportunityId(id)) return undefined;
  if (!Number.isInteger(column) || (column as number) < 1 || (column as number) > mostColumns) return undefined;
  const left = typeof view === 'object' && view !== null ? readPageView(view) : undefined;
  return {
    ...{ catalog: known, id, ...(sample === true && { sample }), column: column as number },
    ...{ preview: preview === true, front: front === true, view: left ?? { scroll: 0, open: [] } },
  };
}
