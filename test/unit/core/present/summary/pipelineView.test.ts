import assert from 'node:assert/strict';
import { SourceError } from '../../../../../src/core/errors/sourceError';
import { loadAll } from '../../../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../../../src/core/lists/opportunityLists';
import type { Grouping } from '../../../../../src/core/model/grouping';
import type { OpportunitySummary, Spend, Stage } from '../../../../../src/core/model/opportunity';
import type { Page } from '../../../../../src/core/paging/source';
import { readPipelineIntent } from '../../../../../src/core/present/summary/pipelineIntents';
import { pipelineMarkdown } from '../../../../../src/core/present/summary/pipelineMarkdown';
import { isPipelineState, readKeptView } from '../../../../../src/core/present/summary/pipelineState';
import { PipelineSums } from '../../../../../src/core/present/summary/pipelineSums';
import { pipelineState } from '../../../../../src/core/present/summary/pipelineView';
import type { ListsQuery } from '../../../../../src/core/query/listsQuery';
import { FakeSource, page } from '../../../../support/fakeSource';
import { hostileTexts } from '../../../../support/hostileTexts';
import { utc } from '../../../../support/moments';
import { english } from '../../../../support/writing';

const query: ListsQuery = {
  catalog: 'AWS',
  filter: {},
  sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
  pageSize: 100,
  split: 'byStage',
};

let lastId = 0;

