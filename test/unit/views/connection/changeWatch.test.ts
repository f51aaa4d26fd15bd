import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { ChangeWatch, type WatchedIdentity } from '../../../../src/views/connection/changeWatch';
import { FakeClock, settled } from '../../../support/fakeClock';

/** What a file contains: who it names, or half of that. */
type Content = 'A' | 'B' | 'half' | 'none';

/** The longest time after which a change counts, in milliseconds, by the promise to the person. */
const promised = 3_000;

/** A window on a disk of two files, a file of profiles and a sign-in. */
class Window {
  readonly clock = new FakeClock();
  content: Content = 'A';
  private writes = 0;
  private tokens = 0;
  watch: ChangeWatch | undefined;
  private isVisible = true;
  /** Whose rows are shown. */
  shown: Content | undefined;
  replaced: Content[] = [];
  retries: number[] = [];
  located: WatchedIdentity[] = [];
  /** What happens when a request is sent again. */
  onRetry = () => {};
  /** What happens while the files are read. */
  onRead = () => {};
  /** How often the files were looked at. */
  looks = 0;

  async open(): Promise<void> {
    this.shown = this.content;
    const watch = await ChangeWatch.begin({
      clock: this.clock,
      stampOf: async ([path]) => {
        this.looks++;
        return String(path === 'config' ? this.writes : this.tokens);
      },
      identify: async () => {
        const { identity } = this;
        this.onRead();
        return identity;
      },
      located: (identity) => void this.located.push(identity),
      replace: () => {
        this.replaced.push(this.content);
        void this.open();
      },
      retry: () => {
        this.retries.push(this.clock.now());
        this.onRetry();
      },
    });
    this.watch = watch;
    watch.show(this.isVisible);
  }

  write(content: Content): void {
    this.content = content;
    this.writes++;
  }

  signIn(): void {
    this.tokens++;
  }

  show(visible: boolean): void {
    this.isVisible = visible;
    this.watch?.show(visible);
  }

  get isUsable(): boolean {
    return this.content === 'A' || this.content === 'B';
  }

  private get identity(): WatchedIdentity {
    const fault = new SourceError('profileInvalid', { args: ['dev', `${this.content}.`] });
    return {
      digest: this.content,
      ...(!this.isUsable && { fault }),
      files: ['config'],
      tokens: this.isUsable ? ['token'] : [],
    };
  }
}

