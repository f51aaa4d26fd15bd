import { type ChildProcess, spawn } from 'node:child_process';
import { isAbsolute } from 'node:path';
import { SourceError } from '../../../core/errors/sourceError';
import { type Environment, homeOf } from '../files/sharedFiles';
import type { ProcessPlan } from '../plan';
import { splitCommand } from './commandLine';
import { type AwsKeys, readKeys } from './keys';
import { findProgram } from './programs';

/** What decides whether a program of the workspace may run. */
export interface Trust {
  /** False while the person has not said that they trust the authors of what is open. */
  isTrusted(): boolean;
  /** The paths of the workspace's folders. */
  folders(): readonly string[];
}

/** Bytes of output after which a program is ended: keys take a few hundred. */
const mostOutput = 1024 * 1024;

/**
 * Returns the keys that a profile's `credential_process` prints. As in the AWS CLI, no shell is involved. The program and
 * everything it started are ended as soon as `signal` is aborted.
 * @throws {SourceError} `credentialProcess`, which contains neither the command nor its output; `aborted`
 */
export async function keysOfProcess(
  { profile, command }: ProcessPlan,
  env: Environment,
  trust: Trust,
  signal: AbortSignal,
): Promise<AwsKeys> {
  const fail = (fault: string): SourceError => new SourceError('credentialProcess', { args: [profile, fault] });
  const [name, ...args] = splitCommand(command) ?? [];
  if (!name) throw fail(command.trim() ? 'its quotes do not match.' : 'it is empty.');
  const isRelative = /[/\\]/.test(name) && !isAbsolute(name);
  if (isRelative && !trust.isTrusted()) {
    throw fail('its path is relative, so this workspace, which you do not trust, could supply the program.');
  }
  const isBare = !isRelative && !isAbsolute(name);
  const path = isBare ? await findProgram(name, env, trust.folders()) : name;
  if (path === undefined) throw fail('its program is not on the PATH.');
  // Where the editor was started may be a folder of the workspace.
  const cwd = trust.isTrusted() ? process.cwd() : homeOf(env);
  const printed = await run(
    started(() => start(path, args, command, cwd, env), fail),
    fail,
    signal,
  );
  return keysIn(printed, fail);
}

/** Node throws some of the reasons for which a program cannot be started, and tells the others later. */
function started(begin: () => ChildProcess, fail: (fault: string) => SourceError): ChildProcess {
  try {
    return begin();
  } catch (error) {
    throw fail(startFault(error));
  }
}

function startFault(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'its program does not exist.';
  return code ? `it cannot be started (${code}).` : 'it cannot be started.';
}

function start(path: string, args: readonly string[], command: string, cwd: string, env: Environment): ChildProcess {
  const options = { cwd, env: { ...env }, windowsHide: true, stdio: ['ignore', 'pipe', 'ignore'] as const };
  if (process.platform === 'win32' && /\.(cmd|bat)$/i.test(path)) {
    // Only the command interpreter can run these. It would look into the current folder first.
    const safe = { ...options, env: { ...env, NoDefaultCurrentDirectoryInExePath: '1' } };
    const interpreter = ['/d', '/s', '/c', `"${command}"`];
    return spawn(env.ComSpec ?? 'cmd.exe', interpreter, {
      ...safe,
      stdio: [...options.stdio],
      windowsVerbatimArguments: true,
    });
  }
  // A group of its own can be ended with everything that it contains.
  return spawn(path, args, { ...options, stdio: [...options.stdio], detached: process.platform !== 'win32' });
}

function run(child: ChildProcess, fail: (fault: string) => SourceError, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (settled: () => void): void => {
      signal.removeEventListener('abort', stop);
      settled();
    };
    const end = (error: SourceError): void => {
      endTree(child);
      // What got away from its tree may keep the other end open.
      child.stdout?.destroy();
      settle(() => reject(error));
    };
    const stop = (): void => end(new SourceError('aborted'));
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', (error) => settle(() => reject(fail(startFault(error)))));
    child.stdout?.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size > mostOutput) end(fail('it printed too much.'));
      else chunks.push(chunk);
    });
    // A child of the program may hold the output open after the program has ended.
    child.once('close', (code, killedBy) => {
      const fault = code === null ? `it was ended (${killedBy}).` : `it ended with exit code ${code}.`;
      settle(() => (code === 0 ? resolve(Buffer.concat(chunks).toString('utf8')) : reject(fail(fault))));
    });
    if (signal.aborted) stop();
  });
}

/** Ends a program and everything that it started. */
function endTree({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true }).once(
      'error',
      () => {},
    );
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function keysIn(printed: string, fail: (fault: string) => SourceError): AwsKeys {
  let value: unknown;
  try {
    value = JSON.parse(printed.trim());
  } catch {
    throw fail('its output is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw fail('its output is not an object.');
  const { Version, AccessKeyId, SecretAccessKey, SessionToken, Expiration } = value as Readonly<
    Record<string, unknown>
  >;
  if (Version !== 1) throw fail('its output is not Version 1.');
  const keys = readKeys({
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  });
  if (keys === 'keys') throw fail('it printed no keys.');
  if (keys === 'expiration') throw fail('the Expiration that it printed cannot be read.');
  if (keys.expiration && keys.expiration.getTime() <= Date.now()) {
    throw fail('it printed credentials that have expired.');
  }
  return keys;
}
