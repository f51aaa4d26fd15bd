import assert from 'node:assert/strict';
import type { Sort } from '../../../../src/core/model/opportunity';
import { sortFields } from '../../../../src/core/model/opportunity';
import { generateOpportunities } from '../../../../src/demo/data/records';
import type { WireRecord } from '../../../../src/demo/data/wireRecord';
import { type DemoRequest, DemoService } from '../../../../src/demo/server/demoService';

const target = 'AWSPartnerCentralSelling.ListOpportunities';
const all = generateOpportunities({ count: 600, seed: 3, catalog: 'AWS', hostile: true });
const service = new DemoService({ opportunities: 600, seed: 3, hostile: true });

interface ListAnswer {
  readonly OpportunitySummaries: readonly WireRecord[];
  readonly NextToken: string | null;
}

function list(input: object, from = service): ListAnswer {
  const { status, body } = from.handle(target, JSON.stringify({ Catalog: 'AWS', ...input }));
  assert.equal(status, 200, body);
  return JSON.parse(body);
}

/** Every page of a list, 100 at a time. */
function listAll(input: object): WireRecord[] {
  const records: WireRecord[] = [];
  let NextToken: string | null = null;
  do {
    const page: ListAnswer = list({ ...input, MaxResults: 100, NextToken });
    records.push(...page.OpportunitySummaries);
    ({ NextToken } = page);
  } while (NextToken);
  return records;
}

interface Failure {
  readonly __type: string;
  readonly Message?: string;
  readonly Reason?: string;
  readonly ErrorList?: readonly { readonly FieldName: string; readonly Code: string; readonly Message: string }[];
}

function fail(body: string, to = target, by = service): Failure {
  const answer = by.handle(to, body);
  assert.equal(answer.status, 400, answer.body);
  return JSON.parse(answer.body);
}

/** `Field CODE` of every fault. */
function faults(input: object): string[] {
  const { __type, Reason, ErrorList, Message } = fail(JSON.stringify(input));
  assert.equal(__type, 'com.amazonaws.partnercentralselling#ValidationException');
  assert.equal(Reason, 'REQUEST_VALIDATION_FAILED');
  for (const entry of ErrorList ?? []) assert.ok(Message?.includes(entry.Message));
  return (ErrorList ?? []).map(({ FieldName, Code }) => `${FieldName} ${Code}`);
}

const idsOf = (records: readonly WireRecord[]) => records.map(({ Id }) => Id);
const sortedIds = (records: readonly WireRecord[]) => idsOf(records).sort();

