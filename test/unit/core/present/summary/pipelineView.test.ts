import assert from 'node:assert/strict';
import { SourceError } from '../../../../../src/core/errors/sourceError';
import { findWithoutStage, loadAll } from '../../../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../../../src/core/lists/opportunityLists';
import type { ExchangeRates } from '../../../../../src/core/model/exchangeRates';
import type { Grouping } from '../../../../../src/core/model/grouping';
import type { OpportunitySummary, Spend, Stage } from '../../../../../src/core/model/opportunity';
import type { Page } from '../../../../../src/core/paging/source';
import type { Breakdown } from '../../../../../src/core/present/summary/breakdown';
import { readPipelineIntent } from '../../../../../src/core/present/summary/pipelineIntents';
import { pipelineMarkdown } from '../../../../../src/core/present/summary/pipelineMarkdown';
import { isPipelineState, readKeptView } from '../../../../../src/core/present/summary/pipelineState';
import { PipelineSums } from '../../../../../src/core/present/summary/pipelineSums';
import { type PipelineFrame, pipelineContents } from '../../../../../src/core/present/summary/pipelineView';
import type { ListsQuery } from '../../../../../src/core/query/listsQuery';
import { readExchangeRates } from '../../../../../src/core/query/readExchangeRates';
import type { Writing } from '../../../../../src/core/text/translate';
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

const frame: PipelineFrame = { grouping: 'stage', limits: [], rates: undefined };

let lastId = 0;

function opportunity(stage: string | undefined, ...amounts: [amount: string, currency: string][]): OpportunitySummary {
  return closing(undefined, stage, ...amounts);
}

/** An opportunity that closes on a day. */
function closing(
  day: string | undefined,
  stage: string | undefined,
  ...amounts: [amount: string, currency: string][]
): OpportunitySummary {
  return {
    Catalog: 'AWS',
    Id: `O${++lastId}`,
    LifeCycle: { ...(stage && { Stage: stage as Stage }), ...(day !== undefined && { TargetCloseDate: day }) },
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
  more: Partial<ListsQuery> & {
    grouping?: Grouping;
    limits?: readonly string[];
    by?: Breakdown;
    rates?: ExchangeRates | undefined;
  } = {},
) {
  const { grouping = 'stage', limits = [], by = 'stage', rates, ...rest } = more;
  const source = new FakeSource(
    ({ LifeCycleStage: [stage] = [] }) => pages[stage ?? 'All'] ?? (stage ? undefined : page([])),
  );
  const lists = new OpportunityLists(source, { ...query, ...rest }, () => utc(0));
  for (const key of lists.keys) if (pages[key]) await lists.listOf(key)?.loadMore();
  const read = lists.keys.every((key) => lists.listOf(key)?.tail.kind === 'end');
  if (read) await loadAll(lists, Number.POSITIVE_INFINITY, new AbortController().signal);
  return contentOf(lists, by, english, { grouping, limits, rates });
}

/** The content of one page, made in one go. */
function contentOf(lists: OpportunityLists, by: Breakdown, writing: Writing, frame: PipelineFrame) {
  const sums = new PipelineSums(lists, writing.today);
  const steps = pipelineContents(sums, [by], frame, writing);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value[0] ?? assert.fail();
  }
}

type State = Awaited<ReturnType<typeof stateOf>>;

const bars = ({ charts }: State, chart = 0) => charts[chart]?.bars.map(({ label, short }) => `${label} ${short}`);
/** The bars of what is not open. */
const apart = ({ charts }: State, chart = 0) => charts[chart]?.apart.map(({ label, short }) => `${label} ${short}`);
const rows = ({ table }: State) =>
  [...(table?.rows ?? []), ...(table?.apart ?? [])].map(({ cells }) => cells.join(' '));
/** What a person has in the settings. */
const ratesOf = (setting: object) => readExchangeRates(setting).rates;

