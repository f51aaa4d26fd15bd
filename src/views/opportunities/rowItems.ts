import type { Pipeline } from '../../core/lists/pipeline';
import { groupItems } from '../../core/model/grouping';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { type Row, rangeSize } from './rows';

/** The loaded opportunities that rows stand for, each once, in the order of the rows. */
export function itemsOfRows(rows: readonly Row[], pipeline: Pipeline): readonly OpportunitySummary[] {
  return [...new Set(rows.flatMap((row) => itemsOfRow(row, pipeline)))];
}

function itemsOfRow(row: Row, pipeline: Pipeline): readonly OpportunitySummary[] {
  switch (row.kind) {
    case 'opportunity':
      return [row.item];
    case 'stage':
      return pipeline.feed(row.stage)?.items ?? [];
    case 'other':
      return pipeline.other;
    case 'bucket':
      return groupItems(row.grouping, pipeline.loaded()).find(({ value }) => value === row.value)?.items ?? [];
    case 'range':
      return itemsOfRow(row.group, pipeline).slice(row.index * rangeSize, (row.index + 1) * rangeSize);
    default:
      return [];
  }
}
