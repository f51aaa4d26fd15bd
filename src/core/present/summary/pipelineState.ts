import { type Breakdown, isBreakdown } from './breakdown';
import type { PipelineIntent } from './pipelineIntents';

/** One bar of a chart. */
export interface Bar {
  readonly label: string;
  /** The short form of the figure. */
  readonly short: string;
  /** The exact figure in words. */
  readonly exact: string;
  /** The length relative to the longest bar of the chart, which has 1. */
  readonly share: number;
  /** True for what is late. */
  readonly late?: true;
  /** What a click on it does. */
  readonly intent?: PipelineIntent;
}

export interface Chart {
  readonly heading: string;
  /** The total of the open pipeline. */
  readonly total: { readonly short: string; readonly exact: string };
  /** What its sums leave out and why, and what they are reckoned with, when that needs saying. */
  readonly remarks: readonly string[];
  /** The lines of the open pipeline. */
  readonly bars: readonly Bar[];
  /** The lines that are not in the total. */
  readonly apart: readonly Bar[];
}

export interface TableRow {
  /** The first cell is the heading of the row. */
  readonly cells: readonly string[];
  readonly late?: true;
  readonly intent?: PipelineIntent;
}

/** The same figures with every digit. The first column contains the row headings. */
export interface PipelineTable {
  readonly caption: string;
  readonly columns: readonly string[];
  /** The lines of the open pipeline. */
  readonly rows: readonly TableRow[];
  /** The totals of these lines. */
  readonly totals: readonly string[];
  /** The lines that are not in the totals. */
  readonly apart: readonly TableRow[];
}

/** Text with a button. */
export interface Hint {
  readonly text: string;
  readonly action?: { readonly label: string; readonly intent: PipelineIntent };
}

/** Everything that a page of the pipeline shows. */
export interface PipelineState {
  readonly kind: 'pipeline';
  /** A BCP 47 tag for the page. */
  readonly language: string;
  readonly words: { readonly showTable: string; readonly showChart: string; readonly breakdown: string };
  /** Where the page is, which decides its colors. */
  readonly place: 'sidebar' | 'editor';
  /** What the lines are. */
  readonly by: Breakdown;
  /** What the lines can be, each with its name. */
  readonly choices: readonly { readonly by: Breakdown; readonly label: string }[];
  /** How much is loaded, and whether that is all. */
  readonly extent: Hint;
  /** The source of the opportunities and the filter, when either needs mentioning. */
  readonly limits: readonly string[];
  /** What the figures are about, when that is not everything loaded. */
  readonly scope?: string;
  /** What sums of several currencies are reckoned with, if there are any. */
  readonly rates: readonly string[];
  /** Further remarks. */
  readonly notes: readonly Hint[];
  /** Empty when nothing is loaded. */
  readonly charts: readonly Chart[];
  readonly table?: PipelineTable;
}

/** Returns whether a message is a state. It may come from the view or from anything else that can post to the page. */
export function isPipelineState(message: unknown): message is PipelineState {
  if (typeof message !== 'object' || message === null) return false;
  const { kind, language, by, words, extent, ...lists } = message as Partial<PipelineState>;
  const parts = [words, extent].every((part) => typeof part === 'object' && part !== null);
  const known = kind === 'pipeline' && typeof language === 'string' && isBreakdown(by);
  return known && parts && [lists.charts, lists.choices, lists.limits, lists.rates, lists.notes].every(Array.isArray);
}

/** The only data that the page keeps until it is opened again. */
export interface KeptView {
  readonly shows: 'chart' | 'table';
  readonly by: Breakdown;
}

/** Returns what the page kept, or charts by stage when it kept nothing known. */
export function readKeptView(kept: unknown): KeptView {
  const { shows, by } = (typeof kept === 'object' && kept !== null ? kept : {}) as Partial<
    Record<keyof KeptView, unknown>
  >;
  return { shows: shows === 'table' ? 'table' : 'chart', by: isBreakdown(by) ? by : 'stage' };
}
