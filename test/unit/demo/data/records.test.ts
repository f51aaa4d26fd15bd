import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { ClosedLostReason, DeliveryModel, Industry, OpportunityType } from '@aws-sdk/client-partnercentral-selling';
import fc from 'fast-check';
import { catalogs, reviewStatuses, stages } from '../../../../src/core/model/opportunity';
import { defaultAnchor, generateOpportunities } from '../../../../src/demo/data/records';
import type { WireRecord } from '../../../../src/demo/data/wireRecord';

const records = generateOpportunities({ count: 250, seed: 1, catalog: 'AWS', hostile: true });
const accounts = records.flatMap(({ Customer }) => Customer?.Account ?? []);
const lifeCycles = records.flatMap(({ LifeCycle }) => LifeCycle ?? []);
const spends = records.flatMap(({ Project }) => Project?.ExpectedCustomerSpend ?? []);

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

describe('sample opportunities', () => {
  // Change these on purpose only: screenshots, tests and people's scripts know this data.
  it('are the same on every machine', () => {
    assert.equal(hashOf(records), '7d50d5de2df6e4d2dd80ab04dac76caaea0d028000586ebb03da4c92dfa95d4d');
    assert.equal(
      hashOf(generateOpportunities({ count: 50, seed: 1, catalog: 'Sandbox', hostile: true })),
      'bf9d2e25a4b1579751352aeafe945a17ec58f76fa14744d7f4235d0140c3bb8c',
    );
  });

  it('differ by seed and by catalog', () => {
    const ids = (seed: number, catalog: 'AWS' | 'Sandbox') =>
      generateOpportunities({ count: 20, seed, catalog }).map(({ Id }) => Id);
    assert.notDeepEqual(ids(1, 'AWS'), ids(2, 'AWS'));
    assert.notDeepEqual(ids(1, 'AWS'), ids(1, 'Sandbox'));
  });

  it('move with the anchor: the same days before and after it', () => {
    const anchor = new Date(defaultAnchor.getTime() + 10 * 86_400_000);
    const moved = generateOpportunities({ count: 30, seed: 1, catalog: 'AWS', anchor });
    for (const [index, record] of moved.entries()) {
      const before = records[index]?.LastModifiedDate;
      if (before && record.LastModifiedDate) {
        assert.equal(Date.parse(record.LastModifiedDate) - Date.parse(before), 10 * 86_400_000);
      }
    }
  });

  const enums: readonly (readonly [string, readonly unknown[], readonly unknown[]])[] = [
    ['lifecycle stage', stages, lifeCycles.map(({ Stage }) => Stage)],
    ['review status', reviewStatuses, lifeCycles.map(({ ReviewStatus }) => ReviewStatus)],
    ['closed-lost reason', Object.values(ClosedLostReason), lifeCycles.map((each) => each.ClosedLostReason)],
    ['industry', Object.values(Industry), accounts.map((each) => each.Industry)],
    ['opportunity type', Object.values(OpportunityType), records.map((each) => each.OpportunityType)],
    ['delivery model', Object.values(DeliveryModel), records.flatMap(({ Project }) => Project?.DeliveryModels ?? [])],
  ];
  for (const [name, expected, found] of enums) {
    it(`hold every ${name}, and no other`, () => {
      assert.deepEqual(new Set(found.filter((value) => value !== undefined)), new Set(expected));
    });
  }

  it('are spread unevenly over the stages: one needs a second page of 100, another is nearly empty', () => {
    const sizes = stages.map((stage) => lifeCycles.filter(({ Stage }) => Stage === stage).length);
    assert.ok(Math.max(...sizes) > 100, `${sizes}`);
    assert.ok(Math.min(...sizes) <= 8 && Math.min(...sizes) > 0, `${sizes}`);
  });

  it('have a review status that fits the stage, and remarks where the partner must act', () => {
    for (const { Stage, ReviewStatus, ReviewComments, ReviewStatusReason, ClosedLostReason } of lifeCycles) {
      if (Stage === 'Launched' || Stage === 'Committed') assert.equal(ReviewStatus, 'Approved');
      const remarks = ReviewStatus === 'Action Required' || ReviewStatus === 'Rejected';
      assert.equal(Boolean(ReviewComments), remarks);
      assert.equal(Boolean(ReviewStatusReason), remarks);
      if (Stage) assert.equal(Boolean(ClosedLostReason), Stage === 'Closed Lost');
    }
  });

  const oddities: readonly (readonly [string, (record: WireRecord) => unknown])[] = [
    ['no lifecycle', ({ LifeCycle }) => LifeCycle === undefined],
    ['a lifecycle without stage', ({ LifeCycle }) => LifeCycle && LifeCycle.Stage === undefined],
    ['no customer', ({ Customer }) => Customer === undefined],
    ['a null account', ({ Customer }) => Customer?.Account === null],
    ['no project', ({ Project }) => Project === undefined],
    ['a null ARN', ({ Arn }) => Arn === null],
    ['a null last modified date', ({ LastModifiedDate }) => LastModifiedDate === null],
    ['no created date', ({ CreatedDate }) => CreatedDate === undefined],
    ['no next steps', ({ LifeCycle }) => LifeCycle && LifeCycle.NextSteps === undefined],
    ['an overdue date', (each) => isOpen(each) && (each.LifeCycle?.TargetCloseDate ?? '9') < '2026-11-01'],
    ['a future date', (each) => isOpen(each) && (each.LifeCycle?.TargetCloseDate ?? '0') > '2026-11-01'],
    ['an industry of its own', ({ Customer }) => Customer?.Account?.OtherIndustry],
    ['a site without scheme', ({ Customer }) => Customer?.Account?.WebsiteUrl?.startsWith('www.')],
    ['a name of 120 characters', ({ Customer }) => Customer?.Account?.CompanyName?.length === 120],
    ['a Japanese name', nameMatches(/\p{Script=Han}/u)],
    ['an Arabic name', nameMatches(/\p{Script=Arabic}/u)],
    ['a Hebrew name', nameMatches(/\p{Script=Hebrew}/u)],
    ['a Greek name', nameMatches(/\p{Script=Greek}/u)],
    ['a name with emoji', nameMatches(/\p{Extended_Pictographic}/u)],
    [
      'several currencies',
      ({ Project }) => new Set(Project?.ExpectedCustomerSpend?.map((s) => s.CurrencyCode)).size > 1,
    ],
    ['a contract duration', ({ Project }) => Project?.ExpectedContractDuration],
  ];
  for (const [name, test] of oddities) {
    it(`include one with ${name}`, () => assert.ok(records.some((record) => test(record))));
  }

  it('hold every kind of amount', () => {
    const amounts = spends.map(({ Amount }) => Amount);
    for (const pattern of [/^\d+\.0$/, /^\d+$/, /^\d+\.\d\d$/, /^\d{31}\./, /^0$/, /^$/]) {
      assert.ok(
        amounts.some((amount) => typeof amount === 'string' && pattern.test(amount)),
        String(pattern),
      );
    }
    assert.ok(amounts.includes(undefined), 'a missing amount');
  });

  it('hold companies with several opportunities, each time with the same details', () => {
    const names = new Set(accounts.map(({ CompanyName }) => CompanyName));
    const groups = [...names].map((name) => accounts.filter(({ CompanyName }) => CompanyName === name));
    assert.ok(groups.some((same) => same.length > 3));
    for (const same of groups) for (const account of same) assert.deepEqual(account, same[0]);
  });

  it('keep to the limits of the model, with unique ids, at any size and seed', () => {
    const option = { count: fc.integer({ min: 0, max: 700 }), seed: fc.nat(), catalog: fc.constantFrom(...catalogs) };
    fc.assert(
      fc.property(fc.record(option), (options) => {
        const list = generateOpportunities(options);
        assert.equal(list.length, options.count);
        const ids = list.flatMap(({ Id }) => Id ?? []);
        assert.equal(new Set(ids).size, ids.length);
        assert.ok(list.length - ids.length <= Math.ceil(list.length / 500));
        for (const record of list) assertModel(record, options.catalog);
      }),
      { numRuns: 30 },
    );
  });
});

