import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as signInModule from '../../../../src/views/connection/signIn';
import type * as commandModule from '../../../../src/views/connection/signInCommand';
import { vscode, vscodeModule } from '../../../support/fakeVscode';

/** A name that would do something in any shell. */
const nasty = '$(touch hit) `touch hit` "; touch hit #\' & %PATH% !';

describe('signing in with the AWS CLI', () => {
  let signIn: typeof signInModule.signIn;
  let command: typeof commandModule;
  let signedIn = 0;

  before(async () => {
    vscode.install();
    ({ signIn } = await import('../../../../src/views/connection/signIn'));
    command = await import('../../../../src/views/connection/signInCommand');
  });

  beforeEach(() => {
    vscode.forget();
    signedIn = 0;
  });

  const sso = { kind: 'signIn', via: 'sso', profile: 'dev' } as const;
  const login = { kind: 'signIn', via: 'login', profile: 'dev' } as const;
  const run = (
    remedy: commandModule.SignIn,
    cli: signInModule.FoundCli | undefined,
    more: Partial<signInModule.SignInDeps> = {},
  ) => signIn(remedy, () => signedIn++, { findAwsCli: async () => cli, env: {}, platform: 'linux', ...more });
  const cli = (version?: string) => ({ path: '/opt/bin/aws', ...(version && { version }) });
  const terminal = () => vscode.terminals.at(-1) ?? assert.fail('no terminal was opened');
  /** The words of the AWS CLI's command. */
  const words = () => terminal().options.shellArgs.slice(4);

  it('runs the program that was found, in the home folder, with the variables that the extension goes by', async () => {
    const env = { AWS_CONFIG_FILE: '/x/config', AWS_SESSION_TOKEN: 't', OTHER: 'no' };
    await run(sso, cli('2.30.1'), { env });
    assert.deepEqual(words(), ['/opt/bin/aws', 'sso', 'login', '--profile', 'dev']);
    const { options } = terminal();
    assert.equal(Reflect.get(options, 'cwd'), homedir());
    const given = Reflect.get(options, 'env') as Readonly<Record<string, string | null>>;
    assert.deepEqual([given.AWS_CONFIG_FILE, given.AWS_SESSION_TOKEN], ['/x/config', 't']);
    assert.deepEqual([given.AWS_ENDPOINT_URL, given.AWS_PROFILE], [null, null], 'not what a workspace sets');
    assert.equal('OTHER' in given, false);
    vscode.endTerminal(terminal(), 0);
    assert.equal(signedIn, 1);
  });

  it('names a profile that begins with a dash so that the AWS CLI does not take it for an option', async () => {
    const dashed = { ...sso, profile: '--debug' };
    await run(dashed, cli('2.32.0'));
    assert.deepEqual(words().slice(1), ['sso', 'login', '--profile=--debug']);
    assert.equal(command.signInLine(dashed), "aws sso login '--profile=--debug'");
  });

  it('uses a device code where the browser is on another machine, if this version knows the option', async () => {
    const { env } = vscodeModule();
    for (const [version, options] of [
      ['2.22.0', ['--use-device-code']],
      ['2.21.9', []],
      ['2.9.0', []],
      [undefined, ['--use-device-code']],
    ] as const) {
      Object.assign(env, { remoteName: 'ssh-remote' });
      try {
        await run(sso, cli(version));
        assert.deepEqual(words().slice(1), ['sso', 'login', ...options, '--profile', 'dev'], version);
        await run(login, cli('2.32.0'));
        assert.deepEqual(words().slice(1), ['login', '--remote', '--profile', 'dev']);
        assert.equal(command.signInLine(sso), 'aws sso login --use-device-code --profile dev');
      } finally {
        Object.assign(env, { remoteName: undefined });
      }
    }
  });

  it('says what is missing, and leads to the guide or gives the command', async () => {
    const cases = [
      [
        sso,
        undefined,
        /^The AWS CLI is not installed, or not on the PATH\. Sign in with “aws sso login --profile dev”/,
      ],
      [sso, cli('1.45.11'), /^The AWS CLI 1\.45\.11 is too old: “aws sso login” needs version 2 or newer\./],
      [login, cli('2.31.40'), /^The AWS CLI 2\.31\.40 is too old: “aws login” needs version 2\.32 or newer\./],
      [login, cli('1.44.0'), /“aws login” needs version 2\.32 or newer\. Sign in with “aws login --profile dev”/],
    ] as const;
    for (const [remedy, found, text] of cases) {
      vscode.forget();
      await run(remedy, found);
      assert.match(vscode.textsIn('notification')[0] ?? '', text);
      assert.equal(vscode.terminals.length, 0);
    }
    vscode.answer = () => 'Open Installation Guide';
    await run(sso, undefined);
    assert.match(String(vscode.executed[0]?.[1]), /^https:\/\/docs\.aws\.amazon\.com\/cli\/.*getting-started-install/);
    vscode.answer = () => 'Copy Command';
    await run({ ...sso, profile: 'my team' }, undefined);
    assert.equal(vscode.clipboard[0], "aws sso login --profile 'my team'");
  });

  it('lets a version that is not known try', async () => {
    for (const remedy of [sso, login]) await run(remedy, cli());
    assert.equal(vscode.terminals.length, 2);
  });

  it('keeps the name of a profile from the command interpreter of Windows', async () => {
    await run({ ...sso, profile: nasty }, { path: 'C:\\Program Files\\Amazon\\aws.exe' }, { platform: 'win32' });
    const { options } = terminal();
    assert.match(options.shellPath, /^[A-Z]:\\.*\\cmd\.exe$/);
    assert.equal(options.shellArgs, '/d /s /k ""C:\\Program Files\\Amazon\\aws.exe" sso login && exit"');
    assert.equal((Reflect.get(options, 'env') as Readonly<Record<string, string>>).AWS_PROFILE, nasty);
  });

  if (process.platform !== 'win32') {
    describe('in a terminal', () => {
      let folder: string;

      beforeEach(async () => {
        folder = await mkdtemp(join(tmpdir(), 'partner-central-sign-in-'));
      });
      afterEach(() => rm(folder, { recursive: true, force: true }));

      /** Runs what the terminal runs, over an AWS CLI that ends in this way; resolves with what is printed until then. */
      async function printed(ending: string, until: RegExp | 'end') {
        const path = join(folder, 'aws');
        await writeFile(path, `#!/bin/sh\nfor word in "$@"; do printf '<%s>' "$word"; done\n${ending}\n`);
        await chmod(path, 0o755);
        await run({ ...sso, profile: nasty }, { path, version: '2.30.0' });
        const { shellPath, shellArgs } = terminal().options;
        const child = spawn(shellPath, [...shellArgs], { cwd: folder, detached: true });
        let text = '';
        const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
        const seen = new Promise<void>((resolve) => {
          child.stdout.on('data', (data) => {
            text += data;
            if (until !== 'end' && until.test(text)) resolve();
          });
        });
        await (until === 'end' ? ended : seen);
        return { child, ended, text, isRunning: child.exitCode === null };
      }

      it('gives the AWS CLI the name as it is, and ends with it where it succeeds', async () => {
        const { text, ended } = await printed('exit 0', 'end');
        assert.equal(text, `<sso><login><--profile><${nasty}>`);
        assert.equal(await ended, 0);
        assert.equal(existsSync(join(folder, 'hit')), false);
      });

      it('stays with what was said where it fails, until the person closes it', async () => {
        const { child, text, isRunning, ended } = await printed('echo no such session; exit 255', /You can close/);
        assert.match(text, /no such session\n\nThe sign-in did not succeed\. You can close this terminal\.\n$/);
        assert.ok(isRunning);
        assert.ok(child.pid);
        process.kill(-child.pid, 'SIGHUP');
        assert.notEqual(await ended, 0);
      });
    });
  }
});
