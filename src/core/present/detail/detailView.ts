import type { Position } from '../../lists/neighbours';
import { attentionOf } from '../../model/attention';
import { changedFields } from '../../model/changes';
import { closingText } from '../../model/closingText';
import { editingOf } from '../../model/editing';
import { type FieldName, type FieldSpec, fieldGroups } from '../../model/fields';
import { stageMeanings } from '../../model/meanings';
import { formatMoney, monthlySpend } from '../../model/money';
import { isStage, type OpportunitySummary, stages } from '../../model/opportunity';
import { dayText } from '../../text/calendar';
import { oneLine, severalLines, visibleJson } from '../../text/plainText';
import type { Writing } from '../../text/translate';
import { toWebAddress } from '../../text/webAddress';
import { fieldChange, newsOf, spendChange, type Versions } from './changeMarks';
import { pageText } from './pageText';
import type { PageView } from './pageView';
import type { Action, Field, FieldGroup, FullRecord, Header, IconName, Mark, OpportunityState } from './panelState';
import { reviewStatusMark } from './reviewStatusMark';
import { copies, shownValues } from './shownFields';
import { spendTable } from './spendTable';

export interface DetailInput extends Versions {
  readonly turn: number;
  /** How the page was left, for one that is shown again. */
  readonly view?: PageView | undefined;
  /** True when the next opportunity takes the panel unless the person keeps it. */
  readonly preview?: boolean;
  /** True when it comes from the sample data, so that nothing of it is AWS's. */
  readonly sample?: boolean;
  readonly position?: Position | undefined;
  /** True when the opportunity has a page in Partner Central that can be opened. */
  readonly console: boolean;
  /** True when the opportunity can be revealed in the tree. */
  readonly listed: boolean;
  readonly full?: FullRecord | undefined;
}

/** Returns all that the page shows of an opportunity, in the person's language, with values from AWS as plain text. */
export function detailState(input: DetailInput, writing: Writing): OpportunityState {
  const { item, before, change, view, turn, full } = input;
  const { t } = writing;
  // What changed since the person last looked includes what changed in the panel.
  const changed = before && change?.kind !== 'changed' ? changedFields(before, item) : [];
  const notice =
    changed.length > 0 ? { text: changeText(changed.length, writing), actions: [dismiss(writing)] } : undefined;
  const attention = attentionState(item, writing);
  return {
    kind: 'opportunity',
    language: writing.locale,
    turn,
    ...(view && { view }),
    words: pageText(t),
    header: header(input, writing),
    ...(change && { news: newsOf(change, writing) }),
    ...(notice && { notice }),
    ...(attention && { attention }),
    editing: editingText(item, writing),
    groups: fieldGroups.map(({ heading, fields }): FieldGroup => {
      const said = saidAbove(attention !== undefined);
      const shown = fields.map((spec) => field(spec, input, writing));
      return {
        heading: t(heading),
        fields: shown.filter(({ name, change }) => change !== undefined || !said.has(name)),
      };
    }),
    spend: spendState(input, writing),
    ...(full && { full }),
    raw: {
      heading: t('Raw summary'),
      text: visibleJson(JSON.stringify(item, null, 2)),
      actions: [{ label: t('Copy as JSON'), icon: 'copy', intent: { type: 'copy', what: 'json' } }],
    },
  };
}

/** Returns the fields that the top of the page says already. They have a row only when they changed. */
function saidAbove(attention: boolean): ReadonlySet<string> {
  const header: readonly FieldName[] = ['LifeCycle.Stage', 'LifeCycle.ReviewStatus'];
  const asked: readonly FieldName[] = ['LifeCycle.ReviewComments', 'LifeCycle.ReviewStatusReason'];
  return new Set(attention ? [...header, ...asked] : header);
}

