import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSourceError } from '../../../../src/core/errors/sourceError';
import { normaliseAwsOpportunitySummary, normaliseOpportunity } from '../../../../src/core/wire/normaliseRecord';
import { assertFits, backwards, mutate, mutationsOf } from '../../../support/mutations';

const id = 'O1234567';
const contact = {
  Email: 'jo@example.com',
  FirstName: 'Jo',
  LastName: 'Doe',
  BusinessTitle: 'CTO',
  Phone: '+4940123456',
};
const spend = {
  Amount: '1000.00',
  CurrencyCode: 'USD',
  Frequency: 'Monthly',
  TargetCompany: 'AWS',
  EstimationUrl: 'https://calculator.aws/#/estimate',
};
const value = { Amount: '5', CurrencyCode: 'EUR' };
const history = [{ Value: 'Call on Monday', Time: '2025-05-02T00:00:00.000Z' }];

/** Every field of GetOpportunity's answer, in the order of AWS's model. */
const opportunity = {
  Catalog: 'AWS',
  PrimaryNeedsFromAws: ['Co-Sell - Deal Support'],
  NationalSecurity: 'No',
  PartnerOpportunityIdentifier: 'crm-1',
  Customer: {
    Account: {
      Industry: 'Education',
      OtherIndustry: 'Schools',
      CompanyName: 'Example Corp',
      WebsiteUrl: 'example.com',
      AwsAccountId: '123456789012',
      Address: {
        City: 'Seattle',
        PostalCode: '98101',
        StateOrRegion: 'Washington',
        CountryCode: 'US',
        StreetAddress: '1 Example Street',
      },
      Duns: '123456789',
    },
    Contacts: [contact],
  },
  Project: {
    DeliveryModels: ['SaaS or PaaS'],
    ExpectedCustomerSpend: [spend],
    ExpectedContractDuration: { Term: 'Months', Value: '12' },
    Title: 'Migration',
    ApnPrograms: ['MAP'],
    CustomerBusinessProblem: 'A data centre that closes',
    CustomerUseCase: 'Migration',
    RelatedOpportunityIdentifier: 'O7654321',
    SalesActivities: ['Agreed on solution to Business Problem'],
    CompetitorName: 'On-Prem',
    OtherCompetitorNames: 'Others',
    OtherSolutionDescription: 'Our own',
    AdditionalComments: 'None',
    AwsPartition: 'aws-eusc',
  },
  OpportunityType: 'Net New Business',
  Marketing: {
    CampaignName: 'Spring',
    Source: 'Marketing Activity',
    UseCases: ['Migration'],
    Channels: ['Email'],
    AwsFundingUsed: 'No',
  },
  SoftwareRevenue: {
    DeliveryModel: 'Contract',
    Value: value,
    EffectiveDate: '2025-01-01',
    ExpirationDate: '2026-01-01',
  },
  Id: id,
  Arn: `arn:aws:partnercentral:us-east-1:123456789012:catalog/AWS/opportunity/${id}`,
  LastModifiedDate: '2025-06-01T10:20:30.123Z',
  CreatedDate: '2025-05-01T00:00:00.000Z',
  RelatedEntityIdentifiers: {
    AwsMarketplaceOffers: ['offer-1'],
    AwsMarketplaceOfferSets: ['offerset-1'],
    Solutions: ['S-0000001'],
    AwsProducts: ['AmazonEC2'],
    AwsMarketplaceSolutions: ['solution-1'],
    AwsMarketplaceProducts: ['product-1'],
  },
  LifeCycle: {
    Stage: 'Qualified',
    ClosedLostReason: 'Price',
    NextSteps: 'Call on Monday',
    TargetCloseDate: '2025-12-31',
    ReviewStatus: 'Approved',
    ReviewComments: 'Fine',
    ReviewStatusReason: 'Complete',
    NextStepsHistory: history,
  },
  OpportunityTeam: [contact],
};

const insights = {
  CurrencyCode: 'USD',
  Frequency: 'Monthly',
  TotalAmount: '100.00',
  TotalOptimizedAmount: '90.00',
  TotalPotentialSavingsAmount: '10.00',
  TotalAmountByCategory: { Compute: '60.00', Storage: '40.00' },
  AwsProducts: [
    {
      ProductCode: 'AmazonEC2',
      ServiceCode: 'ec2',
      Categories: ['Compute'],
      Amount: '60.00',
      OptimizedAmount: '50.00',
      PotentialSavingsAmount: '10.00',
      Optimizations: [{ Description: 'Graviton', SavingsAmount: '10.00' }],
    },
  ],
};

