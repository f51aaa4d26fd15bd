import { parseAmount } from '../../../core/model/money';
import { likelyAmount, unitOf } from '../projects';
import type { Random } from '../random';
import type { Edit } from './edit';
import { isOpenToCorrection } from './partnerEdits';

/** Pairs of percentages that undo each other, so that amounts neither grow nor shrink in the long run. */
const changes = [
  [50, 200],
  [75, 133],
  [80, 125],
] as const;

/** Changes what the customer is expected to spend on AWS, within what a business expects. */
export const respent: Edit = (record, { random }) => {
  const { Project } = record;
  const spends = Project?.ExpectedCustomerSpend ?? [];
  const place = spends.findIndex((spend) => spend?.TargetCompany === 'AWS');
  const spend = spends[place];
  if (!Project || !spend || !isOpenToCorrection(record)) return undefined;
  const Amount = otherAmount(spend.Amount ?? '', unitOf(spend.CurrencyCode ?? null), random);
  if (Amount === spend.Amount) return undefined;
  return { ...record, Project: { ...Project, ExpectedCustomerSpend: spends.with(place, { ...spend, Amount }) } };
};

function otherAmount(before: string, unit: number, random: Random): string {
  const [less, more] = random.pick(changes);
  const hundredths = parseAmount(before) ?? 0n;
  const changed = (percent: number) => (hundredths * BigInt(percent)) / 10_000n;
  const rises = random.chance(0.5);
  // An amount that is missing or nothing becomes one, whatever the percentage.
  if (changed(less) === 0n) return likelyAmount(unit, random);
  const isFew = changed(less) < BigInt(100 * unit);
  const isMost = changed(more) > BigInt(300_000 * unit);
  return `${changed(isFew || (rises && !isMost) ? more : less)}.0`;
}
