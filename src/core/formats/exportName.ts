import type { ExportScope } from '../lists/completeness';
import type { Catalog } from '../model/opportunity';

/**
 * Returns the suggested file name of an export: `partner-central-AWS-2026-01-31` and a suffix. It consists of this
 * program's own words only, so that no customer name gets into a path.
 * @param date The person's calendar date, `YYYY-MM-DD`.
 */
export function exportName(catalog: Catalog, scope: ExportScope, date: string, suffix: string): string {
  const part = scope.kind === 'stage' ? scope.stage.toLowerCase().replaceAll(' ', '-') : scope.kind;
  return ['partner-central', catalog, ...(part === 'loaded' ? [] : [part]), date].join('-') + suffix;
}
