import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpportunityChange } from '../../../../src/core/changes/opportunityChange';
import { Emitter } from '../../../../src/core/runtime/emitter';
import { shownOf } from '../../../support/changes/fakeWhatChanged';
import { settled } from '../../../support/fakeClock';
import { vscode } from '../../../support/fakeVscode';
import { MemorySecrets } from '../../../support/memoryState';
import { openWindow, type Storage, type WindowUnderTest } from '../../../support/windowUnderTest';
import { minute, version } from '../../core/changes/histories';
import { ChangingCatalog } from './changingCatalog';

const short = ({ id, kind, fields }: OpportunityChange) => [id, kind, ...fields].join(' ');

/** A clock that a test moves by hand, and on which work in slices goes on by itself. */
class KeepClock {
  private readonly waiting = new Map<object, () => void>();
  now = () => performance.now();
  schedule = (ms: number, run: () => void) => {
    if (ms === 0) {
      const turn = setImmediate(run);
      return () => clearImmediate(turn);
    }
    const timer = {};
    this.waiting.set(timer, run);
    return () => void this.waiting.delete(timer);
  };

  get timers(): number {
    return this.waiting.size;
  }

  /** Lets everything become due that waits. */
  pass(): void {
    const due = [...this.waiting.values()];
    this.waiting.clear();
    for (const run of due) run();
  }
}

/** The secrets of a window that VS Code tells late of what other windows do. */
class LateSecrets extends MemorySecrets {
  private readonly told = new Emitter<{ readonly key: string }>();
  private gate: Promise<void> | undefined;
  override readonly onDidChange = this.told.event;
  /** True while an answer is on its way, which may be outdated when it comes. */
  held = false;

  constructor(private readonly shared: MemorySecrets) {
    super();
  }

  override async get(key: string): Promise<string | undefined> {
    const value = await this.shared.get(key);
    this.held = this.gate !== undefined;
    await this.gate;
    return value;
  }

  override store(key: string, value: string): Promise<void> {
    return this.shared.store(key, value);
  }

  override delete(key: string): Promise<void> {
    return this.shared.delete(key);
  }

  /** Holds answers until the returned function is called. */
  hold(): () => void {
    let go = () => {};
    this.gate = new Promise((resolve) => {
      go = () => {
        this.gate = undefined;
        resolve();
      };
    });
    return () => go();
  }

  tell(): void {
    this.told.fire({ key: 'changes.key' });
  }
}

