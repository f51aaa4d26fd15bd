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
  /** What a click on it does. */
  readonly intent?: PipelineIntent;
}

export interface Chart {
  readonly heading: string;
  readonly total: { readonly short: string; readonly exact: string };
  /** What its sums leave out and why, when they leave something out. */
  readonly leftOut?: string;
  readonly bars: readonly Bar[];
}

/** The same figures with every digit. The first column contains the row headings. */
export interface PipelineTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly intent?: PipelineIntent }[];
  readonly totals: readonly string[];
}

/** Text with a button. */
export interface Hint {
  readonly text: string;
  readonly action?: { readonly label: string; readonly intent: PipelineIntent };
}

/** Everything that the Pipeline view shows. */
export interface PipelineState {
  readonly kind: 'pipeline';
  /** A BCP 47 tag for the page. */
  readonly language: string;
  readonly words: { readonly showTable: string; readonly showChart: string };
  /** How much is loaded, and whether that is all. */
  readonly extent: Hint;
  /** The source of the opportunities and the filter, when either needs mentioning. */
  readonly limits: readonly string[];
  /** Further remarks. */
  readonly notes: readonly Hint[];
  /** Empty when nothing is loaded. */
  readonly charts: readonly Chart[];
  readonly table?: PipelineTable;
}

/** Returns whether a message is a state. It may come from the view or from anything else that can post to the page. */
export function isPipelineState(message: unknown): message is PipelineState {
  if (typeof message !== 'object' || message === null) return false;
  const { kind, language, words, extent, charts, limits, notes } = message as Partial<PipelineState>;
  const parts = [words, extent].every((part) => typeof part === 'object' && part !== null);
  return kind === 'pipeline' && typeof language === 'string' && parts && [charts, limits, notes].every(Array.isArray);
}

/** The only data that the page keeps until it is opened again. */
export interface KeptView {
  readonly shows: 'chart' | 'table';
}

/** Returns what the page kept, or a chart when it kept nothing known. */
export function readKeptView(kept: unknown): KeptView {
  const table = typeof kept === 'object' && kept !== null && 'shows' in kept && kept.shows === 'table';
  return { shows: table ? 'table' : 'chart' };
}