describe('demo service: filters', () => {
  const middle = (values: readonly (string | null | undefined)[]): string => {
    const present = values.filter((value) => typeof value === 'string').sort();
    return present[Math.floor(present.length / 2)] as string;
  };
  const modified = middle(all.map((each) => each.LastModifiedDate));
  const created = middle(all.map((each) => each.CreatedDate));
  const closes = middle(all.map((each) => each.LifeCycle?.TargetCloseDate));
  const someIds = idsOf(all).slice(10, 13) as string[];
  const time = (text: string | null | undefined) => (text ? Date.parse(text) : Number.NaN);
  const close = (each: WireRecord) => each.LifeCycle?.TargetCloseDate ?? '';

  const cases: readonly (readonly [string, object, (record: WireRecord) => boolean])[] = [
    ['no filter', {}, () => true],
    ['one stage', { LifeCycleStage: ['Qualified'] }, (r) => r.LifeCycle?.Stage === 'Qualified'],
    [
      'two stages',
      { LifeCycleStage: ['Launched', 'Committed'] },
      (r) => r.LifeCycle?.Stage === 'Launched' || r.LifeCycle?.Stage === 'Committed',
    ],
    ['a status', { LifeCycleReviewStatus: ['In review'] }, (r) => r.LifeCycle?.ReviewStatus === 'In review'],
    ['ids', { Identifier: [...someIds, 'O999'] }, (r) => someIds.includes(r.Id ?? '')],
    [
      'company names, whole and in any case',
      { CustomerCompanyName: ['rocket', '🚀 ROCKET bakery 🥐', 'Північні вітри'] },
      (r) => ['🚀 Rocket Bakery 🥐', 'Північні вітри'].includes(r.Customer?.Account?.CompanyName ?? ''),
    ],
    [
      'modified since, that moment included',
      { LastModifiedDate: { AfterLastModifiedDate: modified } },
      (r) => time(r.LastModifiedDate) >= time(modified),
    ],
    [
      'modified until, that moment included',
      { LastModifiedDate: { BeforeLastModifiedDate: modified } },
      (r) => time(r.LastModifiedDate) <= time(modified),
    ],
    ['created since', { CreatedDate: { AfterCreatedDate: created } }, (r) => time(r.CreatedDate) >= time(created)],
    ['created until', { CreatedDate: { BeforeCreatedDate: created } }, (r) => time(r.CreatedDate) <= time(created)],
    ['closing from', { TargetCloseDate: { AfterTargetCloseDate: closes } }, (r) => close(r) >= closes],
    [
      'closing until',
      { TargetCloseDate: { BeforeTargetCloseDate: closes } },
      (r) => close(r) !== '' && close(r) <= closes,
    ],
    [
      'closing on one day',
      { TargetCloseDate: { AfterTargetCloseDate: closes, BeforeTargetCloseDate: closes } },
      (r) => close(r) === closes,
    ],
    [
      'all criteria together',
      {
        LifeCycleStage: ['Prospect', 'Qualified'],
        LifeCycleReviewStatus: ['Approved', 'Submitted'],
        LastModifiedDate: { AfterLastModifiedDate: modified },
        TargetCloseDate: { AfterTargetCloseDate: closes },
      },
      (r) =>
        ['Prospect', 'Qualified'].includes(r.LifeCycle?.Stage ?? '') &&
        ['Approved', 'Submitted'].includes(r.LifeCycle?.ReviewStatus ?? '') &&
        time(r.LastModifiedDate) >= time(modified) &&
        close(r) >= closes,
    ],
    ['empty lists and ranges, which leave a criterion out', { Identifier: [], LastModifiedDate: {} }, () => true],
    ['nulls, which count as absent', { Identifier: null, Sort: null, MaxResults: null, NextToken: null }, () => true],
  ];
  for (const [name, filter, expected] of cases) {
    it(`by ${name}`, () => {
      const found = listAll(filter);
      const wanted = all.filter(expected);
      assert.ok(wanted.length > 0);
      assert.deepEqual(sortedIds(found), sortedIds(wanted));
    });
  }

  it('answers the records unchanged, nulls included', () => {
    const byId = new Map(all.map((record) => [record.Id, record]));
    for (const record of listAll({})) if (record.Id) assert.deepEqual(record, byId.get(record.Id));
  });

  it('gives an empty list, not an error, for an id it does not know', () => {
    assert.deepEqual(list({ Identifier: ['O1'] }), { OpportunitySummaries: [], NextToken: null });
  });

  it('keeps the catalogs apart', () => {
    const sandbox = listAll({ Catalog: 'Sandbox' });
    assert.equal(sandbox.length, 120);
    for (const record of sandbox) assert.equal(record.Catalog, 'Sandbox');
  });

  for (const [text, name] of [
    ['2026-10-01T00:00:00Z', 'whole seconds, as boto3 and the AWS CLI send'],
    ['2026-10-01T00:00:00.000000Z', 'microseconds, as boto3 sends'],
    ['2026-10-01T00:00:00.000Z', 'milliseconds, as the SDK sends'],
    ['2026-10-01T02:00:00+02:00', 'another time zone'],
  ] as const) {
    it(`reads a time with ${name}`, () => {
      const found = listAll({ LastModifiedDate: { AfterLastModifiedDate: text } });
      assert.deepEqual(
        sortedIds(found),
        sortedIds(all.filter((each) => time(each.LastModifiedDate) >= Date.UTC(2026, 9, 1))),
      );
    });
  }

  it('tells microseconds apart: one after a record leaves it out', () => {
    const record = all.find(({ LastModifiedDate }) => LastModifiedDate?.includes('.')) as WireRecord;
    const justAfter = record.LastModifiedDate?.replace(/(\.\d{3})Z$/, '$1001Z');
    const found = listAll({ LastModifiedDate: { AfterLastModifiedDate: justAfter } });
    assert.ok(found.length > 0 && !idsOf(found).includes(record.Id));
  });
});

