import type { PipelineIntent } from './pipelineIntents';

/** One bar of a chart. */
export interface Bar {
  readonly label: string;
  /** The figure in few characters. */
  readonly short: string;
  /** The figure in full, in words. */
  readonly exact: string;
  /** Its length, of 1 for the longest of its chart. */
  readonly share: number;
  /** What a click on it does. */
  readonly intent?: PipelineIntent;
}

export interface Chart {
  readonly heading: string;
  readonly total: { readonly short: string; readonly exact: string };
  /** What is in none of its sums, and why, where there is something. */
  readonly leftOut?: string;
  readonly bars: readonly Bar[];
}

/** The same figures, every digit of them. The first column heads the rows. */
export interface PipelineTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly intent?: PipelineIntent }[];
  readonly totals: readonly string[];
}

/** Words with a button behind them. */
export interface Hint {
  readonly text: string;
  readonly action?: { readonly label: string; readonly intent: PipelineIntent };
}

/** All that the Pipeline view shows. */
export interface PipelineState {
  readonly kind: 'pipeline';
  /** A BCP 47 tag for the page. */
  readonly language: string;
  readonly words: { readonly showTable: string; readonly showChart: string };
  /** How much is loaded, and whether that is all. */
  readonly extent: Hint;
  /** Where it comes from and what the filter asks for, where there is something to say about that. */
  readonly limits: readonly string[];
  /** What else there is to know. */
  readonly notes: readonly Hint[];
  /** None: nothing is loaded. */
  readonly charts: readonly Chart[];
  readonly table?: PipelineTable;
}

/** Whether a message to the page is a state: it comes from the view, or from whoever else can post to the page. */
export function isPipelineState(message: unknown): message is PipelineState {
  if (typeof message !== 'object' || message === null) return false;
  const { kind, language, words, extent, charts, limits, notes } = message as Partial<PipelineState>;
  const parts = [words, extent].every((part) => typeof part === 'object' && part !== null);
  return kind === 'pipeline' && typeof language === 'string' && parts && [charts, limits, notes].every(Array.isArray);
}

/** What the page keeps for when it is opened again, and nothing else. */
export interface KeptView {
  readonly shows: 'chart' | 'table';
}

/** What the page kept; a chart where it kept nothing that is known. */
export function readKeptView(kept: unknown): KeptView {
  const table = typeof kept === 'object' && kept !== null && 'shows' in kept && kept.shows === 'table';
  return { shows: table ? 'table' : 'chart' };
}
