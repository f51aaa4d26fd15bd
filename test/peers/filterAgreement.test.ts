import assert from 'node:assert/strict';
import type { ListRequest, OpportunitySummary, Sort } from '../../src/core/model/opportunity';
import { generateOpportunities } from '../../src/demo/data/records';
import { type DemoServer, startDemoServer } from '../../src/demo/server/demoServer';
import type { RunnableCommands } from '../../src/views/registerCommands';
import { all, type OpenPick, vscode } from '../support/fakeVscode';
import { utc } from '../support/moments';
import { openWindow, type WindowUnderTest } from '../support/windowUnderTest';
import { ownSource, useDemoKeys } from './ownSource';
import { findPeer, type PeerList } from './peer';

const now = utc('2026-11-12T12:00:00Z');
/** Returns the calendar day so many days from today, as `YYYY-MM-DD`. */
const day = (offset: number) => new Date(now.at.getTime() + offset * 86_400_000).toISOString().slice(0, 10);
/** The first and the last moment of a calendar day, as the SDK writes them. */
const from = (date: string) => `${date}T00:00:00Z`;
const until = (date: string) => `${date}T23:59:59.999Z`;
const thisQuarter = ['2026-10-01', '2026-12-31'] as const;
const nextQuarter = ['2027-01-01', '2027-03-31'] as const;

// With this seed something was modified, created and due today.
const data = { opportunities: 60, seed: 1854, anchor: new Date(from(day(1))), hostile: true };
const pageSize = 40;
const records = generateOpportunities({ count: 60, catalog: 'AWS', ...data });
const companies = [...new Set(records.flatMap((record) => record.Customer?.Account?.CompanyName ?? []))];
const ids = records.flatMap(({ Id }) => Id ?? []);
const newestFirst: Sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' };

/** What a person does in a pick or a box, one after the other as they open. */
type Steps = readonly ((pick: OpenPick) => void)[];

const pick = (label: string) => (on: OpenPick) => on.pick(label);
const type = (text: string) => (box: OpenPick) => {
  box.type(text);
  box.accept();
};

/** What a person chooses, and what is to be asked of the service for it. */
interface Case {
  readonly criterion: string;
  readonly request: Partial<ListRequest>;
  readonly choose: Steps;
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
    choose: [pick(field), pick(words)],
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
    choose: [
      pick(field),
      ...(after ? [pick('After…'), type(after)] : []),
      ...(before ? [pick('Before…'), type(before)] : []),
      pick('Done'),
    ],
  };
}

function past(field: string, name: DateName): Case[] {
  const presets: readonly Range[] = [
    ['today', from(day(0))],
    ['last 7 days', from(day(-7))],
    ['last 30 days', from(day(-30))],
    ['last 90 days', from(day(-90))],
    ['this quarter', from(thisQuarter[0]), until(thisQuarter[1])],
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
    choose: [
      pick(field),
      (on) => {
        on.select(...values);
        on.accept();
      },
    ],
  };
}

