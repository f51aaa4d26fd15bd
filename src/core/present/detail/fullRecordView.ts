import { formatMoney, parseAmount } from '../../model/money';
import type { AwsOpportunitySummary, Opportunity, Spend } from '../../model/opportunity';
import { dayText, momentText } from '../../text/calendar';
import { oneLine, severalLines } from '../../text/plainText';
import type { Writing } from '../../text/translate';
import type { Block, Cell, Field, FullRecord, Insight, Shown, TableRow, Tone } from './panelState';

type Contacts = NonNullable<FullRecord['contacts']>;

/** What was read of a full record: both halves, or the one that AWS returned. */
export interface RecordParts {
  readonly record?: Opportunity | undefined;
  readonly awsSummary?: AwsOpportunitySummary | undefined;
}

/** Returns the full record as the page shows it: AWS's side of the opportunity, then what the summary leaves out. */
export function fullRecordBlocks({ record, awsSummary }: RecordParts, writing: Writing): readonly Block[] {
  const { t } = writing;
  const blocks: Block[] = [];
  if (awsSummary) {
    blocks.push({
      kind: 'insights',
      heading: t('AWS’s assessment'),
      facts: insights(awsSummary, writing),
      none: t('AWS has not scored it yet.'),
    });
  }
  if (awsSummary && record) blocks.push({ kind: 'table', ...sideBySide(record, awsSummary, writing) });
  if (record) blocks.push(...ownBlocks(record, writing));
  const team = awsSummary?.OpportunityTeam ?? [];
  // A small team is all on top.
  if (team.length > mostOnTop) {
    blocks.push({ kind: 'list', heading: t('AWS team'), entries: team.map(person), none: '' });
  }
  return blocks;
}

/** More would fill the first screen. */
const mostOnTop = 4;

/** Returns whom to ask at AWS, for the top of the page. */
export function awsContacts({ OpportunityTeam: team = [] }: AwsOpportunitySummary, { t }: Writing): Contacts {
  if (team.length === 0) return { label: t('AWS’s contact'), entries: [{ text: t('AWS names nobody yet.') }] };
  const more = team.length - mostOnTop;
  return {
    label: team.length === 1 ? t('AWS’s contact') : t('AWS’s contacts'),
    entries: team.slice(0, mostOnTop).map(person),
    ...(more > 0 && { more: more === 1 ? t('1 more is below.') : t('{0} more are below.', more) }),
  };
}

