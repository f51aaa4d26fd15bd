import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChangeTracker } from '../../../src/core/changes/changeTracker';
import { type KeptFile, readKept, type Unusable, writeKept } from '../../../src/core/changes/keptFormat';
import { inSlices } from '../../../src/core/runtime/inSlices';
import { ChangesFolder } from '../../../src/files/changes/changesFolder';
import { KeyedHash } from '../../../src/files/changes/keyedHash';
import { clock } from '../../../src/host/clock';
import { atMost, type Bench, median, rounded, verdict } from '../measure';
import { LoopWatch } from './loopWatch';
import { manyOpportunities } from './manyOpportunities';

const count = 10_000;
const pageSize = 100;
const rounds = 9;
const owner = { identity: undefined, account: undefined };

/** Whether what is kept of changes is there in no time, and leaves others their turn. */
export const changes: Bench = {
  name: 'changes',
  method:
    `${count} opportunities, a tenth of them changed since they were seen: in ${rounds} rounds, they are taken page by page, ` +
    'hashed and written to a file as after the first look; the file is read as when the Changes view is opened; and all are ' +
    'taken once more, as when they are loaded then. Stalls: a look at the clock every millisecond meanwhile',
  async run() {
    const items = await manyOpportunities(count);
    const { ofField: hash } = new KeyedHash(KeyedHash.newKey());
    const { signal } = new AbortController();
    const root = await mkdtemp(join(tmpdir(), 'changes-'));
    const folder = new ChangesFolder(root, root);
    const name = 'a'.repeat(22);
    const watch = new LoopWatch();
    const reads: number[] = [];
    const saving: number[] = [];
    const pages: number[] = [];
    let bytes = 0;
    try {
      for (let round = 0; round <= rounds; round++) {
        const tracker = new ChangeTracker();
        tracker.take(items);
        tracker.askedUpTo('2099-01-01T00:00:00.000Z');
        const changed = items.slice(0, count / 10).map((item) => {
          return { ...item, LastModifiedDate: '2099-01-02T00:00:00.000Z', OpportunityType: 'Expansion' as const };
        });
        tracker.take(changed);
        watch.take();
        await inSlices(tracker.hashing(hash), clock, signal);
        await folder.write(name, writeKept({ owner, kept: tracker }, hash), signal);
        const saved = watch.take().longest;
        const begun = performance.now();
        const next = new ChangeTracker((await read(folder, name, signal)).kept, hash);
        const took = performance.now() - begun;
        if (next.changes.length !== tracker.changes.length) throw new Error('Not everything was read.');
        const longest = longestPage(next, items);
        // The first round only warms up.
        if (round === 0) continue;
        reads.push(took);
        saving.push(saved);
        pages.push(longest);
      }
      const [file = ''] = await readdir(root);
      bytes = (await stat(join(root, file))).size;
    } finally {
      watch.stop();
      await rm(root, { recursive: true });
    }
    return [
      atMost('kept states: 10,000 read', 30, median(reads), { reads: rounded(reads) }),
      atMost('10,000 are hashed and kept: longest stall', 50, Math.max(...saving), { saving: rounded(saving) }),
      atMost('the slowest page of 100 is compared with what was kept', 10, median(pages), { pages: rounded(pages) }),
      {
        metric: 'kept states: the file of 10,000',
        value: `${(bytes / 1_000_000).toFixed(2)} MB`,
        goal: '≤ 2 MB',
        verdict: verdict(bytes <= 2_000_000),
      },
    ];
  },
};

async function read(folder: ChangesFolder, name: string, signal: AbortSignal): Promise<KeptFile> {
  const text = await folder.read(name);
  let file: KeptFile | Unusable | undefined;
  const work = (function* () {
    file = yield* readKept(text ?? '');
  })();
  await inSlices(work, clock, signal, 8);
  if (typeof file !== 'object') throw new Error(`The file is ${file}.`);
  return file;
}

/** Takes everything page by page, and returns the longest time that one of them took. */
function longestPage(tracker: ChangeTracker, items: Awaited<ReturnType<typeof manyOpportunities>>): number {
  let longest = 0;
  for (let start = 0; start < items.length; start += pageSize) {
    const begun = performance.now();
    tracker.take(items.slice(start, start + pageSize));
    longest = Math.max(longest, performance.now() - begun);
  }
  return longest;
}