function header({ item, position, console, listed, preview, sample }: DetailInput, writing: Writing): Header {
  const { t, locale } = writing;
  const company = oneLine(item.Customer?.Account?.CompanyName ?? '', 255);
  const closing = closingText(item, writing);
  const { overdueDays } = attentionOf(item, writing.today);
  const spend = monthlySpend(item).map((money) => t('{0} a month', formatMoney(money, locale)));
  const stage: string | undefined = item.LifeCycle?.Stage;
  const current = (stages as readonly string[]).indexOf(stage ?? '');
  const lost = 'Closed Lost';
  const reason = oneLine(item.LifeCycle?.ClosedLostReason ?? '', 120);
  const elsewhere =
    stage === undefined
      ? t('It has no lifecycle stage.')
      : isStage(stage)
        ? undefined
        : t('The stage “{0}” is not known to this version.', oneLine(stage, 120));
  const number = (value: number) => value.toLocaleString(locale);
  return {
    company: company || t('No company name'),
    unnamed: company === '',
    id: oneLine(item.Id ?? '', 120) || t('no id'),
    catalog: sample ? sampleMark(writing) : catalogMark(item, writing),
    status: reviewStatusMark(item, writing),
    ...(closing && {
      closing: {
        text: closing,
        tone: overdueDays === undefined ? 'neutral' : 'bad',
        icon: 'calendar',
        meaning: dayText(item.LifeCycle?.TargetCloseDate ?? '', writing),
      },
    }),
    ...(spend.length > 0 && { spend: spend.join(' + ') }),
    stage: {
      label: t('Lifecycle stage'),
      steps: stages
        .filter((name) => name !== lost)
        .map((name, index) => ({
          name,
          place: stage === lost || current < 0 || index > current ? 'ahead' : index === current ? 'current' : 'done',
          meaning: t(stageMeanings[name]),
        })),
      lost: { name: lost, current: stage === lost, ...(stage === lost && reason && { reason }) },
      ...(elsewhere && { elsewhere }),
    },
    ...(position && {
      position: {
        text: t(
          '{0} of {1}',
          number(position.place),
          position.more ? `${number(position.loaded)}+` : number(position.loaded),
        ),
        previous: step('previous', t('Previous opportunity'), 'arrow-up', position.place <= 1),
        next: step('next', t('Next opportunity'), 'arrow-down', position.place >= position.loaded && !position.more),
      },
    }),
    ...(preview && { keep: { label: t('Keep Panel Open'), icon: 'pin', intent: { type: 'keep' } } }),
    actions: headerActions(item, console, listed, writing),
  };
}

function sampleMark({ t }: Writing): Mark {
  return {
    text: t('Sample data'),
    tone: 'info',
    meaning: t('Made up for trying things out. Nothing of it is from AWS.'),
  };
}

function catalogMark({ Catalog: catalog = '' }: OpportunitySummary, { t }: Writing): Mark {
  const text = oneLine(catalog, 40);
  if (catalog === 'Sandbox') {
    return { text, tone: 'warning', meaning: t('From the Sandbox catalog, AWS’s test environment.') };
  }
  const meaning = t('From the AWS catalog, your real opportunities.');
  return { text, tone: 'neutral', ...(catalog === 'AWS' && { meaning }) };
}

function step(type: 'previous' | 'next', label: string, icon: IconName, disabled: boolean): Action {
  return { label, icon, disabled, intent: { type } };
}

function headerActions(item: OpportunitySummary, console: boolean, listed: boolean, { t }: Writing): Action[] {
  const { CompanyName: company, WebsiteUrl: website } = item.Customer?.Account ?? {};
  const actions: (Action | false)[] = [
    console && { label: t('Open in Partner Central'), icon: 'link-external', intent: { type: 'openInConsole' } },
    toWebAddress(website ?? '') !== undefined && {
      label: t('Website'),
      icon: 'globe',
      intent: { type: 'openWebsite' },
    },
    { label: t('Open JSON'), icon: 'json', intent: { type: 'openJson' } },
    { label: t('Copy as Markdown'), icon: 'markdown', intent: { type: 'copy', what: 'markdown' } },
    listed && { label: t('Reveal in Tree'), icon: 'list-tree', intent: { type: 'reveal' } },
    Boolean(company?.trim()) && {
      label: t('Filter by This Company'),
      icon: 'filter',
      intent: { type: 'filterByCompany' },
    },
    item.Id !== undefined && { label: t('Refresh'), icon: 'refresh', intent: { type: 'refresh' } },
  ];
  return actions.filter((action) => action !== false);
}

