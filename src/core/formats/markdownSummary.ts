import { closingText } from '../model/closingText';
import { formatMoney, monthlySpend } from '../model/money';
import type { OpportunitySummary } from '../model/opportunity';
import { dayText } from '../text/calendar';
import { literal } from '../text/markdown';
import { oneLine } from '../text/plainText';
import type { Writing } from '../text/translate';

/** Returns an opportunity in a few lines of Markdown, to paste into a message or an issue, without absent values. */
export function markdownSummary(item: OpportunitySummary, writing: Writing): string {
  const { t, locale } = writing;
  const { LifeCycle: life, Customer: customer, Project: project } = item;
  const account = customer?.Account;
  const closes = life?.TargetCloseDate;
  const away = closingText(item, writing);
  const spend = monthlySpend(item).map((money) => t('{0} a month', formatMoney(money, locale)));
  const lines: [label: string, text: string | undefined][] = [
    [t('Stage'), life?.Stage],
    [t('Review status'), life?.ReviewStatus],
    [t('Review comments'), life?.ReviewComments],
    [t('Reason'), life?.ReviewStatusReason],
    [t('Closed lost because'), life?.ClosedLostReason],
    [t('Target close date'), closes && [dayText(closes, writing), away].filter(Boolean).join(', ')],
    [t('Expected spend'), spend.join(' + ')],
    [t('Next steps'), life?.NextSteps],
    [t('Type'), item.OpportunityType],
    [t('Delivery models'), project?.DeliveryModels?.join(', ')],
    [t('Industry'), account?.OtherIndustry || account?.Industry],
    [t('Location'), [account?.Address?.City, account?.Address?.CountryCode].filter(Boolean).join(', ')],
    [t('Partner’s ID'), item.PartnerOpportunityIdentifier],
  ];
  const id = [oneLine(item.Id ?? ''), item.Catalog === 'Sandbox' ? t('Sandbox') : ''].filter(Boolean).join(', ');
  const company = oneLine(account?.CompanyName ?? '') || t('No company name');
  const heading = `## ${literal(company)}${id ? ` (${literal(id)})` : ''}`;
  const items = lines.flatMap(([label, text]) => {
    const plain = oneLine(text ?? '', 1_000);
    return plain ? [`- **${label}:** ${literal(plain)}`] : [];
  });
  return `${[heading, '', ...items].join('\n')}\n`;
}
