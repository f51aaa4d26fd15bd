import assert from 'node:assert/strict';
import type { ListRequest, SortOrder } from '../../../src/core/model/opportunity';
import type { WireRecord } from '../../../src/demo/data/wireRecord';
import { DemoService, type DemoServiceOptions } from '../../../src/demo/server/demoService';
import { answers, type Dialect, openQuestions } from '../../../src/demo/server/dialect';

interface Answer {
  readonly OpportunitySummaries: readonly WireRecord[];
  readonly NextToken: string | null;
}

interface Refusal {
  readonly __type: string;
  readonly Reason?: string;
  readonly ErrorList?: readonly { readonly FieldName?: string; readonly Code: string }[];
}

function ask(service: DemoService, request: Partial<ListRequest>): Answer | Refusal {
  const { body } = service.handle(
    'AWSPartnerCentralSelling.ListOpportunities',
    JSON.stringify({ Catalog: 'AWS', ...request }),
  );
  return JSON.parse(body);
}

function list(service: DemoService, request: Partial<ListRequest> = {}): Answer {
  const answer = ask(service, request);
  return 'OpportunitySummaries' in answer ? answer : assert.fail(JSON.stringify(answer));
}

function pages(service: DemoService, request: Partial<ListRequest> = {}): (readonly WireRecord[])[] {
  const found: (readonly WireRecord[])[] = [];
  let token: string | null = null;
  do {
    const page: Answer = list(service, { ...request, ...(token !== null && { NextToken: token }) });
    found.push(page.OpportunitySummaries);
    token = page.NextToken;
  } while (token !== null);
  return found;
}

const idsOf = (records: readonly WireRecord[]) => records.map(({ Id }) => Id).join(' ');
const isRefused = (service: DemoService, request: Partial<ListRequest>) => '__type' in ask(service, request);
const token = (service: DemoService, request: Partial<ListRequest> = {}) =>
  list(service, request).NextToken ?? assert.fail('the list has one page');

