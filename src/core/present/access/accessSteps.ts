import { denialHint } from '../../errors/denialHint';
import type { Remedy, SourceError } from '../../errors/sourceError';
import { momentText } from '../../text/calendar';
import type { Translate, Writing } from '../../text/translate';
import {
  type AccessFacts,
  type AccessStepId,
  accessStepIds,
  type CallFacts,
  type CredentialKind,
  failedStep,
  stepOfCode,
} from './accessFacts';

/** One step of the check, in words. */
export interface AccessStep {
  readonly id: AccessStepId;
  readonly title: string;
  readonly status: 'ok' | 'warning' | 'failed' | 'notReached';
  /** What was found out. */
  readonly text: string;
  /** More that helps to understand it, each a sentence or two. */
  readonly notes: readonly string[];
  /** What helps, the best first. */
  readonly remedies: readonly Remedy[];
  /** The failure that the text is about. */
  readonly error?: SourceError;
}

type Told = Pick<AccessStep, 'status' | 'text'> & Partial<Pick<AccessStep, 'notes' | 'remedies' | 'error'>>;

/** Milliseconds; AWS takes signatures that are off by five minutes at most. */
const notableOffset = 4 * 60_000;

/** Returns every step of a check with what came of it, in the order in which a person looks for a fault. */
export function accessSteps(facts: AccessFacts, writing: Writing): readonly AccessStep[] {
  return accessStepIds.map((id) => {
    const told = failedStep(facts) === id ? failed(facts, id, writing) : tell[id](facts, writing);
    return {
      id,
      title: stepTitle(id, writing.t),
      notes: [],
      remedies: [],
      ...(told ?? notReached(facts, id, writing.t)),
    };
  });
}

/** Returns what a step is called. */
export function stepTitle(id: AccessStepId, t: Translate): string {
  return t(titles[id]);
}

const titles: Readonly<Record<AccessStepId, string>> = {
  profile: 'Profile',
  credentials: 'Credentials',
  clock: 'Clock',
  endpoint: 'Endpoint',
  request: 'Request',
  permission: 'Permission',
  fullRecord: 'Full Record',
};

/** What is told of each step that is not to blame; undefined if it was not reached. */
const tell: Readonly<Record<AccessStepId, (facts: AccessFacts, writing: Writing) => Told | undefined>> = {
  profile: ({ profile: { name, chosenBy, kind, chain, place, account } }, { t }) => {
    const whose = name === undefined ? t('No profile is chosen') : t(choosers[chosenBy ?? 'window'], name);
    const how = kind && t(kinds[kind]);
    const via = chain.length > 1 && chain.join(' → ');
    return {
      status: 'ok',
      text: t('{0}.', [whose, how].filter(Boolean).join(': ')),
      notes: [
        [via, place, account && t('account {0}', account)].filter((part) => typeof part === 'string').join(' · '),
      ].filter(Boolean),
    };
  },
  credentials: ({ keys }, writing) => {
    if (!keys) return undefined;
    const { t } = writing;
    const { kind, expiration } = keys;
    const words = { longTerm: 'Long-term access keys', temporary: 'Temporary keys', other: 'Keys of an unknown kind' }[
      kind
    ];
    const until =
      expiration === undefined ? '' : t(', valid until {0}', momentText(new Date(expiration).toISOString(), writing));
    return { status: 'ok', text: t('{0}.', `${t(words)}${until}`) };
  },
  clock: (facts, writing) => {
    const { t } = writing;
    const { clockOffset } = facts;
    if (clockOffset === undefined || !hasAnswerOfAws(facts)) return undefined;
    // AWS's date has whole seconds.
    const size = Math.abs(clockOffset) < 2_000 ? undefined : durationText(Math.abs(clockOffset), writing);
    if (size === undefined) return { status: 'ok', text: t('The same time as at AWS.') };
    const text = clockOffset > 0 ? t('{0} behind AWS’s clock.', size) : t('{0} ahead of AWS’s clock.', size);
    if (Math.abs(clockOffset) < notableOffset) return { status: 'ok', text };
    return {
      status: 'warning',
      text: `${text} ${t('Set the clock of this computer.')}`,
      notes: [t('The extension signs with AWS’s time, so it works all the same. Other programs may be refused.')],
    };
  },
  endpoint: (facts, { t }) =>
    hasAnswerOfAws(facts)
      ? { status: 'ok', text: t('{0}.', endpointText(facts, t)), notes: wayNotes(facts, t) }
      : undefined,
  request: ({ calls: [call], ...facts }, writing) =>
    call?.status !== undefined && hasAnswerOfAws({ ...facts, calls: [call] })
      ? { status: 'ok', text: callText(call, writing), notes: idNotes(call, writing.t) }
      : undefined,
  permission: ({ calls: [call], catalog }, { t }) =>
    call && !call.error
      ? { status: 'ok', text: t('{0} is allowed in the {1} catalog.', 'partnercentral:ListOpportunities', catalog) }
      : undefined,
  fullRecord: ({ calls, stoppedAt }, { t }) => {
    const halves = calls.filter(({ operation }) => operation !== 'ListOpportunities');
    if (stoppedAt !== undefined || halves.length === 0) return undefined;
    // AWS has no side of its own of an opportunity that was not submitted yet.
    const refused = halves.filter(({ error }) => error && error.code !== 'notFound');
    const text = t('{0} and {1} are allowed.', 'partnercentral:GetOpportunity', 'GetAwsOpportunitySummary');
    const [first] = refused;
    if (!first) return { status: 'ok', text };
    return {
      status: 'warning',
      text: t('Details show the summary only.'),
      notes: refused.flatMap(({ operation, error }) => (error ? [`${operation}: ${errorWords(error, t)}`] : [])),
      remedies: first.error?.remedies ?? [],
      ...(first.error && { error: first.error }),
    };
  },
};