describe('what the Pipeline view shows', () => {
  const some = {
    Prospect: page([opportunity('Prospect', ['1000', 'USD']), opportunity('Prospect')], 't1'),
    Committed: page([opportunity('Committed', ['500.50', 'USD'], ['10', 'EUR'])]),
  };

  it('counts every stage as the tree does, and says what of it is not known', async () => {
    const state = await stateOf(some);
    assert.ok(isPipelineState(JSON.parse(JSON.stringify({ ...state, place: 'sidebar' }))));
    assert.equal(state.extent.text, '3 loaded, more exist');
    assert.deepEqual(state.extent.action?.intent, { type: 'loadAll' });
    assert.deepEqual(bars(state), [
      'Prospect 2+',
      'Qualified –',
      'Technical Validation –',
      'Business Validation –',
      'Committed 1',
    ]);
    assert.deepEqual(apart(state), ['Won: Launched –', 'Lost: Closed Lost –']);
    const [count] = state.charts;
    assert.deepEqual(count?.total, { short: '3+ open', exact: 'open: 3 loaded, more exist' });
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
        ['Expected monthly spend, USD', '$1.5K open', 'open: $1,500.50 a month'],
        ['Expected monthly spend, EUR', '€10 open', 'open: €10 a month'],
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
    assert.deepEqual(table?.totals, ['Open pipeline', '3+', '$1,500.50', '€10']);
  });

  it('adds won and lost to nothing', async () => {
    const state = await stateOf({
      Prospect: page([opportunity('Prospect', ['1', 'USD'])]),
      Launched: page([opportunity('Launched', ['1000000', 'USD'])]),
      'Closed Lost': page([opportunity('Closed Lost', ['5000', 'USD'], ['7', 'EUR'])]),
    });
    const [, dollars, euros] = state.charts;
    assert.deepEqual(dollars?.total, { short: '$1 open', exact: 'open: $1 a month' });
    assert.deepEqual(bars(state, 1), ['Prospect $1']);
    assert.deepEqual(apart(state, 1), ['Won: Launched $1M', 'Lost: Closed Lost $5K']);
    assert.deepEqual(euros?.total, { short: '– open', exact: 'open: no monthly amount' });
    assert.deepEqual(state.table?.totals, ['Open pipeline', '1+', '$1', '–']);
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
    assert.deepEqual(dollars?.total.exact, 'open: $1,005 a month, left out: 1 not monthly, 2 without an amount');
    assert.deepEqual(dollars?.remarks, ['Left out: 1 not monthly, 2 without an amount']);
    assert.deepEqual(
      dollars?.bars.map(({ exact }) => exact),
      ['$1,000 a month, left out: 1 not monthly, 1 without an amount', '$5 a month, left out: 1 without an amount'],
    );
    assert.deepEqual([euros?.total.short, euros?.remarks, euros?.bars], ['– open', ['Left out: 1 not monthly'], []]);
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
    const markdown = pipelineMarkdown([state], english.t) ?? '';
    assert.match(markdown, /\*\*\$?\\?\$?1,005\*\* \| \*\*1 not monthly, 2 without an amount\*\*/);
    assert.match(markdown, /- Spend without a currency, and not in any sum: 1/);
  });

  it('writes amounts of 31 digits short, and in full', async () => {
    const huge = '1234567890123456789012345678901.99';
    const state = await stateOf({ Qualified: page([opportunity('Qualified', [huge, 'USD'], [huge, 'USD'])]) });
    assert.equal(state.charts[1]?.total.short, '$2.47E30 open');
    assert.equal(state.charts[1]?.total.exact, 'open: $2,469,135,780,246,913,578,024,691,357,803.98 a month');
  });

  it('names what has no known stage once there is some, and shows the stages alone that the filter asks for', async () => {
    const strays = [opportunity('Brand New'), opportunity(undefined), opportunity(undefined)];
    const state = await stateOf({ Prospect: page([...strays, opportunity('Prospect')]) });
    assert.deepEqual(apart(state)?.slice(2), ['Without a stage 2+', 'Unknown stage 1+']);
    assert.deepEqual(state.charts[0]?.apart.at(-1)?.intent, { type: 'reveal', stage: 'Other' });
    assert.equal(state.charts[0]?.total.short, '1+ open');
    const filtered = await stateOf(some, { filter: { LifeCycleStage: ['Committed', 'Prospect'] } });
    assert.deepEqual(bars(filtered), ['Prospect 2+', 'Committed 1']);
  });

  it('counts those without a stage exactly only once the search for them is over', async () => {
    const unstaged = { ...opportunity(undefined), LastModifiedDate: '2026-01-01T00:00:00Z' };
    const source = new FakeSource((request) => {
      if (request.LifeCycleStage) return page([]);
      if (!request.LifeCycleReviewStatus) return page([]);
      return request.NextToken ? undefined : page([unstaged], 't1');
    });
    const filter = { LifeCycleReviewStatus: ['Approved'] } as const;
    const lists = new OpportunityLists(source, { ...query, filter }, () => utc('2026-01-01'));
    const never = new AbortController().signal;
    await loadAll(lists, Number.POSITIVE_INFINITY, never);
    const searching = findWithoutStage(lists, never);
    const last = () => source.calls.find(({ request }) => request.NextToken !== undefined);
    while (!last()) await new Promise((resolve) => setImmediate(resolve));
    const said = () => {
      const [byStage, byMonth] = (['stage', 'month'] as const).map((by) => contentOf(lists, by, english, frame));
      return [byStage && apart(byStage)?.at(-1), byMonth?.scope?.split(': ').at(-1)];
    };
    assert.deepEqual(said(), ['Without a stage 1+', '1+']);
    last()?.answer(page([]));
    assert.deepEqual(await searching, { kind: 'complete' });
    assert.deepEqual(said(), ['Without a stage 1', '1']);
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
    const { text } = state.extent;
    assert.equal(text, '7 loaded, each stage to its end; opportunities without a stage were not looked for');
    assert.equal(state.charts[0]?.total.short, '5 open');
    const whole = await stateOf({ All: page([opportunity('Qualified')]) }, { split: 'whole' });
    assert.deepEqual(whole.extent, { text: '1 loaded, which is all' });
    assert.equal(bars(whole)?.[0], 'Prospect 0');
    const failed = await stateOf({ ...all, Launched: new SourceError('throttled') });
    assert.equal(failed.extent.text, '6 loaded, a page could not be read');
  });

  it('never says that it is all before all of it is in the sums', async () => {
    const items = Array.from({ length: 500 }, () => opportunity('Prospect', ['1', 'USD']));
    const source = new FakeSource((_, n) =>
      page(n === 1 ? items.slice(0, 250) : items.slice(250), n === 1 ? 't1' : undefined),
    );
    const lists = new OpportunityLists(source, { ...query, split: 'whole' }, () => utc(0));
    await lists.listOf('All')?.loadMore();
    const steps = pipelineContents(new PipelineSums(lists, english.today), ['stage'], frame, english);
    // The last page comes after the first one is taken in, while formats are being made.
    for (let taken = 0; taken < 4; taken++) steps.next();
    await lists.listOf('All')?.loadMore();
    for (let step = steps.next(); ; step = steps.next()) {
      if (!step.done) continue;
      const [content] = step.value;
      assert.match(content?.extent.text ?? '', /^500 loaded/);
      assert.deepEqual(content?.charts[0]?.total.short, '500 open');
      return;
    }
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
    assert.ok(
      state.charts.flatMap((chart) => [...chart.bars, ...chart.apart]).every(({ intent }) => intent === undefined),
    );
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
      assert.equal(apart(state)?.at(-1), 'Unknown stage 1+');
      const { heading = '', total } = state.charts[1] ?? {};
      assert.ok(heading.length < 60 && (total?.short.length ?? 99) < 30, heading);
      for (const sign of '\u0000\u202e\u2066') assert.ok(!heading.includes(sign), heading);
      const markdown = pipelineMarkdown([state], english.t) ?? '';
      assert.doesNotMatch(markdown, /(?<!\\)[<[]/);
    }
  });

  it('is the same in Markdown, by stage and by month, with the words over how much it is', async () => {
    const limits = ['AWS catalog', 'Filter: company A|B'];
    const rates = ratesOf({ base: 'USD', date: '2026-11-01', EUR: 0.8 });
    const states = [await stateOf(some, { limits, rates }), await stateOf(some, { limits, rates, by: 'month' })];
    assert.equal(
      pipelineMarkdown(states, english.t),
      [
        '## Pipeline',
        '',
        '- 3 loaded, more exist',
        '- AWS catalog',
        '- Filter: company A\\|B',
        '',
        '### By Stage',
        '',
        '- Without a monthly amount, and not in any sum: 1',
        '- Converted to USD at the rates of Nov 1, 2026 in your settings, and rounded.',
        '',
        '| Stage | Count | At your rates, USD | Monthly, USD | Monthly, EUR |',
        '| --- | ---: | ---: | ---: | ---: |',
        '| Prospect | 2+ | about $1,000 | $1,000 | – |',
        '| Qualified | – | – | – | – |',
        '| Technical Validation | – | – | – | – |',
        '| Business Validation | – | – | – | – |',
        '| Committed | 1 | about $513 | $500.50 | €10 |',
        '| **Open pipeline** | **3+** | **about $1,513** | **$1,500.50** | **€10** |',
        '| Won: Launched | – | – | – | – |',
        '| Lost: Closed Lost | – | – | – | – |',
        '',
        '### By Month of Target Close',
        '',
        '- Open pipeline only, without Launched and Closed Lost.',
        '- Without a monthly amount, and not in any sum: 1',
        '- Converted to USD at the rates of Nov 1, 2026 in your settings, and rounded.',
        '',
        '| Target close | Count | At your rates, USD | Monthly, USD | Monthly, EUR |',
        '| --- | ---: | ---: | ---: | ---: |',
        '| Without a date | 3+ | about $1,513 | $1,500.50 | €10 |',
        '| **Open pipeline** | **3+** | **about $1,513** | **$1,500.50** | **€10** |',
        '',
      ].join('\n'),
    );
    assert.equal(pipelineMarkdown([await stateOf({})], english.t), undefined);
  });
});

