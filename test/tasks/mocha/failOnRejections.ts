/**
 * Hooks for the suites in plain Node. An unhandled promise rejection fails the test that is running, and so does Node's
 * warning that listeners pile up.
 */
export const mochaHooks = {
  beforeAll(): void {
    process.on('unhandledRejection', fail);
    process.on('warning', failOfLeak);
  },
  async afterAll(): Promise<void> {
    // Node reports a rejection after the pending tasks, so what the last test left behind is reported now.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', fail);
    process.off('warning', failOfLeak);
  },
};

function failOfLeak(warning: Error): void {
  if (warning.name === 'MaxListenersExceededWarning') throw warning;
}

/** Throws outside of a test, which mocha counts as a failure of the test. It ignores rejections that it did not cause. */
function fail(reason: unknown): never {
  throw reason instanceof Error ? reason : new Error(`rejected with ${String(reason)}, and nobody handled it`);
}
