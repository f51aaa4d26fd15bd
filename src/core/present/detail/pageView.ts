/** How a person left the page of an opportunity. There is nothing of a customer in it. */
export interface PageView {
  /** Pixels from the top. */
  readonly scroll: number;
  /** The parts that are open, by their names in the page. */
  readonly open: readonly string[];
}

/** The page as it is shown first. */
export const untouched: PageView = { scroll: 0, open: [] };

const mostPixels = 1_000_000;
const mostParts = 20;

/** Returns how a page was left, if this is nothing else; it may come from a page or from what was stored. */
export function readPageView(value: object): PageView | undefined {
  const { scroll, open, ...rest } = value as Readonly<Record<string, unknown>>;
  if (Object.keys(rest).length > 0) return undefined;
  if (typeof scroll !== 'number' || !(scroll >= 0 && scroll < mostPixels)) return undefined;
  if (!Array.isArray(open) || open.length > mostParts) return undefined;
  const names: readonly unknown[] = open;
  return names.every(isPartName) ? { scroll, open: names } : undefined;
}

function isPartName(name: unknown): name is string {
  return typeof name === 'string' && /^[a-z]{1,20}$/.test(name);
}
