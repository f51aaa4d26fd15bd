import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../../../../src/aws/identity/sources/programs';
import { listPage } from '../../../support/ask';
import { answer } from '../../../support/service/faults';
import { canary, failure, firstPage, Harness, never, pageOf, patient, type SourceOptions, until } from '../harness';

const printed = { Version: 1, AccessKeyId: 'AKIAPROC', SecretAccessKey: canary };

describe('a credential_process', function () {
  // For a machine that is busy with other things; each takes milliseconds.
  this.timeout(10_000);
  const harness = new Harness();
  beforeEach(() => harness.server.script([answer(200, pageOf(['O1']))]));

  const command = (text: string) => harness.write(`[profile dev]\ncredential_process = ${text}\n`);
  const list = (options: SourceOptions = {}, signal = never) =>
    listPage(harness.source({ profile: 'dev', ...options }), firstPage, 'foreground', signal);
  const signer = () => harness.server.requests[0]?.accessKeyId;
  /** Writes a program, and returns its path. */
  const program = (path: string, lines: string): string => {
    harness.write(`#!/bin/sh\n${lines}\n`, path);
    chmodSync(join(harness.home, path), 0o755);
    return join(harness.home, path);
  };
  const prints = (text: string) => program('print', `cat <<'END'\n${text}\nEND`);
  /** Runs on until it is ended, as does the program that it starts. */
  const hanging = () =>
    program(
      'hang',
      `sh -c 'echo $$ > "${harness.home}/child"; exec sleep 600' &\necho $$ > "${harness.home}/self"; wait`,
    );
  /** The processes of both, 0 for one that has not begun. */
  const pids = () =>
    ['self', 'child'].map((name) => {
      const file = join(harness.home, name);
      return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    });
  const isRunning = (pid: number) => {
    try {
      // A process that has ended and that nobody has asked about is still there, but does nothing any more.
      return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
      return false;
    }
  };
  const isStarted = () => pids().every((pid) => pid > 0);

  it('runs without a shell, with the words that the AWS CLI gives it', async () => {
    program('show', `printf '%s\\n' "$@" > "${harness.home}/seen"; cat <<'END'\n${JSON.stringify(printed)}\nEND`);
    command(`"${harness.home}/show" 'a b' c\\ d "$HOME" ; #x | >y`);
    await list();
    assert.deepEqual(readFileSync(join(harness.home, 'seen'), 'utf8').split('\n'), [
      ...['a b', 'c d', '$HOME', ';', '#x', '|', '>y', ''],
    ]);
    assert.equal(signer(), 'AKIAPROC');
  });

  for (const [what, output, words] of [
    ['no JSON', canary, /its output is not JSON/],
    ['a list', '[]', /is not an object/],
    ['another version', '{"Version":2}', /not Version 1/],
    ['the version as text', '{"Version":"1"}', /not Version 1/],
    ['no keys', '{"Version":1}', /printed no keys/],
    ['a number as key', '{"Version":1,"AccessKeyId":7,"SecretAccessKey":"s"}', /printed no keys/],
    ['keys that have expired', JSON.stringify({ ...printed, Expiration: '2020-01-01T00:00:00Z' }), /have expired/],
    [
      'an Expiration that is no date',
      JSON.stringify({ ...printed, Expiration: 'soon' }),
      /Expiration .* cannot be read/,
    ],
    ['an Expiration of another type', JSON.stringify({ ...printed, Expiration: {} }), /Expiration .* cannot be read/],
  ] as const) {
    it(`C05: prints ${what}: says so, and nothing of what it printed`, async () => {
      command(prints(output));
      const error = await failure(list(), 'credentialProcess');
      assert.match(error.message, words);
      assert.equal(harness.server.requests.length, 0);
      assert.equal(JSON.stringify(harness.facts).includes(canary), false);
    });
  }

  it('C05: fails, prints too much, is missing, is no command: says which, and hides the command', async () => {
    const cases = [
      [program('three', `echo ${canary} >&2; exit 3`), /exit code 3/],
      [program('much', 'yes | head -c 2000000'), /printed too much/],
      [`/nowhere/${canary}`, /does not exist/],
      [`no-such-program-${canary}`, /not on the PATH/],
      [`"${canary}`, /quotes do not match/],
      ['', /is empty/],
    ] as const;
    for (const [text, words] of cases) {
      command(`${text}`);
      assert.match((await failure(list(), 'credentialProcess')).message, words);
    }
  });

  if (process.platform !== 'win32') {
    it('C05: cannot be started, for a reason that Node throws: says so, and hides the command', async () => {
      const loop = join(harness.home, 'loop');
      symlinkSync(loop, loop);
      const cases = [
        [`${program('file', 'exit 0')}/${canary}`, /does not exist/],
        [`${loop} ${canary}`, /cannot be started \(ELOOP\)/],
        [`/${canary.repeat(1_000)}`, /cannot be started \(ENAMETOOLONG\)/],
      ] as const;
      for (const [text, words] of cases) {
        command(text);
        assert.match((await failure(list(), 'credentialProcess')).message, words);
      }
    });
  }

  it('C05: hangs: is ended at the deadline with what it started, and the next try starts it anew', async () => {
    command(hanging());
    await failure(list({ timing: { ...patient, credentials: 500 } }), 'credentialsTimedOut');
    assert.ok(isStarted());
    await until(() => !pids().some(isRunning));
  });

  it('is ended when nobody waits for it any more, but not while somebody does', async () => {
    command(hanging());
    const source = harness.source({ profile: 'dev' });
    const [first, second] = [new AbortController(), new AbortController()];
    const asked = [first, second].map(({ signal }) =>
      failure(listPage(source, firstPage, 'foreground', signal), 'aborted'),
    );
    await until(isStarted);
    first.abort();
    await asked[0];
    assert.ok(pids().every(isRunning));
    second.abort();
    await asked[1];
    await until(() => !pids().some(isRunning));
  });

  it('is not listened to any more, even if a program that got away from it keeps its output open', async () => {
    const away = join(harness.home, 'away');
    const script = `const { pid } = require('child_process').spawn('sleep', ['600'], { detached: true, stdio: 'inherit' });
      require('fs').writeFileSync('${away}', String(pid)); setInterval(() => {}, 1000);`;
    harness.write(script, 'start.js');
    command(`"${process.execPath}" "${join(harness.home, 'start.js')}"`);
    const pipes = () => process.getActiveResourcesInfo().filter((kind) => kind === 'PipeWrap').length;
    const before = pipes();
    const stop = new AbortController();
    const asked = failure(list({}, stop.signal), 'aborted');
    const pid = () => (existsSync(away) ? Number(readFileSync(away, 'utf8')) : 0);
    await until(() => pid() > 0);
    assert.equal(pipes(), before + 1);
    try {
      stop.abort();
      await asked;
      await until(() => pipes() === before);
      assert.ok(isRunning(pid()), 'it got away');
    } finally {
      process.kill(pid(), 'SIGKILL');
    }
  });

  it('is ended with the source', async () => {
    command(hanging());
    const source = harness.source({ profile: 'dev' });
    const asked = failure(listPage(source, firstPage, 'foreground', never), 'aborted');
    await until(isStarted);
    source.dispose();
    await asked;
    await until(() => !pids().some(isRunning));
  });

  it('C05: takes long: the person is told after a while, and can cancel', async () => {
    command(hanging());
    const told: (string | undefined)[] = [];
    let cancel = () => {};
    const tellWaiting: SourceOptions['tellWaiting'] = (profile, signal) => {
      told.push(profile);
      assert.equal(signal.aborted, false);
      return new Promise((resolve) => {
        cancel = resolve;
      });
    };
    const asked = failure(list({ tellWaiting, timing: { ...patient, notice: 50 } }), 'credentialsCancelled');
    await until(() => told.length > 0 && isStarted());
    cancel();
    assert.match((await asked).message, /dev/);
    assert.deepEqual(told, ['dev']);
    await until(() => !pids().some(isRunning));
  });

  it('takes long, and the person cannot be told: it is waited for all the same', async () => {
    const go = join(harness.home, 'go');
    command(program('slow', `until [ -f "${go}" ]; do sleep 0.01; done; echo '${JSON.stringify(printed)}'`));
    const tellWaiting = () => {
      harness.write('', 'go');
      return Promise.reject(new Error('no window'));
    };
    await list({ tellWaiting, timing: { ...patient, notice: 20 } });
    assert.equal(signer(), 'AKIAPROC');
  });

  it('comes in time: nobody is told', async () => {
    command(prints(JSON.stringify(printed)));
    let told = 0;
    const tellWaiting = async () => {
      told += 1;
    };
    await list({ tellWaiting, timing: { ...patient, notice: 2_000 } });
    assert.equal(told, 0);
  });

  it('S03: does not run by a relative path in a workspace that is not trusted, and its folder is not where it runs', async () => {
    const trust = { isTrusted: () => false, folders: () => [] };
    for (const text of ['./print', 'bin/print', '../print', '"./print" x']) {
      command(text);
      const error = await failure(list({ trust }), 'credentialProcess');
      assert.match(error.message, /its path is relative/);
    }
    command(program('where', `pwd > "${harness.home}/cwd"; cat <<'END'\n${JSON.stringify(printed)}\nEND`));
    await list({ trust });
    assert.equal(readFileSync(join(harness.home, 'cwd'), 'utf8').trim(), harness.home);
  });

  it('is found on the PATH, but never in a folder of the workspace or by an entry that is relative', async () => {
    const workspace = join(harness.home, 'workspace');
    program('workspace/aws', 'exit 1');
    program('workspace/bin/aws', 'exit 1');
    const find = (path: string, folders = [workspace]) => findProgram('aws', { PATH: path }, folders, 'linux');
    const { cwd, chdir } = process;
    const before = cwd();
    chdir(workspace);
    try {
      assert.equal(await find(`:.:bin:${workspace}:${workspace}/bin`), undefined);
    } finally {
      chdir(before);
    }
    const real = program('real/aws', 'exit 0');
    assert.equal(await find(`${workspace}:${join(harness.home, 'real')}`), real);
    // A link on the way does not hide that it is the workspace's.
    mkdirSync(join(harness.home, 'links'));
    symlinkSync(join(workspace, 'aws'), join(harness.home, 'links', 'aws'));
    assert.equal(await find(join(harness.home, 'links')), undefined);
    writeFileSync(join(harness.home, 'plain'), '');
    assert.equal(await findProgram('plain', { PATH: harness.home }, [], 'linux'), undefined, 'it is no program');
    assert.equal(await findProgram('aws', {}, [], 'linux'), undefined);
  });
});
