import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import {
  chmod,
  chown,
  type FileHandle,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOver } from '../../../src/core/text/textPiece';
import { forReal, patientRename } from '../../../src/files/patientRename';
import { KeptBeside, writeBeside } from '../../../src/files/writeBeside';

const never = new AbortController().signal;
const posix = process.platform !== 'win32';
const onlyPosix = posix ? '' : ' (skipped: Windows has no such thing)';

describe('writing a file beside its target', () => {
  let folder: string;
  let target: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'write-beside-'));
    target = join(folder, 'all.opportunities.json');
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const modeOf = async (file: string) => (await stat(file)).mode & 0o777;
  const names = () => readdir(folder);
  const parts = (...texts: string[]) => texts;

  it('leaves the whole text and nothing else', async () => {
    await writeBeside(target, parts('Ł', '💥', 'x'.repeat(2_000_000)), never);
    assert.equal(await readFile(target, 'utf8'), `Ł💥${'x'.repeat(2_000_000)}`);
    assert.deepEqual(await names(), ['all.opportunities.json']);
  });

  it('writes only what comes after its producer started over', async () => {
    await writeBeside(target, ['old, ', 'older', startOver, 'new'], never);
    assert.equal(await readFile(target, 'utf8'), 'new');
  });

  it('leaves files of others alone, however old they are', async () => {
    const old = new Date(Date.now() - 7_200_000);
    const others = ['mine.tmp', '.partner-central-notes.tmp', '.partner-central-0123456789abcdef.tmp.bak'];
    for (const name of others) {
      await writeFile(join(folder, name), 'mine');
      await utimes(join(folder, name), old, old);
    }
    await writeBeside(target, parts('new'), never);
    assert.deepEqual((await names()).sort(), [...others, 'all.opportunities.json'].sort());
  });

  it('closes its file, and has nothing to do any more when the process exits', async () => {
    const handle = await open(folder);
    const kind: FileHandle = Object.getPrototypeOf(handle);
    await handle.close();
    const { appendFile } = kind;
    const written: FileHandle[] = [];
    kind.appendFile = function (this: FileHandle, ...args) {
      written.push(this);
      return appendFile.apply(this, args);
    };
    const before = process.listeners('exit');
    const added = () => process.listeners('exit').filter((each) => !before.includes(each));
    function* chunks(): Generator<string> {
      yield 'a part';
      assert.equal(readdirSync(folder).length, 1);
      const [takeAway, ...more] = added();
      assert.ok(takeAway && more.length === 0);
      takeAway(0);
      assert.deepEqual(readdirSync(folder), []);
      takeAway(0);
      throw new Error('no more');
    }
    try {
      await assert.rejects(writeBeside(target, chunks(), never), { message: 'no more' });
      assert.deepEqual(added(), []);
      await writeBeside(target, parts('new'), never);
      assert.deepEqual(added(), []);
    } finally {
      kind.appendFile = appendFile;
    }
    assert.deepEqual(
      written.map(({ fd }) => fd),
      [-1, -1],
    );
  });

  (posix ? it : it.skip)(
    `S09: makes a file for its owner alone, and keeps the mode of one that was there${onlyPosix}`,
    async () => {
      await writeBeside(target, parts('new'), never);
      assert.equal(await modeOf(target), 0o600);
      await chmod(target, 0o664);
      await writeBeside(target, parts('newer'), never);
      assert.equal(await modeOf(target), 0o664);
      assert.equal(await readFile(target, 'utf8'), 'newer');
    },
  );

  (posix ? it : it.skip)(`writes to what a link leads to${onlyPosix}`, async () => {
    const link = join(folder, 'link.json');
    await writeFile(target, 'old');
    await symlink(target, link);
    await writeBeside(link, parts('new'), never);
    assert.equal(await readFile(target, 'utf8'), 'new');
    assert.deepEqual((await names()).length, 2);
  });

  describe('where another program has the target open, as Windows sees it', () => {
    const refusal = (code: string) => Object.assign(new Error('held'), { code });

    /** Renames as Windows does while a file is held for some tries; what was waited for is in `pauses`. */
    function windows(tries: number, code: string, pauses: number[] = [], during = () => {}) {
      const options = {
        platform: 'win32' as const,
        rename: async (from: string, to: string) => {
          if (tries-- > 0) throw refusal(code);
          await rename(from, to);
        },
        wait: async (ms: number, signal: AbortSignal) => {
          pauses.push(ms);
          during();
          signal.throwIfAborted();
        },
      };
      return (from: string, to: string, signal: AbortSignal) => patientRename(from, to, signal, options);
    }

    beforeEach(() => writeFile(target, 'old'));

    for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
      it(`is patient with ${code} for 10 seconds`, async () => {
        const pauses: number[] = [];
        await writeBeside(target, parts('new'), never, windows(9, code, pauses));
        assert.equal(await readFile(target, 'utf8'), 'new');
        assert.deepEqual(await names(), ['all.opportunities.json']);
        assert.equal(pauses.length, 9);
      });
    }

    it('keeps what was written beside it, under a name that is free, and it can be copied from there', async () => {
      const pauses: number[] = [];
      await writeFile(join(folder, 'all (1).opportunities.json'), 'mine');
      const text = `\ufeffŁ💥${'é'.repeat(200_000)}`;
      const failure = await writeBeside(target, parts(text), never, windows(1_000, 'EPERM', pauses)).then(
        () => assert.fail('written'),
        (error: unknown) => error,
      );
      assert.equal(
        pauses.reduce((sum, pause) => sum + pause, 0),
        10_000,
      );
      assert.ok(failure instanceof KeptBeside);
      assert.equal(failure.code, 'EPERM');
      assert.equal(await readFile(target, 'utf8'), 'old');
      assert.deepEqual((await names()).sort(), [
        'all (1).opportunities.json',
        'all (2).opportunities.json',
        'all.opportunities.json',
      ]);
      const elsewhere = join(folder, 'elsewhere.json');
      await writeBeside(elsewhere, failure.chunks(), never);
      await failure.discard();
      assert.equal(await readFile(elsewhere, 'utf8'), text);
      assert.equal(await readFile(join(folder, 'all (1).opportunities.json'), 'utf8'), 'mine');
      assert.ok(!(await names()).includes('all (2).opportunities.json'));
    });

    for (const [name, kept] of [
      ['north.america.opportunities.json', 'north.america (1).opportunities.json'],
      ['north.america.csv', 'north.america (1).csv'],
      ['opportunities', 'opportunities (1)'],
    ] as const) {
      it(`calls ${name} ${kept} then`, async () => {
        const failure = await writeBeside(join(folder, name), parts('new'), never, windows(1_000, 'EBUSY')).catch(
          (error: unknown) => error,
        );
        assert.ok(failure instanceof KeptBeside);
        assert.equal(failure.kept, join(folder, kept));
        assert.equal(await readFile(failure.kept, 'utf8'), 'new');
      });
    }

    it('names it as it is where it can get no other name, and deletes it only when told to', async () => {
      // With a number it is longer than a file name may be.
      const long = join(folder, `${'x'.repeat(250)}.csv`);
      const failure = await writeBeside(long, parts('new'), never, windows(1_000, 'EBUSY')).catch(
        (error: unknown) => error,
      );
      assert.ok(failure instanceof KeptBeside);
      assert.match(failure.kept, /\.partner-central-[0-9a-f]{16}\.tmp$/);
      assert.equal(await readFile(failure.kept, 'utf8'), 'new');
      await failure.discard();
      await failure.discard();
      assert.deepEqual(await names(), ['all.opportunities.json']);
    });

    it('says where it was written even when the folder is gone by then', async () => {
      const failure = await writeBeside(target, parts('new'), never, async () => {
        await rm(folder, { recursive: true });
        throw refusal('EBUSY');
      }).catch((error: unknown) => error);
      assert.ok(failure instanceof KeptBeside);
      assert.match(failure.kept, /\.partner-central-[0-9a-f]{16}\.tmp$/);
    });

    it('can be stopped meanwhile, and leaves nothing then', async () => {
      const stop = new AbortController();
      const move = windows(1_000, 'EBUSY', [], () => stop.abort());
      await assert.rejects(writeBeside(target, parts('new'), stop.signal, move), { name: 'AbortError' });
      assert.deepEqual(await names(), ['all.opportunities.json']);
      assert.equal(await readFile(target, 'utf8'), 'old');
    });

    it('stops waiting at once, by the clock of the system too', async () => {
      const stop = new AbortController();
      const renaming = async () => {
        stop.abort();
        throw refusal('EBUSY');
      };
      const options = { ...forReal, platform: 'win32', rename: renaming } as const;
      await assert.rejects(patientRename('a', 'b', stop.signal, options), { name: 'AbortError' });
    });

    it('does not wait for anything else, nor on other systems', async () => {
      for (const [platform, code] of [
        ['win32', 'ENOENT'],
        ['linux', 'EPERM'],
        ['darwin', 'EBUSY'],
      ] as const) {
        const pauses: number[] = [];
        const wait = async (ms: number) => void pauses.push(ms);
        const fails = () => Promise.reject(refusal(code));
        await assert.rejects(patientRename('a', 'b', never, { platform, rename: fails, wait }), { code });
        assert.deepEqual(pauses, []);
      }
    });
  });

  describe('R25: leaves the old file and no half one', () => {
    beforeEach(() => writeFile(target, 'old'));

    const fails = async (code: string, path = target, chunks: Iterable<string> = parts('new'), signal = never) => {
      await assert.rejects(writeBeside(path, chunks, signal), { code });
      assert.equal(await readFile(target, 'utf8'), 'old');
      assert.deepEqual(
        (await names()).filter((name) => name.endsWith('.tmp')),
        [],
      );
    };

    it('when the disk is full', async () => {
      const handle = await open(target);
      const kind = Object.getPrototypeOf(handle);
      await handle.close();
      const { appendFile } = kind;
      let written = 0;
      kind.appendFile = function (this: unknown, text: string) {
        written += 1;
        if (written === 3) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
        return appendFile.call(this, text);
      };
      try {
        await fails('ENOSPC', target, parts('1', '2', '3', '4'));
      } finally {
        kind.appendFile = appendFile;
      }
      assert.equal(written, 3);
    });

    it('when it is stopped at any moment', async () => {
      for (const at of [0, 1, 2, 3]) {
        const stop = new AbortController();
        function* chunks() {
          for (let part = 0; part < 3; part++) {
            if (part === at) stop.abort();
            yield String(part);
          }
          stop.abort();
        }
        await assert.rejects(writeBeside(target, chunks(), stop.signal), { name: 'AbortError' });
        assert.equal(await readFile(target, 'utf8'), 'old');
        assert.deepEqual(await names(), ['all.opportunities.json']);
      }
    });

    it('when the text cannot be made', async () => {
      function* chunks(): Generator<string> {
        yield 'a part';
        throw Object.assign(new Error('no more'), { code: 'EOURS' });
      }
      await fails('EOURS', target, chunks());
    });

    it('when the folder is gone', () => fails('ENOENT', join(folder, 'gone', 'file.json')));

    it('when a folder has the name', async () => {
      await mkdir(join(folder, 'taken'));
      await fails('EISDIR', join(folder, 'taken'));
      assert.deepEqual((await names()).sort(), ['all.opportunities.json', 'taken']);
    });

    it('when the name is too long', () => fails('ENAMETOOLONG', join(folder, 'x'.repeat(300))));

    (posix ? it : it.skip)(`when it must not be written${onlyPosix}`, async () => {
      // Root may write everything, so that another user has to try.
      const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
      if (user.uid) for (const file of [folder, target]) await chown(file, user.uid, user.gid);
      const child = fork(join(__dirname, 'writeWhenTold.ts'), { execArgv: ['--import', 'tsx'], ...user });
      const writing = async (path: string) => {
        child.send(path);
        return (await once(child, 'message'))[0];
      };
      const left = async () => [await readFile(target, 'utf8'), await names()];

      await chmod(target, 0o400);
      assert.equal(await writing(target), 'EACCES');
      assert.deepEqual(await left(), ['old', ['all.opportunities.json']]);
      await chmod(folder, 0o500);
      assert.equal(await writing(join(folder, 'other.json')), 'EACCES');
      assert.deepEqual(await left(), ['old', ['all.opportunities.json']]);
      await chmod(folder, 0o700);
      assert.equal(await writing(join(folder, 'other.json')), 'written', 'nothing else kept it from writing');
      child.disconnect();
    });

    it('when the process is killed, and the next export takes away what was left an hour later', async () => {
      const child = fork(join(__dirname, 'writeForEver.ts'), [target], { execArgv: ['--import', 'tsx'] });
      await once(child, 'message');
      child.kill('SIGKILL');
      await once(child, 'exit');
      assert.equal(await readFile(target, 'utf8'), 'old');
      const [left] = (await names()).filter((name) => name.endsWith('.tmp'));
      assert.ok(left, 'it was in the middle of it');
      assert.match(left, /^\.partner-central-[0-9a-f]{16}\.tmp$/);
      await writeBeside(target, parts('new'), never);
      assert.ok((await names()).includes(left), 'another window may be writing it');
      const old = new Date(Date.now() - 3_700_000);
      await utimes(join(folder, left), old, old);
      await writeBeside(target, parts('newer'), never);
      assert.deepEqual(await names(), ['all.opportunities.json']);
    });

    it('when the process ends in the middle', async () => {
      const child = fork(join(__dirname, 'writeForEver.ts'), [target, 'end'], { execArgv: ['--import', 'tsx'] });
      await once(child, 'exit');
      assert.equal(await readFile(target, 'utf8'), 'old');
      assert.deepEqual(await names(), ['all.opportunities.json']);
    });
  });
});
