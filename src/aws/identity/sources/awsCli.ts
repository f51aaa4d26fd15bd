import { execFile } from 'node:child_process';
import { type Environment, homeOf } from '../files/sharedFiles';
import { findProgram } from './programs';

/** The AWS CLI on this machine. */
export interface AwsCli {
  readonly path: string;
  /** Its version, such as `2.32.1`; undefined if it does not say. */
  readonly version?: string;
}

/** Milliseconds within which a program says its version. The AWS CLI takes seconds when it is first started. */
const patienceMs = 15_000;

/**
 * Returns the AWS CLI that is on the PATH, never one of the workspace's.
 * @param folders the workspace's folders
 * @returns undefined if there is none
 */
export async function findAwsCli(env: Environment, folders: readonly string[]): Promise<AwsCli | undefined> {
  const path = await findProgram('aws', env, folders);
  if (path === undefined) return undefined;
  // What only a command interpreter can run is a wrapper of version 1.
  if (/\.(cmd|bat)$/i.test(path)) return { path, version: '1' };
  const version = /^aws-cli\/(\d+(?:\.\d+)*)/m.exec(await said(path, env))?.[1];
  return { path, ...(version && { version }) };
}

function said(path: string, env: Environment): Promise<string> {
  const options = { cwd: homeOf(env), env: { ...env }, timeout: patienceMs, maxBuffer: 64 * 1024, windowsHide: true };
  return new Promise((resolve) => {
    // Older versions say it on the standard error.
    execFile(path, ['--version'], options, (_, stdout, stderr) => resolve(`${stdout}\n${stderr}`));
  });
}