describe('the forecast of the Pipeline view', () => {
  const forecast = (...items: OpportunitySummary[]) => stateOf({ All: page(items) }, { split: 'whole', by: 'month' });

  it('has what passed first and marked, then the months in order, then what is later or has no date', async () => {
    const state = await forecast(
      closing('2028-06-01', 'Prospect'),
      closing('2026-07-31', 'Prospect', ['10', 'USD']),
      closing(undefined, 'Qualified'),
      closing('soon', 'Qualified'),
      closing('2026-06-14', 'Committed', ['7', 'EUR']),
      closing('2026-06-15', 'Committed'),
      closing('2026-07-01', 'Qualified', ['5', 'USD'], ['3', 'EUR']),
      closing('2028-05-31', 'Prospect'),
      closing('1999-01-01', 'Prospect'),
    );
    assert.deepEqual(bars(state), [
      'Date passed 2',
      'Jun 2026 1',
      'Jul 2026 2',
      'May 2028 1',
      'After May 2028 1',
      'Without a date 2',
    ]);
    assert.deepEqual(
      state.charts[0]?.bars.map(({ late }) => late),
      [true, ...Array(5).fill(undefined)],
    );
    assert.deepEqual(bars(state, 1), ['Date passed €7', 'Jul 2026 €3']);
    assert.deepEqual(bars(state, 2), ['Jul 2026 $15']);
    assert.deepEqual(rows(state).slice(0, 3), ['Date passed 2 €7 –', 'Jun 2026 1 – –', 'Jul 2026 2 €3 $15']);
    assert.deepEqual(state.table?.totals, ['Open pipeline', '9', '€10', '$15']);
    assert.equal(state.table?.caption, 'Open opportunities by month of target close: 9 loaded, which is all');
  });

  it('is of the open pipeline alone, and says so', async () => {
    const open = closing('2026-06-20', 'Prospect');
    const closed = [closing('2026-06-20', 'Launched'), closing('2025-06-20', 'Closed Lost')];
    const state = await forecast(open, ...closed);
    assert.deepEqual(bars(state), ['Jun 2026 1']);
    assert.equal(state.extent.text, '3 loaded, which is all');
    assert.equal(state.scope, 'Open pipeline only, without Launched and Closed Lost.');
    const strays = await forecast(open, closing('2026-06-20', undefined), closing('2026-06-20', 'New'));
    assert.equal(
      strays.scope,
      'Open pipeline only, without Launched and Closed Lost. Not in it, because their stage is not known: 2',
    );
    const none = await forecast(...closed);
    assert.deepEqual([none.charts[0]?.total.short, bars(none), none.table?.rows], ['0 open', [], []]);
  });

  it('says of each month that it may have more while the lists continue', async () => {
    const items = [closing('2026-06-20', 'Prospect')];
    assert.deepEqual(bars(await stateOf({ Prospect: page(items, 't1') }, { by: 'month' })), ['Jun 2026 1+']);
    const filter = { LifeCycleStage: ['Prospect', 'Launched'] } as const;
    const closedContinue = await stateOf({ Prospect: page(items) }, { by: 'month', filter });
    assert.deepEqual(bars(closedContinue), ['Jun 2026 1'], 'what is won is not in it');
    assert.equal(closedContinue.extent.text, '1 loaded, more exist');
  });

  it('names the months in the person’s language', async () => {
    const lists = new OpportunityLists(
      new FakeSource(() => page([closing('2026-12-24', 'Prospect')])),
      { ...query, split: 'whole' },
      () => utc(0),
    );
    await lists.listOf('All')?.loadMore();
    const german = contentOf(lists, 'month', { ...english, locale: 'de' }, frame);
    assert.equal(german.charts[0]?.bars[0]?.label, 'Dez. 2026');
  });
});

