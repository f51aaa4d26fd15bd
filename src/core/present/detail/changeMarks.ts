import type { Move, OpportunityChange } from '../../changes/opportunityChange';
import type { FieldSpec } from '../../model/fields';
import type { OpportunitySummary } from '../../model/opportunity';
import type { Writing } from '../../text/translate';
import { isSameMoment } from '../../time/moments';
import { changeWords } from '../changes/changeWords';
import type { Change, News } from './panelState';
import { shownValue, shownValues } from './shownFields';
import { spendLines } from './spendTable';

/** The version that is shown, and what is known about those that the person saw before. */
export interface Versions {
  readonly item: OpportunitySummary;
  /** The version before the last change in this panel, until the person dismisses it. */
  readonly before?: OpportunitySummary | undefined;
  /** What changed since the person last looked, until they mark it as seen. */
  readonly change?: OpportunityChange | undefined;
}

/** The fields whose old values are known even if they were seen in another window. */
const moves: Readonly<Record<string, (change: OpportunityChange) => Move | undefined>> = {
  'LifeCycle.Stage': ({ stage }) => stage,
  'LifeCycle.ReviewStatus': ({ reviewStatus }) => reviewStatus,
  'LifeCycle.TargetCloseDate': ({ closes }) => closes,
};

/** Returns how a field differs from what the person saw; undefined if it does not. */
export function fieldChange(spec: FieldSpec, versions: Versions, writing: Writing): Change | undefined {
  const { name, read } = spec;
  const old = oldVersion(versions, (version) => differs(read(version), read(versions.item)));
  if (old) return { before: joined(shownValues(spec, old, writing).map(({ text }) => text)) };
  const seen = seenChange(versions);
  const move = seen && moves[name]?.(seen);
  // A version that is older than the change has the old value still.
  if (move && (move.from ?? '') !== (read(versions.item)[0] ?? '')) {
    return { before: move.from === undefined ? '' : shownValue(name, move.from, writing).text };
  }
  return isNamed(name, seen) ? {} : undefined;
}

/** Returns how the expected spend differs from what the person saw; undefined if it does not. */
export function spendChange(versions: Versions, writing: Writing): Change | undefined {
  const spendOf = ({ Project: project }: OpportunitySummary) => project?.ExpectedCustomerSpend ?? [];
  const old = oldVersion(versions, (version) => differs(spendOf(version), spendOf(versions.item)));
  if (old) return { before: spendLines(spendOf(old), writing).join('\n') };
  return isNamed('Project.ExpectedCustomerSpend', seenChange(versions)) ? {} : undefined;
}

/** Returns what changed since the person last looked, in a sentence, and what marks it as seen. */
export function newsOf(change: OpportunityChange, writing: Writing): News {
  const { t } = writing;
  return {
    text: newsText(change, writing),
    action: { label: t('Mark as Seen'), icon: 'check', intent: { type: 'markSeen' } },
  };
}

function newsText(change: OpportunityChange, writing: Writing): string {
  const { t, locale } = writing;
  switch (change.kind) {
    case 'new':
      return t('New since you last looked.');
    case 'unknown':
      return t('Changed since you last looked. What it was before is not known, because it was not loaded then.');
    case 'changed': {
      const words = new Intl.ListFormat(locale, { type: 'unit' }).format(changeWords(change, writing));
      return t('Changed since you last looked: {0}', words);
    }
  }
}

/** Returns the version that the person saw last if something is different in it, or else the one before in the panel. */
function oldVersion(
  { before, change }: Versions,
  isDifferent: (version: OpportunitySummary) => boolean,
): OpportunitySummary | undefined {
  const known = [change?.before, before].filter((version) => version !== undefined);
  return known.find(isDifferent);
}

function seenChange({ change }: Versions): OpportunityChange | undefined {
  return change?.kind === 'changed' ? change : undefined;
}

/** True if a field changed whose old value is not known. */
function isNamed(name: string, seen: OpportunityChange | undefined): boolean {
  return seen !== undefined && !seen.before && seen.fields.some((field) => field === name);
}

function differs(old: readonly unknown[], now: readonly unknown[]): boolean {
  const [a, b] = [old[0], now[0]];
  const isSame = typeof a === 'string' && typeof b === 'string' && isSameMoment(a, b);
  return !isSame && JSON.stringify(old) !== JSON.stringify(now);
}

function joined(texts: readonly string[]): string {
  return texts.join(', ');
}
