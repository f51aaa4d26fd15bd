import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChangesFolder } from '../../../../src/files/changes/changesFolder';

const name = 'a'.repeat(22);
const { signal } = new AbortController();

describe('the files of changes', () => {
  let root: string;
  let shared: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'partner-central-folder-'));
    shared = join(root, 'shared');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const folderOf = (workspace: string) => new ChangesFolder(join(root, workspace), shared);
  const all = async () => {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  };

  it('are read as they were written, later or at once, by their owner alone', async () => {
    const folder = folderOf('one');
    assert.equal(await folder.read(name), undefined);
    await folder.write(name, ['some', 'thing'], signal);
    assert.equal(await folder.read(name), 'something');
    folder.writeNow(name, (present) => `${present} else`);
    assert.equal(await folder.read(name), 'something else');
    folder.writeNow(name, () => undefined);
    assert.equal(await folder.read(name), 'something else');
    if (process.platform === 'win32') return;
    assert.equal((await stat(join(root, 'one', `${name}.jsonl`))).mode & 0o777, 0o600);
    assert.equal((await stat(join(root, 'one'))).mode & 0o777, 0o700);
  });

  it('stay as they were if writing fails, and nothing else is left', async () => {
    const folder = folderOf('one');
    await folder.write(name, ['before'], signal);
    const failing = (function* () {
      yield 'half';
      throw new Error('no more');
    })();
    await assert.rejects(folder.write(name, failing, signal), /no more/);
    await assert.rejects(folder.write(name, ['never'], AbortSignal.abort()));
    assert.throws(() =>
      folder.writeNow(name, () => {
        throw new Error('no text');
      }),
    );
    assert.equal(await folder.read(name), 'before');
    assert.deepEqual((await readdir(join(root, 'one'))).length, 1);
  });

  it('are deleted in all workspaces at once, and nothing else is', async () => {
    await folderOf('one').write(name, ['1'], signal);
    await folderOf('two').write(name, ['2'], signal);
    await new ChangesFolder(shared, shared).write(name, ['3'], signal);
    await writeFile(join(root, 'two', 'notes.jsonl'), 'a person’s');
    await writeFile(join(root, 'two', `.partner-central-${'0'.repeat(16)}.tmp`), 'half');
    await folderOf('three').deleteAll();
    assert.deepEqual(await all(), ['notes.jsonl']);
  });

  it('are deleted only where they are, whatever somebody wrote into the folder that all share', async () => {
    await mkdir(shared);
    await mkdir(join(root, 'home'));
    await writeFile(join(root, 'home', 'thesis.txt'), 'precious');
    const home = join(root, 'home');
    const own = `${createHash('sha256').update(home).digest('hex').slice(0, 32)}.folder`;
    await writeFile(join(shared, own), home);
    await writeFile(join(shared, `${'f'.repeat(32)}.folder`), '/\0');
    await mkdir(join(shared, `${'e'.repeat(32)}.folder`));
    await folderOf('one').deleteAll();
    assert.deepEqual(await all(), ['thesis.txt']);
  });

  it('are deleted alone, and their folder is named no longer without any', async () => {
    const folder = folderOf('one');
    await folder.write(name, ['1'], signal);
    await folder.write('b'.repeat(22), ['2'], signal);
    await folder.delete(name);
    assert.equal((await all()).length, 2);
    await folder.delete('b'.repeat(22));
    await folder.delete(name);
    assert.deepEqual(await all(), []);
  });
});
