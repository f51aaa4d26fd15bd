import assert from 'node:assert/strict';
import { exportChunks, takeSnapshot } from '../../../src/core/exportDocument';
import { loadAll } from '../../../src/core/loadAll';
import { Pipeline } from '../../../src/core/pipeline';
import { createSampleSource } from '../../../src/demo/sampleSource';
import { readExport } from '../../../src/files/readExport';
import { summary } from '../../support/fakeSource';
import { utc } from '../../support/moments';

/** What is wrong with a text, and the line where. */
function problemOf(text: string): string {
  const read = readExport(text);
  if (!('problem' in read)) return 'none';
  const { kind, offset, detail } = read.problem;
  return `${kind} at line ${text.slice(0, offset).split('\n').length}${detail && `: ${detail}`}`;
}

describe('reading an export', () => {
  it('gives back what was written', async () => {
    const now = utc('2026-06-01T12:00:00Z');
    const sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;
    const query = { catalog: 'Sandbox', filter: {}, sort, pageSize: 100, split: 'byStage' } as const;
    const pipeline = new Pipeline(createSampleSource({ opportunities: 250 }), query, () => now);
    await loadAll(pipeline, 1_000, new AbortController().signal);
    const snapshot = takeSnapshot(pipeline, { kind: 'loaded' }, now);
    assert.deepEqual(readExport([...exportChunks(snapshot)].join('')), { items: snapshot.items, catalog: 'Sandbox' });
  });

  it('takes what the AWS CLI printed, an array, and more fields than are known', () => {
    const printed = summary('O1', 'Prospect', '2026-01-01T00:00:00+00:00');
    const dated = { ...printed, Strange: 1 };
    const read = { items: [printed], catalog: undefined };
    assert.deepEqual(readExport(JSON.stringify({ OpportunitySummaries: [dated], NextToken: 'x' })), read);
    assert.deepEqual(readExport(`\ufeff${JSON.stringify([dated])}`), read);
    assert.deepEqual(readExport(JSON.stringify({ OpportunitySummaries: [], Export: {} })), {
      items: [],
      catalog: undefined,
    });
  });

  it('says by line what is wrong', () => {
    const cases: readonly (readonly [text: string, problem: string])[] = [
      ['', 'malformed at line 1: ValueExpected'],
      ['{\n  "OpportunitySummaries": [\n    {"Id": "O1"},\n', 'malformed at line 4: ValueExpected'],
      ['{\n"OpportunitySummaries": [{"Id" "O1"}]\n}', 'malformed at line 2: ColonExpected'],
      ['[\n{"Id": "O1"},\n]', 'malformed at line 3: ValueExpected'],
      ['[] // mine', 'malformed at line 1: InvalidCommentToken'],
      ['{\n  "Opportunities": []\n}', 'noList at line 1'],
      ['{\n  "OpportunitySummaries": {}\n}', 'noList at line 2'],
      ['null', 'noList at line 1'],
      ['[\n  {},\n  "O1"\n]', 'noOpportunity at line 3'],
      ['{\n"OpportunitySummaries": [],\n"Export": {\n"formatVersion": 2}}', 'newerFormat at line 4: 2'],
      ['{"OpportunitySummaries": [],\n"Export": {"formatVersion": 1e999}}', 'newerFormat at line 2: Infinity'],
      ...['"2 [update](command:x)"', '"2"', '0', '-1', 'null', 'true', '[]', '{}'].map(
        (version) =>
          [`{"OpportunitySummaries": [],\n"Export": {"formatVersion": ${version}}}`, 'noVersion at line 2'] as const,
      ),
    ];
    for (const [text, problem] of cases) assert.equal(problemOf(text), problem, text);
  });

  it('says of a text that nests without end where it does, however long it is', () => {
    const levels = 5_000;
    const deep = (open: string, close: string) => open.repeat(levels) + close.repeat(levels);
    const wrapped = (value: string) => `{"Export": {},\n"OpportunitySummaries": [{"Id": "O1", "Strange": ${value}}]}`;
    const texts = [
      ...[deep('[', ']'), '['.repeat(levels), '{"a":'.repeat(levels), deep('[{"a":', '}]')],
      ...[wrapped(deep('[', ']')), wrapped(deep('{"a":[', ']}')), wrapped('['.repeat(3_000_000))],
    ];
    for (const text of texts) assert.match(problemOf(text), /^tooDeep at line [12]$/);
    const brackets = JSON.stringify([{ Id: 'O1', Customer: { Account: { CompanyName: '[{'.repeat(levels) } } }]);
    assert.equal(problemOf(brackets), 'none');
    assert.equal(problemOf(wrapped(`${'['.repeat(50)}1${']'.repeat(50)}`)), 'none');
    assert.equal(problemOf(`"${'x'.repeat(9_000_000)}`), 'malformed at line 1: UnexpectedEndOfString');
    assert.equal(problemOf(`["${'\\'.repeat(100_000)}`), 'malformed at line 1: UnexpectedEndOfString');
  });
});