/** What `refusal` is tried with: the answer to a token that is none. */
function refused(refusal: Dialect['refusal']): readonly unknown[] {
  const answer = ask(new DemoService({ dialect: { refusal } }), { NextToken: 'gone' });
  if (!('__type' in answer)) assert.fail('not refused');
  const { __type, Reason, ErrorList } = answer;
  const faults = ErrorList?.map(({ FieldName, Code }) => `${FieldName} ${Code}`);
  return [__type.replace(/^.*#/, ''), ...(Reason ? [Reason] : []), ...(faults ?? [])];
}

/** A service that holds only these opportunities, made in this order. */
function holding(dialect: Partial<Dialect>, ...records: readonly Omit<WireRecord, 'Catalog'>[]): DemoService {
  const service = new DemoService({ opportunities: 0, dialect });
  for (const record of records) service.add({ Catalog: 'AWS', ...record });
  return service;
}

const byDate = (SortOrder: SortOrder) => ({ Sort: { SortBy: 'LastModifiedDate', SortOrder } }) as const;
/** The ids ascending, then descending, by date. */
const bothWays = (service: DemoService) =>
  (['ASCENDING', 'DESCENDING'] as const).map((order) => idsOf(list(service, byDate(order)).OpportunitySummaries));

const undated = (missingKey: Dialect['missingKey']) =>
  bothWays(
    holding(
      { missingKey },
      { Id: 'O1', LastModifiedDate: '2026-01-01T00:00:00Z' },
      { Id: 'O2', LastModifiedDate: null },
      { Id: 'O3', LastModifiedDate: '2026-01-03T00:00:00Z' },
    ),
  );

const tied = (ties: Dialect['ties']) =>
  bothWays(holding({ ties }, ...['O2', 'O1', 'O3'].map((Id) => ({ Id, LastModifiedDate: '2026-01-01T00:00:00Z' }))));

function closing(closeDates: Dialect['closeDates']): string {
  const days = ['10', '11', '12'].map((day) => ({ Id: `O${day}`, LifeCycle: { TargetCloseDate: `2026-01-${day}` } }));
  const TargetCloseDate = { AfterTargetCloseDate: '2026-01-10', BeforeTargetCloseDate: '2026-01-12' };
  return idsOf(list(holding({ closeDates }, ...days), { TargetCloseDate }).OpportunitySummaries);
}

function companies(kind: Dialect['companies']): string {
  const named = ['Acme', 'ACME', 'Acme Ltd', 'My Acme', 'Other'].map((CompanyName, n) => ({
    Id: `O${n}`,
    Customer: { Account: { CompanyName } },
  }));
  const service = holding({ companies: kind }, ...named);
  return idsOf(list(service, { CustomerCompanyName: ['Acme'] }).OpportunitySummaries);
}

/** The second page of a list of which the first opportunity went after the first page was read. */
function afterOneWent(tokens: Dialect['tokens']): string {
  const dated = [5, 4, 3, 2, 1].map((n) => ({ Id: `O${n}`, LastModifiedDate: `2026-01-0${n}T00:00:00Z` }));
  const service = holding({ tokens }, ...dated);
  const NextToken = token(service, { MaxResults: 2 });
  service.change('O5', () => undefined);
  return idsOf(list(service, { MaxResults: 2, NextToken }).OpportunitySummaries);
}

const sizes = (kind: Dialect['pages']) =>
  pages(new DemoService({ opportunities: 40, dialect: { pages: kind } }), { MaxResults: 10 }).map(
    ({ length }) => length,
  );

/** Whether a second of asking in vain keeps who asked out. */
function staysOut(throttled: Dialect['throttled']): boolean {
  let now = 0;
  const service = new DemoService({ dialect: { throttled }, rateLimit: 2, now: () => now });
  for (; now < 2_000; now += 100) ask(service, {});
  return isRefused(service, {});
}

const timed = (tokenLife: Dialect['tokenLife']) => {
  let now = 0;
  const service = new DemoService({ dialect: { tokenLife }, now: () => now });
  const NextToken = token(service);
  const after = (milliseconds: number) => {
    now = milliseconds;
    return isRefused(service, { NextToken });
  };
  return [after(60_000), after(60_001)];
};

/** Whether the token of a list is refused with another page size, and with another order. */
function bound(tokenBinds: Dialect['tokenBinds']): readonly boolean[] {
  const service = new DemoService({ dialect: { tokenBinds } });
  const NextToken = token(service, { MaxResults: 10 });
  assert.ok(!isRefused(service, { MaxResults: 10, NextToken }));
  return [{ MaxResults: 20 }, { MaxResults: 10, ...byDate('ASCENDING') }].map((request) =>
    isRefused(service, { ...request, NextToken }),
  );
}

const inBase64 = (tokenShape: Dialect['tokenShape']) =>
  /^\{.*\}$/.test(Buffer.from(token(new DemoService({ dialect: { tokenShape } })), 'base64').toString());

const twice = (duplicates: Dialect['duplicates']) =>
  isRefused(new DemoService({ dialect: { duplicates } }), { LifeCycleStage: ['Launched', 'Launched'] });

const stageless = (stages: Dialect['stages']) =>
  pages(new DemoService({ dialect: { stages } }), { MaxResults: 100 })
    .flat()
    .filter(({ LifeCycle }) => !LifeCycle?.Stage).length;

/** How many of those listed under a stage say another; then, whether one that moved is listed under its old stage. */
function behind(stageIndex: Dialect['stageIndex']): readonly unknown[] {
  const options: DemoServiceOptions = { dialect: { stageIndex } };
  const service = new DemoService(options);
  const request = { MaxResults: 100, LifeCycleStage: ['Qualified'] } as const;
  const listed = () => pages(service, request).flat();
  const others = listed().filter(({ LifeCycle }) => LifeCycle?.Stage !== 'Qualified').length;
  const moved = listed().find(({ LifeCycle }) => LifeCycle?.Stage === 'Qualified')?.Id ?? assert.fail();
  service.change(moved, (now) => ({ ...now, LifeCycle: { ...now.LifeCycle, Stage: 'Launched' } }));
  const isListed = () => listed().some(({ Id }) => Id === moved);
  const atFirst = isListed();
  service.change(service.records().find(({ Id }) => Id && Id !== moved)?.Id ?? '', (now) => now);
  return [others > 0, atFirst, isListed()];
}

/** A way to see each answer: a question or an answer without one does not compile. */
const seen: { readonly [Q in keyof Dialect]: (answer: Dialect[Q]) => unknown } = {
  refusal: refused,
  tokens: afterOneWent,
  tokenShape: inBase64,
  tokenLife: timed,
  tokenBinds: bound,
  pages: sizes,
  missingKey: undated,
  ties: tied,
  closeDates: closing,
  companies,
  duplicates: twice,
  throttled: staysOut,
  stages: (answer) => stageless(answer) > 0,
  stageIndex: behind,
};

const invalid = ['ValidationException', 'REQUEST_VALIDATION_FAILED'] as const;
const expected: { readonly [Q in keyof Dialect]: { readonly [A in Dialect[Q]]: unknown } } = {
  refusal: {
    field: [...invalid, 'NextToken INVALID_VALUE'],
    otherCase: [...invalid, 'nextToken INVALID_VALUE'],
    path: [...invalid, '$.NextToken INVALID_VALUE'],
    otherField: [...invalid, 'MaxResults INVALID_VALUE'],
    noField: [...invalid, 'undefined INVALID_VALUE'],
    messageOnly: invalid,
    business: ['ValidationException', 'BUSINESS_VALIDATION_FAILED', 'undefined INVALID_RESOURCE_STATE'],
    notFound: ['ResourceNotFoundException'],
    undeclared: ['InvalidNextTokenException'],
  },
  tokens: { offset: 'O2 O1', keyset: 'O3 O2' },
  tokenShape: { opaque: false, json: true },
  tokenLife: { endless: [false, false], minute: [false, true], once: [false, true] },
  tokenBinds: { list: [false, true], pageSize: [true, true], nothing: [false, false] },
  pages: {
    full: [10, 10, 10, 10],
    short: [1, 8, 4, 2, 6, 8, 4, 2, 5],
    empty: [0, 10, 0, 10, 0, 0, 10, 10],
    emptyEnd: [10, 10, 10, 10, 0],
  },
  missingKey: {
    last: ['O1 O3 O2', 'O3 O1 O2'],
    first: ['O2 O1 O3', 'O2 O3 O1'],
    lowest: ['O2 O1 O3', 'O3 O1 O2'],
    highest: ['O1 O3 O2', 'O2 O3 O1'],
  },
  ties: {
    ids: ['O1 O2 O3', 'O1 O2 O3'],
    idsDown: ['O3 O2 O1', 'O3 O2 O1'],
    idsTurned: ['O1 O2 O3', 'O3 O2 O1'],
    made: ['O2 O1 O3', 'O2 O1 O3'],
  },
  closeDates: { included: 'O10 O11 O12', excluded: 'O11', lastExcluded: 'O10 O11' },
  companies: { anyCase: 'O0 O1', exact: 'O0', prefix: 'O0 O1 O2', part: 'O0 O1 O2 O3' },
  duplicates: { ignored: false, refused: true },
  throttled: { free: false, counted: true },
  stages: { some: true, all: false },
  stageIndex: { exact: [false, false, false], behind: [true, true, false] },
};

describe('demo service: answers to the open questions', () => {
  it('are all looked at', () => {
    const looked = Object.entries(expected).flatMap(([question, known]) =>
      Object.keys(known).map((answer) => `${question}:${answer}`),
    );
    assert.deepEqual(looked.sort(), [...answers.keys()].sort());
  });

  const look = <Q extends keyof Dialect>(question: Q) => {
    for (const [answer, meaning] of Object.entries(openQuestions[question])) {
      it(`${question}:${answer}: ${meaning}`, () => {
        assert.deepEqual(seen[question](answer as Dialect[Q]), expected[question][answer as Dialect[Q]]);
      });
    }
  };
  for (const question of Object.keys(openQuestions)) look(question as keyof Dialect);
});
