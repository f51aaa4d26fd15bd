import assert from 'node:assert/strict';
import { type DemoServer, startDemoServer } from '../../src/demo/server/demoServer';
import { data, titleOf } from './agreement';
import { type GetOperation, getRequest, gets, parsed, sample } from './fullRecords';
import { findAwsCli, getWithAwsCli } from './programs';

const awsCli = findAwsCli();

('missing' in awsCli ? describe.skip : describe)(`full records and the ${titleOf('AWS CLI', awsCli)}`, function () {
  this.timeout(60_000);
  let server: DemoServer;
  before(async () => {
    server = await startDemoServer(data);
  });
  after(() => server.close());

  for (const operation of Object.keys(gets) as GetOperation[]) {
    it(`${operation}: prints a record`, async () => {
      const each = sample[3] ?? assert.fail();
      const { code, output, errors } = await getWithAwsCli(server.url, operation, getRequest(operation, each.id));
      assert.equal(code, 0, errors);
      // The fields that this version of the program knows are not checked: only what it prints must be right.
      const [printed, own] = [parsed(JSON.parse(output)), parsed(each[gets[operation].own])];
      assertPartOf(printed, own, operation);
      assert.ok(Object.keys(printed as object).length >= 6);
    });

    it(`${operation}: says that an opportunity is not there`, async () => {
      const { code, errors } = await getWithAwsCli(server.url, operation, getRequest(operation, 'O1'));
      assert.notEqual(code, 0);
      assert.match(errors, new RegExp(`ResourceNotFoundException.*${operation}.*does not exist in this catalog`));
    });
  }
});

function assertPartOf(part: unknown, whole: unknown, path: string): void {
  if (typeof part !== 'object' || part === null) {
    assert.equal(part, whole, path);
    return;
  }
  assert.equal(Array.isArray(part), Array.isArray(whole), path);
  if (Array.isArray(part)) assert.equal(part.length, (whole as unknown[]).length, path);
  for (const [name, value] of Object.entries(part)) {
    assertPartOf(value, (whole as Readonly<Record<string, unknown>> | undefined)?.[name], `${path}.${name}`);
  }
}
