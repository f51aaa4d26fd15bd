import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSourceError } from '../../../../src/core/errors/sourceError';
import { normalisePage } from '../../../../src/core/wire/normalisePage';
import { assertFits, backwards, mutate, mutationsOf } from '../../../support/mutations';

/** Every field of a summary, in the order of AWS's model. */
const full = {
  Catalog: 'AWS',
  Id: 'O1234567',
  Arn: 'arn:aws:partnercentral:us-east-1:123456789012:catalog/AWS/opportunity/O1234567',
  PartnerOpportunityIdentifier: 'crm-1',
  OpportunityType: 'Net New Business',
  LastModifiedDate: '2025-06-01T10:20:30.123Z',
  CreatedDate: '2025-05-01T00:00:00.000Z',
  LifeCycle: {
    Stage: 'Qualified',
    ClosedLostReason: 'Price',
    NextSteps: 'Call on Monday',
    TargetCloseDate: '2025-12-31',
    ReviewStatus: 'Approved',
    ReviewComments: 'Fine',
    ReviewStatusReason: 'Complete',
  },
  Customer: {
    Account: {
      Industry: 'Education',
      OtherIndustry: 'Schools',
      CompanyName: 'Example Corp',
      WebsiteUrl: 'example.com',
      Address: { City: 'Seattle', PostalCode: '98101', StateOrRegion: 'Washington', CountryCode: 'US' },
    },
  },
  Project: {
    DeliveryModels: ['SaaS or PaaS', 'Other'],
    ExpectedCustomerSpend: [
      {
        Amount: '1000.00',
        CurrencyCode: 'USD',
        Frequency: 'Monthly',
        TargetCompany: 'AWS',
        EstimationUrl: 'https://calculator.aws/#/estimate',
      },
    ],
    ExpectedContractDuration: { Term: 'Months', Value: '12' },
  },
};

const pageOf = (...OpportunitySummaries: unknown[]) => normalisePage({ OpportunitySummaries });

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    assert.ok(isSourceError(error), `threw ${String(error)}`);
    return error.code;
  }
  return 'none';
}

