import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { startOver } from '../../../src/core/text/textPiece';
import type * as targetModule from '../../../src/host/exportTarget';
import { vscode, vscodeModule } from '../../support/fakeVscode';
import { MemoryState } from '../../support/memoryState';

describe('where an export goes', () => {
  let modules: typeof targetModule;

  beforeEach(async () => {
    vscode.install();
    modules = await import('../../../src/host/exportTarget');
  });

  it('is asked for in the folder of the last one, else in that which is open, else in the person’s own', async () => {
    const { Uri, workspace } = vscodeModule();
    const state = new MemoryState();
    const ask = () => modules.askForTarget(state, { name: 'a.json', title: 'Export', filters: { JSON: ['json'] } });
    const own = String(Uri.joinPath(Uri.file(homedir()), 'a.json'));
    assert.equal(await ask(), undefined);
    try {
      Object.assign(workspace, { workspaceFolders: [] });
      await ask();
      Object.assign(workspace, { workspaceFolders: [{ uri: Uri.parse('remote:/work') }] });
      await ask();
      vscode.targets.push(Uri.parse('remote:/exports/b.json'));
      assert.equal(String(await ask()), 'remote:/exports/b.json');
      await ask();
    } finally {
      Object.assign(workspace, { workspaceFolders: undefined });
    }
    assert.deepEqual(
      vscode.proposed.map(({ uri }) => uri),
      [own, own, 'remote:/work/a.json', 'remote:/work/a.json', 'remote:/exports/a.json'],
    );
    assert.deepEqual(vscode.proposed[0], { uri: own, title: 'Export', filters: { JSON: ['json'] } });
  });

  it('is given the text that counts: what came before a new start is left out', async () => {
    const never = new AbortController().signal;
    assert.equal(await modules.inTurns(['a', 'b', startOver, 'c', 'd'], never), 'cd');
    assert.equal(await modules.inTurns([], never), '');
  });

  it('is given nothing where the person stops it: everything else has its turn in between', async () => {
    const stop = new AbortController();
    let made = 0;
    const chunks = function* () {
      for (made = 1; made < 1_000; made++) yield 'a';
    };
    setImmediate(() => stop.abort());
    await assert.rejects(modules.inTurns(chunks(), stop.signal), { name: 'AbortError' });
    assert.ok(made < 10, `${made} pieces`);
  });
});
