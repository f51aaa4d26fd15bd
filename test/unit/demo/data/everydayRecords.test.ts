import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { parseAmount } from '../../../../src/core/model/money';
import { catalogs, stages } from '../../../../src/core/model/opportunity';
import { awsOpportunitySummary } from '../../../../src/demo/data/awsOpportunitySummary';
import { fullOpportunity } from '../../../../src/demo/data/fullOpportunity';
import { defaultAnchor, generateOpportunities } from '../../../../src/demo/data/records';
import type { WireRecord } from '../../../../src/demo/data/wireRecord';

const records = generateOpportunities({ count: 3_000, seed: 1, catalog: 'AWS' });
const data = { seed: 1, anchor: defaultAnchor };

const isOpen = ({ LifeCycle }: WireRecord) => LifeCycle?.Stage !== 'Launched' && LifeCycle?.Stage !== 'Closed Lost';
const spendsOf = ({ Project }: WireRecord) => Project?.ExpectedCustomerSpend ?? [];
/** Returns the days from today until a date. */
const daysUntil = (date: string) => (Date.parse(date) - defaultAnchor.getTime()) / 86_400_000;
const shareOf = (list: readonly WireRecord[], test: (record: WireRecord) => unknown) =>
  list.filter(test).length / list.length;

describe('sample opportunities of a business', () => {
  // Change these on purpose only: screenshots, tests and people's scripts know this data.
  it('are the same on every machine', () => {
    const first = records.slice(0, 250).map((record) => {
      const full = fullOpportunity(record, record.Id ?? '', data);
      return [record, full, awsOpportunitySummary(full, data)];
    });
    const hash = createHash('sha256').update(JSON.stringify(first)).digest('hex');
    assert.equal(hash, 'da33430a66b2f01103360f070279908154a141ea4a5c305d57a2c8ba67a91dff');
  });

  it('have amounts that a business expects, each opportunity in one currency', () => {
    for (const record of records) {
      const spends = spendsOf(record);
      assert.ok(new Set(spends.map(({ CurrencyCode }) => CurrencyCode)).size <= 1);
      for (const { Amount, CurrencyCode } of spends) {
        const most = { JPY: 200, INR: 100, BRL: 10 }[CurrencyCode as string] ?? 1;
        const amount = Number(parseAmount(Amount ?? '') ?? 0n) / 100;
        assert.ok(amount >= 100 && amount <= 300_000 * most, `${Amount} ${CurrencyCode}`);
      }
    }
    assert.ok(new Set(records.flatMap(spendsOf).map(({ CurrencyCode }) => CurrencyCode)).size >= 5);
  });

  it('close around today: some are overdue, and many close within two months', () => {
    const open = records.filter((record) => isOpen(record) && record.LifeCycle?.TargetCloseDate);
    const days = open.map(({ LifeCycle }) => daysUntil(LifeCycle?.TargetCloseDate ?? ''));
    const between = (from: number, to: number) => days.filter((day) => day >= from && day <= to).length / days.length;
    assert.ok(between(-30, -1) > 0.05 && between(-30, -1) < 0.15);
    assert.ok(between(0, 60) > 0.3);
    assert.equal(between(-30, 300), 1);
    for (const record of records) {
      const close = record.LifeCycle?.TargetCloseDate;
      if (!close || isOpen(record)) continue;
      assert.ok(daysUntil(close) < 0 && close >= (record.CreatedDate ?? '').slice(0, 10));
    }
  });

  it('mostly have all of their fields; few lack a stage, a company, a project or an amount', () => {
    for (const record of records) {
      assert.match(record.Id ?? '', /^O[0-9]{7}$/);
      assert.ok(record.Arn?.endsWith(record.Id ?? '?'));
      assert.ok(record.CreatedDate && record.LastModifiedDate && record.LifeCycle?.ReviewStatus);
      assert.ok(!record.Customer || record.Customer.Account?.CompanyName);
      assert.notEqual(record.LifeCycle?.NextSteps, '');
    }
    const withoutStage = shareOf(records, ({ LifeCycle }) => !LifeCycle?.Stage);
    assert.ok(withoutStage > 0.015 && withoutStage < 0.025, `${withoutStage}`);
    assert.ok(shareOf(records, ({ Customer }) => !Customer) < 0.02);
    assert.ok(shareOf(records, (record) => spendsOf(record).length === 0) < 0.1);
  });

  it('are written in Latin letters, in texts that a row or a page can show', () => {
    const odd = /[^\p{Script=Latin}\p{Script=Common}\n]|\p{Extended_Pictographic}/u;
    for (const record of records.slice(0, 600)) {
      const full = fullOpportunity(record, record.Id ?? '', data);
      const { CustomerBusinessProblem: problem, ...project } = full.Project ?? {};
      for (const whole of [{ ...full, Project: project }, awsOpportunitySummary(full, data)]) {
        JSON.stringify(whole, (_, value) => {
          if (typeof value === 'string') assert.ok(!odd.test(value) && value.length < 200, value);
          return value;
        });
      }
      assert.ok(!odd.test(problem ?? '') && (problem ?? '').length < 900);
    }
  });

  it('say next what fits the stage', () => {
    const steps = (stage: string) =>
      new Set(records.flatMap(({ LifeCycle }) => (LifeCycle?.Stage === stage ? (LifeCycle.NextSteps ?? []) : [])));
    for (const stage of stages) assert.ok(steps(stage).size > 1, stage);
    for (const step of steps('Closed Lost')) assert.ok(!steps('Committed').has(step));
  });

  it('name companies by what they do', () => {
    for (const { Customer } of records) {
      const { CompanyName: name = '', Industry: industry } = Customer?.Account ?? {};
      if (name?.includes(' Bank ') && industry) assert.equal(industry, 'Financial Services');
    }
  });

  it('have the stages, statuses and companies’ numbers of hostile ones, at any size and seed', () => {
    const options = { count: fc.integer({ min: 0, max: 300 }), seed: fc.nat(), catalog: fc.constantFrom(...catalogs) };
    fc.assert(
      fc.property(fc.record(options), (asked) => {
        const plain = generateOpportunities(asked);
        const hostile = generateOpportunities({ ...asked, hostile: true });
        assert.equal(new Set(plain.map(({ Id }) => Id)).size, asked.count);
        for (const [index, { Id, LifeCycle }] of plain.entries()) {
          const other = hostile[index];
          if (other?.Id) assert.ok(other.Id.endsWith(Id?.slice(1) ?? '?'));
          if (LifeCycle?.Stage) assert.equal(other?.LifeCycle?.Stage, LifeCycle.Stage);
        }
      }),
      { numRuns: 20 },
    );
  });
});
