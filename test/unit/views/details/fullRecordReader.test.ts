import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import type { AwsOpportunitySummary, Opportunity, OpportunitySummary } from '../../../../src/core/model/opportunity';
import type { Writing } from '../../../../src/core/text/translate';
import type * as readerModule from '../../../../src/views/details/fullRecordReader';
import { FakeSource, type RecordCall, summary } from '../../../support/fakeSource';
import { vscode } from '../../../support/fakeVscode';
import { calm } from '../../../support/windowUnderTest';

const writing: Writing = {
  t: (words, ...args) => words.replace(/\{(\d)\}/g, (_, n: string) => String(args[Number(n)])),
  ...{ locale: 'en', zone: 'UTC', today: '2026-03-15' },
};
const shown: OpportunitySummary = summary('O1', 'Prospect', '2026-03-01T00:00:00Z');
const newer: OpportunitySummary = summary('O1', 'Prospect', '2026-03-02T00:00:00Z');
const record = { Catalog: 'AWS', Id: 'O1', LastModifiedDate: '2026-03-01T00:00:00Z' } as Opportunity;
const awsSummary = { Catalog: 'AWS', RelatedOpportunityId: 'O1' } as AwsOpportunitySummary;
const whole = 'The opportunity in full, and AWS’s side of it.';