describe('demo service: order', () => {
  const keys: Record<Sort['SortBy'], (record: WireRecord) => string | number | bigint | undefined> = {
    LastModifiedDate: (each) => (each.LastModifiedDate ? Date.parse(each.LastModifiedDate) : undefined),
    Identifier: (each) => (each.Id ? BigInt(each.Id.slice(1)) : undefined),
    CustomerCompanyName: (each) => each.Customer?.Account?.CompanyName?.toLowerCase(),
    CreatedDate: (each) => (each.CreatedDate ? Date.parse(each.CreatedDate) : undefined),
    TargetCloseDate: (each) => each.LifeCycle?.TargetCloseDate ?? undefined,
  };

  for (const SortBy of sortFields) {
    for (const SortOrder of ['ASCENDING', 'DESCENDING'] as const) {
      it(`by ${SortBy}, ${SortOrder}: ties by id, missing values last`, () => {
        const found = listAll({ Sort: { SortBy, SortOrder } });
        assert.equal(found.length, all.length);
        for (const [index, right] of found.entries()) {
          const left = found[index - 1];
          if (!left) continue;
          const [a, b] = [keys[SortBy](left), keys[SortBy](right)];
          if (a === b) {
            const [leftId, rightId] = [keys.Identifier(left), keys.Identifier(right)];
            assert.ok(rightId === undefined || (leftId !== undefined && leftId <= rightId), `tie at ${index}`);
          } else if (b !== undefined) {
            assert.ok(a !== undefined && (SortOrder === 'ASCENDING' ? a < b : a > b), `order at ${index}`);
          }
        }
      });
    }
  }

  it('is newest change first unless asked otherwise', () => {
    const explicit = listAll({ Sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } });
    assert.deepEqual(idsOf(listAll({})), idsOf(explicit));
  });
});

describe('demo service: faults', () => {
  const limits: readonly (readonly [string, object, string])[] = [
    ['no catalog', { Catalog: undefined }, 'Catalog REQUIRED_FIELD_MISSING'],
    ['an unknown catalog', { Catalog: 'Azure' }, 'Catalog INVALID_ENUM_VALUE'],
    ['MaxResults 0', { MaxResults: 0 }, 'MaxResults VALUE_OUT_OF_RANGE'],
    ['MaxResults 101', { MaxResults: 101 }, 'MaxResults VALUE_OUT_OF_RANGE'],
    ['MaxResults 1.5', { MaxResults: 1.5 }, 'MaxResults INVALID_VALUE'],
    ['MaxResults as text', { MaxResults: '5' }, 'MaxResults INVALID_VALUE'],
    ['21 ids', { Identifier: Array(21).fill('O1') }, 'Identifier TOO_MANY_VALUES'],
    ['a bad id', { Identifier: ['O1', 'o2'] }, 'Identifier[1] INVALID_STRING_FORMAT'],
    ['an id of 20 digits', { Identifier: [`O${'1'.repeat(20)}`] }, 'Identifier[0] INVALID_STRING_FORMAT'],
    ['ids that are no list', { Identifier: 'O1' }, 'Identifier INVALID_VALUE'],
    ['numbers as ids', { Identifier: [1] }, 'Identifier INVALID_VALUE'],
    ['11 stages', { LifeCycleStage: Array(11).fill('Prospect') }, 'LifeCycleStage TOO_MANY_VALUES'],
    ['an unknown stage', { LifeCycleStage: ['Closed Won'] }, 'LifeCycleStage[0] INVALID_ENUM_VALUE'],
    ['11 statuses', { LifeCycleReviewStatus: Array(11).fill('Approved') }, 'LifeCycleReviewStatus TOO_MANY_VALUES'],
    ['an unknown status', { LifeCycleReviewStatus: ['In Review'] }, 'LifeCycleReviewStatus[0] INVALID_ENUM_VALUE'],
    ['11 companies', { CustomerCompanyName: Array(11).fill('a') }, 'CustomerCompanyName TOO_MANY_VALUES'],
    ['a sort without order', { Sort: { SortBy: 'Identifier' } }, 'Sort.SortOrder REQUIRED_FIELD_MISSING'],
    ['a sort without field', { Sort: { SortOrder: 'ASCENDING' } }, 'Sort.SortBy REQUIRED_FIELD_MISSING'],
    ['an unknown sort', { Sort: { SortBy: 'Amount', SortOrder: 'ASCENDING' } }, 'Sort.SortBy INVALID_ENUM_VALUE'],
    ['a sort that is text', { Sort: 'Identifier' }, 'Sort INVALID_VALUE'],
    [
      'a time without zone',
      { LastModifiedDate: { AfterLastModifiedDate: '2026-01-01T00:00:00' } },
      'LastModifiedDate.AfterLastModifiedDate INVALID_STRING_FORMAT',
    ],
    [
      'a time that does not exist',
      { CreatedDate: { BeforeCreatedDate: '2026-13-01T00:00:00Z' } },
      'CreatedDate.BeforeCreatedDate INVALID_STRING_FORMAT',
    ],
    [
      'a number as time',
      { CreatedDate: { AfterCreatedDate: 1767000000 } },
      'CreatedDate.AfterCreatedDate INVALID_VALUE',
    ],
    [
      'a time as date',
      { TargetCloseDate: { AfterTargetCloseDate: '2026-01-01T00:00:00Z' } },
      'TargetCloseDate.AfterTargetCloseDate INVALID_STRING_FORMAT',
    ],
    [
      'an empty range',
      { TargetCloseDate: { AfterTargetCloseDate: '2026-02-01', BeforeTargetCloseDate: '2026-01-31' } },
      'TargetCloseDate INVALID_VALUE',
    ],
    ['a token that is none', { NextToken: 'page2' }, 'NextToken INVALID_VALUE'],
    ['an empty token', { NextToken: '' }, 'NextToken INVALID_VALUE'],
    ['a token that is no text', { NextToken: 2 }, 'NextToken INVALID_VALUE'],
  ];
  for (const [name, input, expected] of limits) {
    it(`refuses ${name}`, () => assert.deepEqual(faults({ Catalog: 'AWS', ...input }), [expected]));
  }

  it('accepts the limits themselves', () => {
    list({ MaxResults: 1 });
    list({ MaxResults: 100, Identifier: Array(20).fill(`O${'9'.repeat(19)}`) });
    list({ LifeCycleStage: Array(10).fill('Prospect'), CustomerCompanyName: Array(10).fill('a') });
  });

  it('names every field at fault in one answer', () => {
    const input = { MaxResults: 500, Identifier: ['x'], LifeCycleStage: ['y'], Sort: {}, CreatedDate: 7 };
    assert.deepEqual(faults(input).sort(), [
      'Catalog REQUIRED_FIELD_MISSING',
      'CreatedDate INVALID_VALUE',
      'Identifier[0] INVALID_STRING_FORMAT',
      'LifeCycleStage[0] INVALID_ENUM_VALUE',
      'MaxResults VALUE_OUT_OF_RANGE',
      'Sort.SortBy REQUIRED_FIELD_MISSING',
      'Sort.SortOrder REQUIRED_FIELD_MISSING',
    ]);
  });

  it('never repeats a value in its words', () => {
    const input = { Catalog: 'Secret', Identifier: ['Secret'], CustomerCompanyName: Array(11).fill('Secret') };
    assert.ok(!JSON.stringify(fail(JSON.stringify(input))).includes('Secret'));
  });

  for (const body of ['', '{"Catalog"', '[]', 'null', '"AWS"']) {
    it(`cannot read the body ${JSON.stringify(body)}`, () => {
      assert.equal(fail(body).__type, 'com.amazon.coral.service#SerializationException');
    });
  }

  for (const name of ['AWSPartnerCentralSelling.ListDeals', 'Other.ListOpportunities', 'ListOpportunities', '']) {
    it(`does not know the operation '${name}'`, () => {
      assert.equal(fail('{"Catalog":"AWS"}', name).__type, 'com.amazon.coral.service#UnknownOperationException');
    });
  }

  it('throttles past its limit in any second, and only then', () => {
    let now = 0;
    const limited = new DemoService({ opportunities: 1, rateLimit: 2, now: () => now });
    const statuses = [0, 400, 500, 999, 1000, 1399, 1400].map((time) => {
      now = time;
      return limited.handle(target, '{"Catalog":"AWS"}').status;
    });
    assert.deepEqual(statuses, [200, 200, 400, 400, 200, 400, 200]);
    const { __type } = fail('{"Catalog":"AWS"}', target, limited);
    assert.equal(__type, 'com.amazonaws.partnercentralselling#ThrottlingException');
  });
});

