import type { ListRequest, Sort } from '../../src/core/model/opportunity';
import { generateOpportunities } from '../../src/demo/data/records';
import { type DemoServer, startDemoServer } from '../../src/demo/server/demoServer';
import { test as base, expect } from './fixtures';
import { FilterPick } from './pages/filterPick';
import { WholeList } from './pages/wholeList';
import { findPeer, type PeerList } from './peer';

const now = new Date();
/** The calendar day so many days from today, as `YYYY-MM-DD`. */
const day = (offset: number) => {
  const at = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + offset));
  return at.toISOString().slice(0, 10);
};
/** First and last moment of a calendar day in the person's own time zone, as the SDK writes them. */
const from = (date: string) => new Date(`${date}T00:00:00`).toISOString().replace('.000Z', 'Z');
const until = (date: string) => new Date(`${date}T23:59:59.999`).toISOString();
/** First and last day of the quarter of today, or of one after it. */
function quarter(offset: number): [string, string] {
  const month = now.getMonth() - (now.getMonth() % 3) + offset * 3;
  const first = new Date(Date.UTC(now.getFullYear(), month, 1));
  const last = new Date(Date.UTC(now.getFullYear(), month + 3, 0));
  return [first.toISOString().slice(0, 10), last.toISOString().slice(0, 10)];
}

// Few enough for all rows to be on screen at once; with this seed something was modified, created and due today.
const data = { opportunities: 60, seed: 1854, anchor: new Date(`${day(1)}T00:00:00`) };
const pageSize = 40;
const records = generateOpportunities({ count: 60, seed: data.seed, anchor: data.anchor, catalog: 'AWS' });
const companies = [...new Set(records.flatMap((record) => record.Customer?.Account?.CompanyName ?? []))];
const ids = records.flatMap(({ Id }) => Id ?? []);
const newestFirst: Sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' };

const test = base.extend<{ demo: DemoServer; inputs: ListRequest[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern here.
  inputs: async ({}, use) => use([]),
  demo: async ({ inputs }, use) => {
    const server = await startDemoServer({
      ...data,
      intercept: ({ input }) => {
        inputs.push(input as ListRequest);
        return undefined;
      },
    });
    await use(server);
    await server.close();
  },
});
test.use({ viewport: { width: 1280, height: 2400 }, settings: { 'partnerCentral.pageSize': pageSize } });

/** What a person chooses, and what is to be asked of the service for it. */
interface Case {
  readonly criterion: string;
  readonly request: Partial<ListRequest>;
  readonly choose: (pick: FilterPick) => Promise<void>;
  /** Where one value of the same criterion stands in place of that of the case before: the entry that does it at once. */
  readonly atOnce?: string;
}

type DateName = 'LastModifiedDate' | 'CreatedDate' | 'TargetCloseDate';
type Range = readonly [words: string, after?: string | undefined, before?: string];

function preset(field: string, name: DateName, [words, after, before]: Range, n: number): Case {
  const range = { ...(after && { [`After${name}`]: after }), ...(before && { [`Before${name}`]: before }) };
  return {
    criterion: `${field}: ${words}`,
    request: { [name]: range },
    choose: async (pick) => {
      await pick.enter(field);
      await pick.choose(words);
      await pick.overview();
    },
    ...(n > 0 && { atOnce: `${field}: ${words}` }),
  };
}

function exact(
  field: string,
  name: keyof ListRequest,
  typed: readonly [string | undefined, string?],
  sent = typed,
): Case {
  const [after, before] = typed;
  const range = { ...(sent[0] && { [`After${name}`]: sent[0] }), ...(sent[1] && { [`Before${name}`]: sent[1] }) };
  return {
    criterion: `${field}: ${[after && `after ${after}`, before && `before ${before}`].filter(Boolean).join(', ')}`,
    request: { [name]: range },
    choose: async (pick) => {
      await pick.enter(field);
      await pick.setDates(field, { ...(after && { after }), ...(before && { before }) });
    },
  };
}

