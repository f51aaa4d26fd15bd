import type { Catalog } from '../../model/opportunity';
import type { Intent } from './panelIntents';
import type { SpendTable } from './spendTable';

/** Icons of the page, by the names that codicons give them. */
export type IconName =
  | 'arrow-down'
  | 'arrow-up'
  | 'bell-dot'
  | 'calendar'
  | 'check'
  | 'cloud-download'
  | 'cloud-upload'
  | 'copy'
  | 'edit'
  | 'error'
  | 'eye'
  | 'filter'
  | 'globe'
  | 'info'
  | 'json'
  | 'link'
  | 'link-external'
  | 'list-tree'
  | 'lock'
  | 'markdown'
  | 'pass'
  | 'question'
  | 'refresh'
  | 'warning';

/** How something is meant: the page gives it a colour, and never a colour alone. */
export type Tone = 'neutral' | 'info' | 'good' | 'warning' | 'bad';

/** Something that a person can do in the page. */
export interface Action {
  readonly label: string;
  readonly intent: Intent;
  readonly icon?: IconName;
  readonly disabled?: boolean;
}

export interface Mark {
  readonly text: string;
  readonly tone: Tone;
  readonly icon?: IconName;
  /** What it says, in a sentence. */
  readonly meaning?: string;
}

export interface Step {
  readonly name: string;
  readonly place: 'done' | 'current' | 'ahead';
  readonly meaning: string;
}

export interface Header {
  readonly company: string;
  /** Whether the company's name is a stand-in for one that is missing. */
  readonly unnamed: boolean;
  readonly id: string;
  readonly catalog: Mark;
  readonly status: Mark;
  /** How far away the target close date is. */
  readonly closing?: Mark;
  readonly spend?: string;
  readonly stage: {
    readonly label: string;
    readonly steps: readonly Step[];
    /** The stage that stands apart from the others, and why it came to that. */
    readonly lost: { readonly name: string; readonly current: boolean; readonly reason?: string };
    /** Said in place of a step: the stage is missing, or not known to this version. */
    readonly elsewhere?: string;
  };
  /** Where it stands in its list; undefined where it is in none that is loaded. */
  readonly position?: { readonly text: string; readonly previous: Action; readonly next: Action };
  readonly actions: readonly Action[];
}

/** A field's value as it is shown. */
export interface Shown {
  readonly text: string;
  /** More about it, in smaller letters: what an enum's value says, the name behind a code. */
  readonly note?: string;
  /** What a click on it does. */
  readonly intent?: Intent;
}

export interface Field {
  /** AWS's own name: `LifeCycle.NextSteps`. */
  readonly name: string;
  readonly label: string;
  /** What AWS means by it. */
  readonly meaning: string;
  /** None: the field is absent. */
  readonly values: readonly Shown[];
  /** Whether the API's rules let the partner edit it now, where they name fields. */
  readonly editable: boolean;
  /** What it said before the last change; empty text where it was absent. */
  readonly before?: string;
  readonly actions: readonly Action[];
}

export interface FieldGroup {
  readonly heading: string;
  readonly fields: readonly Field[];
}

export interface Cell extends Shown {
  /** Whether it says another thing than the cell it is compared with. */
  readonly differs?: boolean;
  readonly absent?: boolean;
}

/** A table whose first column heads its rows. */
export interface Table {
  readonly heading: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  readonly label: string;
  /** AWS's name of the field that the row shows, and what AWS means by it. */
  readonly name?: string;
  readonly meaning?: string;
  readonly cells: readonly Cell[];
}

/** What could not be read, and what can be done about it. */
export interface Failure {
  readonly text: string;
  readonly requestId?: string;
  readonly actions: readonly Action[];
}

/** A part of the full record. */
export type Block =
  | ({ readonly kind: 'fields' } & FieldGroup)
  | ({ readonly kind: 'table' } & Table)
  | { readonly kind: 'list'; readonly heading: string; readonly entries: readonly Shown[]; readonly none: string }
  | { readonly kind: 'insights'; readonly heading: string; readonly facts: readonly Insight[]; readonly none: string };

export interface Insight {
  readonly label: string;
  readonly text: string;
  readonly tone: Tone;
  /** 0 to 100, where it is a score. */
  readonly score?: number;
  readonly icon?: IconName;
}

export interface FullRecord {
  readonly heading: string;
  /** What it is, and when it was read. */
  readonly note: string;
  /** Said where some of it may be older than the summary beside it. */
  readonly older?: string;
  readonly busy: boolean;
  readonly actions: readonly Action[];
  readonly failures: readonly Failure[];
  readonly blocks: readonly Block[];
}

/** What the page keeps for a reload of the window, and nothing else. */
export interface Kept {
  readonly catalog: Catalog;
  readonly id: string;
}

/** The few words that the page itself puts between those of the state. */
export interface PageWords {
  readonly absent: string;
  readonly editable: string;
  readonly changed: string;
  /** `{0}` stands for what a field said before. */
  readonly before: string;
  readonly beforeAbsent: string;
  readonly differs: string;
  readonly onlyDifferences: string;
}

interface StateBase {
  /** A BCP 47 tag for the page. */
  readonly language: string;
  /** Counts up with every opportunity that the panel shows: the page then begins at its top. */
  readonly turn: number;
  readonly kept?: Kept;
  readonly words: PageWords;
}

/** Nothing to show but a few words: the opportunity is being read, could not be read, or belongs to another connection. */
export interface MessageState extends StateBase {
  readonly kind: 'message';
  readonly heading: string;
  readonly failure: Failure;
  readonly busy: boolean;
}

export interface OpportunityState extends StateBase {
  readonly kind: 'opportunity';
  readonly header: Header;
  /** What happened since it was opened; said to screen readers too. */
  readonly notice?: { readonly text: string; readonly actions: readonly Action[] };
  /** What AWS asks for, above everything else. */
  readonly attention?: {
    readonly heading: string;
    readonly tone: Tone;
    readonly texts: readonly { readonly label: string; readonly text: string }[];
  };
  readonly editing: {
    readonly heading: string;
    readonly text: string;
    readonly icon: IconName;
    /** The fields that can be edited, where the API's rules name them: AWS's name, and what it is called here. */
    readonly fields: readonly { readonly name: string; readonly label: string }[];
  };
  readonly groups: readonly FieldGroup[];
  readonly spend: SpendTable & {
    readonly heading: string;
    readonly meaning: string;
    readonly columns: readonly string[];
    readonly total: string;
    readonly estimate: string;
    readonly changed: boolean;
    readonly editable: boolean;
  };
  readonly full?: FullRecord;
  readonly raw: { readonly heading: string; readonly text: string; readonly actions: readonly Action[] };
}

export interface ComparisonState extends StateBase {
  readonly kind: 'comparison';
  readonly heading: string;
  readonly note: string;
  readonly opportunities: readonly { readonly company: string; readonly action: Action }[];
  readonly table: Table;
}

export type PanelState = MessageState | OpportunityState | ComparisonState;

/** Whether a message to the page is a state: it comes from the panel, or from whoever else can post to the page. */
export function isPanelState(message: unknown): message is PanelState {
  if (typeof message !== 'object' || message === null) return false;
  const { kind, language, words, turn } = message as Partial<PanelState>;
  const known = kind === 'message' || kind === 'opportunity' || kind === 'comparison';
  return known && typeof language === 'string' && typeof words === 'object' && typeof turn === 'number';
}