/** Every field of GetAwsOpportunitySummary's answer. */
const awsSummary = {
  RelatedOpportunityId: id,
  Origin: 'Partner Referral',
  InvolvementType: 'Co-Sell',
  Visibility: 'Full',
  LifeCycle: {
    TargetCloseDate: '2025-12-31',
    ClosedLostReason: 'Other',
    Stage: 'Qualified',
    NextSteps: 'Review',
    NextStepsHistory: history,
  },
  OpportunityTeam: [{ Email: 'a@example.com', FirstName: 'A', LastName: 'B', BusinessTitle: 'PDM' }],
  Insights: {
    NextBestActions: 'Call',
    EngagementScore: 'High',
    AwsProductsSpendInsightsBySource: { Partner: insights, AWS: insights },
    OpportunityQuality: { Score: 85, Trend: 'IMPROVING' },
    Recommendations: [{ Type: 'OpportunityQuality', Details: 'Add a contact', Attributes: { field: 'Contacts' } }],
  },
  InvolvementTypeChangeReason: 'Customer Requested',
  RelatedEntityIds: {
    AwsProducts: ['AmazonEC2'],
    Solutions: ['S-0000001'],
    AwsMarketplaceSolutions: ['solution-1'],
    AwsMarketplaceProducts: ['product-1'],
  },
  Customer: { Contacts: [contact] },
  Project: { ExpectedCustomerSpend: [spend], AwsPartition: 'aws-eusc' },
  CosellMotion: 'Partner-led',
  SoftwareRevenue: { Value: value, Discount: '10', EffectiveDate: '2025-01-01', ExpirationDate: '2026-01-01' },
  Catalog: 'AWS',
};

const maps = ['TotalAmountByCategory', 'Attributes'];

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    assert.ok(isSourceError(error), `threw ${String(error)}`);
    return error.code;
  }
  return 'none';
}

for (const { normalise, full, idField } of [
  { normalise: normaliseOpportunity, full: opportunity, idField: 'Id' },
  { normalise: normaliseAwsOpportunitySummary, full: awsSummary, idField: 'RelatedOpportunityId' },
]) {
  describe(normalise.name, () => {
    it('keeps every field of the model, in its order, whatever the order was', () => {
      assert.equal(JSON.stringify(normalise(full, id)), JSON.stringify(full));
      assert.deepEqual(normalise(backwards(full), id), full);
      assert.deepEqual(Object.keys(normalise(backwards(full), id)), Object.keys(full));
    });

    it('drops what the model does not have, and reads explicit nulls as absent', () => {
      const { LifeCycle, ...rest } = full;
      const raw = { ...full, Extra: 1, $metadata: {}, LifeCycle: { Stage: null, Extra: {} } };
      assert.deepEqual(normalise(raw, id), { ...rest, LifeCycle: {} });
      assert.equal('LifeCycle' in normalise({ ...full, LifeCycle: null }, id), false);
    });

    it('leaves out what is of the wrong type, and keeps enum values of the future', () => {
      const read = normalise({ [idField]: id, LifeCycle: { Stage: 'On Hold', NextSteps: {} }, Project: 'text' }, id);
      assert.deepEqual(read, { [idField]: id, LifeCycle: { Stage: 'On Hold' } });
    });

    it('never gives the record of another opportunity', () => {
      assert.equal(
        code(() => normalise({ ...full, [idField]: 'O7654321' }, id)),
        'unreadableAnswer',
      );
      const { [idField as keyof typeof full]: _, ...without } = full;
      assert.equal(idField in normalise(without, id), false);
    });

    for (const raw of [
      undefined,
      null,
      [],
      [full],
      'text',
      5,
      {},
      { Extra: 1 },
      { $metadata: {} },
      { [idField]: {} },
    ]) {
      it(`takes ${JSON.stringify(raw)?.slice(0, 40)} for an empty answer`, () => {
        assert.equal(
          code(() => normalise(raw, id)),
          'emptyAnswer',
        );
      });
    }

    it('survives 10,000 mutations of a valid answer', () => {
      let read = 0;
      fc.assert(
        fc.property(mutationsOf(full), (changes) => {
          const raw = structuredClone(full);
          mutate(raw, changes);
          const before = JSON.stringify(raw);
          let record: unknown;
          try {
            record = normalise(raw, id);
          } catch (error) {
            assert.ok(isSourceError(error), String(error));
            return;
          }
          read++;
          assert.equal(JSON.stringify(raw), before);
          assert.deepEqual(JSON.parse(JSON.stringify(record)), record);
          assertFits(record, full, maps);
        }),
        { numRuns: 10_000 },
      );
      assert.ok(read > 5_000, `only ${read} were read at all`);
    });
  });
}

describe('normaliseAwsOpportunitySummary, the fields with names of their own', () => {
  const amounts = (json: string) => {
    const raw = `{"Insights":{"AwsProductsSpendInsightsBySource":{"AWS":{"TotalAmountByCategory":${json}}}}}`;
    const { Insights } = normaliseAwsOpportunitySummary(JSON.parse(raw), id);
    return Insights?.AwsProductsSpendInsightsBySource?.AWS?.TotalAmountByCategory;
  };

  it('keep what is text or a number', () => {
    assert.deepEqual(amounts('{"a":"1.50","b":2,"c":null,"d":{},"e":[]}'), { a: '1.50', b: '2' });
    assert.equal(amounts('["1.50"]'), undefined);
  });

  it('cannot be led to the prototype', () => {
    const read = amounts('{"__proto__":"1","constructor":"2"}') ?? {};
    assert.equal(Object.getPrototypeOf(read), Object.prototype);
    assert.equal(JSON.stringify(read), '{"__proto__":"1","constructor":"2"}');
  });

  it('read a score that is a number, and no other', () => {
    const score = (Score: unknown) =>
      normaliseAwsOpportunitySummary({ Insights: { OpportunityQuality: { Score } } }, id).Insights?.OpportunityQuality;
    assert.deepEqual(score(0), { Score: 0 });
    for (const bad of ['85', Number.NaN, Number.POSITIVE_INFINITY, {}, true]) assert.deepEqual(score(bad), {});
  });
});