describe('normalisePage', () => {
  it('keeps every field of the model and counts nothing', () => {
    assert.deepEqual(pageOf(full), { items: [full], skipped: 0, unreadable: 0 });
  });

  it('gives the same bytes whatever the order of the fields was', () => {
    assert.equal(JSON.stringify(pageOf(backwards(full)).items[0]), JSON.stringify(full));
  });

  it('drops fields that the model does not have', () => {
    const page = pageOf({ ...full, Extra: 1, LifeCycle: { Stage: 'Launched', Extra: {} } });
    assert.deepEqual(page.items[0]?.LifeCycle, { Stage: 'Launched' });
    assert.equal(page.items[0] && 'Extra' in page.items[0], false);
    assert.equal(page.unreadable, 0);
  });

  it('reads explicit nulls as absent', () => {
    const page = pageOf({ Catalog: 'AWS', Id: 'O1', Customer: null, LifeCycle: { Stage: null } });
    assert.deepEqual(page, { items: [{ Catalog: 'AWS', Id: 'O1', LifeCycle: {} }], skipped: 0, unreadable: 0 });
  });

  it('counts list entries that are no opportunity', () => {
    const page = pageOf(null, full, 'text', 7, [], undefined, true);
    assert.deepEqual([page.items.length, page.skipped, page.unreadable], [1, 6, 0]);
  });

  for (const [what, field, expected, unreadable] of [
    ['a number for an id', { Id: 5 }, { Id: '5' }, 0],
    ['text for a struct', { LifeCycle: 'Qualified' }, {}, 1],
    ['a list for a struct', { Customer: [] }, {}, 1],
    ['a struct for text', { Id: {} }, {}, 1],
    ['a boolean for text', { Id: true }, {}, 1],
    ['an enum value of the future', { LifeCycle: { Stage: 'On Hold' } }, { LifeCycle: { Stage: 'On Hold' } }, 0],
    ['a Date', { CreatedDate: new Date(1234) }, { CreatedDate: '1970-01-01T00:00:01.234Z' }, 0],
    ['a Date without a time', { CreatedDate: new Date(Number.NaN) }, {}, 1],
    ['a Date at a whole second', { CreatedDate: new Date(1000) }, { CreatedDate: '1970-01-01T00:00:01Z' }, 0],
    ['a time without seconds', { CreatedDate: '2025-01-01T02:00+02:00' }, { CreatedDate: '2025-01-01T00:00:00Z' }, 0],
    [
      'an offset without a colon',
      { CreatedDate: '2025-01-01T02:00:00.5+0200' },
      { CreatedDate: '2025-01-01T00:00:00.500Z' },
      0,
    ],
    ['text for a time', { CreatedDate: 'Room 5' }, {}, 1],
    ['a number for a time', { CreatedDate: 1735689600 }, {}, 1],
    ['a moment on a 30th of February', { CreatedDate: '2025-02-30T00:00:00Z' }, {}, 1],
    ['a formula within a time', { CreatedDate: '2025-01-01T00:00:00 (=1+1) Z' }, {}, 1],
    ['a month 13', { CreatedDate: '2025-13-01T00:00:00Z' }, {}, 1],
    ['a 31st of February', { LifeCycle: { TargetCloseDate: '2025-02-31' } }, { LifeCycle: {} }, 1],
    ['words for a day', { LifeCycle: { TargetCloseDate: 'soon' } }, { LifeCycle: {} }, 1],
    [
      'a leap day',
      { LifeCycle: { TargetCloseDate: '2024-02-29' } },
      { LifeCycle: { TargetCloseDate: '2024-02-29' } },
      0,
    ],
    ['text for a list', { Project: { DeliveryModels: 'Other' } }, { Project: {} }, 1],
    [
      'a list with holes',
      { Project: { DeliveryModels: ['Other', null, {}] } },
      { Project: { DeliveryModels: ['Other'] } },
      2,
    ],
    [
      'a number for an amount',
      { Project: { ExpectedCustomerSpend: [{ Amount: 12.5 }, 'x'] } },
      { Project: { ExpectedCustomerSpend: [{ Amount: '12.5' }] } },
      1,
    ],
  ] as const) {
    it(`copes with ${what}`, () => {
      assert.deepEqual(pageOf({ Catalog: 'AWS', ...field }), {
        items: [{ Catalog: 'AWS', ...expected }],
        skipped: 0,
        unreadable,
      });
    });
  }

  for (const moment of [
    ...['2025-06-01T10:20:50Z', '2025-06-01T10:20:50.0Z', '2025-06-01T10:20:50.5Z', '2025-06-01T10:20:50.120Z'],
    ...['2025-06-01T10:20:50.123456Z', '2025-06-01T10:20:50+00:00', '2025-06-01T12:20:50.25+02:00'],
  ]) {
    it(`keeps the moment ${moment} to the letter`, () => {
      const page = pageOf({ Catalog: 'AWS', LastModifiedDate: moment });
      assert.deepEqual(page.items, [{ Catalog: 'AWS', LastModifiedDate: moment }]);
    });
  }

  for (const raw of [undefined, null, [], 'text', {}, { OpportunitySummaries: null }, { OpportunitySummaries: {} }]) {
    it(`takes ${JSON.stringify(raw)} for an empty answer`, () => {
      assert.equal(
        code(() => normalisePage(raw)),
        'emptyAnswer',
      );
    });
  }

  it('takes an empty list for an answer', () => {
    assert.deepEqual(pageOf(), { items: [], skipped: 0, unreadable: 0 });
  });

  for (const NextToken of [undefined, null, '']) {
    it(`ends the list at the token ${JSON.stringify(NextToken)}`, () => {
      assert.equal('nextToken' in normalisePage({ OpportunitySummaries: [], NextToken }), false);
    });
  }

  it('keeps a token of 64 KiB and refuses a longer one or one that is no text', () => {
    const longest = 'x'.repeat(64 * 1024);
    assert.equal(normalisePage({ OpportunitySummaries: [], NextToken: longest }).nextToken, longest);
    for (const NextToken of [`${longest}x`, 5, {}, true]) {
      assert.equal(
        code(() => normalisePage({ OpportunitySummaries: [], NextToken })),
        'badToken',
      );
    }
  });

  it('cannot be led to the prototype', () => {
    const page = normalisePage(JSON.parse('{"OpportunitySummaries":[{"__proto__":{"Id":"x"},"Id":"O1"}]}'));
    assert.deepEqual(page.items, [{ Id: 'O1' }]);
    assert.equal('Id' in {}, false);
  });

  it('R16: survives 10,000 mutations of a valid page', () => {
    const mutations = mutationsOf({ OpportunitySummaries: [full, full], NextToken: 't' });
    let read = 0;
    fc.assert(
      fc.property(mutations, (changes) => {
        const raw = structuredClone({ OpportunitySummaries: [full, full] as unknown, NextToken: 't' });
        mutate(raw, changes);
        const before = JSON.stringify(raw);
        let page: ReturnType<typeof normalisePage>;
        try {
          page = normalisePage(raw);
        } catch (error) {
          assert.ok(isSourceError(error), String(error));
          return;
        }
        read++;
        assert.equal(JSON.stringify(raw), before);
        assert.deepEqual(JSON.parse(JSON.stringify(page.items)), page.items);
        for (const item of page.items) assertFits(item, full);
      }),
      { numRuns: 10_000 },
    );
    assert.ok(read > 5_000, `only ${read} were read at all`);
  });
});
