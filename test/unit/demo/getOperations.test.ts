import assert from 'node:assert/strict';
import {
  GetAwsOpportunitySummaryCommand,
  GetOpportunityCommand,
  PartnerCentralSellingClient,
  ResourceNotFoundException,
  ValidationException,
} from '@aws-sdk/client-partnercentral-selling';
import { generateOpportunities } from '../../../src/demo/data/records';
import type { WireRecord } from '../../../src/demo/data/wireRecord';
import { type DemoServer, startDemoServer } from '../../../src/demo/server/demoServer';
import { DemoService } from '../../../src/demo/server/demoService';

const operations = {
  GetOpportunity: 'Identifier',
  GetAwsOpportunitySummary: 'RelatedOpportunityIdentifier',
} as const;
type Operation = keyof typeof operations;

const all = generateOpportunities({ count: 600, seed: 3, hostile: true, catalog: 'AWS' });
const sandbox = generateOpportunities({ count: 120, seed: 3, hostile: true, catalog: 'Sandbox' });
const service = new DemoService({ opportunities: 600, seed: 3, hostile: true });

function call(operation: Operation, input: unknown, by = service) {
  const { status, body } = by.handle(`AWSPartnerCentralSelling.${operation}`, JSON.stringify(input));
  return { status, body, answer: JSON.parse(body) };
}

function get(operation: Operation, Catalog: string, id: string, by = service) {
  return call(operation, { Catalog, [operations[operation]]: id }, by);
}

/** `Field CODE` of every fault. */
function faults(operation: Operation, input: object): string[] {
  const { status, body, answer } = call(operation, input);
  assert.equal(status, 400, body);
  assert.equal(answer.__type, 'com.amazonaws.partnercentralselling#ValidationException');
  assert.equal(answer.Reason, 'REQUEST_VALIDATION_FAILED');
  return answer.ErrorList.map((each: { FieldName: string; Code: string; Message: string }) => {
    assert.ok(answer.Message.includes(each.Message));
    return `${each.FieldName} ${each.Code}`;
  });
}

function assertNotFound(operation: Operation, catalog: string, id: string): void {
  const { status, body, answer } = get(operation, catalog, id);
  assert.equal(status, 400, body);
  assert.equal(answer.__type, 'com.amazonaws.partnercentralselling#ResourceNotFoundException');
  assert.ok(answer.Message.length > 0 && !answer.Message.includes(id));
}

const isPending = ({ LifeCycle }: WireRecord) => LifeCycle?.ReviewStatus === 'Pending Submission';
const idOf = (record: WireRecord | undefined): string => record?.Id ?? assert.fail('no id');

