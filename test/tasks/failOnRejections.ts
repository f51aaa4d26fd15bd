/** Hooks for every mocha suite: a promise whose rejection nobody handles fails the test that runs meanwhile. */
export const mochaHooks = {
  beforeAll(): void {
    process.on('unhandledRejection', fail);
  },
  async afterAll(): Promise<void> {
    // Node tells of a rejection after the tasks that are due: what the last test left behind is told here.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', fail);
  },
};

/** Mocha takes an exception outside of a test for the failure of the test; rejections that are no fault of its own it drops. */
function fail(reason: unknown): never {
  throw reason instanceof Error ? reason : new Error(`rejected with ${String(reason)}, and nobody handled it`);
}
