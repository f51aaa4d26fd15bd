import assert from 'node:assert/strict';
import type { OpportunitySummary } from '../../../../../src/core/model/opportunity';
import { attentionWords, overdueText, rowDetails } from '../../../../../src/core/present/rows/rowDetails';
import { type RowField, rowFields, usualFields } from '../../../../../src/core/query/rowFields';
import { generateOpportunities } from '../../../../../src/demo/data/records';
import { english } from '../../../../support/writing';

const item: OpportunitySummary = {
  ...{ Catalog: 'AWS', Id: 'O77', PartnerOpportunityIdentifier: 'CRM-9', OpportunityType: 'Expansion' },
  ...{ CreatedDate: '2026-02-28T23:30:00Z', LastModifiedDate: '2026-03-01T10:00:00Z' },
  LifeCycle: {
    ...{ Stage: 'Qualified', ReviewStatus: 'Approved', TargetCloseDate: '2026-07-01' },
    ...{ NextSteps: 'Call Ann', ClosedLostReason: 'Price' },
  },
  Customer: {
    Account: {
      CompanyName: 'Acme',
      Industry: 'Gaming',
      Address: { City: 'Bern', StateOrRegion: 'BE', CountryCode: 'CH' },
    },
  },
  Project: {
    DeliveryModels: ['SaaS or PaaS', 'Resell'],
    ExpectedCustomerSpend: [
      { Amount: '10243.84', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' },
      { Amount: '300', CurrencyCode: 'EUR', Frequency: 'Monthly', TargetCompany: 'AWS' },
    ],
  },
};

const shown = (of: OpportunitySummary, fields: readonly RowField[] = usualFields, writing = english) =>
  rowDetails(of, fields, writing).map((detail) => detail.shown);

describe('what a row shows behind the company', () => {
  it('is by default the close date, the monthly spend in each currency, and the id', () => {
    assert.deepEqual(shown(item), ['Jul 1, 2026', '$10.2K/mo + €300/mo', 'O77']);
    assert.deepEqual(
      rowDetails(item, usualFields, english).map(({ said }) => said),
      ['target close date Jul 1, 2026', '$10.2K a month + €300 a month', 'O77'],
    );
  });

  it('is what the setting names, in its order', () => {
    assert.deepEqual(shown(item, []), []);
    assert.deepEqual(shown(item, ['City', 'Id', 'Stage']), ['Bern', 'O77', 'Qualified']);
    assert.deepEqual(shown(item, rowFields), [
      ...['Jul 1, 2026', '$10.2K/mo + €300/mo', 'O77', 'CRM-9', 'Qualified', 'Approved', 'Call Ann', 'Price'],
      ...['Expansion', 'SaaS or PaaS, Resell', 'Gaming', 'Bern', 'BE', 'CH', 'created Feb 28, 2026'],
      'modified Mar 1, 2026',
    ]);
  });

  it('leaves out what is missing, but for the id, by which a person asks', () => {
    assert.deepEqual(shown({ Catalog: 'AWS' }, rowFields), ['no id']);
  });

  it('says since when an open opportunity is overdue, and nothing of the kind of one that ended', () => {
    const late = { ...english, today: '2026-07-02' };
    assert.deepEqual(rowDetails(item, ['TargetCloseDate'], late), [
      { shown: 'Jul 1, 2026', said: 'overdue Jul 1, 2026' },
    ]);
    assert.deepEqual(attentionWords(item, late), ['overdue']);
    assert.deepEqual(attentionWords(item, english), []);
    const asked: OpportunitySummary = { ...item, LifeCycle: { ...item.LifeCycle, ReviewStatus: 'Action Required' } };
    assert.deepEqual(attentionWords(asked, late), ['overdue', 'Action Required']);
    assert.equal(overdueText(item, late), 'overdue Jul 1, 2026');
    assert.equal(overdueText(item, { ...english, today: '2026-07-01' }), undefined);
    const lost: OpportunitySummary = { ...item, LifeCycle: { ...item.LifeCycle, Stage: 'Closed Lost' } };
    assert.deepEqual(
      rowDetails(lost, ['TargetCloseDate'], late).map(({ said }) => said),
      ['target close date Jul 1, 2026'],
    );
    assert.deepEqual(attentionWords(lost, late), []);
  });

  it('has days of moments as the person’s clock had them, and shows what is no date as it is', () => {
    const days: readonly RowField[] = ['CreatedDate', 'LastModifiedDate'];
    assert.deepEqual(shown(item, days, { ...english, zone: 'Asia/Tokyo' }), [
      'created Mar 1, 2026',
      'modified Mar 1, 2026',
    ]);
    assert.deepEqual(shown({ ...item, LastModifiedDate: 'soon' }, ['LastModifiedDate']), ['modified soon']);
    assert.deepEqual(shown({ ...item, LifeCycle: { TargetCloseDate: 'soon' } }, ['TargetCloseDate']), ['soon']);
  });

  it('is short, whatever AWS sends', () => {
    const long = { ...item, LifeCycle: { NextSteps: `a\nb ${'x'.repeat(300)}` } };
    const [next = ''] = shown(long, ['NextSteps']);
    assert.ok(next.startsWith('a b x') && next.length <= 80, next);
    for (const record of generateOpportunities({ count: 300, seed: 2, catalog: 'AWS' })) {
      const fields = shown(record as OpportunitySummary, rowFields);
      assert.ok(fields.every((text) => text.length > 0 && text.length <= 80 && !/undefined|NaN/.test(text)));
    }
  });
});
