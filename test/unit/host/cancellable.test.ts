import assert from 'node:assert/strict';
import type * as cancellableModule from '../../../src/host/cancellable';
import { vscode } from '../../support/fakeVscode';

describe('work that a person can cancel', () => {
  let cancellable: typeof cancellableModule.cancellable;
  /** What the work that runs was told. */
  let stopped: AbortSignal | undefined;

  before(async () => {
    vscode.install();
    ({ cancellable } = await import('../../../src/host/cancellable'));
  });

  beforeEach(() => vscode.forget());

  const titles = () => vscode.textsIn('progress.title');

  /** Resolves once a notification says what is being done. */
  async function announced(): Promise<void> {
    while (vscode.inProgress === 0) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Waits for a person as long as it takes, then ends as reading a file does. */
  const endless = (signal: AbortSignal): Promise<string> => {
    stopped = signal;
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  };

  it('says nothing where it takes a moment, and gives what it made or why it could not', async () => {
    assert.equal(await cancellable('Read', async () => 'done'), 'done');
    const why = new Error('no such file');
    await assert.rejects(
      cancellable('Read', () => Promise.reject(why)),
      why,
    );
    assert.deepEqual(titles(), []);
  });

  it('says what is being done where it takes longer, and gives what it made or why it could not', async () => {
    let done = (_text: string) => {};
    const working = cancellable(
      'Read',
      () =>
        new Promise<string>((resolve) => {
          done = resolve;
        }),
    );
    await announced();
    assert.deepEqual(titles(), ['Read']);
    done('late');
    assert.equal(await working, 'late');
    assert.equal(vscode.inProgress, 0);

    const why = new Error('no such file');
    let fail = (_why: Error) => {};
    const failing = cancellable(
      'Read',
      () =>
        new Promise<string>((_, reject) => {
          fail = reject;
        }),
    );
    await announced();
    fail(why);
    await assert.rejects(failing, why);
  });

  it('is stopped when the person cancels, which is no failure', async () => {
    const working = cancellable('Read', endless);
    await announced();
    assert.equal(stopped?.aborted, false);
    vscode.cancel();
    assert.equal(stopped?.aborted, true);
    assert.equal(await working, undefined);
    assert.equal(vscode.inProgress, 0);
  });
});