function opportunity(stage: string | undefined, ...amounts: [amount: string, currency: string][]): OpportunitySummary {
  return {
    Catalog: 'AWS',
    Id: `O${++lastId}`,
    LifeCycle: { ...(stage && { Stage: stage as Stage }) },
    Project: {
      ExpectedCustomerSpend: amounts.map(([Amount, currency]) => ({
        ...{ Amount, CurrencyCode: currency as 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' },
      })),
    },
  };
}

/** The state over lists whose stages answer with these pages; those that have none stay unread. */
async function stateOf(
  pages: Partial<Record<string, Page<OpportunitySummary> | SourceError>>,
  more: Partial<ListsQuery> & { grouping?: Grouping; limits?: readonly string[] } = {},
) {
  const { grouping = 'stage', limits = [], ...rest } = more;
  const source = new FakeSource(
    ({ LifeCycleStage: [stage] = [] }) => pages[stage ?? 'All'] ?? (stage ? undefined : page([])),
  );
  const lists = new OpportunityLists(source, { ...query, ...rest }, () => utc(0));
  for (const key of lists.keys) if (pages[key]) await lists.listOf(key)?.loadMore();
  const read = lists.keys.every((key) => lists.listOf(key)?.tail.kind === 'end');
  if (read) await loadAll(lists, Number.POSITIVE_INFINITY, new AbortController().signal);
  const sums = new PipelineSums(lists);
  for (const _ of sums.catchUp());
  return pipelineState({ lists, sums: sums.stages, grouping, limits }, english);
}

const bars = ({ charts }: Awaited<ReturnType<typeof stateOf>>, chart = 0) =>
  charts[chart]?.bars.map(({ label, short }) => `${label} ${short}`);

describe('what the Pipeline view shows', () => {
  const some = {
    Prospect: page([opportunity('Prospect', ['1000', 'USD']), opportunity('Prospect')], 't1'),
    Committed: page([opportunity('Committed', ['500.50', 'USD'], ['10', 'EUR'])]),
  };

  it('counts every stage as the tree does, and says what of it is not known', async () => {
    const state = await stateOf(some);
    assert.ok(isPipelineState(JSON.parse(JSON.stringify(state))));
    assert.equal(state.extent.text, '3 loaded, more exist');
    assert.deepEqual(state.extent.action?.intent, { type: 'loadAll' });
    assert.deepEqual(bars(state), [
      'Prospect 2+',
      'Qualified –',
      'Technical Validation –',
      'Business Validation –',
      'Committed 1',
      'Launched –',
      'Closed Lost –',
    ]);
    const [count] = state.charts;
    assert.deepEqual(count?.total, { short: '3+', exact: '3 loaded, more exist' });
    assert.deepEqual(count?.bars[0], {
      label: 'Prospect',
      short: '2+',
      exact: '2 loaded, more exist',
      share: 1,
      intent: { type: 'reveal', stage: 'Prospect' },
    });
    assert.deepEqual(
      count?.bars.slice(1, 5).map(({ exact, share }) => [exact, share]),
      [...Array(3).fill(['not loaded', 0]), ['1 loaded', 0.5]],
    );
  });

  it('adds up each currency by itself, to the last digit', async () => {
    const state = await stateOf(some);
    assert.deepEqual(
      state.charts.slice(1).map(({ heading, total }) => [heading, total.short, total.exact]),
      [
        ['Expected monthly spend, USD', '$1.5K', '$1,500.50 a month'],
        ['Expected monthly spend, EUR', '€10', '€10 a month'],
      ],
    );
    assert.deepEqual(bars(state, 1), ['Prospect $1K', 'Committed $501']);
    assert.deepEqual(
      state.charts[1]?.bars.map(({ share }) => share),
      [1, 0.5005],
    );
    assert.deepEqual(
      state.notes.map(({ text }) => text),
      ['Without a monthly amount, and not in any sum: 1'],
    );
    const { table } = state;
    assert.deepEqual(table?.columns, ['Stage', 'Count', 'Monthly, USD', 'Monthly, EUR']);
    assert.deepEqual(
      table?.rows.map(({ cells }) => cells.join(' ')).filter((text) => !text.endsWith('– – –')),
      ['Prospect 2+ $1,000 –', 'Committed 1 $500.50 €10'],
    );
    assert.deepEqual(table?.totals, ['Total', '3+', '$1,500.50', '€10']);
  });

  it('counts beside each sum what is left out of it, and why, in the chart, the table and the Markdown', async () => {
    const entry = (Amount: string | undefined, CurrencyCode: string | undefined, Frequency = 'Monthly') =>
      ({ Amount, CurrencyCode, Frequency, TargetCompany: 'AWS' }) as Spend;
    const spending = (stage: string, ...ExpectedCustomerSpend: Spend[]) => ({
      ...opportunity(stage),
      Project: { ExpectedCustomerSpend },
    });
    const state = await stateOf({
      Prospect: page([
        spending('Prospect', entry('1000', 'USD'), entry('12000', 'USD', 'Yearly'), entry('', 'USD')),
        spending('Prospect', entry('7', 'EUR', 'Once')),
        spending('Prospect', entry('7', undefined)),
      ]),
      Committed: page([spending('Committed', entry('5', 'USD')), spending('Committed', entry('about 5', 'USD'))]),
    });
    const [, dollars, euros] = state.charts;
    assert.deepEqual(dollars?.total.exact, '$1,005 a month');
    assert.equal(dollars?.leftOut, 'Left out: 1 not monthly, 2 without an amount');
    assert.deepEqual(
      dollars?.bars.map(({ exact }) => exact),
      ['$1,000 a month, left out: 1 not monthly, 1 without an amount', '$5 a month, left out: 1 without an amount'],
    );
    assert.deepEqual([euros?.total.short, euros?.leftOut, euros?.bars], ['–', 'Left out: 1 not monthly', []]);
    assert.deepEqual(
      state.notes.map(({ text }) => text),
      ['Without a monthly amount, and not in any sum: 3', 'Spend without a currency, and not in any sum: 1'],
    );
    const { table } = state;
    const head = ['Stage', 'Count', 'Monthly, USD', 'Left out, USD', 'Monthly, EUR', 'Left out, EUR'];
    assert.deepEqual(table?.columns, head);
    assert.deepEqual(table?.rows[0]?.cells.slice(2), [
      ...['$1,000', '1 not monthly, 1 without an amount'],
      ...['–', '1 not monthly'],
    ]);
    assert.deepEqual(table?.totals.slice(2), ['$1,005', '1 not monthly, 2 without an amount', '–', '1 not monthly']);
    const markdown = pipelineMarkdown(state, english.t) ?? '';
    assert.match(markdown, /\*\*\$?\\?\$?1,005\*\* \| \*\*1 not monthly, 2 without an amount\*\*/);
    assert.match(markdown, /- Spend without a currency, and not in any sum: 1/);
  });

  it('writes amounts of 31 digits short, and in full', async () => {
    const huge = '1234567890123456789012345678901.99';
    const state = await stateOf({ Qualified: page([opportunity('Qualified', [huge, 'USD'], [huge, 'USD'])]) });
    assert.equal(state.charts[1]?.total.short, '$2.47E30');
    assert.equal(state.charts[1]?.total.exact, '$2,469,135,780,246,913,578,024,691,357,803.98 a month');
  });

  it('shows Other only once something is in it, and the stages alone that the filter asks for', async () => {
    const stray = opportunity('Brand New');
    const state = await stateOf({ Prospect: page([stray, opportunity(undefined), opportunity('Prospect')]) });
    assert.equal(bars(state)?.at(-1), 'Other 2+');
    assert.deepEqual(state.charts[0]?.bars.at(-1)?.intent, { type: 'reveal', stage: 'Other' });
    const filtered = await stateOf(some, { filter: { LifeCycleStage: ['Committed', 'Prospect'] } });
    assert.deepEqual(bars(filtered), ['Prospect 2+', 'Committed 1']);
  });

  it('says when that is all', async () => {
    const all = Object.fromEntries(
      [
        'Prospect',
        'Qualified',
        'Technical Validation',
        'Business Validation',
        'Committed',
        'Launched',
        'Closed Lost',
      ].map((stage) => [stage, page([opportunity(stage)])]),
    );
    const state = await stateOf(all);
    assert.deepEqual(state.extent, { text: '7 loaded, all stages complete' });
    assert.equal(state.charts[0]?.total.short, '7');
    const whole = await stateOf({ All: page([opportunity('Qualified')]) }, { split: 'whole' });
    assert.deepEqual(whole.extent, { text: '1 loaded, all of them' });
    assert.equal(bars(whole)?.[0], 'Prospect 0');
    const failed = await stateOf({ ...all, Launched: new SourceError('throttled') });
    assert.equal(failed.extent.text, '6 loaded, a page could not be read');
  });

  it('says what to do where nothing is loaded', async () => {
    const nothing = await stateOf({});
    assert.match(nothing.extent.text, /^Nothing is loaded yet\. Expand a stage/);
    assert.deepEqual(nothing.extent.action?.intent, { type: 'loadAll' });
    assert.deepEqual([nothing.charts.length, nothing.table], [0, undefined]);
    assert.equal((await stateOf({ All: page([]) }, { split: 'whole' })).extent.text, 'There are no opportunities.');
    const filter = { Identifier: ['O1'] };
    const noMatch = await stateOf({ All: page([]) }, { split: 'whole', filter });
    assert.equal(noMatch.extent.text, 'No opportunity matches the filter.');
  });

  it('goes to no stage where the tree has none, and says how to get them there', async () => {
    const state = await stateOf(
      { All: page([opportunity('Prospect')]) },
      { split: 'whole', grouping: 'company', limits: ['Filter: x'] },
    );
    assert.ok(state.charts.flatMap((chart) => chart.bars).every(({ intent }) => intent === undefined));
    assert.ok(state.table?.rows.every(({ intent }) => intent === undefined));
    assert.deepEqual(state.notes.at(-1)?.action, { label: 'Group By…', intent: { type: 'groupBy' } });
    assert.deepEqual(state.limits, ['Filter: x']);
    const limited = await stateOf({ All: page([opportunity('Qualified')]) }, { split: 'whole' });
    assert.deepEqual(
      limited.charts[0]?.bars.filter(({ intent }) => intent).map(({ label }) => label),
      ['Qualified'],
    );
  });

  it('S05: shows currencies and stages of anybody’s making as they are', async () => {
    for (const text of hostileTexts) {
      const state = await stateOf({ Prospect: page([opportunity(text, ['5', text]), opportunity('Prospect')]) });
      assert.equal(bars(state)?.at(-1), 'Other 1+');
      const { heading = '', total } = state.charts[1] ?? {};
      assert.ok(heading.length < 60 && (total?.short.length ?? 99) < 30, heading);
      for (const sign of '\u0000\u202e\u2066') assert.ok(!heading.includes(sign), heading);
      const markdown = pipelineMarkdown(state, english.t) ?? '';
      assert.doesNotMatch(markdown, /(?<!\\)[<[]/);
    }
  });

  it('is the same in Markdown, with the words over how much it is', async () => {
    const state = await stateOf(some, { limits: ['AWS catalog', 'Filter: company A|B'] });
    assert.equal(
      pipelineMarkdown(state, english.t),
      [
        '## Pipeline',
        '',
        '- 3 loaded, more exist',
        '- AWS catalog',
        '- Filter: company A\\|B',
        '- Without a monthly amount, and not in any sum: 1',
        '',
        '| Stage | Count | Monthly, USD | Monthly, EUR |',
        '| --- | ---: | ---: | ---: |',
        '| Prospect | 2+ | $1,000 | – |',
        '| Qualified | – | – | – |',
        '| Technical Validation | – | – | – |',
        '| Business Validation | – | – | – |',
        '| Committed | 1 | $500.50 | €10 |',
        '| Launched | – | – | – |',
        '| Closed Lost | – | – | – |',
        '| **Total** | **3+** | **$1,500.50** | **€10** |',
        '',
      ].join('\n'),
    );
    assert.equal(pipelineMarkdown(await stateOf({}), english.t), undefined);
  });
});

describe('between the Pipeline view and its page', () => {
  it('S06: passes what is exactly in the protocol', () => {
    for (const type of ['ready', 'loadAll', 'groupBy']) assert.deepEqual(readPipelineIntent({ type }), { type });
    for (const stage of ['Prospect', 'Closed Lost', 'Other']) {
      assert.deepEqual(readPipelineIntent({ type: 'reveal', stage }), { type: 'reveal', stage });
    }
    for (const message of [
      ...[undefined, null, 'ready', [], {}, { type: 'openJson' }, { type: 'ready', stage: 'Prospect' }],
      ...[{ type: 'reveal' }, { type: 'reveal', stage: 'prospect' }, { type: 'reveal', stage: 7 }],
      ...[{ type: 'reveal', stage: 'Prospect', more: 1 }, { type: 'constructor' }],
    ]) {
      assert.equal(readPipelineIntent(message), undefined, JSON.stringify(message));
    }
    for (const message of [
      undefined,
      null,
      'pipeline',
      {},
      { kind: 'pipeline' },
      { kind: 'message', language: 'en' },
    ]) {
      assert.equal(isPipelineState(message), false, JSON.stringify(message));
    }
  });

  it('keeps how it is shown, and takes nothing else for it', () => {
    assert.deepEqual(readKeptView({ shows: 'table' }), { shows: 'table' });
    for (const kept of [undefined, null, 'table', {}, { shows: '<b>' }]) {
      assert.deepEqual(readKeptView(kept), { shows: 'chart' });
    }
  });
});
