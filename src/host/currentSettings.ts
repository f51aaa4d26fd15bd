import { type Disposable, EventEmitter, workspace } from 'vscode';
import { settingPrefix } from '../contributions';
import { readSettings, type SettingKey, type SettingProblem, type Settings } from '../core/settings';
import { storedFilters } from './savedFilterStore';

/** This window's settings, checked, and what is wrong with them. */
export class CurrentSettings implements Disposable {
  private readonly changes = new EventEmitter<(key: SettingKey) => boolean>();
  private readonly subscription = workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration(settingPrefix)) return;
    this.current = read();
    this.changes.fire((key) => event.affectsConfiguration(`${settingPrefix}.${key}`));
  });
  private current = read();

  /** Fires after a change; the event tells whether a setting is affected. */
  readonly onDidChange = this.changes.event;

  get value(): Settings {
    return this.current.settings;
  }

  get problems(): readonly SettingProblem[] {
    return this.current.problems;
  }

  dispose(): void {
    this.subscription.dispose();
    this.changes.dispose();
  }
}

function read() {
  const configuration = workspace.getConfiguration(settingPrefix);
  const { settings, problems } = readSettings((key) => configuration.get(key));
  const skipped = storedFilters(new Date()).flatMap(({ entry }) =>
    'broken' in entry.read ? [entry.name || `#${entry.index + 1}`] : [],
  );
  const expected = 'a list of filters, each with a name';
  return {
    settings,
    problems: skipped.length > 0 ? [...problems, { key: 'savedFilters', expected, skipped } as const] : problems,
  };
}
