import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as sdk from '@aws-sdk/client-partnercentral-selling';
import type { JsonSafe } from '../../../src/core/model/opportunity';
import { awsOpportunitySummary } from '../../../src/demo/data/awsOpportunitySummary';
import { fullOpportunity } from '../../../src/demo/data/fullOpportunity';
import { defaultAnchor, generateOpportunities } from '../../../src/demo/data/records';
import type { WireRecord, WithNulls } from '../../../src/demo/data/wireRecord';
import { type DemoServer, startDemoServer } from '../../../src/demo/server/demoServer';

/** As the SDK's types say; that the demo's own fit is for the compiler to check. */
type Full = WithNulls<JsonSafe<sdk.GetOpportunityResponse>>;
type AwsSide = WithNulls<JsonSafe<sdk.GetAwsOpportunitySummaryResponse>>;

const data = { seed: 1, anchor: defaultAnchor, hostile: true };
const summaries = generateOpportunities({ count: 600, seed: 1, catalog: 'AWS', hostile: true });
const pairs = summaries.flatMap((summary) => {
  if (!summary.Id) return [];
  const own = fullOpportunity(summary, summary.Id, data);
  const full: Full = own;
  const aws: AwsSide = awsOpportunitySummary(own, data);
  return [{ summary, full, aws }];
});
const fulls = pairs.map(({ full }) => full);
const projects = fulls.flatMap(({ Project }) => Project ?? []);
const contacts = [
  ...fulls.flatMap(({ Customer, OpportunityTeam }) => [...(Customer?.Contacts ?? []), ...(OpportunityTeam ?? [])]),
];
const related = fulls.flatMap(({ RelatedEntityIdentifiers }) => RelatedEntityIdentifiers ?? []);
const awsSides = pairs.map(({ aws }) => aws);
const insights = awsSides.flatMap(({ Insights }) => Insights ?? []);
const spends = insights.flatMap(({ AwsProductsSpendInsightsBySource: by }) =>
  [by?.AWS ?? [], by?.Partner ?? []].flat(),
);

/** The parts of `whole` that `part` names too. */
function common(part: unknown, whole: unknown): unknown {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return whole;
  const fields = (whole ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, common(value, fields[name])]));
}

/** `Signatory` is newer than the model that the demo service follows. */
const { SIGNATORY: _, ...awsRoles } = sdk.AwsMemberBusinessTitle;

const withoutNulls = (value: unknown) => JSON.parse(JSON.stringify(value), (_, each) => each ?? undefined);