describe('the sums at the person’s rates', () => {
  const pages = {
    Prospect: page([opportunity('Prospect', ['100', 'USD'], ['92', 'EUR'], ['1', 'GBP'])]),
    Launched: page([opportunity('Launched', ['10', 'JPY'])]),
  };
  const atRates = (setting: object, by: Breakdown = 'stage') => stateOf(pages, { by, rates: ratesOf(setting) });

  it('come first, say that they are rounded, of which day they are and what is not in them', async () => {
    const state = await atRates({ base: 'USD', date: '2026-11-01', EUR: 0.92, JPY: 150 });
    const [, converted, euros] = state.charts;
    assert.deepEqual(converted, {
      heading: 'Expected monthly spend at your rates, USD',
      total: { short: 'about $200 open', exact: 'open: about $200 a month, without GBP' },
      remarks: [
        'Converted to USD at the rates of Nov 1, 2026 in your settings, and rounded.',
        'Not converted, because there is no rate: GBP',
      ],
      bars: [
        {
          label: 'Prospect',
          short: 'about $200',
          exact: 'about $200 a month, without GBP',
          share: 1,
          intent: { type: 'reveal', stage: 'Prospect' },
        },
      ],
      apart: [
        {
          label: 'Won: Launched',
          short: 'about $0.07',
          exact: 'about $0.07 a month',
          share: 7 / 20_000,
          intent: { type: 'reveal', stage: 'Launched' },
        },
      ],
    });
    assert.equal(euros?.total.short, '€92 open', 'exact beside it');
    assert.deepEqual(state.rates, converted?.remarks);
    assert.deepEqual(state.table?.columns.slice(2, 4), ['At your rates, USD', 'Monthly, EUR']);
    assert.deepEqual(state.table?.totals.slice(2, 4), ['about $200', '€92']);
  });

  it('are in the forecast, too, of what is in it', async () => {
    const state = await atRates({ base: 'EUR', USD: 1.25 }, 'month');
    assert.deepEqual(bars(state, 1), ['Without a date about €172']);
    assert.deepEqual(state.rates, [
      'Converted to EUR at the rates in your settings, which have no date, and rounded.',
      'Not converted, because there is no rate: GBP',
    ]);
  });

  it('are not there where they say nothing new, or nothing at all', async () => {
    for (const setting of [{}, { base: 'USD' }, { base: 'USD', CHF: 1.1 }]) {
      const state = await atRates(setting);
      assert.deepEqual([state.rates, state.charts.length], [[], 5], JSON.stringify(setting));
    }
  });
});