/** How the profile was chosen; `{0}` is its name. */
const choosers: Readonly<Record<NonNullable<AccessFacts['profile']['chosenBy']>, string>> = {
  window: '{0}, chosen for this window',
  setting: '{0}, from the setting partnerCentral.profile',
  AWS_PROFILE: '{0}, from AWS_PROFILE',
  AWS_DEFAULT_PROFILE: '{0}, from AWS_DEFAULT_PROFILE',
};

const kinds: Readonly<Record<CredentialKind, string>> = {
  keys: 'access keys',
  process: 'credential_process',
  sso: 'IAM Identity Center (SSO)',
  login: 'aws login',
  webIdentity: 'web identity',
  role: 'assumes a role',
  environment: 'keys in environment variables',
  container: 'the role of this container',
  instance: 'the role of this machine, if it has one',
};

function failed(facts: AccessFacts, id: AccessStepId, writing: Writing): Told | undefined {
  const { t } = writing;
  const { failure, issuer, calls } = facts;
  if (!failure) return undefined;
  const { error } = failure;
  const [call] = calls;
  const isOnTheWay = id === 'endpoint' && facts.endpoint.host !== undefined;
  return {
    status: 'failed',
    text: errorWords(error, t),
    error,
    notes: [
      ...(id === 'permission' ? permissionNotes(facts, error, t) : []),
      ...(issuer === undefined ? [] : [t('The certificate was issued by: {0}', issuer)]),
      ...(isOnTheWay ? [t('Endpoint: {0}', endpointText(facts, t)), ...wayNotes(facts, t)] : []),
      ...(call && id === 'request' ? [callText(call, writing), ...idNotes(call, t)] : []),
    ],
    remedies: error.remedies,
  };
}

/** Returns what else is known about a refusal: what it hints at, and what the other catalog says. */
function permissionNotes({ calls }: AccessFacts, error: SourceError, t: Translate): readonly string[] {
  const hint = denialHint(error);
  const [, other] = calls;
  return [
    ...(error.reason && !error.args.includes(error.reason) ? [t('AWS’s reason: {0}', error.reason)] : []),
    // Where AWS named no kind of policy, the other catalog's answer tells more than a hint at both causes.
    ...(hint && (!other || error.said) ? [t(hint.words, ...hint.args)] : []),
    ...(other ? [otherCatalogText(error, other, t)] : []),
  ];
}

