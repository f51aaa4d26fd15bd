import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, window } from 'vscode';
import { openTextFile } from '../../../src/host/openTextFile';

describe('a file that is opened to be mended', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'open-'));
  });

  afterEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true });
  });

  it('shows the line that is wrong, or else its beginning', async () => {
    const path = join(folder, 'config');
    await writeFile(path, Array.from({ length: 500 }, (_, n) => `# ${n + 1}\n`).join(''));
    for (const [line, shown] of [
      [undefined, 1],
      [321, 321],
      // The file may have become shorter since it was read.
      [9_999, 501],
    ] as const) {
      await openTextFile(path, line);
      const editor = window.activeTextEditor;
      assert.equal(editor?.document.uri.fsPath, path);
      assert.equal((editor?.selection.active.line ?? 0) + 1, shown);
      await commands.executeCommand('workbench.action.closeAllEditors');
    }
  });
});