function isOpen({ LifeCycle }: WireRecord): boolean {
  return LifeCycle?.Stage !== 'Launched' && LifeCycle?.Stage !== 'Closed Lost';
}

function nameMatches(pattern: RegExp): (record: WireRecord) => boolean {
  return ({ Customer }) => pattern.test(Customer?.Account?.CompanyName ?? '');
}

function assertModel(record: WireRecord, catalog: string): void {
  const { Customer, LifeCycle, Project } = record;
  assert.equal(record.Catalog, catalog);
  if (record.Id != null) assert.match(record.Id, /^O[0-9]{1,19}$/);
  if (record.Arn != null) assert.match(record.Arn, /^arn:/);
  if (LifeCycle?.NextSteps != null) assert.ok(LifeCycle.NextSteps.length <= 255);
  if (LifeCycle?.TargetCloseDate != null) assert.match(LifeCycle.TargetCloseDate, /^[1-9]\d{3}-\d{2}-\d{2}$/);
  if (record.CreatedDate != null && record.LastModifiedDate != null) {
    assert.ok(Date.parse(record.CreatedDate) <= Date.parse(record.LastModifiedDate));
    assert.ok(Date.parse(record.LastModifiedDate) <= defaultAnchor.getTime());
  }
  const account = Customer?.Account;
  if (account) assert.ok((account.CompanyName ?? '').length <= 120);
  if (account?.WebsiteUrl != null) assert.match(account.WebsiteUrl, /^.{4,255}$/);
  if (account) assert.equal(account.OtherIndustry !== undefined, account.Industry === 'Other');
  assert.ok((Project?.ExpectedCustomerSpend ?? []).length <= 10);
  for (const { Amount, EstimationUrl, TargetCompany } of Project?.ExpectedCustomerSpend ?? []) {
    if (Amount != null) assert.match(Amount, /^((0|([1-9][0-9]{0,30}))(\.[0-9]{0,2})?)?$/);
    if (EstimationUrl != null)
      assert.match(EstimationUrl, /^https:\/\/calculator\.aws\/#\/estimate\?id=[a-f0-9]{32,64}$/);
    if (TargetCompany !== 'AWS') assert.ok(Project?.ExpectedContractDuration);
  }
}