const closing: readonly Range[] = [
  ['overdue', undefined, day(-1)],
  ['today', day(0), day(0)],
  ['next 7 days', day(0), day(7)],
  ['next 30 days', day(0), day(30)],
  ['next 90 days', day(0), day(90)],
  ['this quarter', ...thisQuarter],
  ['next quarter', ...nextQuarter],
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
    choose: [
      pick('Customer company name'),
      (on) => {
        for (const name of companies.slice(0, 2)) type(name)(on);
        on.pick('Done');
      },
    ],
  },
  {
    criterion: 'Identifier: 20, a pasted list',
    request: { Identifier: ids.slice(0, 20) },
    choose: [
      pick('Identifier'),
      type([ids.slice(0, 8).join('\n'), ids.slice(8, 14).join(', '), ids.slice(14, 20).join(' ')].join('\n')),
    ],
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
      choose: [pick('Sort'), pick(words)],
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
const name = 'missing' in peer ? `another client: skipped, ${peer.missing}` : peer.name;

describe(`every criterion of the filter pick lists what it does in ${name}`, function () {
  // The timeout allows for a busy machine.
  this.timeout(60_000);
  if ('missing' in peer) {
    it.skip(cases.map(({ criterion }) => criterion).join(' · '));
    return;
  }
  let server: DemoServer;
  let window: WindowUnderTest;
  let commands: RunnableCommands<'opportunities'>;
  let lists: readonly PeerList[];
  const inputs: ListRequest[] = [];
  const table: string[] = [];
  const request = (each: Partial<ListRequest>): ListRequest => ({ Catalog: 'AWS', Sort: newestFirst, ...each });
  useDemoKeys();

  before(async () => {
    server = await startDemoServer({
      ...data,
      intercept: ({ input }) => {
        inputs.push(input as ListRequest);
        return undefined;
      },
    });
    lists = await peer.read(server.url, [
      ...cases.map((each) => ({ request: request(each.request), pageSize })),
      { request: request({}), pageSize, maxItems: 25 },
    ]);
    window = await openWindow(() => ownSource(server.url));
    window.moveTo(now);
    vscode.set('partnerCentral.pageSize', pageSize);
    await window.choices.choose({ grouping: 'opportunityType' });
    const { opportunityCommands } = await import('../../src/views/opportunities/opportunityCommands');
    commands = opportunityCommands(window.parts);
  });

  after(async () => {
    window.dispose();
    await server.close();
    console.log(`    the tree and ${peer.name} on the same requests:\n${table.join('\n')}`);
  });

  /** Goes through the pick, which must open as often as there are steps. */
  const choose = async (...steps: Steps) => {
    vscode.steps.push(...steps);
    await commands['partnerCentral.changeFilter']();
    assert.equal(vscode.steps.length, 0);
  };
  const clear = pick('Clear All');
  const apply = (on: OpenPick) => {
    assert.equal(on.items[0]?.label, 'Apply');
    on.pick('Apply');
  };

  /** Returns the opportunities in the rows of the tree, from top to bottom, after loading all pages. */
  async function readRows(): Promise<readonly OpportunitySummary[]> {
    const { tree } = window;
    for (;;) {
      const roots = await tree.getChildren();
      const more = roots.find(({ kind }) => kind === 'more');
      if (!more) {
        const rows = await Promise.all(roots.map((row) => tree.getChildren(row)));
        return rows.flat().flatMap((row) => (row.kind === 'opportunity' ? row.item : []));
      }
      await commands['partnerCentral.loadMore'](more);
    }
  }

  async function agree(criterion: string, expected: PeerList, sent: Partial<ListRequest>): Promise<void> {
    const summaries = expected.flatMap((cut) => cut.summaries);
    // The tree groups what it reads by the type of the opportunity; without one they come last.
    const types = [...new Set(summaries.map(({ OpportunityType: type }) => type as string | undefined))];
    types.sort((a, b) => (a === undefined ? 1 : b === undefined ? -1 : a < b ? -1 : 1));
    const groups = types.flatMap((type) => summaries.filter(({ OpportunityType: other }) => other === type));
    inputs.length = 0;
    const rows = await readRows();
    // Two criteria may well lead to the same list.
    assert.notEqual(inputs.length, 0);
    for (const { NextToken: _, MaxResults: size, ...asked } of inputs) {
      assert.deepEqual(asked, request(sent));
      assert.ok(size === undefined || size <= pageSize);
    }
    assert.deepEqual(
      rows.map(({ Id }) => Id),
      groups.map(({ Id }) => Id),
    );
    table.push(`      ${criterion.padEnd(64)} ${String(summaries.length).padStart(3)} agree`);
  }

  for (const [n, { criterion, request: asked, choose: steps, atOnce }] of cases.entries()) {
    it(criterion, async () => {
      // What changes the draft alone leaves the same pick open.
      const before = n > 0 ? [clear] : [];
      const [first, ...others] = steps;
      if (atOnce) await choose(all(...before, pick(atOnce), apply));
      else await choose(all(...before, ...(first ? [first] : [])), ...others, apply);
      await agree(criterion, lists[n] ?? [], sentFor(asked));
    });
  }

  for (const [criterion, place] of [
    ['Maximum items', 0],
    ['Start from token', 1],
  ] as const) {
    it(criterion, async () => {
      const [first, ...rest] = lists.at(-1) ?? [];
      const text = place === 0 ? '25' : (first?.token ?? assert.fail('no token'));
      await choose(all(clear, pick(criterion)), type(text), apply);
      await agree(`${criterion}: ${text.slice(0, 40)}`, place === 0 && first ? [first] : rest, {});
    });
  }
});
