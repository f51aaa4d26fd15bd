import { type Catalog, catalogs, type Sort, sortFields, sortOrders } from '../model/opportunity';
import { isTimeZone } from '../time/zone';
import { pageSizes } from './request';

/** The short keys of the settings, without the prefix `partnerCentral.`. */
export type SettingKey =
  | 'profile'
  | 'catalog'
  | 'endpoint'
  | 'pageSize'
  | 'maxItems'
  | 'requestsPerSecond'
  | 'autoRefresh'
  | 'sort.by'
  | 'sort.order'
  | 'savedFilters'
  | 'exchangeRates'
  | 'timeZone'
  | 'rowDetails'
  | 'alwaysLoadFullRecord'
  | 'rememberChanges';

export interface Settings {
  readonly profile: string;
  readonly catalog: Catalog;
  readonly endpoint: string;
  readonly pageSize: number;
  /** Load All stops once this many are loaded; 0: it never stops. */
  readonly maxItems: number;
  readonly requestsPerSecond: number;
  /** Minutes between two times that AWS is asked for changes by itself; 0: it is not. */
  readonly autoRefresh: number;
  readonly sort: Sort;
  /** The IANA name; empty: the time zone of the editor window. */
  readonly timeZone: string;
  /** What a row shows behind the company, as it is in the settings: it is read when there are rows. */
  readonly rowDetails: unknown;
  /** True if a panel reads the full record by itself. */
  readonly alwaysLoadFullRecord: boolean;
  /** False if nothing of what changed is kept between windows. */
  readonly rememberChanges: boolean;
}

/** A setting whose value cannot be used. `used` replaces it; an endpoint has no replacement. */
export interface SettingProblem {
  readonly key: SettingKey;
  readonly expected: string;
  readonly used?: string;
  /** The entries of a list that are left out. */
  readonly skipped?: readonly string[];
}

/**
 * Returns the checked settings. VS Code checks settings only while they are typed, so the file can contain anything.
 */
export function readSettings(get: (key: SettingKey) => unknown): {
  readonly settings: Settings;
  readonly problems: readonly SettingProblem[];
} {
  const problems: SettingProblem[] = [];
  const text = (key: SettingKey) => {
    const value = get(key) ?? '';
    if (typeof value === 'string') return value.trim();
    problems.push({ key, expected: 'text' });
    return '';
  };
  const flag = (key: SettingKey, usual = false) => {
    const value = get(key) ?? usual;
    if (typeof value !== 'boolean') problems.push({ key, expected: 'true, false', used: 'false' });
    return value === true;
  };
  const timeZone = () => {
    const value = get('timeZone') ?? '';
    const name = typeof value === 'string' ? value.trim() : undefined;
    if (name === '' || (name !== undefined && isTimeZone(name))) return name;
    const expected = 'the name of a time zone, such as Europe/Berlin';
    problems.push({ key: 'timeZone', expected, used: 'that of the editor window' });
    return '';
  };
  const oneOf = <const T extends string>(key: SettingKey, values: readonly T[], fallback: T): T => {
    const value = get(key) ?? fallback;
    const known = values.find((candidate) => candidate === value);
    if (known === undefined) problems.push({ key, expected: values.join(', '), used: fallback });
    return known ?? fallback;
  };
  const number = (
    key: SettingKey,
    { min, max = Number.POSITIVE_INFINITY }: { min: number; max?: number },
    fallback: number,
    whole: boolean,
  ) => {
    const value = get(key) ?? fallback;
    if (typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
    problems.push({
      key,
      expected: max < Number.POSITIVE_INFINITY ? `${min}–${max}` : `${min} or more`,
      used: String(fallback),
    });
    return fallback;
  };
  const settings: Settings = {
    profile: text('profile'),
    catalog: oneOf('catalog', catalogs, 'AWS'),
    endpoint: text('endpoint'),
    pageSize: number('pageSize', pageSizes, 100, true),
    maxItems: number('maxItems', { min: 0 }, 10_000, true),
    requestsPerSecond: number('requestsPerSecond', { min: 1, max: 10 }, 5, false),
    autoRefresh: number('autoRefresh', { min: 0, max: 1440 }, 0, true),
    sort: {
      SortBy: oneOf('sort.by', sortFields, 'LastModifiedDate'),
      SortOrder: oneOf('sort.order', sortOrders, 'DESCENDING'),
    },
    timeZone: timeZone(),
    rowDetails: get('rowDetails'),
    alwaysLoadFullRecord: flag('alwaysLoadFullRecord'),
    rememberChanges: flag('rememberChanges', true),
  };
  return { settings, problems };
}