for (const operation of Object.keys(operations) as Operation[]) {
  const field = operations[operation];
  const known = idOf(all.find((each) => each.Id && !isPending(each)));

  describe(`demo service: ${operation}`, () => {
    const refused: readonly (readonly [string, object, readonly string[]])[] = [
      ['an empty request', {}, ['Catalog REQUIRED_FIELD_MISSING', `${field} REQUIRED_FIELD_MISSING`]],
      [
        'nulls, which count as absent',
        { Catalog: null, [field]: null },
        ['Catalog REQUIRED_FIELD_MISSING', `${field} REQUIRED_FIELD_MISSING`],
      ],
      [
        'two fields at fault, both named',
        { Catalog: 'Azure', [field]: 'x' },
        ['Catalog INVALID_ENUM_VALUE', `${field} INVALID_STRING_FORMAT`],
      ],
      ['an id of 20 digits', { Catalog: 'AWS', [field]: `O${'1'.repeat(20)}` }, [`${field} INVALID_STRING_FORMAT`]],
      ['an id without digits', { Catalog: 'AWS', [field]: 'O' }, [`${field} INVALID_STRING_FORMAT`]],
      ['an id with a line break', { Catalog: 'AWS', [field]: 'O1\n' }, [`${field} INVALID_STRING_FORMAT`]],
      ['an empty id', { Catalog: 'AWS', [field]: '' }, [`${field} INVALID_STRING_FORMAT`]],
      ['an id that is a number', { Catalog: 'AWS', [field]: 1 }, [`${field} INVALID_VALUE`]],
      ['ids in a list', { Catalog: 'AWS', [field]: ['O1'] }, [`${field} INVALID_VALUE`]],
    ];
    for (const [name, input, expected] of refused) {
      it(`refuses ${name}`, () => assert.deepEqual(faults(operation, input), expected));
    }

    it('does not take the other operation’s field for its own', () => {
      const other = field === 'Identifier' ? 'RelatedOpportunityIdentifier' : 'Identifier';
      assert.deepEqual(faults(operation, { Catalog: 'AWS', [other]: known }), [`${field} REQUIRED_FIELD_MISSING`]);
    });

    it('never repeats a value in its words', () => {
      assert.ok(!call(operation, { Catalog: 'Secret', [field]: 'Secret' }).body.includes('Secret'));
    });

    it('cannot read a body that is no object', () => {
      assert.equal(call(operation, []).answer.__type, 'com.amazon.coral.service#SerializationException');
    });

    it('does not find an id that nobody has, or one of the other catalog', () => {
      assertNotFound(operation, 'AWS', 'O1');
      assertNotFound(operation, 'AWS', `O${'9'.repeat(19)}`);
      const awsIds = new Set(all.map(({ Id }) => Id));
      const elsewhere = idOf(sandbox.find((each) => each.Id && !isPending(each) && !awsIds.has(each.Id)));
      assert.equal(get(operation, 'Sandbox', elsewhere).answer.Catalog, 'Sandbox');
      assertNotFound(operation, 'AWS', elsewhere);
    });

    it('answers the same again, in another service over the same data, and whatever was asked before', () => {
      const fresh = new DemoService({ opportunities: 600, seed: 3, hostile: true });
      const { body } = get(operation, 'AWS', known);
      for (const { Id } of all.slice(0, 50)) if (Id) get(operation, 'AWS', Id);
      assert.equal(get(operation, 'AWS', known).body, body);
      assert.equal(get(operation, 'AWS', known, fresh).body, body);
    });

    it('counts for the rate limit, together with lists', () => {
      const limited = new DemoService({ opportunities: 600, seed: 3, hostile: true, rateLimit: 2, now: () => 0 });
      limited.handle('AWSPartnerCentralSelling.ListOpportunities', '{"Catalog":"AWS"}');
      assert.equal(get(operation, 'AWS', known, limited).status, 200);
      const { answer } = get(operation, 'AWS', known, limited);
      assert.equal(answer.__type, 'com.amazonaws.partnercentralselling#ThrottlingException');
      assert.deepEqual(Object.fromEntries(limited.counts.byOperation), { ListOpportunities: 1, [operation]: 2 });
    });
  });
}

describe('demo service: which opportunities there are to get', () => {
  it('has each one that is listed with an id', () => {
    for (const record of all) {
      if (record.Id) assert.equal(get('GetOpportunity', 'AWS', record.Id).answer.Id, record.Id);
    }
  });

  it('has AWS’s side of those only that were submitted', () => {
    const counts = { pending: 0, submitted: 0 };
    for (const record of all) {
      if (!record.Id) continue;
      if (isPending(record)) {
        assertNotFound('GetAwsOpportunitySummary', 'AWS', record.Id);
        counts.pending++;
      } else {
        const { answer } = get('GetAwsOpportunitySummary', 'AWS', record.Id);
        assert.equal(answer.RelatedOpportunityId, record.Id);
        counts.submitted++;
      }
    }
    assert.ok(counts.pending > 10 && counts.submitted > 400, JSON.stringify(counts));
  });
});

describe('demo service: errors of the Get operations, as the SDK reads them', () => {
  let server: DemoServer;
  let client: PartnerCentralSellingClient;
  before(async () => {
    server = await startDemoServer({ opportunities: 20 });
    client = new PartnerCentralSellingClient({
      region: 'us-east-1',
      endpoint: server.url,
      credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
      maxAttempts: 1,
    });
  });
  after(async () => {
    client.destroy();
    await server.close();
  });

  const commands = {
    GetOpportunity: (Catalog: string, id: string) =>
      client.send(new GetOpportunityCommand({ Catalog, Identifier: id })),
    GetAwsOpportunitySummary: (Catalog: string, id: string) =>
      client.send(new GetAwsOpportunitySummaryCommand({ Catalog, RelatedOpportunityIdentifier: id })),
  };
  for (const [operation, send] of Object.entries(commands)) {
    it(`${operation}: ResourceNotFoundException`, async () => {
      await assert.rejects(
        () => send('AWS', 'O1'),
        (error) => error instanceof ResourceNotFoundException && error.message.includes('does not exist'),
      );
    });

    it(`${operation}: ValidationException with every field`, async () => {
      await assert.rejects(
        () => send('Azure', 'x'),
        (error) => error instanceof ValidationException && error.ErrorList?.length === 2,
      );
    });
  }
});
