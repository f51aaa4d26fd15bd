import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { CommandId } from '../../contributions';
import type { OpportunityChange } from '../../core/changes/opportunityChange';
import { dayName } from '../../core/present/changes/changeGroups';
import { changeLines } from '../../core/present/changes/changeLines';
import { companyText } from '../../core/present/changes/changesMarkdown';
import { changeWords } from '../../core/present/changes/changeWords';
import { momentText } from '../../core/text/calendar';
import { inertLines, inertText } from '../../core/text/plainText';
import type { Writing } from '../../core/text/translate';
import { rangeSize } from '../opportunities/rows';
import { numberText } from '../opportunities/stageItem';
import { type ChangeRangeRow, type ChangeRow, type ChangesRow, changesRowId } from './changeRows';

/** Returns a row as VS Code paints it. The tooltip of a change is made when the pointer rests on it. */
export function changesItem(row: ChangesRow, writing: Writing): TreeItem {
  const item = row.kind === 'shown' ? changeItem(row, writing) : groupItem(row);
  item.id = changesRowId(row);
  return item;
}

/** Returns the tooltip of a change: a text, so that nothing in it is a link or an icon. */
export function changeTooltip({ change }: ChangeRow, writing: Writing): string {
  return inertLines([heading(change, writing), ...changeLines(change, writing)].join('\n'));
}

function groupItem(row: Exclude<ChangesRow, ChangeRow>): TreeItem {
  const { Collapsed, Expanded } = TreeItemCollapsibleState;
  // The first range is open, so that what a person looks at stays visible while the others come.
  const isOpen = row.kind === 'changeDay' || row.index === 0;
  const item = new TreeItem(
    row.kind === 'changeDay' ? dayName(row.day, l10n.t) : rangeText(row),
    isOpen ? Expanded : Collapsed,
  );
  item.contextValue = row.kind;
  const count = row.changes.length;
  const changes = count === 1 ? l10n.t('1 change') : l10n.t('{0} changes', numberText(count));
  if (row.kind === 'changeDay') item.description = numberText(count);
  item.tooltip = changes;
  item.accessibilityInformation = { label: l10n.t('{0}, {1}', String(item.label), changes) };
  return item;
}

function rangeText({ index, changes }: ChangeRangeRow): string {
  const start = index * rangeSize;
  return l10n.t('{0}–{1}', numberText(start + 1), numberText(start + changes.length));
}

function changeItem({ change }: ChangeRow, writing: Writing): TreeItem {
  const label = inertText(companyText(change, writing));
  const item = new TreeItem(label, TreeItemCollapsibleState.None);
  const words = inertText(changeWords(change, writing).join(' · '));
  item.description = words;
  item.iconPath = iconOf(change);
  item.contextValue = change.item ? 'change known' : 'change';
  item.accessibilityInformation = { label: inertText(sentence(change, words, writing), 1_000) };
  // Without arguments: VS Code forgets those of an item as soon as it is made again.
  item.command = { command: 'partnerCentral.openChange' satisfies CommandId, title: l10n.t('Open Details') };
  return item;
}

function sentence(change: OpportunityChange, words: string, writing: Writing): string {
  const { modified } = change;
  const name = heading(change, writing);
  return modified === undefined
    ? l10n.t('{0}: {1}.', name, words)
    : l10n.t('{0}: {1}. Modified {2}.', name, words, momentText(modified, writing));
}

function heading(change: OpportunityChange, writing: Writing): string {
  const { id, item } = change;
  return inertText(item ? l10n.t('{0} ({1})', companyText(change, writing), id) : id);
}

const warning = new ThemeColor('list.warningForeground');
const bad = new ThemeColor('list.errorForeground');
const good = new ThemeColor('testing.iconPassed');

/** What each review status means for the person, as the rows of opportunities show it. */
const statusIcons: ReadonlyMap<string, ThemeIcon> = new Map([
  ['Action Required', new ThemeIcon('bell-dot', warning)],
  ['Approved', new ThemeIcon('pass', good)],
  ['Rejected', new ThemeIcon('error', bad)],
  ['Submitted', new ThemeIcon('cloud-upload')],
  ['In review', new ThemeIcon('eye')],
]);

const stageIcons: ReadonlyMap<string, ThemeIcon> = new Map([
  ['Launched', new ThemeIcon('rocket', good)],
  ['Closed Lost', new ThemeIcon('circle-slash', bad)],
]);

/** Returns an icon for what counts most in a change. */
function iconOf({ kind, reviewStatus, stage, closes }: OpportunityChange): ThemeIcon {
  if (kind === 'new') return new ThemeIcon('add', good);
  if (kind === 'unknown') return new ThemeIcon('question');
  const known = statusIcons.get(reviewStatus?.to ?? '') ?? stageIcons.get(stage?.to ?? '');
  if (known) return known;
  if (stage) return new ThemeIcon('arrow-right');
  return new ThemeIcon(closes ? 'calendar' : 'edit');
}