describe('the watch over the AWS files', () => {
  let window: Window;

  beforeEach(async () => {
    window = new Window();
    await window.open();
  });

  it('C04: replaces what is shown once the files name somebody else, and looks for nobody before', async () => {
    await window.clock.pass(60_000);
    assert.deepEqual([window.replaced, window.retries], [[], []]);
    window.write('B');
    await window.clock.pass(2_000);
    assert.deepEqual([window.replaced, window.retries, window.shown], [['B'], [], 'B']);
    window.write('A');
    await window.clock.pass(2_000);
    assert.deepEqual([window.replaced, window.retries], [['B', 'A'], []]);
  });

  it('C04: finds the profile that comes into being after a first failure', async () => {
    for (const before of ['none', 'half'] as const) {
      window = new Window();
      window.write(before);
      await window.open();
      await window.clock.pass(5_000);
      assert.deepEqual(window.replaced, []);
      window.write('A');
      await window.clock.pass(2_000);
      assert.deepEqual(window.replaced, ['A'], before);
    }
  });

  it('C03: sends again what failed once somebody signed in, and that once', async () => {
    window.signIn();
    await window.clock.pass(promised);
    assert.equal(window.retries.length, 1);
    await window.clock.pass(600_000);
    assert.deepEqual([window.retries.length, window.replaced], [1, []]);
  });

  it('takes a sign-in that the extension renewed itself for no news', async () => {
    window.signIn();
    await window.watch?.tokenStored();
    await window.clock.pass(10_000);
    assert.deepEqual([window.retries, window.replaced], [[], []]);
    window.signIn();
    await window.clock.pass(promised);
    assert.equal(window.retries.length, 1);
  });

  it('waits until a file is written', async () => {
    for (let part = 0; part < 40; part++) {
      window.write(part % 2 === 0 ? 'half' : 'none');
      await window.clock.pass(200);
    }
    assert.deepEqual([window.retries, window.replaced], [[], []]);
    window.write('B');
    await window.clock.pass(promised);
    assert.deepEqual(window.replaced, ['B']);
  });

  it('reads a file again that is written while it is read', async () => {
    window.onRead = () => {
      window.onRead = () => {};
      window.write('A');
    };
    window.write('B');
    await window.clock.pass(promised);
    assert.deepEqual([window.replaced, window.shown], [[], 'A']);
  });

  it('keeps what is shown as long as the files name nobody, says why, and goes on when they do', async () => {
    window.write('half');
    await window.clock.pass(promised);
    assert.deepEqual([window.replaced, window.shown], [[], 'A']);
    assert.equal(window.located.at(-1)?.fault?.code, 'profileInvalid');
    window.write('A');
    await window.clock.pass(promised);
    assert.deepEqual([window.replaced, window.located.at(-1)?.fault], [[], undefined]);
    assert.equal(window.retries.length, 2, 'what failed meanwhile');
    window.write('half');
    await window.clock.pass(promised);
    window.write('B');
    await window.clock.pass(promised);
    assert.deepEqual(window.replaced, ['B']);
  });

  it('has no timer while nobody can see it, and looks at once when somebody does', async () => {
    await window.clock.pass(100);
    const { looks } = window;
    window.show(false);
    await settled();
    assert.equal(window.clock.timers, 0);
    window.write('B');
    window.signIn();
    await window.clock.pass(60_000);
    window.show(false);
    await settled();
    assert.equal(window.looks, looks);
    assert.deepEqual([window.replaced, window.retries, window.clock.timers], [[], [], 0]);
    window.show(true);
    await window.clock.pass(300);
    assert.deepEqual(window.replaced, ['B']);
  });

  it('ends', async () => {
    window.write('B');
    await window.clock.pass(1_000);
    window.watch?.dispose();
    await window.clock.pass(5_000);
    assert.deepEqual([window.replaced, window.clock.timers], [[], 0]);
  });

  it('runs in no circle where each retry writes a file', async () => {
    window.onRetry = () => window.signIn();
    window.signIn();
    await window.clock.pass(600_000);
    assert.ok(window.retries.length <= 60, `${window.retries.length} in ten minutes`);
    for (const at of window.retries) {
      const within = window.retries.filter((other) => other >= at && other < at + 60_000);
      assert.ok(within.length <= 6);
    }
  });

  it('shows whoever the files name within three seconds, whatever was written and however', async () => {
    const pause = fc.integer({ min: 0, max: 4_000 });
    const step = fc.oneof(
      fc.record({ kind: fc.constant('write' as const), to: fc.constantFrom<Content>('A', 'B', 'none', 'half'), pause }),
      // An editor empties the file, writes a part of it, and then the rest.
      fc.record({ kind: fc.constant('save' as const), to: fc.constantFrom<Content>('A', 'B'), pause }),
      fc.record({ kind: fc.constantFrom('signIn' as const, 'hide' as const, 'show' as const), pause }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        window = new Window();
        await window.open();
        for (const one of steps) {
          const { shown } = window;
          if (one.kind === 'write') window.write(one.to);
          else if (one.kind === 'signIn') window.signIn();
          else if (one.kind !== 'save') window.show(one.kind === 'show');
          else {
            window.write('none');
            await window.clock.pass(one.pause % 100);
            window.write('half');
            await window.clock.pass(one.pause % 150);
            window.write(one.to);
          }
          await window.clock.pass(one.pause);
          if (!window.isUsable) assert.equal(window.shown, shown, 'nothing is thrown away for half a file');
        }
        assert.ok(window.replaced.every((content) => content === 'A' || content === 'B'));
        window.show(true);
        await window.clock.pass(promised);
        if (window.isUsable) assert.equal(window.shown, window.content);
        const before = window.retries.length;
        await window.clock.pass(120_000);
        assert.ok(window.retries.length - before <= 1, 'it comes to rest');
        window.signIn();
        await window.clock.pass(promised);
        if (window.isUsable) assert.ok(window.retries.length > before, 'a sign-in counts');
        window.show(false);
        await settled();
        assert.equal(window.clock.timers, 0);
      }),
      { numRuns: 300 },
    );
  });
});