function attentionState(item: OpportunitySummary, { t }: Writing): OpportunityState['attention'] {
  const { ReviewStatus: status, ReviewComments: comments, ReviewStatusReason: reason } = item.LifeCycle ?? {};
  const rejected = status === 'Rejected';
  if (status !== 'Action Required' && !rejected) return undefined;
  const texts = [
    { label: t('Review comments'), text: severalLines(comments ?? '') },
    { label: t('Reason'), text: severalLines(reason ?? '') },
  ].filter(({ text }) => text !== '');
  return {
    heading: rejected ? t('AWS rejected this opportunity') : t('AWS asks for changes'),
    tone: rejected ? 'bad' : 'warning',
    texts: texts.length > 0 ? texts : [{ label: t('Review comments'), text: t('AWS gave no reason.') }],
  };
}

/** The labels of fields that a summary does not have as fields. */
const otherLabels: Readonly<Record<string, string>> = {
  'Customer.Account.Address.StreetAddress': 'Street',
  'Project.ExpectedCustomerSpend.Amount': 'Expected spend: amount',
  'Project.ExpectedCustomerSpend.CurrencyCode': 'Expected spend: currency',
  'Project.CustomerBusinessProblem': 'Business problem',
};

function labelOf(name: string): string {
  return fieldGroups.flatMap(({ fields }) => fields).find((spec) => spec.name === name)?.label ?? name;
}

function editingText(item: OpportunitySummary, { t, locale }: Writing): string {
  const { words, args, fields } = editingOf(item);
  const named = fields.map((name) => t(otherLabels[name] ?? labelOf(name)));
  const listed = named.length > 0 ? [new Intl.ListFormat(locale).format(named)] : [];
  return t(words, ...args.map((arg) => oneLine(arg, 120)), ...listed);
}

function field(spec: FieldSpec, input: DetailInput, writing: Writing): Field {
  const { item, console } = input;
  const { t } = writing;
  const { name } = spec;
  const values = shownValues(spec, item, writing);
  const change = fieldChange(spec, input, writing);
  const actions: Action[] = [];
  const copied = copies[name];
  if (values.length > 0 && copied) {
    actions.push({ label: t('Copy {0}', t(spec.label)), icon: 'copy', intent: { type: 'copy', what: copied } });
  }
  if (console && copied === 'id') {
    const label = t('Copy Link to Partner Central');
    actions.push({ label, icon: 'link', intent: { type: 'copy', what: 'consoleLink' } });
  }
  return {
    name,
    label: t(spec.label),
    meaning: t(spec.meaning),
    values,
    ...(change && { change }),
    actions,
  };
}

function spendState(input: DetailInput, writing: Writing): OpportunityState['spend'] {
  const { item } = input;
  const { t } = writing;
  const change = spendChange(input, writing);
  return {
    ...spendTable(item.Project?.ExpectedCustomerSpend ?? [], writing),
    heading: t('Expected customer spend'),
    meaning: t(
      'What the customer is expected to spend. Entries for AWS are monthly; an entry for Self is the value of the partner’s own deal.',
    ),
    columns: [t('For'), t('Amount'), t('Frequency'), t('Yearly'), t('Estimate')],
    total: t('Total'),
    estimate: t('Open in Pricing Calculator'),
    ...(change && { change }),
  };
}

function changeText(count: number, { t }: Writing): string {
  return count === 1
    ? t('There is a newer version: 1 field changed.')
    : t('There is a newer version: {0} fields changed.', count);
}

function dismiss({ t }: Writing): Action {
  return { label: t('Dismiss'), icon: 'check', intent: { type: 'dismissChanges' } };
}