describe('demo service: bookkeeping', () => {
  it('counts requests, and shows each one before it answers', () => {
    const seen: DemoRequest[] = [];
    const counted = new DemoService({
      opportunities: 1,
      rateLimit: 2,
      now: () => 0,
      onRequest: (each) => seen.push(each),
    });
    counted.handle(target, '{"Catalog":"AWS"}');
    counted.handle('AWSPartnerCentralSelling.Other', '{');
    counted.handle(target, '{"Catalog":"AWS"}');
    assert.equal(counted.counts.requests, 3);
    assert.equal(counted.counts.throttled, 1);
    assert.deepEqual(Object.fromEntries(counted.counts.byOperation), { ListOpportunities: 2, Other: 1 });
    assert.deepEqual(seen[0], { operation: 'ListOpportunities', input: { Catalog: 'AWS' } });
    assert.deepEqual(seen[1], { operation: 'Other', input: undefined });
  });

  it('gives every answer its type and an id of its own', () => {
    const answers = [1, 2].map(() => service.handle(target, '{"Catalog":"AWS"}').headers);
    for (const headers of answers) {
      assert.equal(headers['Content-Type'], 'application/x-amz-json-1.0');
      assert.match(headers['x-amzn-RequestId'] ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    }
    assert.notEqual(answers[0]?.['x-amzn-RequestId'], answers[1]?.['x-amzn-RequestId']);
  });
});