describe('a full record', () => {
  let reader: readerModule.FullRecordReader;
  let source: FakeSource;
  let changes: number;
  let now: Date;
  let sampleData: boolean;

  beforeEach(async () => {
    vscode.install();
    const { FullRecordReader } = await import('../../../../src/views/details/fullRecordReader');
    source = new FakeSource();
    changes = 0;
    sampleData = false;
    now = new Date('2026-03-15T10:00:00Z');
    reader = new FullRecordReader(
      () => ({ source, catalog: 'Sandbox', sampleData }),
      'O1',
      () => now,
      () => {
        changes += 1;
      },
    );
  });

  const view = (beside = shown) => reader.view(writing, beside);
  const actions = () => view().actions.map(({ label }) => label);
  const asked = () => [source.opportunityCalls.length, source.awsSummaryCalls.length];
  const lastRecord = () => source.opportunityCalls.at(-1) ?? assert.fail();
  const lastSummary = () => source.awsSummaryCalls.at(-1) ?? assert.fail();
  const end = <T>(call: RecordCall<T>, outcome: T | SourceError) => {
    if (outcome instanceof SourceError) call.fail(outcome);
    else call.answer(outcome);
  };
  /** Reads both halves, which end in these ways. */
  const read = async (
    first: Opportunity | SourceError,
    second: AwsOpportunitySummary | SourceError,
    beside = shown,
  ) => {
    const before = asked();
    reader.load(beside);
    if (asked()[0] !== before[0]) end(lastRecord(), first);
    if (asked()[1] !== before[1]) end(lastSummary(), second);
    await calm();
  };

  it('is not read before a person asks for it', () => {
    assert.deepEqual([asked(), reader.busy, actions()], [[0, 0], false, ['Load Full Record']]);
    assert.match(
      view().note,
      /^AWS’s contact, title, people, solutions, .* two requests, sent when you ask for them\.$/,
    );
    assert.deepEqual([view().heading, view().older, view().failures], ['Full record', undefined, []]);
  });

  it('is two requests to the catalog, and none more while they are under way', async () => {
    reader.load(shown);
    reader.load(shown);
    assert.deepEqual(asked(), [1, 1]);
    assert.deepEqual([lastRecord().id, lastSummary().id], ['O1', 'O1']);
    assert.deepEqual([lastRecord().priority, reader.busy, changes], ['foreground', true, 1]);
    assert.deepEqual([view().busy, actions()], [true, ['Stop']]);
    assert.equal(view().note, 'Reading the full record and AWS’s side of it…');
    lastRecord().answer(record);
    await calm();
    assert.deepEqual([reader.busy, changes], [true, 2]);
    assert.match(view().note, /^Reading the full record and AWS’s side of it… Read Mar 15, 2026.*10:00.*\.$/);
    lastSummary().answer(awsSummary);
    await calm();
    assert.deepEqual([reader.busy, changes, actions()], [false, 3, ['Read Again']]);
    assert.match(view().note, /^The rest of it is below the summary\. Read Mar 15, 2026.*10:00.*\.$/);
    assert.ok(view().blocks.length > 0);
  });

  it('says both times where its halves were read at two', async () => {
    await read(record, new SourceError('timedOut', { args: ['30'] }));
    assert.match(view().note, /^The rest of it is below the summary\. Read Mar 15, 2026.*10:00.*\.$/);
    now = new Date('2026-03-15T11:30:00Z');
    await read(record, awsSummary);
    assert.deepEqual(asked(), [1, 2], 'only what failed is read again');
    assert.match(view().note, /The opportunity was read .*10:00.*, AWS’s side of it .*11:30.*\.$/);
  });

  it('says the time of the half that there is', async () => {
    await read(new SourceError('accessDenied', { args: ['dev'] }), awsSummary);
    assert.match(view().note, /^The rest of it is below the summary\. Read Mar 15, 2026/);
    assert.deepEqual(actions(), ['Read Again']);
  });

  it('says of each half why it failed, with its own remedies', async () => {
    const denied = new SourceError('accessDenied', { args: ['dev'] });
    await read(denied, new SourceError('notFound'));
    assert.equal(view().note, whole);
    assert.deepEqual(actions(), [], 'each failure has its own');
    assert.equal(view().failures.length, 2);
    assert.match(JSON.stringify(view().failures[1]), /AWS has no record of its own for this opportunity/);
    assert.equal(reader.error('record'), denied);
    assert.equal(reader.error('awsSummary')?.code, 'notFound');
  });

  it('says of sample data that it has nothing of AWS’s side', async () => {
    sampleData = true;
    await read(record, new SourceError('notFound'));
    assert.match(JSON.stringify(view().failures), /The sample data has nothing of AWS’s side for this opportunity/);
  });

  it('has no error of what did not fail', () => {
    assert.deepEqual([reader.error('record'), reader.error('awsSummary')], [undefined, undefined]);
  });

  it('keeps what was read while it is read again, and where that fails, unless AWS says that there is none now', async () => {
    await read(record, awsSummary);
    const { blocks } = view();
    await read(new SourceError('offline'), new SourceError('offline'));
    assert.deepEqual(asked(), [2, 2], 'both, where neither was missing');
    assert.deepEqual(view().blocks, blocks);
    assert.equal(view().failures.length, 2);
    await read(new SourceError('notFound'), new SourceError('notFound'));
    assert.notDeepEqual(view().blocks, blocks);
  });

  it('is stopped, keeps what there was, and takes no late answer', async () => {
    await read(record, awsSummary);
    const { note, blocks } = view();
    reader.load(shown);
    const [late] = [lastRecord()];
    reader.stop();
    assert.equal(late.signal.aborted, true);
    late.answer({ ...record, Id: 'late' } as Opportunity);
    lastSummary().fail(new SourceError('aborted'));
    await calm();
    assert.deepEqual([reader.busy, view().note, view().blocks, view().failures], [false, note, blocks, []]);
  });

  it('says that the summary above is newer, and reads that half again', async () => {
    await read(record, awsSummary);
    assert.equal(view().older, undefined);
    assert.equal(view({ ...shown }).older, undefined, 'the same version');
    assert.equal(view(newer).older, 'This was read with an older version of the summary above.');
    await read({ ...record, LastModifiedDate: '2026-03-02T00:00:00Z' } as Opportunity, awsSummary, newer);
    assert.deepEqual([asked(), view(newer).older], [[2, 2], undefined]);
    assert.ok(view(shown).older, 'AWS’s side does not say its version');
  });
});