describe('full opportunities', () => {
  // Change it on purpose only: screenshots, tests and people's scripts know this data.
  it('and AWS’s sides of them are the same on every machine', () => {
    const first = pairs.slice(0, 250).map(({ full, aws }) => [full, aws]);
    const hash = createHash('sha256').update(JSON.stringify(first)).digest('hex');
    assert.equal(hash, '9c16c492244203ce6581a70599b4ec07ce949d3cbee3877dd58ecf7817e0393e');
  });

  it('say what their summaries say', () => {
    for (const { summary, full } of pairs) {
      const { LastModifiedDate, CreatedDate, ...rest } = summary;
      assert.deepEqual(common(rest, full), rest);
      // The model requires both dates here.
      assert.equal(full.LastModifiedDate, LastModifiedDate ?? full.CreatedDate);
      if (CreatedDate) assert.equal(full.CreatedDate, CreatedDate);
      assert.ok(Date.parse(full.CreatedDate ?? '') <= Date.parse(full.LastModifiedDate ?? ''));
    }
  });

  it('have no part that their summaries lack: a missing customer stays missing', () => {
    for (const { summary, full } of pairs) {
      for (const name of ['Customer', 'Project', 'LifeCycle'] as const) assert.equal(name in full, name in summary);
    }
  });

  it('have the dates that the model requires even where the summary has neither', () => {
    const { CreatedDate: _, ...rest } = { ...(summaries[0] as WireRecord), LastModifiedDate: null };
    const full = fullOpportunity(rest, 'O1', data);
    assert.ok(Date.parse(full.CreatedDate) <= Date.parse(full.LastModifiedDate));
    assert.ok(Date.parse(full.LastModifiedDate) < defaultAnchor.getTime());
  });

  it('differ by seed', () => {
    const summary = summaries[0] as WireRecord;
    const other = fullOpportunity(summary, 'O1', { ...data, seed: 2 });
    assert.notDeepEqual(other, fullOpportunity(summary, 'O1', data));
  });

  it('know the same company and its people each time', () => {
    const accounts = new Map<string, string>();
    const people = new Map<string, readonly unknown[]>();
    let repeated = 0;
    for (const { summary, full } of pairs) {
      const { Customer } = full;
      if (!summary.Customer?.Account) continue;
      const name = JSON.stringify(summary.Customer.Account);
      const account = JSON.stringify(Customer?.Account);
      if (accounts.has(name)) repeated++;
      assert.equal(accounts.get(name) ?? account, account);
      accounts.set(name, account);
      const [known, found] = [people.get(name) ?? [], Customer?.Contacts ?? []];
      const shared = Math.min(known.length, found.length);
      assert.deepEqual(found.slice(0, shared), known.slice(0, shared));
      if (found.length > known.length) people.set(name, found);
    }
    assert.ok(repeated > 100);
  });

  it('say Yes to national security for customers of the industry Government only', () => {
    const secure = fulls.filter(({ NationalSecurity }) => NationalSecurity === 'Yes');
    assert.ok(secure.length > 0);
    for (const { Customer } of secure) assert.equal(Customer?.Account?.Industry, 'Government');
  });

  it('name other competitors, other solutions and marketing use cases only where the model allows them', () => {
    for (const project of projects) {
      assert.equal(project.OtherCompetitorNames !== undefined, project.CompetitorName === '*Other');
    }
    for (const { Project, RelatedEntityIdentifiers } of fulls) {
      if (!Project) continue;
      assert.equal(Project.OtherSolutionDescription === undefined, RelatedEntityIdentifiers?.Solutions !== undefined);
    }
    for (const { Marketing } of fulls) if (Marketing?.UseCases) assert.equal(Marketing.AwsFundingUsed, 'Yes');
  });

  it('have a history that lies in their lifetime, oldest first, and ends with what comes next', () => {
    for (const { LifeCycle, CreatedDate, LastModifiedDate } of fulls) {
      const history = LifeCycle?.NextStepsHistory;
      if (!history) continue;
      const times = history.map(({ Time }) => Date.parse(Time ?? ''));
      assert.deepEqual(
        [...times].sort((a, b) => a - b),
        times,
      );
      assert.ok((times[0] as number) >= Date.parse(CreatedDate ?? ''));
      assert.ok((times.at(-1) as number) <= Date.parse(LastModifiedDate ?? ''));
      if (LifeCycle.NextSteps) assert.equal(history.at(-1)?.Value, LifeCycle.NextSteps);
    }
  });

  const limits: readonly (readonly [string, readonly (string | null | undefined)[], RegExp])[] = [
    ['Title', projects.map((each) => each.Title), /^.{1,255}$/s],
    ['CustomerBusinessProblem', projects.map((each) => each.CustomerBusinessProblem), /^.{20,2000}$/s],
    ['AdditionalComments', projects.map((each) => each.AdditionalComments), /^.{1,255}$/s],
    ['OtherCompetitorNames', projects.map((each) => each.OtherCompetitorNames), /^.{0,255}$/s],
    ['Duns', fulls.map(({ Customer }) => Customer?.Account?.Duns), /^[0-9]{9}$/],
    ['AwsAccountId', fulls.map(({ Customer }) => Customer?.Account?.AwsAccountId), /^([0-9]{12}|\w{1,12})$/],
    ['StreetAddress', fulls.map(({ Customer }) => Customer?.Account?.Address?.StreetAddress), /^.{0,255}$/s],
    ['Email', contacts.map((each) => each.Email), /^(?=.{0,80}$)[a-z0-9._-]+@(?:[a-z0-9-]+\.)+example$/],
    ['FirstName', contacts.map((each) => each.FirstName), /^.{1,80}$/],
    ['LastName', contacts.map((each) => each.LastName), /^.{1,80}$/],
    ['BusinessTitle', contacts.map((each) => each.BusinessTitle), /^.{1,80}$/],
    ['Phone', contacts.map((each) => each.Phone), /^\+[1-9]\d{1,14}$/],
    ['SoftwareRevenue.Value', fulls.map((each) => each.SoftwareRevenue?.Value?.Amount), amountPattern()],
    ['EffectiveDate', fulls.map((each) => each.SoftwareRevenue?.EffectiveDate), datePattern()],
    ['ExpirationDate', fulls.map((each) => each.SoftwareRevenue?.ExpirationDate), datePattern()],
    ['Solutions', related.flatMap((each) => each.Solutions ?? []), /^S-[0-9]{1,19}$/],
    [
      'AwsMarketplaceOffers',
      related.flatMap((each) => each.AwsMarketplaceOffers ?? []),
      /^arn:aws:aws-marketplace:[a-z]{1,2}-[a-z]*-\d+:\d{12}:AWSMarketplace\/Offer\/offer-.+$/,
    ],
    [
      'AwsMarketplaceOfferSets',
      related.flatMap((each) => each.AwsMarketplaceOfferSets ?? []),
      /^arn:aws:aws-marketplace:[a-z]{1,2}-[a-z]*-\d+:\d{12}:AWSMarketplace\/OfferSet\/offerset-.+$/,
    ],
    ['AWS TargetCloseDate', awsSides.map(({ LifeCycle }) => LifeCycle?.TargetCloseDate), datePattern()],
    ['AWS NextSteps', awsSides.map(({ LifeCycle }) => LifeCycle?.NextSteps), /^.{1,255}$/s],
    ['AWS Email', awsSides.flatMap((each) => each.OpportunityTeam ?? []).map((each) => each.Email), /@aws\.example$/],
    ['TotalAmount', spends.map(({ TotalAmount }) => TotalAmount), amountPattern()],
    [
      'AWS Amount',
      awsSides.flatMap(({ Project }) => Project?.ExpectedCustomerSpend ?? []).map(({ Amount }) => Amount || undefined),
      amountPattern(),
    ],
  ];
  for (const [name, values, pattern] of limits) {
    it(`keep to the model's limits: ${name}`, () => {
      const present = values.filter((value) => value !== null && value !== undefined);
      assert.ok(present.length > 5, `${present.length}`);
      for (const value of present) assert.match(value, pattern);
    });
  }

  const enums: readonly (readonly [string, Readonly<Record<string, string>>, readonly unknown[]])[] = [
    ['sales activity', sdk.SalesActivity, projects.flatMap(({ SalesActivities }) => SalesActivities ?? [])],
    ['competitor', sdk.CompetitorName, projects.map(({ CompetitorName }) => CompetitorName)],
    ['partition', sdk.AwsPartition, projects.map(({ AwsPartition }) => AwsPartition)],
    ['need', sdk.PrimaryNeedFromAws, fulls.flatMap(({ PrimaryNeedsFromAws }) => PrimaryNeedsFromAws ?? [])],
    ['national security', sdk.NationalSecurity, fulls.map(({ NationalSecurity }) => NationalSecurity)],
    ['marketing source', sdk.MarketingSource, fulls.map(({ Marketing }) => Marketing?.Source)],
    ['marketing channel', sdk.Channel, fulls.flatMap(({ Marketing }) => Marketing?.Channels ?? [])],
    ['funding', sdk.AwsFundingUsed, fulls.map(({ Marketing }) => Marketing?.AwsFundingUsed)],
    ['revenue model', sdk.RevenueModel, fulls.map(({ SoftwareRevenue }) => SoftwareRevenue?.DeliveryModel)],
    ['origin', sdk.OpportunityOrigin, awsSides.map(({ Origin }) => Origin)],
    ['involvement', sdk.SalesInvolvementType, awsSides.map(({ InvolvementType }) => InvolvementType)],
    [
      'reason for a change of involvement',
      sdk.InvolvementTypeChangeReason,
      awsSides.map(({ InvolvementTypeChangeReason }) => InvolvementTypeChangeReason),
    ],
    ['visibility', sdk.Visibility, awsSides.map(({ Visibility }) => Visibility)],
    ['stage of AWS', sdk.AwsOpportunityStage, awsSides.map(({ LifeCycle }) => LifeCycle?.Stage)],
    [
      'role at AWS',
      awsRoles,
      awsSides.flatMap(({ OpportunityTeam }) => OpportunityTeam ?? []).map(({ BusinessTitle }) => BusinessTitle),
    ],
    ['engagement score', sdk.EngagementScore, insights.map(({ EngagementScore }) => EngagementScore)],
  ];
  for (const [name, values, found] of enums) {
    it(`hold every ${name}, and no other`, () => {
      const present = found.filter((value) => value !== undefined && value !== null);
      assert.deepEqual(new Set(present), new Set(Object.values(values)));
    });
  }

  const oddities: readonly (readonly [string, readonly unknown[]])[] = [
    ['no title', projects.filter(({ Title }) => Title === undefined)],
    ['a title of 255 characters', projects.filter(({ Title }) => Title?.length === 255)],
    ['a problem of 2000 characters', projects.filter((each) => each.CustomerBusinessProblem?.length === 2000)],
    ['a null comment', projects.filter(({ AdditionalComments }) => AdditionalComments === null)],
    ['a null partition', projects.filter(({ AwsPartition }) => AwsPartition === null)],
    ['null contacts', fulls.filter(({ Customer }) => Customer?.Contacts === null)],
    ['no contacts', fulls.filter(({ Customer }) => Customer?.Contacts?.length === 0)],
    ['three contacts', fulls.filter(({ Customer }) => Customer?.Contacts?.length === 3)],
    ['an empty team', fulls.filter(({ OpportunityTeam }) => OpportunityTeam?.length === 0)],
    ['null marketing', fulls.filter(({ Marketing }) => Marketing === null)],
    ['nothing related', related.filter((each) => Object.keys(each).length === 0)],
    ['50 entries of history', fulls.filter(({ LifeCycle }) => LifeCycle?.NextStepsHistory?.length === 50)],
    ['31 digits of revenue', fulls.filter((each) => (each.SoftwareRevenue?.Value?.Amount?.length ?? 0) > 31)],
    ['null insights', awsSides.filter(({ Insights }) => Insights === null)],
    ['no score yet', insights.filter(({ OpportunityQuality }) => OpportunityQuality === null)],
    ['the lowest score', insights.filter(({ OpportunityQuality }) => OpportunityQuality?.Score === 0)],
    ['the highest score', insights.filter(({ OpportunityQuality }) => OpportunityQuality?.Score === 100)],
    ['five recommendations', insights.filter(({ Recommendations }) => Recommendations?.length === 5)],
    ['no stage of AWS', awsSides.filter(({ LifeCycle }) => LifeCycle?.Stage === undefined)],
    ['AWS at another stage', pairs.filter(({ full, aws }) => full.LifeCycle?.Stage !== aws.LifeCycle?.Stage)],
    ['spend in euros', spends.filter(({ CurrencyCode }) => CurrencyCode === 'EUR')],
  ];
  for (const [name, found] of oddities) it(`include one with ${name}`, () => assert.ok(found.length > 0));
});

