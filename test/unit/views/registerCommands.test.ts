import assert from 'node:assert/strict';
import { SourceError } from '../../../src/core/errors/sourceError';
import type { RunnableCommands } from '../../../src/views/registerCommands';
import { vscode } from '../../support/fakeVscode';
import { hostileMessages } from '../../support/hostileTexts';

describe('a command that fails', () => {
  let thrown: unknown;

  before(async () => {
    vscode.install();
    const { registerCommands } = await import('../../../src/views/registerCommands');
    const table: Partial<RunnableCommands<'opportunities'>> = {
      'partnerCentral.refresh': () => {
        throw thrown;
      },
      'partnerCentral.filter': () => Promise.reject(thrown),
    };
    registerCommands('opportunities', async () => table as RunnableCommands<'opportunities'>);
  });

  async function said(error: unknown): Promise<readonly string[]> {
    thrown = error;
    vscode.shown.length = 0;
    for (const id of ['partnerCentral.refresh', 'partnerCentral.filter']) await vscode.run(id);
    const texts = vscode.shown.map(({ text }) => text);
    assert.equal(texts.length === 0 || texts.length === 2, true);
    return [...new Set(texts)];
  }

  it('says so in plain words, never in those of the machine', async () => {
    const ours = ['This could not be done: something in the extension failed.'];
    for (const error of [new TypeError('x is undefined'), new RangeError('Maximum call stack'), 'text', null, {}]) {
      assert.deepEqual(await said(error), ours);
    }
    assert.deepEqual(await said(new SourceError('notFound')), ['This opportunity was not found.']);
    assert.deepEqual(await said(new Error('the disk is full')), ['This could not be done: the disk is full']);
  });

  it('makes no link of what the error says', async () => {
    for (const text of hostileMessages) {
      for (const error of [new Error(text), new SourceError('unknown', { args: [text] })]) {
        for (const words of await said(error)) assert.doesNotMatch(words, /\]\(|\n/);
      }
    }
  });
});
