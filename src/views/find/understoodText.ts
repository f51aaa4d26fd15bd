import { env, l10n } from 'vscode';
import { decimalAmount, formatMoney } from '../../core/model/money';
import type { AmountRange } from '../../core/query/amountWords';
import type { FindWords, Stated } from '../../core/query/findWords';
import type { Period } from '../../core/time/periods';
import { translated } from '../../host/tell';
import { dayInWords } from './findItems';

/** Returns which conditions were understood; empty if the words state none. */
export function understoodText({ amounts, closing, changed }: FindWords): string {
  return [
    ...(changed ? [either(changed, () => l10n.t('changed since you last looked'))] : []),
    ...amounts.map((amount) => either(amount, amountText)),
    ...closing.map((when) => either(when, closingText)),
  ].join(' · ');
}

function either<T>({ is, orWords }: Stated<T>, textOf: (is: T) => string): string {
  return orWords ? translated('{0}, or the words “{1}”', textOf(is), orWords.join(' ')) : textOf(is);
}

function closingText(when: Period | 'overdue'): string {
  if (when === 'overdue') return l10n.t('overdue');
  const { from, to } = when;
  return from === to
    ? l10n.t('closing {0}', dayInWords(from))
    : l10n.t('closing {0} to {1}', dayInWords(from), dayInWords(to));
}

function amountText({ from, to, currency }: AmountRange): string {
  const write = (hundredths: bigint) => amountIn(currency, hundredths);
  const isAny = currency === undefined;
  if (from && to && from.hundredths === to.hundredths) {
    const amount = write(from.hundredths);
    return isAny ? l10n.t('monthly amount {0} in any currency', amount) : l10n.t('monthly amount {0}', amount);
  }
  if (from && to) {
    const [least, most] = [write(from.hundredths), write(to.hundredths)];
    return isAny
      ? l10n.t('monthly amount {0} to {1} in any currency', least, most)
      : l10n.t('monthly amount {0} to {1}', least, most);
  }
  if (from) {
    const amount = write(from.hundredths);
    if (from.included) {
      return isAny
        ? l10n.t('monthly amount at least {0} in any currency', amount)
        : l10n.t('monthly amount at least {0}', amount);
    }
    return isAny
      ? l10n.t('monthly amount over {0} in any currency', amount)
      : l10n.t('monthly amount over {0}', amount);
  }
  const amount = write(to?.hundredths ?? 0n);
  if (to?.included) {
    return isAny
      ? l10n.t('monthly amount at most {0} in any currency', amount)
      : l10n.t('monthly amount at most {0}', amount);
  }
  return isAny
    ? l10n.t('monthly amount under {0} in any currency', amount)
    : l10n.t('monthly amount under {0}', amount);
}

function amountIn(currency: string | undefined, hundredths: bigint): string {
  if (currency !== undefined) return formatMoney({ currency, hundredths }, env.language);
  const text = decimalAmount(hundredths) as `${number}`;
  return new Intl.NumberFormat(env.language, { maximumFractionDigits: 2 }).format(text);
}
