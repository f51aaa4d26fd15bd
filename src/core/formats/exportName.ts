import type { ExportScope } from '../lists/completeness';
import type { Catalog } from '../model/opportunity';

/**
 * What a file of an export is called unless the person calls it otherwise: `partner-central-AWS-2026-01-31` and a suffix.
 * Made of this program's own words alone, so that nothing a customer is called ends up in a path.
 * @param date the person's calendar date, `YYYY-MM-DD`
 */
export function exportName(catalog: Catalog, scope: ExportScope, date: string, suffix: string): string {
  const part = scope.kind === 'stage' ? scope.stage.toLowerCase().replaceAll(' ', '-') : scope.kind;
  return ['partner-central', catalog, ...(part === 'loaded' ? [] : [part]), date].join('-') + suffix;
}