function ownBlocks(record: Opportunity, writing: Writing): readonly Block[] {
  const { t } = writing;
  const { Project: project, Marketing: marketing, SoftwareRevenue: revenue, Customer: customer } = record;
  const related = record.RelatedEntityIdentifiers;
  const contacts = customer?.Contacts ?? [];
  const field = (name: string, label: string, ...values: (string | undefined)[]): Field => ({
    ...{ name, label, meaning: '', actions: [] },
    values: values.filter((value) => value?.trim()).map((value) => ({ text: severalLines(value ?? '') })),
  });
  const worth = revenue?.Value;
  return [
    {
      kind: 'fields',
      heading: t('Project in full'),
      fields: [
        field('Project.Title', t('Title'), project?.Title),
        field('Project.CustomerBusinessProblem', t('Business problem'), project?.CustomerBusinessProblem),
        field('Project.CustomerUseCase', t('Use case'), project?.CustomerUseCase),
        field('Project.OtherSolutionDescription', t('Other solution'), project?.OtherSolutionDescription),
        field('PrimaryNeedsFromAws', t('Needed from AWS'), ...(record.PrimaryNeedsFromAws ?? [])),
        field('Project.SalesActivities', t('Sales activities'), ...(project?.SalesActivities ?? [])),
        field('Project.CompetitorName', t('Competitor'), project?.CompetitorName, project?.OtherCompetitorNames),
        field('Project.ApnPrograms', t('APN programs'), ...(project?.ApnPrograms ?? [])),
        field('Project.AdditionalComments', t('Comments'), project?.AdditionalComments),
        field('Project.RelatedOpportunityIdentifier', t('Parent opportunity'), project?.RelatedOpportunityIdentifier),
        field('Project.AwsPartition', t('AWS partition'), project?.AwsPartition),
        field('NationalSecurity', t('National security'), record.NationalSecurity),
      ],
    },
    {
      kind: 'list',
      heading: t('Your team'),
      entries: (record.OpportunityTeam ?? []).map(person),
      none: t('Nobody is named.'),
    },
    {
      kind: 'list',
      heading:
        contacts.length === 1 ? t('1 contact at the customer') : t('{0} contacts at the customer', contacts.length),
      entries: contacts.map(person),
      none: t('Nobody is named.'),
    },
    {
      kind: 'fields',
      heading: t('Customer in full'),
      fields: [
        field('Customer.Account.Address.StreetAddress', t('Street'), customer?.Account?.Address?.StreetAddress),
        field('Customer.Account.AwsAccountId', t('AWS account'), customer?.Account?.AwsAccountId),
        field('Customer.Account.Duns', t('DUNS number'), customer?.Account?.Duns),
      ],
    },
    {
      kind: 'fields',
      heading: t('Related entities'),
      fields: [
        field('RelatedEntityIdentifiers.Solutions', t('Solutions'), ...(related?.Solutions ?? [])),
        field('RelatedEntityIdentifiers.AwsProducts', t('AWS products'), ...(related?.AwsProducts ?? [])),
        field(
          'RelatedEntityIdentifiers.AwsMarketplaceOffers',
          t('Marketplace offers'),
          ...(related?.AwsMarketplaceOffers ?? []),
        ),
        field(
          'RelatedEntityIdentifiers.AwsMarketplaceOfferSets',
          t('Marketplace offer sets'),
          ...(related?.AwsMarketplaceOfferSets ?? []),
        ),
        field(
          'RelatedEntityIdentifiers.AwsMarketplaceProducts',
          t('Marketplace products'),
          ...(related?.AwsMarketplaceProducts ?? []),
        ),
        field(
          'RelatedEntityIdentifiers.AwsMarketplaceSolutions',
          t('Marketplace solutions'),
          ...(related?.AwsMarketplaceSolutions ?? []),
        ),
      ],
    },
    {
      kind: 'fields',
      heading: t('Marketing and revenue'),
      fields: [
        field('Marketing.Source', t('Source'), marketing?.Source),
        field('Marketing.CampaignName', t('Campaign'), marketing?.CampaignName),
        field('Marketing.UseCases', t('Marketing use cases'), ...(marketing?.UseCases ?? [])),
        field('Marketing.Channels', t('Channels'), ...(marketing?.Channels ?? [])),
        field('Marketing.AwsFundingUsed', t('AWS funding used'), marketing?.AwsFundingUsed),
        field('SoftwareRevenue.DeliveryModel', t('Payment'), revenue?.DeliveryModel),
        field('SoftwareRevenue.Value', t('Contract value'), worth && money(worth.Amount, worth.CurrencyCode, writing)),
        field(
          'SoftwareRevenue.EffectiveDate',
          t('Effective'),
          revenue?.EffectiveDate && dayText(revenue.EffectiveDate, writing),
        ),
        field(
          'SoftwareRevenue.ExpirationDate',
          t('Expires'),
          revenue?.ExpirationDate && dayText(revenue.ExpirationDate, writing),
        ),
      ],
    },
    {
      kind: 'list',
      heading: t('Next steps history'),
      entries: (record.LifeCycle?.NextStepsHistory ?? []).map(({ Value: value, Time: time }) => ({
        text: severalLines(value ?? ''),
        ...(time && { note: momentText(time, writing) }),
      })),
      none: t('There is no history.'),
    },
  ];
}

const engagementTones: Readonly<Record<string, Tone>> = { High: 'good', Medium: 'info', Low: 'warning' };

