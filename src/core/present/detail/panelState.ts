import type { PageView } from './pageView';
import type { Intent } from './panelIntents';
import type { SpendTable } from './spendTable';

/** Icons of the page, by their codicon names. */
export type IconName =
  | 'arrow-down'
  | 'arrow-up'
  | 'bell-dot'
  | 'calendar'
  | 'check'
  | 'cloud-download'
  | 'cloud-upload'
  | 'copy'
  | 'diff'
  | 'error'
  | 'eye'
  | 'filter'
  | 'globe'
  | 'info'
  | 'json'
  | 'link'
  | 'link-external'
  | 'list-tree'
  | 'markdown'
  | 'pass'
  | 'pin'
  | 'question'
  | 'refresh'
  | 'warning';

/** How something is meant. The page gives it a color, but never a color alone. */
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
  /** The meaning in a sentence. */
  readonly meaning?: string;
}

export interface Step {
  readonly name: string;
  readonly place: 'done' | 'current' | 'ahead';
  readonly meaning: string;
}

export interface Header {
  readonly company: string;
  /** True when the company's name is missing and a placeholder is shown. */
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
    /** The stage apart from the others, and the reason for it. */
    readonly lost: { readonly name: string; readonly current: boolean; readonly reason?: string };
    /** Shown instead of a step when the stage is missing or unknown to this version. */
    readonly elsewhere?: string;
  };
  /** The position in its list. Undefined when it is in no loaded list. */
  readonly position?: { readonly text: string; readonly previous: Action; readonly next: Action };
  /** Keeps the panel, which the next opportunity would otherwise take. Undefined when it is kept. */
  readonly keep?: Action;
  readonly actions: readonly Action[];
}

/** A field's value as it is shown. */
export interface Shown {
  readonly text: string;
  /** More about it in smaller letters: the meaning of an enum's value, or the name behind a code. */
  readonly note?: string;
  /** What a click on it does. */
  readonly intent?: Intent;
}

export interface Field {
  /** AWS's own name: `LifeCycle.NextSteps`. */
  readonly name: string;
  readonly label: string;
  /** AWS's meaning of the field. */
  readonly meaning: string;
  /** Empty when the field is absent. */
  readonly values: readonly Shown[];
  /** Present when it differs from what the person saw before. */
  readonly change?: Change;
  readonly actions: readonly Action[];
}

/** That something differs from what the person saw before. */
export interface Change {
  /** The old text, which is empty when there was none. Undefined: it is not known any more. */
  readonly before?: string;
}

/** What changed since the person last looked. */
export interface News {
  readonly text: string;
  readonly action: Action;
}

export interface FieldGroup {
  readonly heading: string;
  readonly fields: readonly Field[];
}

export interface Cell extends Shown {
  /** True when it differs from the cell it is compared with. */
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
  /** AWS's name of the field in this row, and its meaning. */
  readonly name?: string;
  readonly meaning?: string;
  readonly cells: readonly Cell[];
}

/** What could not be read, and the actions for it. */
export interface Failure {
  readonly text: string;
  /** More about it, a line for each: a hint, and what AWS said. */
  readonly notes?: readonly string[];
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
  /** The value from 0 to 100, when it is a score. */
  readonly score?: number;
  readonly icon?: IconName;
}

export interface FullRecord {
  readonly heading: string;
  /** What it is and when it was read. */
  readonly note: string;
  /** Shown when part of it may be older than the summary beside it. */
  readonly older?: string;
  readonly busy: boolean;
  readonly actions: readonly Action[];
  readonly failures: readonly Failure[];
  /** Whom to ask at AWS, once that is known. */
  readonly contacts?: { readonly label: string; readonly entries: readonly Shown[]; readonly more?: string };
  readonly blocks: readonly Block[];
}

/** The page's own few words, which it puts between those of the state. */
export interface PageText {
  readonly absent: string;
  readonly changed: string;
  /** `{0}` stands for the previous text of a field. */
  readonly before: string;
  readonly beforeAbsent: string;
  readonly beforeUnknown: string;
  readonly differs: string;
  readonly onlyDifferences: string;
}

interface StateBase {
  /** A BCP 47 tag for the page. */
  readonly language: string;
  /** Increases with every opportunity that the panel shows. The page then scrolls to its top. */
  readonly turn: number;
  /** How the page was left. A page that is shown again begins there. */
  readonly view?: PageView;
  readonly words: PageText;
}

/** Only a message is shown: the opportunity is being read, could not be read, or belongs to another connection. */
export interface MessageState extends StateBase {
  readonly kind: 'message';
  readonly heading: string;
  readonly failure: Failure;
  readonly busy: boolean;
}

export interface OpportunityState extends StateBase {
  readonly kind: 'opportunity';
  readonly header: Header;
  /** What changed since the person last looked, until they mark it as seen. */
  readonly news?: News;
  /** What happened since the page was opened. Screen readers announce it too. */
  readonly notice?: Failure;
  /** What AWS asks for, shown above everything else. */
  readonly attention?: {
    readonly heading: string;
    readonly tone: Tone;
    readonly texts: readonly { readonly label: string; readonly text: string }[];
  };
  /** Who can edit it, in a sentence. */
  readonly editing: string;
  readonly groups: readonly FieldGroup[];
  readonly spend: SpendTable & {
    readonly heading: string;
    readonly meaning: string;
    readonly columns: readonly string[];
    readonly total: string;
    readonly estimate: string;
    readonly change?: Change;
  };
  readonly full?: FullRecord;
  readonly raw: { readonly heading: string; readonly text: string; readonly actions: readonly Action[] };
}

export interface ComparisonState extends StateBase {
  readonly kind: 'comparison';
  readonly heading: string;
  readonly note: string;
  readonly actions: readonly Action[];
  readonly opportunities: readonly { readonly company: string; readonly action: Action }[];
  readonly table: Table;
}

export type PanelState = MessageState | OpportunityState | ComparisonState;

/** Returns whether a message is a state. It may come from the panel or from anything else that can post to the page. */
export function isPanelState(message: unknown): message is PanelState {
  if (typeof message !== 'object' || message === null) return false;
  const { kind, language, words, turn } = message as Partial<PanelState>;
  const known = kind === 'message' || kind === 'opportunity' || kind === 'comparison';
  return known && typeof language === 'string' && typeof words === 'object' && typeof turn === 'number';
}
