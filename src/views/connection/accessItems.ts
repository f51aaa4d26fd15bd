import { l10n, type QuickPickItem, QuickPickItemKind, ThemeColor, ThemeIcon } from 'vscode';
import type { Remedy, SourceError } from '../../core/errors/sourceError';
import type { AccessStep } from '../../core/present/access/accessSteps';
import { remedyText } from '../errorText';
import { remedyIcons } from '../remedyIcons';

/** What an item of the pick does. */
export type AccessAction =
  | { readonly kind: 'remedy'; readonly remedy: Remedy }
  | { readonly kind: 'again' }
  | { readonly kind: 'copyReport' }
  /** Copies one failure with all that AWS said about it. */
  | { readonly kind: 'copyError'; readonly error: SourceError };

export type AccessItem = QuickPickItem & {
  readonly action?: AccessAction;
  /** The step that the item stands for. */
  readonly step?: AccessStep;
};

/** The number of characters that fit on the first line of an item, its label included, and on its second line. */
const mostOfLine = 82;

/** Returns the items of the pick: each step, below it what is known and what helps, and at the end what concerns them all. */
export function accessItems(steps: readonly AccessStep[]): readonly AccessItem[] {
  const ofSteps = steps.flatMap(stepItems);
  // Where it may help against a failure, it is offered there.
  const again = ofSteps.some(({ action, step }) => action?.kind === 'again' && !step);
  return [
    ...ofSteps,
    { label: '', kind: QuickPickItemKind.Separator },
    { label: l10n.t('Copy Report'), iconPath: new ThemeIcon('copy'), action: { kind: 'copyReport' } },
    ...(again ? [] : [actionItem({ kind: 'again' })]),
  ];
}

function stepItems(step: AccessStep): readonly AccessItem[] {
  const { title, status, text, notes, error } = step;
  const label = labelOf(status, title);
  const [first, ...rest] = twoLines(text, mostOfLine - label.length);
  const isShort = status === 'ok' || status === 'notReached';
  const detail = isShort ? [...rest, ...notes].join(' · ') : rest.join(' ');
  const actions = remediesOf(step).map(actionOf);
  const [best] = actions;
  return [
    {
      ...{ label, iconPath: icons[status], step },
      ...(first && { description: first }),
      ...(detail && { detail }),
      ...(best && { action: best }),
    },
    ...(isShort ? [] : notes.map((note) => noteItem(note))),
    ...actions.map((action) => actionItem(action)),
    ...(error?.said ? [actionItem({ kind: 'copyError', error })] : []),
  ];
}

/** Returns what helps, without what only makes sense outside of a check. */
function remediesOf({ remedies }: AccessStep): readonly Remedy[] {
  const again = remedies.findIndex(({ kind }) => repeats.includes(kind));
  return remedies.filter(({ kind }, index) => kind !== 'checkAccess' && (!repeats.includes(kind) || index === again));
}

const repeats: readonly Remedy['kind'][] = ['retry', 'reload', 'enterMfaCode'];

function actionOf(remedy: Remedy): Exclude<AccessAction, { kind: 'copyReport' }> {
  return remedy.kind === 'retry' || remedy.kind === 'reload' ? { kind: 'again' } : { kind: 'remedy', remedy };
}

function actionItem(action: Exclude<AccessAction, { kind: 'copyReport' }>): AccessItem {
  switch (action.kind) {
    case 'remedy':
      return { ...indented(remedyText(action.remedy), remedyIcons[action.remedy.kind]), action };
    case 'again':
      return { ...indented(l10n.t('Check Again'), 'refresh'), action };
    case 'copyError':
      return { ...indented(l10n.t('Copy Error with AWS’s Own Message'), 'copy'), action };
  }
}

function noteItem(note: string): AccessItem {
  const [label = '', ...rest] = twoLines(note, mostOfLine);
  return { ...indented(label, 'info'), ...(rest.length > 0 && { detail: rest.join(' ') }) };
}

function indented(label: string, icon: string): AccessItem {
  return { label, iconPath: new ThemeIcon(icon) };
}

function labelOf(status: AccessStep['status'], title: string): string {
  switch (status) {
    case 'failed':
      return l10n.t('{0}: failed', title);
    case 'warning':
      return l10n.t('{0}: warning', title);
    case 'ok':
    case 'notReached':
      return title;
  }
}

const icons: Readonly<Record<AccessStep['status'], ThemeIcon>> = {
  ok: new ThemeIcon('check', new ThemeColor('testing.iconPassed')),
  warning: new ThemeIcon('warning', new ThemeColor('list.warningForeground')),
  failed: new ThemeIcon('error', new ThemeColor('list.errorForeground')),
  notReached: new ThemeIcon('circle-outline'),
};

/**
 * Divides a text for the two lines of an item, which VS Code does not wrap: after a sentence or a colon if that leaves both
 * parts short enough, else between two words. A text that fits stays whole.
 */
export function twoLines(text: string, most: number): readonly string[] {
  if (text.length <= most) return [text];
  const ends = [...text.matchAll(/[.:;,] | /g)].map(({ 0: mark, index }) => ({ at: index + mark.length, mark }));
  const fitting = ends.filter(({ at }) => at <= most + 1);
  const best = fitting.findLast(({ mark }) => /[.:]/.test(mark)) ?? fitting.at(-1);
  return best ? [text.slice(0, best.at).trimEnd(), text.slice(best.at)] : [text];
}
