import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSampleSource } from '../../../../src/demo/sampleSource';
import { settled } from '../../../support/fakeClock';
import { MemorySecrets, MemoryState } from '../../../support/memoryState';
import { utc } from '../../../support/moments';
import { openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

const dayMs = 86_400_000;

describe('what changed in the sample data', () => {
  let root: string;
  let secrets: MemorySecrets;
  let memory: MemoryState;
  let window: WindowUnderTest | undefined;
  let at: number;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'partner-central-sample-'));
    [secrets, memory] = [new MemorySecrets(), new MemoryState()];
    at = Date.UTC(2026, 2, 15, 12);
  });
  afterEach(async () => {
    window?.dispose();
    await rm(root, { recursive: true, force: true });
  });

  const look = async () => {
    const storage = { workspace: join(root, 'workspace'), shared: join(root, 'shared') };
    const keepClock = { now: () => performance.now(), schedule: (_: number, run: () => void) => immediately(run) };
    // The data is opened with the first request, when there are lists.
    const begun = (start: string) => queueMicrotask(() => opened.current.identified(start));
    const open = () => openSampleSource(memory, () => utc(at), begun);
    const opened = await openWindow(open, { secrets, storage, keepClock });
    window = opened;
    await opened.choices.choose({ sampleData: true });
    const lists = opened.current.value;
    for (const key of lists.keys) await lists.listOf(key)?.firstPage();
    await opened.parts.whatChanged.start();
    return opened;
  };
  const immediately = (run: () => void) => {
    const turn = setImmediate(run);
    return () => clearImmediate(turn);
  };
  /** The number of changes, and whether it is a first look. */
  const changesAfter = async (days: number) => {
    const first = await look();
    first.parts.whatChanged.markAllSeen();
    while (!secrets.values.has('changes.key')) await settled();
    first.dispose();
    at += days * dayMs;
    const { whatChanged } = (await look()).parts;
    const { state } = whatChanged;
    return [whatChanged.changes.length, state.kind === 'watching' && state.isFirst];
  };

  it('is three opportunities on the second day', async () => {
    assert.deepEqual(await changesAfter(1), [3, false]);
  });

  it('is nothing once it starts over, although everything has other dates then', async () => {
    assert.deepEqual(await changesAfter(20), [0, true]);
  });
});
