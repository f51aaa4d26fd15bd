import assert from 'node:assert/strict';
import type { LogOutputChannel } from 'vscode';
import { FakeSource } from '../support/fakeSource';
import { MemoryState } from '../support/memoryState';
import { openWindow } from '../support/windowUnderTest';

describe('the source of a connection', () => {
  it('is not opened for lists that the person left, and is again when they are back', async () => {
    const window = await openWindow(() => new FakeSource());
    const { SourceOpener } = await import('../../src/openSource');
    const { settings, current, view, choices } = window;
    const log = { info: () => {}, debug: () => {}, warn: () => {} } as Partial<LogOutputChannel> as LogOutputChannel;
    const opener = new SourceOpener({ settings, current, view, log, habits: new MemoryState() });
    await choices.choose({ sampleData: true });
    const left = current.connection;
    (await opener.open(left)).dispose();
    await choices.choose({ catalog: 'Sandbox' });
    await assert.rejects(opener.open(left), { code: 'aborted' });
    await choices.choose({ catalog: 'AWS' });
    (await opener.open(left)).dispose();
    opener.dispose();
    window.dispose();
  });
});