function past(field: string, name: DateName): Case[] {
  const [first, last] = quarter(0);
  const presets: readonly Range[] = [
    ['today', from(day(0))],
    ['last 7 days', from(day(-7))],
    ['last 30 days', from(day(-30))],
    ['last 90 days', from(day(-90))],
    ['this quarter', from(first), until(last)],
  ];
  return [
    ...presets.map((range, n) => preset(field, name, range, n)),
    exact(field, name, [day(-200), day(-20)], [from(day(-200)), until(day(-20))]),
    exact(field, name, [undefined, `${day(-60)}T12:30:00Z`]),
  ];
}

function checked(field: string, name: keyof ListRequest, values: readonly string[]): Case {
  return {
    criterion: `${field}: ${values.join(', ')}`,
    request: { [name]: values },
    choose: async (pick) => {
      await pick.enter(field);
      await pick.check(values);
    },
  };
}

const closing: readonly Range[] = [
  ['overdue', undefined, day(-1)],
  ['today', day(0), day(0)],
  ['next 7 days', day(0), day(7)],
  ['next 30 days', day(0), day(30)],
  ['next 90 days', day(0), day(90)],
  ['this quarter', ...quarter(0)],
  ['next quarter', ...quarter(1)],
];

const sorts = [
  ['Last modified, oldest first', 'LastModifiedDate', 'ASCENDING'],
  ['Last modified, newest first', 'LastModifiedDate', 'DESCENDING'],
  ['Identifier, highest first', 'Identifier', 'DESCENDING'],
  ['Identifier, lowest first', 'Identifier', 'ASCENDING'],
  ['Customer company name, Z to A', 'CustomerCompanyName', 'DESCENDING'],
  ['Customer company name, A to Z', 'CustomerCompanyName', 'ASCENDING'],
  ['Created, newest first', 'CreatedDate', 'DESCENDING'],
  ['Created, oldest first', 'CreatedDate', 'ASCENDING'],
  ['Target close date, latest first', 'TargetCloseDate', 'DESCENDING'],
  ['Target close date, earliest first', 'TargetCloseDate', 'ASCENDING'],
] as const;

const cases: readonly Case[] = [
  checked('Lifecycle stage', 'LifeCycleStage', ['Qualified', 'Committed', 'Closed Lost']),
  checked('Review status', 'LifeCycleReviewStatus', ['Submitted', 'In review', 'Action Required']),
  {
    criterion: 'Customer company name: two',
    request: { CustomerCompanyName: companies.slice(0, 2) },
    choose: async (pick) => {
      await pick.enter('Customer company name');
      await pick.addCompanies(companies.slice(0, 2));
    },
  },
  {
    criterion: 'Identifier: 20, a pasted list',
    request: { Identifier: ids.slice(0, 20) },
    choose: async (pick) => {
      await pick.enter('Identifier');
      await pick.paste(
        [ids.slice(0, 8).join('\n'), ids.slice(8, 14).join(', '), ids.slice(14, 20).join(' ')].join('\n'),
      );
      await pick.overview();
    },
  },
  ...past('Last modified', 'LastModifiedDate'),
  ...past('Created', 'CreatedDate'),
  ...closing.map((range, n) => preset('Target close date', 'TargetCloseDate', range, n)),
  exact('Target close date', 'TargetCloseDate', [day(-10), day(100)]),
  exact('Target close date', 'TargetCloseDate', [day(50)]),
  ...sorts.map(
    ([words, SortBy, SortOrder], n): Case => ({
      criterion: `Sort: ${words}`,
      request: { Sort: { SortBy, SortOrder } },
      choose: async (pick) => {
        await pick.enter('Sort');
        await pick.choose(words);
        await pick.overview();
      },
      ...(n > 0 && { atOnce: `Sort: ${words}` }),
    }),
  ),
];

