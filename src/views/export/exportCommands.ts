import type { CommandTable } from '../registerCommands';
import type { Exporter, ExporterDeps } from './exporter';

/** Takes opportunities elsewhere; how is loaded with the first of these. */
export function exportCommands(deps: ExporterDeps) {
  let loading: Promise<Exporter> | undefined;
  const exporter = () => {
    loading ??= import('./exporter').then((loaded) => new loaded.Exporter(deps));
    return loading;
  };
  return {
    'partnerCentral.exportJson': async (row, rows) => (await exporter()).exportJson(row, rows),
    'partnerCentral.exportCsv': async (row, rows) => (await exporter()).exportCsv(row, rows),
    'partnerCentral.copyMarkdownTable': async (row, rows) => (await exporter()).copyMarkdownTable(row, rows),
    'partnerCentral.exportLoadedJson': async () => (await exporter()).exportJson(),
    'partnerCentral.exportLoadedCsv': async () => (await exporter()).exportCsv(),
    'partnerCentral.copyLoadedMarkdownTable': async () => (await exporter()).copyMarkdownTable(),
    'partnerCentral.compareExport': async (uri) => (await exporter()).compare(uri),
  } satisfies Partial<CommandTable>;
}