describe('AWS’s side of an opportunity', () => {
  it('agrees with the partner’s on what both know', () => {
    for (const { full, aws } of pairs) {
      assert.equal(aws.Catalog, full.Catalog);
      assert.equal(aws.RelatedOpportunityId, full.Id);
      assert.equal(aws.InvolvementType, full.PrimaryNeedsFromAws?.length ? 'Co-Sell' : 'For Visibility Only');
      assert.deepEqual(aws.RelatedEntityIds?.AwsProducts, full.RelatedEntityIdentifiers?.AwsProducts);
      assert.deepEqual(aws.RelatedEntityIds?.Solutions, full.RelatedEntityIdentifiers?.Solutions);
      assert.equal(aws.Project?.AwsPartition, full.Project?.AwsPartition);
      if (aws.Customer) assert.deepEqual(aws.Customer.Contacts, full.Customer?.Contacts);
      if (full.NationalSecurity === 'Yes') assert.equal(aws.Visibility, 'Limited');
      if (aws.Visibility === 'Limited') assert.equal(aws.Customer, undefined);
      if (aws.InvolvementTypeChangeReason) assert.equal(aws.InvolvementType, 'Co-Sell');
      if (aws.Origin === 'AWS Referral') assert.equal(full.LifeCycle?.ReviewStatus, 'Approved');
      assert.equal(aws.LifeCycle?.ClosedLostReason !== undefined, full.LifeCycle?.Stage === 'Closed Lost');
    }
  });

  it('gives only reasons that AWS has', () => {
    const known = new Set<string>(Object.values(sdk.AwsClosedLostReason));
    const found = new Set(awsSides.flatMap(({ LifeCycle }) => LifeCycle?.ClosedLostReason ?? []));
    for (const reason of found) assert.ok(known.has(reason), reason);
    assert.ok(found.size > 10, `${found.size}`);
  });

  it('adds amounts up to the last cent', () => {
    const cents = (text: string | null | undefined) => BigInt((text ?? '').replace('.', ''));
    assert.ok(spends.length > 100);
    for (const { AwsProducts, TotalAmount, TotalOptimizedAmount, TotalPotentialSavingsAmount } of spends) {
      const sum = (AwsProducts ?? []).reduce((total, { Amount }) => total + cents(Amount), 0n);
      assert.equal(cents(TotalAmount), sum);
      if (TotalOptimizedAmount == null) continue;
      assert.equal(cents(TotalOptimizedAmount) + cents(TotalPotentialSavingsAmount), sum);
      for (const { Optimizations, PotentialSavingsAmount } of AwsProducts ?? []) {
        const saved = (Optimizations ?? []).reduce((total, { SavingsAmount }) => total + cents(SavingsAmount), 0n);
        assert.equal(saved, cents(PotentialSavingsAmount ?? '0.00'));
      }
    }
  });
});

