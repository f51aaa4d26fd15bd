import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stampOf } from '../../../src/files/fileStamps';

describe('the stamp of files', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'partner-central-stamps-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('differs after everything that can happen to one of them, and only then', async () => {
    const file = join(folder, 'home', '.aws', 'config');
    const other = join(folder, 'other');
    const stamps = new Set<string>();
    const happens = async (what: string, change: () => Promise<unknown>) => {
      await change();
      const stamp = await stampOf([file, other]);
      assert.equal(await stampOf([file, other]), stamp, `${what}: it stays the same`);
      assert.equal(stamps.has(stamp), false, what);
      stamps.add(stamp);
    };
    await happens('nothing is there', async () => {});
    await mkdir(join(file, '..'), { recursive: true });
    await happens('it is created in a new folder', () => writeFile(file, 'one'));
    await happens('it is written', () => writeFile(file, 'more'));
    await happens('it is written with as many characters', () => writeFile(file, 'less'));
    await happens('it is replaced by one that looks the same', async () => {
      const at = new Date(2020, 0, 1);
      await utimes(file, at, at);
      await writeFile(`${file}.new`, 'same');
      await utimes(`${file}.new`, at, at);
      await rename(`${file}.new`, file);
    });
    await happens('the other one is created', () => writeFile(other, 'x'));
    await happens('it becomes a link', async () => {
      await rename(file, join(folder, 'target'));
      if (process.platform === 'win32') await writeFile(file, 'link');
      else await symlink(join(folder, 'target'), file);
      await writeFile(join(folder, 'target'), 'linked');
    });
    if (process.platform !== 'win32') {
      await happens('the target of the link is written', () => writeFile(join(folder, 'target'), 'again'));
    }
    await happens('its folder is gone', () => rm(join(folder, 'home'), { recursive: true }));
  });
});
