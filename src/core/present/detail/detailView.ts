import type { Position } from '../../lists/neighbours';
import { attentionOf } from '../../model/attention';
import { changedFields } from '../../model/changes';
import { closingText } from '../../model/closingText';
import { type Editing, editingOf } from '../../model/editing';
import { type FieldSpec, fieldGroups } from '../../model/fields';
import { stageMeanings } from '../../model/meanings';
import { formatMoney, monthlySpend } from '../../model/money';
import { isStage, type OpportunitySummary, stages } from '../../model/opportunity';
import { oneLine, severalLines, visibleJson } from '../../text/plainText';
import type { Writing } from '../../text/translate';
import { toWebAddress } from '../../text/webAddress';
import { pageText } from './pageText';
import type {
  Action,
  Field,
  FieldGroup,
  FullRecord,
  Header,
  IconName,
  Kept,
  Mark,
  OpportunityState,
} from './panelState';
import { reviewStatusMark } from './reviewStatusMark';
import { copies, shownValues } from './shownFields';
import { spendTable } from './spendTable';

export interface DetailInput {
  readonly item: OpportunitySummary;
  /** The version before the last change, until the person dismisses it. */
  readonly before?: OpportunitySummary | undefined;
  readonly kept?: Kept | undefined;
  readonly turn: number;
  readonly position?: Position | undefined;
  /** True when the opportunity has a page in Partner Central that can be opened. */
  readonly console: boolean;
  /** True when the opportunity can be revealed in the tree. */
  readonly listed: boolean;
  readonly full?: FullRecord | undefined;
}

/** Returns all that the page shows of an opportunity, in the person's language, with values from AWS as plain text. */
export function detailState(input: DetailInput, writing: Writing): OpportunityState {
  const { item, before, kept, turn, full } = input;
  const { t } = writing;
  const editing = editingOf(item);
  const changed = before ? changedFields(before, item) : [];
  const notice =
    changed.length > 0 ? { text: changeText(changed.length, writing), actions: [dismiss(writing)] } : undefined;
  const attention = attentionState(item, writing);
  return {
    kind: 'opportunity',
    language: writing.locale,
    turn,
    ...(kept && { kept }),
    words: pageText(t),
    header: header(input, writing),
    ...(notice && { notice }),
    ...(attention && { attention }),
    editing: editingState(editing, writing),
    groups: fieldGroups.map(({ heading, fields }): FieldGroup => {
      const shown = fields.map((spec) => field(spec, input, editing, writing));
      return { heading: t(heading), fields: shown };
    }),
    spend: spendState(item, changed.includes('Project.ExpectedCustomerSpend'), editing, writing),
    ...(full && { full }),
    raw: {
      heading: t('Raw summary'),
      text: visibleJson(JSON.stringify(item, null, 2)),
      actions: [{ label: t('Copy as JSON'), icon: 'copy', intent: { type: 'copy', what: 'json' } }],
    },
  };
}

function header({ item, position, console, listed }: DetailInput, writing: Writing): Header {
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
  return {
    company: company || t('No company name'),
    unnamed: company === '',
    id: oneLine(item.Id ?? '', 120) || t('no id'),
    catalog: catalogMark(item, writing),
    status: reviewStatusMark(item, writing),
    ...(closing && {
      closing: { text: closing, tone: overdueDays === undefined ? 'neutral' : 'bad', icon: 'calendar' },
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
        text: t('{0} of {1}', position.place, position.more ? `${position.loaded}+` : position.loaded),
        previous: step('previous', t('Previous opportunity'), 'arrow-up', position.place <= 1),
        next: step('next', t('Next opportunity'), 'arrow-down', position.place >= position.loaded && !position.more),
      },
    }),
    actions: headerActions(item, console, listed, writing),
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

const editingIcons: Readonly<Record<Editing['kind'], IconName>> = {
  all: 'edit',
  some: 'edit',
  none: 'lock',
  unknown: 'question',
};

function editingState({ kind, words, args, fields }: Editing, { t }: Writing): OpportunityState['editing'] {
  const text = t(words, ...args.map((arg) => oneLine(arg, 120)));
  const named = fields.map((name) => ({ name, label: t(otherLabels[name] ?? labelOf(name)) }));
  return { heading: t('Who can edit it now'), text, icon: editingIcons[kind], fields: named };
}

function field(spec: FieldSpec, { item, before, console }: DetailInput, editing: Editing, writing: Writing): Field {
  const { t } = writing;
  const { name } = spec;
  const values = shownValues(spec, item, writing);
  const changed = before !== undefined && JSON.stringify(spec.read(before)) !== JSON.stringify(spec.read(item));
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
    editable: editing.fields.includes(name),
    ...(changed && {
      before: shownValues(spec, before, writing)
        .map(({ text }) => text)
        .join(', '),
    }),
    actions,
  };
}

function spendState(item: OpportunitySummary, changed: boolean, editing: Editing, writing: Writing) {
  const { t } = writing;
  return {
    ...spendTable(item.Project?.ExpectedCustomerSpend ?? [], writing),
    heading: t('Expected customer spend'),
    meaning: t(
      'What the customer is expected to spend. Entries for AWS are monthly; an entry for Self is the value of the partner’s own deal.',
    ),
    columns: [t('For'), t('Amount'), t('Frequency'), t('Yearly'), t('Estimate')],
    total: t('Total'),
    estimate: t('Open in Pricing Calculator'),
    changed,
    editable: editing.fields.includes('Project.ExpectedCustomerSpend.Amount'),
  };
}

function changeText(count: number, { t }: Writing): string {
  return count === 1
    ? t('AWS has a newer version: 1 field changed.')
    : t('AWS has a newer version: {0} fields changed.', count);
}

function dismiss({ t }: Writing): Action {
  return { label: t('Dismiss'), icon: 'check', intent: { type: 'dismissChanges' } };
}
