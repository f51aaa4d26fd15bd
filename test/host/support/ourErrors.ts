import { join, resolve } from 'node:path';
import { window } from 'vscode';

/** What the extension says where a command failed with an error that it did not expect. */
const unexpected = 'This could not be done: something in the extension failed.';

/** Where our own code runs: what ships, and the suite. The rest of the stack may be VS Code's. */
const ours = ['dist', join('out', 'test')].map((folder) => join(resolve(__dirname, '../../..'), folder, '/'));

/**
 * Hooks that fail the test during which an error of ours came that the test does not look for: a promise whose rejection
 * nobody handles, and a command that failed unexpectedly. VS Code only writes both to the log of the extension host, among
 * errors of its own.
 */
export const failOnOurErrors = {
  beforeAll(): void {
    process.on('unhandledRejection', (reason) => {
      if (reason instanceof Error && ours.some((folder) => reason.stack?.includes(folder))) fail(reason);
    });
    const { showErrorMessage } = window;
    Object.assign(window, {
      showErrorMessage: (text: string, ...rest: string[]) => {
        if (text === unexpected) fail(new Error(text));
        return showErrorMessage(text, ...rest);
      },
    });
  },
  async afterAll(): Promise<void> {
    // Node tells of a rejection after the tasks that are due: what the last test left behind is told here.
    await new Promise((done) => setTimeout(done, 100));
  },
};

/** Mocha takes an exception outside of a test for the failure of the test. */
function fail(error: Error): void {
  setImmediate(() => {
    throw error;
  });
}
