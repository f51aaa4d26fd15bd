import { isTimeZone } from '../../time/zone';
import { type PageView, readPageView } from './pageView';

/** What can be copied from an opportunity. */
export const copyTargets = ['id', 'arn', 'partnerId', 'company', 'consoleLink', 'markdown', 'json'] as const;
export type CopyTarget = (typeof copyTargets)[number];

const plainIntents = [
  'ready',
  'openJson',
  'openWebsite',
  'openInConsole',
  'reveal',
  'filterByCompany',
  'refresh',
  'previous',
  'next',
  'dismissChanges',
  'markSeen',
  'loadFull',
  'stopFull',
  'readAgain',
  'keep',
  'loadMore',
  'openDiff',
] as const;

/**
 * A request from the page. It names what the person did, never its target: every address, id or text that it is carried
 * out on comes from the panel itself.
 */
export type Intent =
  | { readonly type: (typeof plainIntents)[number] }
  /** How the page of an opportunity is left: where it is scrolled, and what is open. */
  | ({ readonly type: 'view'; readonly turn: number } & PageView)
  /** The time zone of the page, by its IANA name. */
  | { readonly type: 'timeZone'; readonly zone: string }
  | { readonly type: 'copy'; readonly what: CopyTarget }
  | { readonly type: 'openEstimate'; readonly index: number }
  /** A remedy for the failure that the panel shows, which is of reading the opportunity or half of the full record. */
  | { readonly type: 'remedy'; readonly of: RemedyPlace; readonly index: number }
  /** Copies what is known about the failure. */
  | { readonly type: 'copyError'; readonly of: RemedyPlace }
  /** Opens one of the opportunities that a comparison shows. */
  | { readonly type: 'openCompared'; readonly index: number };

export const remedyPlaces = ['panel', 'record', 'awsSummary'] as const;
export type RemedyPlace = (typeof remedyPlaces)[number];

const most = 1_000;

/** Returns the intent in a message from the page; undefined for anything that does not match the protocol exactly. */
export function readIntent(message: unknown): Intent | undefined {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return undefined;
  const zone = readZone(message);
  if (zone !== undefined) return { type: 'timeZone', zone };
  if ('type' in message && message.type === 'view') return readView(message);
  const { type, what, of, index, ...rest } = message as Readonly<Record<string, unknown>>;
  if (Object.keys(rest).length > 0) return undefined;
  const plain = memberOf(plainIntents, type);
  if (plain) return what === undefined && of === undefined && index === undefined ? { type: plain } : undefined;
  switch (type) {
    case 'copy': {
      const target = memberOf(copyTargets, what);
      return target && of === undefined && index === undefined ? { type, what: target } : undefined;
    }
    case 'remedy': {
      const place = memberOf(remedyPlaces, of);
      return place && what === undefined && isIndex(index) ? { type, of: place, index } : undefined;
    }
    case 'copyError': {
      const place = memberOf(remedyPlaces, of);
      return place && what === undefined && index === undefined ? { type, of: place } : undefined;
    }
    case 'openEstimate':
    case 'openCompared':
      return what === undefined && of === undefined && isIndex(index) ? { type, index } : undefined;
    default:
      return undefined;
  }
}

function readView(message: object): Intent | undefined {
  const { type: _, turn, ...rest } = message as Readonly<Record<string, unknown>>;
  const view = readPageView(rest);
  return view && Number.isInteger(turn) ? { type: 'view', turn: turn as number, ...view } : undefined;
}

/** Returns the time zone that a page reports, or undefined for any other message. */
export function readZone(message: object): string | undefined {
  const { type, zone, ...rest } = message as Readonly<Record<string, unknown>>;
  if (type !== 'timeZone' || Object.keys(rest).length > 0) return undefined;
  return typeof zone === 'string' && isTimeZone(zone) ? zone : undefined;
}

/** Returns what may be logged of a message that is not an intent: its type, when it looks like one. */
export function messageType(message: unknown): string {
  const type: unknown = typeof message === 'object' && message !== null && 'type' in message ? message.type : undefined;
  return typeof type === 'string' && /^[a-z][A-Za-z]{0,29}$/.test(type) ? type : typeof message;
}

function memberOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((member) => member === value);
}

function isIndex(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < most;
}
