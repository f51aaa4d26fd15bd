import assert from 'node:assert/strict';
import { isSourceError } from '../../../src/core/errors/sourceError';
import { exportChunks, takeSnapshot } from '../../../src/core/formats/exportDocument';
import { jsonLineChunks } from '../../../src/core/formats/jsonLines';
import { markdownSummary } from '../../../src/core/formats/markdownSummary';
import { markdownTable } from '../../../src/core/formats/markdownTable';
import { tableCell } from '../../../src/core/formats/tableCell';
import { spendsIn, tableColumns } from '../../../src/core/formats/tableColumns';
import { defaultTableForm } from '../../../src/core/formats/tableForm';
import { OpportunityLists } from '../../../src/core/lists/opportunityLists';
import type { OpportunitySummary } from '../../../src/core/model/opportunity';
import type { Page } from '../../../src/core/paging/source';
import { detailState } from '../../../src/core/present/detail/detailView';
import { isPanelState } from '../../../src/core/present/detail/panelState';
import { normalisePage } from '../../../src/core/wire/normalisePage';
import { Random } from '../../../src/demo/data/random';
import { csvChunks } from '../../../src/files/csv';
import { listRows, type Row } from '../../../src/views/opportunities/rows';
import { sourceOfPages } from '../../support/fakeSource';
import { vscode } from '../../support/fakeVscode';
import { hostileTexts } from '../../support/hostileTexts';
import { utc } from '../../support/moments';
import { type Mutation, mutate, pathsOf } from '../../support/mutations';
import { filledWith } from '../../support/summaries';
import { english } from '../../support/writing';
import { readCsv } from '../files/readCsv';

/** Another seed is other pages: FUZZ_SEED=TEXT. */
const seed = process.env.FUZZ_SEED ?? 'pages';
const pages = 10_000;

/** A page of two opportunities in which every field is there. */
const valid = JSON.stringify({
  OpportunitySummaries: ['O1', 'O2'].map((Id) => ({
    ...filledWith('text'),
    ...{ Catalog: 'AWS', Id, LastModifiedDate: '2025-06-01T10:20:30.123Z', CreatedDate: '2025-05-01T00:00:00Z' },
  })),
  NextToken: '',
});
const validPage = () => JSON.parse(valid) as { OpportunitySummaries: unknown; NextToken: unknown };

const paths = pathsOf(validPage());
const values: readonly unknown[] = [
  ...[undefined, null, '', 0, -1, 1e21, Number.NaN, true, [], {}, [null], [[]], { a: 1 }, 'text', '531.0', 'O2'],
  ...['Prospect', 'On Hold', 'Action Required', 'USD', 'Monthly', '2026-02-30', '2025-01-02', '=1+1', 'a,"b"\r\n;c'],
  ...[new Date(0), new Date(Number.NaN), '\ud800', '\u202e\u0000', 'x'.repeat(1_000), ...hostileTexts],
];

describe('A page with anything in it', function () {
  this.timeout(120_000);

  it(`R16: is shown, counted, opened and exported, ${pages} times (seed ${seed})`, async () => {
    vscode.install();
    const { RowLooks } = await import('../../../src/views/opportunities/rowLooks');
    const { opportunityTooltip } = await import('../../../src/views/opportunities/tooltip');
    const looks = new RowLooks();
    const counts = { refused: 0, shown: 0, skipped: 0, unreadable: 0 };
    for (let n = 0; n < pages; n++) {
      const random = new Random(`${seed}/${n}`);
      const raw = validPage();
      const mutations = Array.from(
        { length: random.integer(1, 4) },
        (): Mutation => [random.pick(paths), random.pick(values)],
      );
      mutate(raw, mutations);
      try {
        await check(raw);
      } catch (thrown) {
        throw new Error(`seed ${seed}/${n}: ${JSON.stringify(mutations)}`, { cause: thrown });
      }
    }
    // A check that finds nothing to check proves nothing.
    assert.ok(counts.shown > pages && counts.skipped > 100 && counts.refused > 10, JSON.stringify(counts));
    assert.ok(counts.unreadable > pages / 10, JSON.stringify(counts));

    async function check(raw: ReturnType<typeof validPage>): Promise<void> {
      let page: Page<OpportunitySummary>;
      try {
        page = normalisePage(raw);
      } catch (error) {
        assert.ok(isSourceError(error), String(error));
        counts.refused += 1;
        return;
      }
      const entries = raw.OpportunitySummaries as readonly unknown[];
      const objects = entries.filter((entry) => isStruct(entry));
      assert.equal(page.items.length, objects.length, 'every object is an opportunity');
      assert.equal(page.items.length + page.skipped, entries.length, 'what is none is counted');
      counts.skipped += page.skipped;
      counts.unreadable += page.unreadable;

      const { nextToken: _, ...whole } = page;
      const lists = new OpportunityLists(
        sourceOfPages(async () => whole),
        query,
        () => now,
      );
      const list = lists.listOf('All') ?? assert.fail();
      await list.firstPage();
      const { items } = list;
      const ids = page.items.map(({ Id }, index) => Id ?? index);
      assert.equal(items.length, new Set(ids).size, 'each id once');
      counts.shown += items.length;
      const group = { kind: 'bucket', grouping: 'company', value: undefined } as const;
      const made = items.map((item, index): Row => ({ kind: 'opportunity', group, item, key: item.Id ?? `#${index}` }));
      for (const row of listRows(lists, { kind: 'whole' }, made)) {
        const { label } = looks.toTreeItem(row, {
          lists,
          zone: 'UTC',
          details: undefined,
          today: '2026-06-15',
          sizeOf: () => items.length,
        });
        assert.ok(typeof label === 'string' && label.length > 0);
        if (row.kind !== 'opportunity') continue;
        opportunityTooltip(row.item, { today: '2026-06-15', zone: 'UTC' });
      }
      if (page.skipped + page.unreadable > 0) assert.ok(listRows(lists, { kind: 'whole' }, made).some(isNotice));

      const [first] = items;
      if (first) {
        const state = detailState({ item: first, turn: 1, console: true, listed: true }, english);
        assert.ok(isPanelState(state));
        assert.doesNotMatch(markdownSummary(first, english), /undefined|\[object/);
      }
      const text = [...exportChunks(takeSnapshot(lists, { kind: 'loaded' }, now))].join('');
      assert.deepEqual(JSON.parse(text).OpportunitySummaries, items);
      const lines = [...jsonLineChunks(items)].join('').split('\n').slice(0, -1);
      assert.deepEqual(
        lines.map((line) => JSON.parse(line)),
        items,
      );
      assert.equal([...markdownTable(items)].join('').split('\n').length, items.length + 3);
      assertRoundTrip(items);
    }
  });

  const now = utc('2026-06-15T12:00:00Z');
  const sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;
  const query = { catalog: 'AWS', filter: {}, sort, pageSize: 100, split: 'whole' } as const;

  const isNotice = ({ kind }: Row) => kind === 'notice';

  /** Checks that a CSV file has the cells of its table, each where it belongs. */
  function assertRoundTrip(items: readonly OpportunitySummary[]): void {
    const columns = tableColumns(spendsIn(items));
    const [head = [], ...rows] = readCsv([...csvChunks(items)].join(''), defaultTableForm);
    assert.deepEqual(
      head,
      columns.map(({ path }) => path),
    );
    assert.deepEqual(
      rows,
      items.map((item) => columns.map(({ type, read }) => tableCell(read(item), type, defaultTableForm).value)),
    );
  }
});

function isStruct(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