describe('between the Pipeline view and its page', () => {
  it('S06: passes what is exactly in the protocol', () => {
    for (const type of ['ready', 'loadAll', 'groupBy']) assert.deepEqual(readPipelineIntent({ type }), { type });
    for (const type of ['keptBy', 'showBy'])
      for (const by of ['stage', 'month']) assert.deepEqual(readPipelineIntent({ type, by }), { type, by });
    for (const stage of ['Prospect', 'Closed Lost', 'Other']) {
      assert.deepEqual(readPipelineIntent({ type: 'reveal', stage }), { type: 'reveal', stage });
    }
    for (const message of [
      ...[undefined, null, 'ready', [], {}, { type: 'openJson' }, { type: 'ready', stage: 'Prospect' }],
      ...[{ type: 'reveal' }, { type: 'reveal', stage: 'prospect' }, { type: 'reveal', stage: 7 }],
      ...[{ type: 'reveal', stage: 'Prospect', more: 1 }, { type: 'constructor' }],
      ...[{ type: 'showBy' }, { type: 'showBy', by: 'week' }, { type: 'showBy', by: 'month', stage: 'Prospect' }],
      ...[
        { type: 'ready', by: 'month' },
        { type: 'reveal', stage: 'Prospect', by: 'month' },
      ],
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
    assert.deepEqual(readKeptView({ shows: 'table' }), { shows: 'table', by: 'stage' });
    assert.deepEqual(readKeptView({ shows: 'table', by: 'month' }), { shows: 'table', by: 'month' });
    for (const kept of [undefined, null, 'table', {}, { shows: '<b>', by: 'week' }]) {
      assert.deepEqual(readKeptView(kept), { shows: 'chart', by: 'stage' });
    }
  });
});