function otherCatalogText({ code }: SourceError, { catalog, error }: CallFacts, t: Translate): string {
  if (!error) {
    return code === 'accessDenied'
      ? t('It is allowed in {0}, so look for a condition on partnercentral:Catalog.', catalog)
      : t('The {0} catalog can be read.', catalog);
  }
  if (stepOfCode[error.code] !== 'permission') {
    return t('The {0} catalog could not be asked: {1}', catalog, errorWords(error, t));
  }
  return code === 'accessDenied' && error.code === 'accessDenied'
    ? t('It is refused in {0}, too, so look for the action itself in the policy.', catalog)
    : t('The {0} catalog is refused, too: {1}', catalog, errorWords(error, t));
}

function notReached({ stoppedAt, failure, calls }: AccessFacts, id: AccessStepId, t: Translate): Told {
  const status = 'notReached';
  if (stoppedAt === id) return { status, text: t('Stopped here.') };
  const isRead = id === 'fullRecord' && !failure && stoppedAt === undefined && calls.length > 0;
  return { status, text: isRead ? t('No opportunity came that it could be tried with.') : t('Not checked.') };
}

/**
 * True if an answer came that is AWS's own, or that of a service in its place. A portal, a proxy or a web server on the way
 * have a clock and a certificate as well.
 */
function hasAnswerOfAws({ calls: [call] }: Pick<AccessFacts, 'calls'>): boolean {
  if (call?.status === undefined) return false;
  const { error } = call;
  return !error || (stepOfCode[error.code] !== 'endpoint' && !unclear.includes(error.code));
}

/** Failures that anything on the way may answer with. */
const unclear: readonly SourceError['code'][] = ['unavailable', 'emptyAnswer', 'unreadableAnswer', 'unknown'];

function endpointText({ endpoint: { host = '', origin, scheme } }: AccessFacts, t: Translate): string {
  if (origin === undefined) return t('{0}, AWS’s own', host);
  const chooser = origin === 'setting' ? t('the setting partnerCentral.endpoint') : origin;
  return t('{0} ({1}), chosen by {2}', host, scheme, chooser);
}

function wayNotes({ endpoint: { caBundle, proxy } }: AccessFacts, t: Translate): readonly string[] {
  return [
    ...(caBundle ? [t('The trusted certificates are those of the CA bundle that {0} names.', caBundle)] : []),
    ...(proxy ? [t('Proxy: {0} ({1})', proxy.host, proxy.origin)] : []),
  ];
}

function callText({ status, milliseconds, rows }: CallFacts, { t, locale }: Writing): string {
  const time = milliseconds < 1000 ? t('{0} ms', milliseconds) : t('{0} s', tenths(milliseconds / 1000, locale));
  if (status === undefined) return t('No answer in {0}.', time);
  if (rows === undefined) return t('HTTP {0} in {1}.', status, time);
  if (rows === 0) return t('HTTP {0} in {1}, without rows.', status, time);
  return rows === 1
    ? t('HTTP {0} in {1}, with one row.', status, time)
    : t('HTTP {0} in {1}, with {2} rows.', status, time, rows.toLocaleString(locale));
}

function idNotes({ requestId }: CallFacts, t: Translate): readonly string[] {
  return requestId ? [t('Request ID: {0}', requestId)] : [];
}

function errorWords(error: SourceError, t: Translate): string {
  return t(error.words, ...error.args);
}

/** Returns a number with one digit behind the point, in the person's format. */
function tenths(value: number, locale: string): string {
  return value.toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

function durationText(milliseconds: number, { t, locale }: Writing): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 100) return t('{0} s', seconds);
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return t('{0} min', minutes);
  if (minutes < 48 * 60) return t('{0} h', tenths(minutes / 60, locale));
  return t('{0} days', Math.round(minutes / 1440).toLocaleString(locale));
}