function insights({ Insights: insights, ...aws }: AwsOpportunitySummary, { t }: Writing): readonly Insight[] {
  const facts: Insight[] = [];
  const { OpportunityQuality: quality, EngagementScore: engagement, NextBestActions: actions } = insights ?? {};
  if (quality?.Score !== undefined) {
    const trend = oneLine(quality.Trend ?? '', 40);
    const score = t('{0} of 100', quality.Score);
    facts.push({
      label: t('Quality score'),
      text: trend ? t('{0}, {1}', score, trend) : score,
      tone: trend === 'Declining' ? 'warning' : trend === 'Improving' ? 'good' : 'neutral',
      score: Math.min(100, Math.max(0, quality.Score)),
      ...(trend === 'Improving' && { icon: 'arrow-up' as const }),
      ...(trend === 'Declining' && { icon: 'arrow-down' as const }),
    });
  }
  const add = (label: string, text: string | undefined, tone: Tone = 'neutral') => {
    const plain = severalLines(text ?? '');
    if (plain) facts.push({ label, text: plain, tone });
  };
  add(
    t('Engagement'),
    engagement,
    Object.hasOwn(engagementTones, engagement ?? '') ? engagementTones[engagement ?? ''] : 'neutral',
  );
  add(t('Next best actions'), actions);
  for (const { Type: type, Details: details } of insights?.Recommendations ?? []) {
    add(spaced(oneLine(type ?? '', 60)) || t('Recommendation'), details);
  }
  add(t('Involvement'), [aws.InvolvementType, aws.InvolvementTypeChangeReason].filter(Boolean).join(': '));
  add(t('Co-sell motion'), aws.CosellMotion);
  add(t('Origin'), aws.Origin);
  add(t('Visibility'), aws.Visibility);
  return facts;
}

/**
 * Returns both sides' values of the same fields, with differences marked except for stages, which AWS names differently.
 */
function sideBySide(record: Opportunity, aws: AwsOpportunitySummary, writing: Writing) {
  const { t } = writing;
  const [ours, theirs] = [record.LifeCycle, aws.LifeCycle];
  const row = (label: string, own: string | undefined, other: string | undefined, compared = true): TableRow => {
    const differs = compared && (own ?? '') !== (other ?? '');
    const cell = (text: string | undefined): Cell => ({
      text: severalLines(text ?? ''),
      absent: !text?.trim(),
      differs,
    });
    return { label, cells: [{ ...cell(own), differs: false }, cell(other)] };
  };
  const day = (text: string | undefined) => text && dayText(text, writing);
  const spend = (entries: readonly Partial<Spend>[] | undefined) =>
    entries
      ?.map((one) => [money(one.Amount, one.CurrencyCode, writing), one.TargetCompany].filter(Boolean).join(' · '))
      .join('\n');
  return {
    heading: t('Your values and AWS’s'),
    columns: [t('Yours'), t('AWS’s')],
    rows: [
      row(t('Stage'), ours?.Stage, theirs?.Stage, false),
      row(t('Target close date'), day(ours?.TargetCloseDate), day(theirs?.TargetCloseDate)),
      row(t('Next steps'), ours?.NextSteps, theirs?.NextSteps, false),
      row(t('Closed lost because'), ours?.ClosedLostReason, theirs?.ClosedLostReason),
      row(
        t('Expected customer spend'),
        spend(record.Project?.ExpectedCustomerSpend),
        spend(aws.Project?.ExpectedCustomerSpend),
      ),
    ].filter(({ cells }) => cells.some(({ absent }) => !absent)),
  };
}

function money(amount: string | undefined, currency: string | undefined, { locale }: Writing): string {
  const hundredths = parseAmount(amount ?? '');
  return hundredths !== undefined && currency
    ? formatMoney({ currency, hundredths }, locale)
    : oneLine([amount, currency].filter(Boolean).join(' '), 80);
}

interface Person {
  readonly FirstName?: string | undefined;
  readonly LastName?: string | undefined;
  readonly BusinessTitle?: string | undefined;
  readonly Email?: string | undefined;
  readonly Phone?: string | undefined;
}

function person({ FirstName: first, LastName: last, BusinessTitle: title, Email: mail, Phone: phone }: Person): Shown {
  const name = oneLine([first, last].filter(Boolean).join(' '), 160);
  const rest = [title && spaced(title), mail, phone].filter(Boolean).map((text) => oneLine(text ?? '', 120));
  return name ? { text: name, ...(rest.length > 0 && { note: rest.join(' · ') }) } : { text: rest.join(' · ') };
}

/** Splits `OpportunityOwner` or `AWSSalesRep` into words. */
function spaced(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ');
}
