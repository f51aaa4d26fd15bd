import { l10n, type QuickPickItem, ThemeIcon } from 'vscode';
import { type ExportSnapshot, takeSnapshot } from '../../core/formats/exportDocument';
import { canWriteWhole } from '../../core/formats/wholeExport';
import { completenessOf, type ExportScope } from '../../core/lists/completeness';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import type { OpportunitySummary, Stage } from '../../core/model/opportunity';
import { inSlices } from '../../core/runtime/inSlices';
import type { Moment } from '../../core/time/zone';
import { clock } from '../../host/clock';
import { pickOne, translated } from '../../host/tell';
import { collectItems } from '../opportunities/rowItems';
import type { Row } from '../opportunities/rows';
import { numberText, opportunitiesText } from './counts';
import { extentText } from './exportText';

/** What an export contains: what is held in memory, or what AWS has, which is read for it. */
export type ExportWhat =
  | { readonly kind: 'held'; readonly scope: ExportScope; readonly snapshot: ExportSnapshot }
  | { readonly kind: 'everything'; readonly stage?: Stage };

/** Something that can be exported, in words that say how much it is and whether it is complete. */
export type WhatItem = QuickPickItem & { readonly what: ExportWhat };

/** What there is to choose from, and where the person started. */
export interface WhatSource {
  readonly lists: OpportunityLists;
  readonly now: Moment;
  /** The rows in whose menu the export was started; none elsewhere. */
  readonly rows: readonly Row[];
  /** The rows that are selected in the tree. */
  readonly selected: readonly Row[];
}

/**
 * Returns what can be exported, with the likeliest first: what was selected if the export was started from there, and else
 * what is loaded. A selection alone never decides it.
 */
export async function exportable({ lists, now, rows, selected }: WhatSource): Promise<readonly WhatItem[]> {
  const held = (scope: ExportScope, label: string, icon: string, description?: string): readonly WhatItem[] => {
    const snapshot = takeSnapshot(lists, scope, now);
    if (snapshot.facts.count === 0) return [];
    const what: ExportWhat = { kind: 'held', scope, snapshot };
    return [{ label, description: description ?? extentText(snapshot.facts), iconPath: new ThemeIcon(icon), what }];
  };
  const loaded = held({ kind: 'loaded' }, l10n.t('All Loaded'), 'list-tree');
  const everything = everythingOf(lists);
  const [first, ...others] = rows;
  if (first?.kind === 'stage' && others.length === 0) {
    const { stage } = first;
    const ofStage = held({ kind: 'stage', stage }, translated('Loaded of {0}', stage), 'list-selection');
    return [...ofStage, ...everythingOf(lists, stage), ...loaded, ...everything];
  }
  const chosen = first ? rows : selected;
  const items = await itemsOf(chosen, lists);
  const selection = held(
    { kind: 'selection', items },
    l10n.t('Selected'),
    'list-selection',
    selectionText(chosen, items),
  );
  return first ? [...selection, ...loaded, ...everything] : [...loaded, ...everything, ...selection];
}

/** Lets the person pick what is exported. Asks nothing if there is only one possibility. */
export async function pickWhat(title: string, items: readonly WhatItem[]): Promise<WhatItem | undefined> {
  if (items.length <= 1) return items[0];
  return await pickOne(items, { title, placeHolder: l10n.t('What to export') });
}

/** Returns the opportunities of rows. It leaves others their turn, however many rows there are. */
export async function itemsOf(rows: readonly Row[], lists: OpportunityLists): Promise<readonly OpportunitySummary[]> {
  const found = new Set<OpportunitySummary>();
  await inSlices(collectItems(rows, lists, found), clock, new AbortController().signal, sliceMs);
  return [...found];
}

/** Milliseconds of work before everything else gets its turn. */
const sliceMs = 8;

/** Returns the item for what AWS has, unless all of it is loaded, or the person asked for a part of the list. */
function everythingOf(lists: OpportunityLists, stage?: Stage): readonly WhatItem[] {
  const { missing } = completenessOf(lists, stage ? { kind: 'stage', stage } : { kind: 'loaded' });
  if (missing.length === 0 || !canWriteWhole(lists)) return [];
  return [
    {
      label: lists.query.sampleData ? sampleLabel(stage) : everythingLabel(lists, stage),
      description: l10n.t('reads all pages, loaded or not'),
      iconPath: new ThemeIcon('cloud-download'),
      what: { kind: 'everything', ...(stage && { stage }) },
    },
  ];
}

function everythingLabel({ query: { filter } }: OpportunityLists, stage: Stage | undefined): string {
  const filtered = Object.keys(filter).some((name) => !stage || name !== 'LifeCycleStage');
  if (!stage) return filtered ? l10n.t('Everything AWS Has Under This Filter') : l10n.t('Everything AWS Has');
  return filtered
    ? translated('Everything AWS Has of {0} Under This Filter', stage)
    : translated('Everything AWS Has of {0}', stage);
}

function sampleLabel(stage: Stage | undefined): string {
  return stage ? translated('All Sample Data of {0}', stage) : l10n.t('All Sample Data That Is Listed');
}

function selectionText(rows: readonly Row[], { length: count }: readonly OpportunitySummary[]): string {
  if (rows.every(({ kind }) => kind === 'opportunity')) return opportunitiesText(count);
  return count === 1
    ? l10n.t('1 loaded opportunity in the selected rows')
    : l10n.t('{0} loaded opportunities in the selected rows', numberText(count));
}