/** What is sent for it: a day more at either end of close dates, of which the view itself shows those that are asked for. */
function sentFor({ TargetCloseDate: range, ...others }: Partial<ListRequest>): Partial<ListRequest> {
  if (!range) return others;
  const { AfterTargetCloseDate: after, BeforeTargetCloseDate: before } = range;
  const moved = (date: string, days: number) =>
    new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
  return {
    ...others,
    TargetCloseDate: {
      ...(after && { AfterTargetCloseDate: moved(after, -1) }),
      ...(before && { BeforeTargetCloseDate: moved(before, 1) }),
    },
  };
}

const peer = findPeer();
const name = 'missing' in peer ? `skipped, ${peer.missing}` : peer.name;

test(`every criterion lists what another client gets (${name})`, async ({ workbench, demo, inputs }, testInfo) => {
  if ('missing' in peer) return test.skip();
  // Some forty times through the pick: about a minute, and several on a machine that is busy.
  test.setTimeout(900_000);
  const pick = new FilterPick(workbench);
  const list = new WholeList(workbench);
  const request = (each: Partial<ListRequest>): ListRequest => ({ Catalog: 'AWS', Sort: newestFirst, ...each });
  const lists = await peer.read(demo.url, [
    ...cases.map((each) => ({ request: request(each.request), pageSize })),
    { request: request({}), pageSize, maxItems: 25 },
  ]);
  const table: string[] = [];

  const agree = async (criterion: string, expected: PeerList, sent: Partial<ListRequest>) => {
    const summaries = expected.flatMap((cut) => cut.summaries);
    // The tree groups what it reads by the type of the opportunity; without one they come last.
    const types = [...new Set(summaries.map(({ OpportunityType: type }) => type as string | undefined))];
    types.sort((a, b) => (a === undefined ? 1 : b === undefined ? -1 : a < b ? -1 : 1));
    const groups = types.flatMap((type) => summaries.filter(({ OpportunityType: other }) => other === type));
    // The request first: two criteria may well come to the same list.
    const asked = () => {
      const { NextToken: _, MaxResults: __, ...rest } = inputs.at(-1) ?? { Catalog: '' };
      return rest;
    };
    await expect.poll(asked, { message: criterion }).toEqual(request(sent));
    await expect
      .poll(() => list.readIds(), { message: criterion, intervals: [50, 50, 100, 200], timeout: 60_000 })
      .toEqual(groups.map(({ Id }) => Id ?? 'no id'));
    expect(asked(), criterion).toEqual(request(sent));
    table.push(`${criterion.padEnd(64)} ${String(summaries.length).padStart(3)} agree`);
    inputs.length = 0;
  };

  await workbench.openPartnerCentral();
  await list.groupBy('Opportunity Type');
  for (const [n, each] of cases.entries()) {
    await test.step(each.criterion, async () => {
      if (each.atOnce) {
        await pick.openByButton(each.atOnce);
      } else {
        if (n > 0) await pick.openCleared();
        else await pick.open();
        await each.choose(pick);
        await pick.apply();
      }
      await agree(each.criterion, lists[n] ?? [], sentFor(each.request));
    });
  }

  const cuts = lists.at(-1) ?? [];
  for (const [criterion, text, expected] of [
    ['Maximum items', '25', cuts.slice(0, 1)],
    ['Start from token', cuts[0]?.token ?? '', cuts.slice(1)],
  ] as const) {
    await test.step(criterion, async () => {
      await pick.openCleared();
      await pick.enter(criterion);
      await pick.write(text);
      await pick.apply();
      await agree(`${criterion}: ${text.slice(0, 40)}`, expected, {});
    });
  }

  console.log(
    `    the tree and ${peer.name} on the same requests:\n${table.map((line) => `      ${line}`).join('\n')}`,
  );
  await testInfo.attach('agreement', { body: table.join('\n'), contentType: 'text/plain' });
  expect(table).toHaveLength(cases.length + 2);
});
