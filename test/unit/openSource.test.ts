import assert from 'node:assert/strict';
import type { LogOutputChannel } from 'vscode';
import { listPage } from '../support/ask';
import { FakeSource } from '../support/fakeSource';
import { MemoryState } from '../support/memoryState';
import { utc } from '../support/moments';
import { openWindow } from '../support/windowUnderTest';

const never = new AbortController().signal;

describe('the source of a connection', () => {
  it('is not opened for lists that the person left, and is again when they are back', async () => {
    const window = await openWindow(() => new FakeSource());
    const { SourceOpener } = await import('../../src/openSource');
    const { settings, current, view, choices, day } = window;
    const log = { info: () => {}, debug: () => {}, warn: () => {} } as Partial<LogOutputChannel> as LogOutputChannel;
    const opener = new SourceOpener({ settings, current, view, log, now: day.now, habits: new MemoryState() });
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

  it('is the same sample data on the next day, but for three changes', async () => {
    const window = await openWindow(() => new FakeSource());
    const { SourceOpener } = await import('../../src/openSource');
    const { settings, current, view, choices, day } = window;
    const log = { info: () => {}, debug: () => {}, warn: () => {} } as Partial<LogOutputChannel> as LogOutputChannel;
    const habits = new MemoryState();
    await choices.choose({ sampleData: true });
    const firstPage = async () => {
      const opener = new SourceOpener({ settings, current, view, log, now: day.now, habits });
      const source = await opener.open(current.connection);
      const { items } = await listPage(source, { Catalog: 'AWS', MaxResults: 100 }, 'foreground', never);
      opener.dispose();
      return new Set(items.map((item) => JSON.stringify(item)));
    };
    const first = await firstPage();
    window.moveTo(utc('2026-03-16T09:00:00Z'));
    const next = [...(await firstPage())];
    assert.equal(next.filter((item) => !first.has(item)).length, 3);
    assert.deepEqual(
      next.slice(0, 3).map((item) => first.has(item)),
      [false, false, false],
    );
    window.dispose();
  });
});