describe('what is kept of changes', () => {
  let root: string;
  let storage: Storage;
  let secrets: MemorySecrets;
  let catalog: ChangingCatalog;
  let windows: WindowUnderTest[];
  let clocks: Map<WindowUnderTest, KeepClock>;
  /** Those whose person looks at the changes. */
  const looking = new Set<WindowUnderTest>();

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'partner-central-kept-'));
    storage = { workspace: join(root, 'workspace'), shared: join(root, 'shared') };
    secrets = new MemorySecrets();
    catalog = new ChangingCatalog();
    catalog.put(version('O1', 1, { steps: 'a' }), version('O2', 2));
    windows = [];
    clocks = new Map();
    looking.clear();
  });
  afterEach(async () => {
    for (const window of windows) window.dispose();
    await rm(root, { recursive: true, force: true });
  });

  const open = async (where = storage, own = secrets) => {
    const keepClock = new KeepClock();
    const window = await openWindow(catalog.open, { secrets: own, storage: where, keepClock });
    windows.push(window);
    // As the view does while the person sees it.
    changesOf(window).onDidChange(() => {
      if (looking.has(window) && changesOf(window).state.kind === 'idle') void start(window);
    });
    clocks.set(window, keepClock);
    return window;
  };
  const clockOf = (window: WindowUnderTest) => clocks.get(window) ?? assert.fail();
  const close = (window: WindowUnderTest) => {
    windows = windows.filter((one) => one !== window);
    window.dispose();
  };
  const changesOf = ({ parts }: WindowUnderTest) => parts.whatChanged;
  const listed = (window: WindowUnderTest) => changesOf(window).changes.map(short);
  const stateOf = (window: WindowUnderTest) => {
    const { state } = changesOf(window);
    return state.kind === 'watching' ? state : assert.fail(state.kind);
  };
  const start = (window: WindowUnderTest) => {
    looking.add(window);
    return changesOf(window).start();
  };
  /** All files below a folder. */
  const files = async (folder = root): Promise<string[]> => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  };
  const keptFiles = async () => (await files()).filter((file) => file.endsWith('.jsonl'));
  const until = async (isSo: () => Promise<boolean> | boolean, what: string) => {
    for (const begun = performance.now(); performance.now() - begun < 10_000; ) {
      if (await isSo()) return;
      await settled();
    }
    assert.fail(what);
  };
  /** Waits until no file is read or written any more. */
  const atRest = async () => {
    const isBusy = () => process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'));
    for (let quiet = 0; quiet < 20; quiet = isBusy() ? 0 : quiet + 1) await settled();
  };
  /** Lets fractions of a millisecond pass, in which others go on. */
  const letPass = async (fractions: number) => {
    for (const begun = performance.now(); performance.now() - begun < fractions / 5; ) await settled();
  };
  /** Lets a window keep what it wants to keep, and waits until that is on the disk. */
  const keep = async (window: WindowUnderTest) => {
    const before = await stamps();
    clockOf(window).pass();
    await until(async () => (await stamps()) !== before, 'nothing was written');
  };
  const stamps = async () => {
    const found = await Promise.all((await keptFiles()).map((file) => stat(file, { bigint: true })));
    return found.map(({ ino, mtimeNs }) => `${ino} ${mtimeNs}`).join();
  };
  /** A window that has loaded and looked, and kept that. */
  const looked = async (where = storage) => {
    const window = await open(where);
    for (const key of window.current.value.keys) await window.current.value.listOf(key)?.firstPage();
    await start(window);
    if (clockOf(window).timers > 0) await keep(window);
    return window;
  };

  it('is neither read nor written before somebody looks', async () => {
    close(await looked());
    const asked: string[] = [];
    const watched = new MemorySecrets();
    watched.get = async (key) => void asked.push(key) as undefined;
    await mkdir(join(root, 'other'));
    const keepClock = new KeepClock();
    const where = { shared: join(root, 'other') };
    const window = await openWindow(catalog.open, { secrets: watched, storage: where, keepClock });
    windows.push(window);
    await window.current.value.listOf('Prospect')?.firstPage();
    window.dispose();
    assert.deepEqual([asked, keepClock.timers, await readdir(join(root, 'other'))], [[], 0, []]);
  });

  it('is there in the next window: what is unseen is listed at once, and AWS is asked for the rest once', async () => {
    const first = await looked();
    catalog.put(version('O1', 5, { steps: 'b' }));
    await start(first);
    await keep(first);
    close(first);
    catalog.put(version('O2', 9, { stage: 'Qualified' }));
    catalog.requests.length = 0;
    const second = await open();
    await start(second);
    assert.deepEqual(listed(second), ['O2 changed', 'O1 changed LifeCycle.NextSteps']);
    assert.deepEqual(changesOf(second).of('O2')?.stage, { from: 'Prospect', to: 'Qualified' });
    assert.deepEqual(catalog.asked, [minute(4)]);
    assert.deepEqual(stateOf(second), { kind: 'watching', since: minute(2), isFirst: false, isWhole: true });
    // What was marked as seen is no longer listed in the third.
    changesOf(second).markSeen(shownOf(changesOf(second), 'O1'));
    close(second);
    const third = await open();
    await start(third);
    assert.deepEqual(listed(third), ['O2 changed']);
  });

  it('has the opportunities of rows that an earlier window left as unseen, with one request for twenty', async () => {
    const first = await looked();
    const left = Array.from({ length: 21 }, (_, n) => version(`O1${n}`, 5, {}, 5));
    catalog.put(version('O1', 4), ...left, version('O2', 20));
    await start(first);
    changesOf(first).markSeen(shownOf(changesOf(first), 'O2'));
    await keep(first);
    close(first);
    catalog.requests.length = 0;
    const second = await open();
    await start(second);
    assert.equal(listed(second).length, 22);
    assert.ok(changesOf(second).changes.every(({ item }) => item));
    assert.deepEqual(
      catalog.requests.flatMap(({ Identifier: ids }) => ids?.length ?? []),
      [20, 2],
    );
    // What AWS does not say leaves rows with their ids, and nothing else.
    catalog.failsById = true;
    const third = await open();
    await start(third);
    assert.deepEqual([listed(third).length, stateOf(third).error], [22, undefined]);
    assert.ok(changesOf(third).changes.every(({ item }) => !item));
  });

  it('is not written again by a window in which nothing changes', async () => {
    close(await looked());
    const before = await stamps();
    const window = await open();
    await start(window);
    for (const key of window.current.value.keys) await window.current.value.listOf(key)?.firstPage();
    assert.equal(clockOf(window).timers, 0);
    close(window);
    assert.equal(await stamps(), before);
  });

  it('is listed before AWS answers, as soon as it is known who signs, and stays if AWS does not', async () => {
    const identify = (window: WindowUnderTest, digest: string) => {
      window.current.identified(digest);
      window.current.whereabouts = {};
    };
    const first = await open();
    assert.equal(first.current.value.loading, false);
    identify(first, 'me');
    await start(first);
    catalog.put(version('O1', 5));
    await start(first);
    await keep(first);
    close(first);
    catalog.holds = true;
    const second = await open();
    void start(second);
    await until(() => catalog.sources.length === 2 && catalog.requests.at(-1) !== undefined, 'nothing was asked');
    assert.deepEqual([listed(second), changesOf(second).state], [[], { kind: 'asking' }]);
    identify(second, 'me');
    assert.deepEqual(listed(second), ['O1 changed LifeCycle.NextSteps']);
  });

  it('is not used for another identity, which begins with a first look, and the log says so', async () => {
    const account = (item: ReturnType<typeof version>, digits: string) => ({
      ...item,
      Arn: `arn:aws:partnercentral:us-east-1:${digits}:catalog/AWS/opportunity/${item.Id}`,
    });
    const as = async (digest: string, digits: string) => {
      catalog = new ChangingCatalog();
      catalog.put(account(version('O1', 7, { steps: digits }), digits));
      const window = await open();
      assert.equal(window.current.value.loading, false);
      window.current.identified(digest);
      await start(window);
      const { isFirst } = stateOf(window);
      const { logged } = window;
      close(window);
      return [isFirst, logged];
    };
    const none: string[] = [];
    const other = ['What was kept is of another account, so it is not used.'];
    const first = await open();
    assert.equal(first.current.value.loading, false);
    first.current.identified('one');
    catalog = new ChangingCatalog();
    catalog.put(account(version('O1', 1), '111111111111'));
    close(first);
    const made = await looked();
    close(made);
    assert.deepEqual(await as('one', '111111111111'), [false, none]);
    // Keys that were renewed are another identity of the same account.
    assert.deepEqual(await as('two', '111111111111'), [false, none]);
    assert.deepEqual(await as('three', '222222222222'), [true, other]);
    // The same configuration may lead to another account.
    assert.deepEqual(await as('three', '333333333333'), [true, other]);
  });

  it('has hashes in place of values, for its owner alone, in a file whose name says nothing', async () => {
    const window = await looked();
    const [file = '', ...others] = await keptFiles();
    assert.deepEqual(others, []);
    assert.match(file.slice(root.length), /^.workspace.changes.[\w-]{22}\.jsonl$/);
    if (process.platform !== 'win32') assert.equal((await stat(file)).mode & 0o777, 0o600);
    const text = await readFile(file, 'utf8');
    assert.match(text, /"O1"/);
    assert.equal(text.includes(secrets.values.get('changes.key') ?? ''), false);
    assert.deepEqual(window.logged, []);
  });

  describe('is ignored with one line in the log', () => {
    for (const [what, change, line] of [
      ['cut off', (text: string) => text.slice(0, -10), /damaged/],
      ['no text', () => '\0\u{fffd}', /damaged/],
      ['empty', () => '', /damaged/],
      ['of a newer version', (text: string) => text.replace('"formatVersion":1', '"formatVersion":7'), /newer version/],
    ] as const) {
      it(`if it is ${what}`, async () => {
        close(await looked());
        const [file = ''] = await keptFiles();
        const bad = change(await readFile(file, 'utf8'));
        await writeFile(file, bad);
        const window = await open();
        await start(window);
        assert.equal(stateOf(window).isFirst, true);
        assert.equal(window.logged.length, 1);
        assert.match(window.logged[0] ?? '', line);
        clockOf(window).pass();
        if (what === 'of a newer version') {
          changesOf(window).markAllSeen();
          clockOf(window).pass();
          await atRest();
          close(window);
          assert.equal(await readFile(file, 'utf8'), bad);
        } else await until(async () => (await readFile(file, 'utf8')) !== bad, 'it was not written');
        assert.deepEqual(vscode.textsIn('notification'), []);
      });
    }
  });

  it('is tried again with the next change if it cannot be written, and the log says so once', async () => {
    const window = await open();
    await writeFile(join(root, 'workspace'), 'no folder');
    await start(window);
    clockOf(window).pass();
    await until(() => window.logged.length > 0, 'nothing was logged');
    catalog.put(version('O1', 5));
    await start(window);
    clockOf(window).pass();
    await atRest();
    assert.equal(window.logged.length, 1);
    assert.match(
      window.logged[0] ?? '',
      /^What changed could not be kept \((EEXIST|ENOTDIR)\)\. It is tried again later\.$/,
    );
    await rm(join(root, 'workspace'));
    changesOf(window).markAllSeen();
    await keep(window);
    assert.equal((await keptFiles()).length, 1);
  });

  it('is known in this window alone if the keychain does not open', async () => {
    secrets.failure = new Error('no keychain');
    const window = await open();
    await start(window);
    catalog.put(version('O1', 5));
    await start(window);
    assert.deepEqual(listed(window), ['O1 changed LifeCycle.NextSteps']);
    clockOf(window).pass();
    await until(() => window.logged.length > 1, 'nothing was logged');
    assert.deepEqual([await files(), vscode.textsIn('notification')], [[], []]);
  });

  it('is whole whenever the window closes, with what was marked last', async () => {
    for (let fractions = 0; fractions < 30; fractions += 2) {
      const window = await looked();
      catalog.put(version('O1', 10 + fractions, { steps: String(fractions) }));
      await start(window);
      assert.equal(listed(window).length, 1);
      clockOf(window).pass();
      await letPass(fractions);
      changesOf(window).markAllSeen();
      clockOf(window).pass();
      await letPass(fractions % 5);
      close(window);
      await atRest();
      const next = await open();
      await start(next);
      assert.deepEqual([stateOf(next).isFirst, listed(next)], [false, []], `${fractions} fractions`);
      close(next);
    }
  });

  describe('of two windows', () => {
    const both = async (where: readonly [Storage, Storage] = [storage, storage]) => {
      const [a, b] = [await looked(where[0]), await open(where[1])];
      await start(b);
      return [a, b] as const;
    };

    it('goes never back: what one marked as seen is seen in the other, once it keeps something', async () => {
      const [a, b] = await both();
      catalog.put(version('O1', 5, { steps: 'b' }), version('O2', 6, { stage: 'Qualified' }));
      await start(a);
      await start(b);
      changesOf(a).markSeen(shownOf(changesOf(a), 'O1'));
      await keep(a);
      assert.equal(listed(b).length, 2);
      changesOf(b).markSeen(shownOf(changesOf(b), 'O2'));
      await keep(b);
      assert.deepEqual(listed(b), []);
      close(a);
      close(b);
      const third = await open();
      await start(third);
      assert.deepEqual(listed(third), []);
      assert.equal(changesOf(third).askSince, minute(6));
    });

    it('is what the other has marked meanwhile, as soon as the person looks again', async () => {
      const [a, b] = await both();
      catalog.put(version('O1', 5, { steps: 'b' }), version('O2', 6, { stage: 'Qualified' }));
      await start(a);
      await start(b);
      changesOf(a).markSeen(shownOf(changesOf(a), 'O1'));
      await keep(a);
      await start(b);
      assert.deepEqual(listed(b), ['O2 changed']);
      assert.equal(changesOf(b).of('O2')?.before?.LifeCycle?.Stage, 'Prospect');
    });

    it('lists nothing of its own making: what both know is the same, although one has kept nothing yet', async () => {
      const a = await looked();
      close(a);
      await Promise.all((await keptFiles()).map((file) => rm(file)));
      // It has the key, and no file to go on from.
      const b = await open();
      const lists = b.current.value;
      for (const key of lists.keys) await lists.listOf(key)?.firstPage();
      await start(b);
      const c = await looked();
      catalog.put(version('O1', 5, { steps: 'b' }), version('O2', 6, { steps: 'c' }));
      await start(c);
      changesOf(c).markSeen(shownOf(changesOf(c), 'O1', 'O2'));
      await keep(c);
      await lists.refresh();
      await start(b);
      assert.deepEqual(listed(b), []);
    });

    it('of different workspaces is kept apart', async () => {
      const [a, b] = await both([storage, { ...storage, workspace: join(root, 'other') }]);
      catalog.put(version('O1', 5));
      await start(a);
      await keep(a);
      await start(b);
      await keep(b);
      assert.equal((await keptFiles()).length, 2);
    });

    it('is forgotten in both, and does not come back: both begin with a first look', async () => {
      const [a, b] = await both([storage, { ...storage, workspace: join(root, 'other') }]);
      catalog.put(version('O1', 5));
      await start(a);
      await start(b);
      await keep(b);
      const key = secrets.values.get('changes.key');
      // This one has not written yet what it knows.
      changesOf(a).markAllSeen();
      await changesOf(b).forget();
      assert.deepEqual(await keptFiles(), []);
      await until(
        () => [a, b].every((window) => changesOf(window).state.kind === 'watching'),
        'it did not begin again',
      );
      for (const window of [a, b]) assert.deepEqual([stateOf(window).isFirst, listed(window)], [true, []]);
      await keep(a);
      await keep(b);
      assert.equal((await keptFiles()).length, 2);
      assert.notEqual(secrets.values.get('changes.key'), key);
      for (const file of await keptFiles()) assert.doesNotMatch(await readFile(file, 'utf8'), /unknown/);
    });
  });

  describe('is forgotten', () => {
    it('at once, together with the key and with what a killed process left', async () => {
      const window = await looked();
      await writeFile(join(root, 'workspace', 'changes', `.partner-central-${'0'.repeat(16)}.tmp`), 'half');
      await writeFile(join(root, 'workspace', 'changes', 'of-somebody-else.txt'), 'stays');
      const forgotten = changesOf(window).forget();
      assert.deepEqual(listed(window), []);
      await forgotten;
      assert.deepEqual(
        (await files()).map((file) => file.slice(root.length + 1).replaceAll('\\', '/')),
        ['workspace/changes/of-somebody-else.txt'],
      );
      assert.equal(secrets.values.has('changes.key'), false);
    });

    it('whatever is being written, or waits to be, at that moment', async () => {
      for (let turns = 0; turns < 40; turns += 2) {
        const window = await looked();
        catalog.put(version('O1', 10 + turns, { steps: String(turns) }));
        await start(window);
        clockOf(window).pass();
        await letPass(turns);
        catalog.holds = true;
        await changesOf(window).forget();
        await atRest();
        assert.deepEqual([await files(), secrets.values.size], [[], 0], `${turns} turns`);
        clockOf(window).pass();
        await atRest();
        close(window);
        assert.deepEqual([await files(), secrets.values.size], [[], 0], `${turns} turns, and the end`);
        catalog.holds = false;
      }
    });

    it('by another window, also what this one knows and has not kept yet', async () => {
      const window = await open();
      for (const key of window.current.value.keys) await window.current.value.listOf(key)?.firstPage();
      await start(window);
      catalog.put(version('O1', 5));
      await start(window);
      assert.equal(listed(window).length, 1);
      const other = await open();
      await changesOf(other).forget();
      await until(
        () => changesOf(window).state.kind === 'watching' && listed(window).length === 0,
        'it is still there',
      );
    });

    it('by another window, also what is written because nobody has told this one yet', async () => {
      close(await looked());
      const late = new LateSecrets(secrets);
      const window = await open(storage, late);
      await start(window);
      catalog.put(version('O1', 5));
      await start(window);
      const go = late.hold();
      clockOf(window).pass();
      await until(() => late.held, 'it does not write');
      await changesOf(await open()).forget();
      assert.deepEqual(await files(), []);
      go();
      await until(async () => (await keptFiles()).length === 1, 'it was not written after all');
      late.tell();
      await until(async () => (await files()).length === 0, 'it is still there');
    });

    it('by another window, before this one is told, and it writes nothing any more', async () => {
      close(await looked());
      const window = await open(storage, new LateSecrets(secrets));
      await start(window);
      catalog.put(version('O1', 5));
      await start(window);
      await changesOf(await open()).forget();
      assert.equal(listed(window).length, 1);
      clockOf(window).pass();
      await until(() => listed(window).length === 0, 'it is still listed');
      await atRest();
      assert.deepEqual(await files(), []);
    });

    it('by another window, whatever this one is writing at that moment', async () => {
      for (let turns = 0; turns < 40; turns += 2) {
        const writing = await looked();
        const forgetting = await open();
        catalog.put(version('O1', 100 + turns, { steps: String(turns) }));
        await start(writing);
        clockOf(writing).pass();
        await letPass(turns);
        catalog.holds = true;
        await changesOf(forgetting).forget();
        await atRest();
        clockOf(writing).pass();
        await atRest();
        close(writing);
        close(forgetting);
        await atRest();
        assert.deepEqual([await files(), secrets.values.size], [[], 0], `${turns} turns`);
        catalog.holds = false;
      }
    });

    it('when the person wants nothing kept, also in a window that never looked, and is known in a window from then on', async () => {
      const window = await looked();
      const [other, idle] = [await looked(), await open()];
      vscode.set('partnerCentral.rememberChanges', false);
      await until(async () => (await files()).length === 0 && secrets.values.size === 0, 'it is still there');
      const both = [window, other];
      await until(() => both.every((one) => changesOf(one).state.kind === 'watching'), 'it did not begin again');
      await atRest();
      assert.deepEqual(changesOf(idle).state, { kind: 'idle' });
      // Deleting it in one window is no reason for the next one to do it again, and so on.
      const { length } = catalog.requests;
      assert.ok(length < 30, `${length} requests`);
      await atRest();
      await atRest();
      assert.equal(catalog.requests.length, length);
      catalog.put(version('O1', 5, { steps: 'b' }));
      await start(window);
      assert.deepEqual(listed(window), ['O1 changed LifeCycle.NextSteps']);
      clockOf(window).pass();
      await atRest();
      close(window);
      assert.deepEqual([await files(), secrets.values.size], [[], 0]);
    });

    it('if it was switched off while no window was open', async () => {
      close(await looked());
      const window = await open();
      vscode.set('partnerCentral.rememberChanges', false);
      await start(window);
      assert.equal(stateOf(window).isFirst, true);
      assert.deepEqual([await files(), secrets.values.size], [[], 0]);
      // What is known now is kept again once it may be.
      vscode.set('partnerCentral.rememberChanges', true);
      await until(async () => (await keptFiles()).length === 1, 'nothing is kept');
    });
  });
});