describe('full records, as the SDK reads them over HTTP', () => {
  let server: DemoServer;
  let client: sdk.PartnerCentralSellingClient;
  before(async () => {
    server = await startDemoServer({ hostile: true, opportunities: 600, seed: 1 });
    client = new sdk.PartnerCentralSellingClient({
      region: 'us-east-1',
      endpoint: server.url,
      credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
    });
  });
  after(async () => {
    client.destroy();
    await server.close();
  });

  // Every sixth, so that the test stays quick. A field that the SDK does not know would be missing on its side.
  const sample = pairs.filter((_, index) => index % 6 === 0);

  it('GetOpportunity: every field', async () => {
    for (const { full } of sample) {
      const command = new sdk.GetOpportunityCommand({ Catalog: 'AWS', Identifier: full.Id ?? undefined });
      const { $metadata: _, ...read } = await client.send(command);
      assert.deepEqual(withTimes(read), withTimes(withoutNulls(full)));
    }
  });

  it('GetAwsOpportunitySummary: every field', async () => {
    let answered = 0;
    for (const { full, aws } of sample) {
      if (full.LifeCycle?.ReviewStatus === 'Pending Submission') continue;
      const input = { Catalog: 'AWS', RelatedOpportunityIdentifier: full.Id ?? undefined };
      const { $metadata: _, ...read } = await client.send(new sdk.GetAwsOpportunitySummaryCommand(input));
      assert.deepEqual(withTimes(read), withTimes(withoutNulls(aws)));
      answered++;
    }
    assert.ok(answered > 60, `${answered}`);
  });
});

/** Times as milliseconds: how they were written does not matter. A `Date` is text to a JSON reviver. */
function withTimes(value: unknown): unknown {
  const times = ['LastModifiedDate', 'CreatedDate', 'Time'];
  return JSON.parse(JSON.stringify(value), (key, each) => (times.includes(key) ? Date.parse(each) : each));
}

function amountPattern(): RegExp {
  return /^(0|([1-9][0-9]{0,30}))(\.[0-9]{0,2})?$/;
}

function datePattern(): RegExp {
  return /^[1-9][0-9]{3}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])$/;
}
