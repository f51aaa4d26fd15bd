import { type Disposable, EventEmitter, type WorkspaceConfiguration, workspace } from 'vscode';
import { prefix } from '../contributions';
import { readSettings, type SettingKey, type SettingProblem, type Settings } from '../core/query/settings';
import { dateOf, type Moment } from '../core/time/zone';

/** Returns the exchange rates as the person wrote them; undefined without any. */
export function exchangeRates(): unknown {
  return workspace.getConfiguration(prefix).inspect('exchangeRates')?.globalValue;
}

/** The checked settings of this window, and what is wrong with them. */
export class CurrentSettings implements Disposable {
  private readonly changes = new EventEmitter<(key: SettingKey) => boolean>();
  private readonly subscription = workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration(prefix)) return;
    this.current = read();
    this.entries = undefined;
    this.changes.fire((key) => event.affectsConfiguration(`${prefix}.${key}`));
  });
  private current = read();
  /** The problems of settings that are read later than the others. */
  private entries: { readonly day: string; readonly problems: readonly SettingProblem[] } | undefined;

  /** Fires after a change; the event tells whether a setting is affected. */
  readonly onDidChange = this.changes.event;

  /** @param windowZone returns the time zone to use if the settings name none */
  constructor(private readonly windowZone: () => string) {}

  get value(): Settings {
    return this.current.settings;
  }

  /** The settings that cannot be used. A saved filter may be usable on one day and unusable on the next. */
  get problems(): readonly SettingProblem[] {
    const now = this.now();
    const day = `${dateOf(now)} ${now.zone}`;
    if (this.entries?.day !== day) {
      this.entries = { day, problems: [...filterProblems(now), ...rowProblems(this.value), ...rateProblems()] };
    }
    return [...this.current.problems, ...this.entries.problems];
  }

  /** Returns the current moment in the person's time zone. */
  now(): Moment {
    return { at: new Date(), zone: this.value.timeZone || this.windowZone() };
  }

  dispose(): void {
    this.subscription.dispose();
    this.changes.dispose();
  }
}

function read() {
  const configuration = workspace.getConfiguration(prefix);
  return readSettings((key) =>
    key === 'pageSize' || key === 'autoRefresh' ? moderate(key, configuration) : configuration.get(key),
  );
}

/**
 * Returns a setting that decides how much is requested. One of the workspace counts only if it is larger, because a
 * small page or a short time costs many times the requests, and not at all where the person's own is 0: nothing.
 */
function moderate(key: SettingKey, configuration: WorkspaceConfiguration): unknown {
  const { globalValue, defaultValue } = configuration.inspect<number>(key) ?? {};
  const own = globalValue ?? defaultValue ?? 0;
  const value = configuration.get(key, own);
  return !own || value < own ? own : value;
}

/** Returns whether a setting has any other value than its default. */
function isSet(key: SettingKey): boolean {
  const { globalValue, workspaceValue } = workspace.getConfiguration(prefix).inspect(key) ?? {};
  return globalValue !== undefined || workspaceValue !== undefined;
}

function rowProblems({ rowDetails }: Settings): readonly SettingProblem[] {
  if (!isSet('rowDetails')) return [];
  // A bundle of its own, for people who choose what a row shows.
  return (require('../core/query/rowFields') as typeof import('../core/query/rowFields')).fieldProblems(rowDetails);
}

function rateProblems(): readonly SettingProblem[] {
  const value = exchangeRates();
  if (value === undefined) return [];
  // A bundle of its own, for people who have set rates.
  const reading = require('../core/query/readExchangeRates') as typeof import('../core/query/readExchangeRates');
  return reading.readExchangeRates(value).problems;
}

function filterProblems(now: Moment): readonly SettingProblem[] {
  if (!isSet('savedFilters')) return [];
  // A bundle of its own, for people who have saved filters.
  const store = require('./savedFilterStore') as typeof import('./savedFilterStore');
  const skipped = store
    .storedFilters(now)
    .flatMap(({ entry }) => ('broken' in entry.read ? [entry.name || `#${entry.index + 1}`] : []));
  const expected = 'a list of filters, each with a name';
  return skipped.length > 0 ? [{ key: 'savedFilters', expected, skipped }] : [];
}
