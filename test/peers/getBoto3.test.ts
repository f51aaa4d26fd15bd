import assert from 'node:assert/strict';
import { type DemoServer, startDemoServer } from '../../src/demo/server/demoServer';
import { data, titleOf } from './agreement';
import { type GetOperation, getRequest, gets, onlyKnown, parsed, sample } from './fullRecords';
import { findBoto3, getWithBoto3 } from './programs';

const boto3 = findBoto3();

('missing' in boto3 ? describe.skip : describe)(`full records agree with ${titleOf('boto3', boto3)}`, function () {
  this.timeout(60_000);
  let server: DemoServer;
  before(async () => {
    server = await startDemoServer(data);
  });
  after(() => server.close());

  for (const operation of Object.keys(gets) as GetOperation[]) {
    it(`${operation}: reads every field that it knows as it was made`, async () => {
      assert.equal(sample.length, 30);
      const { knows, answers } = await getWithBoto3(
        server.url,
        sample.map(({ id }) => [operation, getRequest(operation, id)] as const),
      );
      const known = knows[operation] ?? [];
      assert.ok(known.length > 20);
      const unknown = new Set<string>();
      for (const [n, each] of sample.entries()) {
        const own = parsed(each[gets[operation].own]);
        assert.deepEqual(answers[n]?.record, onlyKnown(own, known), each.id);
        for (const path of pathsIn(own)) if (!known.includes(path) && hasKnownParent(path, known)) unknown.add(path);
      }
      console.log(
        `      ${operation}: ${sample.length} records agree; boto3 does not know ${[...unknown].join(', ') || '-'}`,
      );
    });

    it(`${operation}: understands that an opportunity is not there, and what is wrong with a request`, async () => {
      const { answers } = await getWithBoto3(server.url, [
        [operation, getRequest(operation, 'O1')],
        [operation, getRequest(operation, sample[0]?.id ?? '', 'Sandbox')],
        [operation, getRequest(operation, 'x', 'Azure')],
      ]);
      const notFound = { code: 'ResourceNotFoundException', fields: [] };
      assert.deepEqual(
        answers.map(({ error }) => error),
        [
          notFound,
          notFound,
          {
            code: 'ValidationException',
            fields: [
              ['Catalog', 'INVALID_ENUM_VALUE'],
              [gets[operation].idField, 'INVALID_STRING_FORMAT'],
            ],
          },
        ],
      );
    });
  }
});

/** Returns the paths of the members of a record, with lists left out. */
function pathsIn(record: unknown, prefix = ''): string[] {
  if (Array.isArray(record)) return record.flatMap((each) => pathsIn(each, prefix));
  if (typeof record !== 'object' || record === null) return [];
  return Object.entries(record).flatMap(([name, value]) => {
    const path = prefix ? `${prefix}.${name}` : name;
    return [path, ...pathsIn(value, path)];
  });
}

/** Returns whether an unknown path is the topmost: neither below an unknown one nor an entry of a map. */
function hasKnownParent(path: string, known: readonly string[]): boolean {
  const parent = path.slice(0, Math.max(0, path.lastIndexOf('.')));
  return parent === '' || known.some((each) => each.startsWith(`${parent}.`));
}
