import { type CommandTable, onSelection } from '../opportunities/onSelection';
import type { RunnableCommands } from '../registerCommands';
import { Exporter, type ExporterDeps } from './exporter';

export type ExportCommandDeps = ExporterDeps;

/**
 * Returns the commands that export opportunities. They are a bundle of their own, loaded when one of them first runs.
 */
export function exportCommands(deps: ExportCommandDeps): RunnableCommands<'export'> {
  const exporter = new Exporter(deps);
  const table: CommandTable<'export'> = {
    'partnerCentral.exportJson': ({ rows }) => exporter.exportJson(rows),
    'partnerCentral.exportCsv': ({ rows }) => exporter.exportCsv(rows),
    'partnerCentral.copyMarkdownTable': ({ rows }) => exporter.copyMarkdownTable(rows),
    'partnerCentral.exportLoadedJson': () => exporter.exportJson(),
    'partnerCentral.exportLoadedCsv': () => exporter.exportCsv(),
    'partnerCentral.copyLoadedMarkdownTable': () => exporter.copyMarkdownTable(),
    'partnerCentral.compareExport': (uri) => exporter.compare(uri),
    'partnerCentral.compareExports': (_uri, all = []) => exporter.compareTwo(all),
    'partnerCentral.openComparisonDiff': (uri) => exporter.openComparisonDiff(uri),
  };
  return onSelection('export', table, deps);
}
