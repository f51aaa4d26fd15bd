import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { exportChunks, takeSnapshot } from '../../../src/core/formats/exportDocument';
import { loadAll } from '../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../src/core/lists/opportunityLists';
import { normalisePage } from '../../../src/core/wire/normalisePage';
import { createSampleSource } from '../../../src/demo/sampleSource';
import { bytesOfFile, inPieces, readExport } from '../../../src/files/readExport';
import { summary } from '../../support/fakeSource';

const never = new AbortController().signal;
const read = (text: string) => readExport(inPieces(Buffer.from(text)), never);

/** Pieces of so many bytes. */
function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array, void> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

/** What is wrong with a text, and the line where. */
async function problemOf(text: string): Promise<string> {
  const outcome = await read(text);
  if (!('problem' in outcome)) return 'none';
  const { kind, line, detail } = outcome.problem;
  return `${kind} at line ${line}${detail && `: ${detail}`}`;
}

describe('reading an export', () => {
  const now = { at: new Date('2026-06-01T12:00:00Z'), zone: 'UTC' };
  const sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;
  const query = { catalog: 'Sandbox', filter: {}, sort, pageSize: 100, split: 'byStage' } as const;

  async function snapshotOf(opportunities: number) {
    const lists = new OpportunityLists(createSampleSource({ opportunities, hostile: true }), query, () => now);
    await loadAll(lists, 100_000, never);
    return takeSnapshot(lists, { kind: 'loaded' }, now);
  }

  it('gives back what was written, and what the file says of it', async () => {
    const snapshot = await snapshotOf(250);
    const outcome = await read([...exportChunks(snapshot)].join(''));
    assert.ok(!('problem' in outcome));
    assert.deepEqual(outcome.items, snapshot.items);
    const { catalog, filter, complete, missing, exportedAt, readAt } = snapshot.facts;
    assert.deepEqual(outcome.claims, {
      ...{ isExport: true, sampleData: false, catalog, filter, sort, complete, missing, exportedAt, readAt },
    });
  });

  it('takes what the AWS CLI printed, an array, and more fields than are known', async () => {
    const dated = { ...summary('O1'), LastModifiedDate: '2026-01-01T00:00:00+00:00', Strange: 1 };
    const { items } = normalisePage({ OpportunitySummaries: [dated] });
    const claims = { isExport: false, sampleData: false, complete: false, missing: [] };
    const printed = JSON.stringify({ OpportunitySummaries: [dated], NextToken: 'x' }, null, 4);
    assert.deepEqual(await read(printed), {
      ...{ items, claims: { ...claims, missing: ['moreExist'] }, unreadable: 0 },
    });
    assert.deepEqual(await read(`\ufeff${JSON.stringify([dated])}`), { items, claims, unreadable: 0 });
    assert.deepEqual(await read(JSON.stringify({ NextToken: null, OpportunitySummaries: [], More: [1, { a: '}' }] })), {
      ...{ items: [], claims, unreadable: 0 },
    });
  });

  it('counts the values that cannot be read, and starts again with each list', async () => {
    const unreadable = async (text: string) => {
      const outcome = await read(text);
      assert.ok(!('problem' in outcome));
      return [outcome.items.length, outcome.unreadable];
    };
    const list = [{ Id: ['O1'] }, { Id: 'O2', Project: { ExpectedCustomerSpend: [null, 7, { Amount: {} }] } }];
    assert.deepEqual(await unreadable(JSON.stringify(list)), [2, 4]);
    const twice = `{"OpportunitySummaries": ${JSON.stringify(list)}, "OpportunitySummaries": [{"Id": "O3"}]}`;
    assert.deepEqual(await unreadable(twice), [1, 0]);
  });

  it('reads UTF-16, as Windows PowerShell writes it, and pieces of any size', async () => {
    const { Id: id } = summary('O1');
    const list = [{ Id: id, Customer: { Account: { CompanyName: 'Łódź "quoted" \\ 𝄞 ] }' } } }, summary('O2')];
    const text = JSON.stringify({ OpportunitySummaries: list, Export: { catalog: 'Łódź' } }, null, 2);
    const little = Buffer.from(`\ufeff${text}`, 'utf16le');
    for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`), little, Buffer.from(little).swap16()]) {
      for (const size of [1, 2, 3, 7, 64, 1_000]) {
        const outcome = await readExport(cut(bytes, size), never);
        assert.ok(!('problem' in outcome));
        assert.deepEqual(outcome.items, normalisePage({ OpportunitySummaries: list }).items);
        assert.equal(outcome.claims.catalog, 'Łódź');
      }
    }
  });

  it('takes for a byte order mark only a whole one, and for text only whole characters', async () => {
    const little = Buffer.from('[] ', 'utf16le');
    const big = Buffer.from(little).swap16();
    const utf8 = Buffer.from('[]');
    const whole = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff]), Buffer.from([0xef, 0xbb, 0xbf])] as const;
    const texts = [little, big, utf8] as const;
    const outcome = (bytes: Buffer) => readExport(inPieces(bytes), never);
    for (const [index, mark] of whole.entries()) {
      const text = texts[index] ?? utf8;
      assert.ok('items' in (await outcome(Buffer.concat([mark, text]))));
      for (let at = 0; at < mark.length; at++) {
        const damaged = Buffer.from(mark);
        damaged[at] = 0x20;
        assert.ok('problem' in (await outcome(Buffer.concat([damaged, text]))), damaged.toString('hex'));
      }
    }
    assert.ok('problem' in (await outcome(Buffer.concat([whole[0], little, Buffer.from('x')]))), 'half a character');
  });

  it('keeps apart what stands beside the list, and takes names and texts with signs in them', async () => {
    const claimsOf = async (text: string) => {
      const outcome = await read(text);
      assert.ok(!('problem' in outcome), text);
      return outcome;
    };
    const beside = '"Export": {"catalog": "Sandbox"}, "NextToken": "more"';
    const { claims } = await claimsOf(`{${beside}, "OpportunitySummaries": [], "Other": {"catalog": "AWS"}}`);
    assert.equal(claims.catalog, 'Sandbox');
    assert.deepEqual(claims.missing, ['moreExist']);
    for (const token of ['""', '0', 'null']) {
      const text = `{"OpportunitySummaries": [], "NextToken": ${token}}`;
      assert.deepEqual((await claimsOf(text)).claims.missing, [], token);
    }
    const names = ['a\\', 'b"}]', '\\"', '{[', ',', ':'];
    const { items } = await claimsOf(JSON.stringify(names.map((Id) => ({ Id, [Id]: 1 }))));
    assert.deepEqual(
      items.map(({ Id }) => Id),
      names,
    );
  });

  it('throws what reading the file threw', async () => {
    await assert.rejects(readExport(bytesOfFile(join(tmpdir(), 'no', 'such.json')), never), { code: 'ENOENT' });
  });

  it('lets everything else run after 8 ms of work, and not before', async () => {
    const { now } = performance;
    let time = 0;
    let turns = 0;
    const counting = async (msAPiece: number): Promise<number> => {
      turns = 0;
      const text = Buffer.from(JSON.stringify([{ Id: 'O1' }]).padEnd(100));
      let counter = setImmediate(function count() {
        turns++;
        counter = setImmediate(count);
      });
      function* pieces(): Generator<Uint8Array, void> {
        for (const piece of cut(text, 1)) {
          time += msAPiece;
          yield piece;
        }
      }
      assert.ok('items' in (await readExport(pieces(), never)));
      clearImmediate(counter);
      return turns;
    };
    performance.now = () => time;
    try {
      assert.equal(await counting(0), 0);
      assert.equal(await counting(8), 98, 'the first three pieces come together');
      assert.equal(await counting(4), 49);
    } finally {
      performance.now = now;
    }
  });

  it('says by line what is wrong', async () => {
    const cases: readonly (readonly [text: string, problem: string])[] = [
      ['', 'malformed at line 1: ValueExpected'],
      ['\ufeff', 'malformed at line 1: ValueExpected'],
      ['{\n  "OpportunitySummaries": [\n    {"Id": "O1"},\n', 'malformed at line 4: ValueExpected'],
      ['{\n"OpportunitySummaries": [{"Id" "O1"}]\n}', 'malformed at line 2: ColonExpected'],
      ['[\n{"Id": "O1"},\n]', 'malformed at line 3: ValueExpected'],
      ['[] // mine', 'malformed at line 1: InvalidCommentToken'],
      ['[]\n[]', 'malformed at line 2: EndOfFileExpected'],
      ['[\n{"Id":\n"O1}\n', 'malformed at line 3: UnexpectedEndOfString'],
      ['{\n  "Opportunities": []\n}', 'noList at line 1'],
      ['{\n  "OpportunitySummaries": {}\n}', 'noList at line 2'],
      ['null', 'noList at line 1'],
      ['\n\t\r\nnull\n', 'noList at line 3'],
      ['{1}', 'malformed at line 1: PropertyNameExpected'],
      ['{"a": 1,\n}', 'malformed at line 2: PropertyNameExpected'],
      ['{"a" 1}', 'malformed at line 1: ColonExpected'],
      ['{"a": {}\n{}}', 'malformed at line 2: CommaExpected'],
      ['[1 2]', 'malformed at line 1: CommaExpected'],
      ['[1\n2]', 'malformed at line 2: CommaExpected'],
      ['[{\n"Id":\n"O1"\n}\n"O2"]', 'malformed at line 5: CommaExpected'],
      ['[,]', 'malformed at line 1: ValueExpected'],
      ['[\n:]', 'malformed at line 2: ValueExpected'],
      ['[}]', 'malformed at line 1: ValueExpected'],
      ['{"a": ]}', 'malformed at line 1: ValueExpected'],
      ['[{"Id": /* mine */ "O1"}]', 'malformed at line 1: InvalidCommentToken'],
      ['[{"Id": "O1",\n}]', 'malformed at line 2: PropertyNameExpected'],
      ['[\ufeff1]', 'malformed at line 1: InvalidSymbol'],
      ['\ufeff\ufeff[]', 'malformed at line 1: InvalidSymbol'],
      ['{"Export": null, "OpportunitySummaries": []}', 'none'],
      [
        '{"OpportunitySummaries": [],\n"Export": {\n"formatVersion":\n9,\n"catalog": "AWS"}}',
        'newerFormat at line 4: 9',
      ],
      ['[\n  {},\n  "O1"\n]', 'noOpportunity at line 3'],
      ['{\n"OpportunitySummaries": [],\n"Export": {\n"formatVersion": 2}}', 'newerFormat at line 4: 2'],
      ['{"OpportunitySummaries": [],\n"Export": {"formatVersion": 1e999}}', 'newerFormat at line 2: Infinity'],
      ...['"2 [update](command:x)"', '"2"', '0', '-1', 'null', 'true', '[]', '{}'].map(
        (version) =>
          [`{"OpportunitySummaries": [],\n"Export": {"formatVersion": ${version}}}`, 'noVersion at line 2'] as const,
      ),
    ];
    for (const [text, problem] of cases) assert.equal(await problemOf(text), problem, text);
  });

  it('says of a text that nests without end where it does, however long it is', async () => {
    const levels = 5_000;
    const deep = (open: string, close: string) => open.repeat(levels) + close.repeat(levels);
    const wrapped = (value: string) => `{"Export": {},\n"OpportunitySummaries": [{"Id": "O1", "Strange": ${value}}]}`;
    const texts = [
      ...[deep('[', ']'), '['.repeat(levels), '{"a":'.repeat(levels), deep('[{"a":', '}]')],
      ...[`{"a":${deep('[', ']')}}`],
      ...[wrapped(deep('[', ']')), wrapped(deep('{"a":[', ']}')), wrapped('['.repeat(3_000_000))],
    ];
    for (const text of texts) assert.match(await problemOf(text), /^tooDeep at line [12]$/);
    const brackets = JSON.stringify([{ Id: 'O1', Customer: { Account: { CompanyName: '[{'.repeat(levels) } } }]);
    assert.equal(await problemOf(brackets), 'none');
    // The braces of the entry are the first level of a hundred.
    assert.equal(await problemOf(wrapped(`${'['.repeat(99)}1${']'.repeat(99)}`)), 'none');
    assert.equal(await problemOf(wrapped(`${'['.repeat(100)}1${']'.repeat(100)}`)), 'tooDeep at line 2');
    assert.equal(await problemOf(`["${'\\'.repeat(100_000)}`), 'malformed at line 1: UnexpectedEndOfString');
    const entry = (bytes: number) => `\n{"Id":"${'x'.repeat(bytes - '{"Id":""}'.length)}"}`;
    const largest = 8 * 1024 * 1024;
    assert.equal(await problemOf(`[${entry(largest)}, ${entry(10)}]`), 'none');
    assert.equal(await problemOf(`[${entry(10)}, ${entry(largest + 1)}]`), 'noOpportunity at line 3');
    assert.equal(await problemOf(`["${'x'.repeat(9_000_000)}`), 'noOpportunity at line 1');
  });

  it('takes for JSON what a parser takes for it, and nothing else', async () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"OpportunitySummaries"',
      '"a"',
      '1',
      '-',
      'null',
      ' ',
      '\n',
      '"',
      '\\',
      '/',
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), async (signs) => {
        const text = signs.join('');
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        assert.equal(!/^malformed/.test(await problemOf(text)), isJson, text);
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads 45 MB of a file in turns, and stops at once when it is cancelled', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'reading-'));
    try {
      const file = join(folder, 'large.opportunities.json');
      const text = [...exportChunks(await snapshotOf(2_000))].join('');
      const copies = Math.ceil(45e6 / text.length);
      const list = text.slice(text.indexOf('[') + 1, text.lastIndexOf('],\n  "Export"'));
      await writeFile(file, `{"OpportunitySummaries": [${Array(copies).fill(list).join(',')}]}`);
      let turns = 0;
      const ticking = setInterval(() => {
        turns++;
      }, 1);
      const begun = performance.now();
      const outcome = await readExport(bytesOfFile(file), never);
      const took = performance.now() - begun;
      clearInterval(ticking);
      assert.ok(!('problem' in outcome));
      assert.ok(outcome.items.length > 20_000);
      // Whatever else wants to run does so every 50 ms on the average, also where the machine is busy with other things.
      assert.ok(took / turns < 50, `${turns} turns in ${took} ms`);
      const stop = new AbortController();
      const stopped = assert.rejects(readExport(bytesOfFile(file), stop.signal), { name: 'AbortError' });
      stop.abort();
      await stopped;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }).timeout(60_000);
});
