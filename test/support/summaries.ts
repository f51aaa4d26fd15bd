import fc from 'fast-check';
import type { OpportunitySummary } from '../../src/core/model/opportunity';
import { normalisePage } from '../../src/core/wire/normalisePage';
import { anyCharacter } from './anyCharacter';

/** Returns a summary in which every text field has the same text. */
export function filledWith(text: string): OpportunitySummary {
  return {
    Catalog: text,
    Id: text,
    Arn: text,
    PartnerOpportunityIdentifier: text,
    OpportunityType: text as 'Expansion',
    LifeCycle: {
      Stage: text as 'Prospect',
      ClosedLostReason: text as 'Price',
      NextSteps: text,
      TargetCloseDate: text,
      ReviewStatus: text as 'Approved',
      ReviewComments: text,
      ReviewStatusReason: text,
    },
    Customer: {
      Account: {
        Industry: text as 'Retail',
        OtherIndustry: text,
        CompanyName: text,
        WebsiteUrl: text,
        Address: { City: text, PostalCode: text, StateOrRegion: text, CountryCode: text as 'DE' },
      },
    },
    Project: {
      DeliveryModels: [text as 'Other'],
      ExpectedCustomerSpend: [
        {
          Amount: text,
          CurrencyCode: text as 'USD',
          Frequency: text as 'Monthly',
          TargetCompany: text,
          EstimationUrl: text,
        },
      ],
      ExpectedContractDuration: { Term: text as 'Months', Value: text },
    },
  };
}

const text = fc.oneof(fc.string(), fc.string({ unit: anyCharacter }), fc.constant('Prospect'), fc.constant('531.0'));

/** Anything a service may send for a summary, normalized as usual. */
export const summaries: fc.Arbitrary<OpportunitySummary> = fc
  .record(
    {
      Catalog: text,
      Id: text,
      LastModifiedDate: fc.oneof(
        text,
        fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      ),
      LifeCycle: fc.record(
        {
          Stage: text,
          NextSteps: text,
          ReviewStatus: text,
          TargetCloseDate: fc.oneof(text, fc.constant('2026-06-01')),
        },
        { requiredKeys: [] },
      ),
      Customer: fc.record(
        { Account: fc.record({ CompanyName: text, WebsiteUrl: text, Industry: text }, { requiredKeys: [] }) },
        { requiredKeys: [] },
      ),
      Project: fc.record(
        {
          DeliveryModels: fc.array(text, { maxLength: 3 }),
          ExpectedCustomerSpend: fc.array(
            fc.record({ Amount: text, CurrencyCode: text, Frequency: text, TargetCompany: text }, { requiredKeys: [] }),
            { maxLength: 3 },
          ),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  )
  .map((raw) => normalisePage({ OpportunitySummaries: [raw] }).items[0] ?? { Catalog: 'AWS' });
