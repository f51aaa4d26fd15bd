import { env, UIKind } from 'vscode';
import type { Remedy } from '../../core/errors/sourceError';
import { quote } from '../../core/text/shells';
import { terminalShell } from '../cliCommand/shellPick';

export type SignIn = Extract<Remedy, { kind: 'signIn' }>;

/** True if the browser of the person is on another machine than the AWS CLI, which then cannot answer it. */
export function isBrowserElsewhere(): boolean {
  return env.remoteName !== undefined || env.uiKind === UIKind.Web;
}

/**
 * Returns the words after `aws` that sign in, without the profile.
 * @param version the version of the AWS CLI, if it is known
 */
export function signInWords(via: SignIn['via'], isElsewhere: boolean, version = '2.999'): readonly string[] {
  if (via === 'login') return ['login', ...(isElsewhere ? ['--remote'] : [])];
  // Before version 2.22, the AWS CLI always uses a device code, and does not know the option.
  return ['sso', 'login', ...(isElsewhere && isAtLeast(version, 2, 22) ? ['--use-device-code'] : [])];
}

/** Returns the command that signs in, as it is typed into the person's terminal. */
export function signInLine({ via, profile }: SignIn): string {
  const quoted = (word: string): string => quote(word, terminalShell()) ?? word;
  const words = profileWords(profile).map((word) => (word === '--profile' ? word : quoted(word)));
  return ['aws', ...signInWords(via, isBrowserElsewhere()), ...words].join(' ');
}

/** Returns the words that name the profile. A name that begins with a dash would be taken for an option of its own. */
export function profileWords(profile: string): readonly string[] {
  return profile.startsWith('-') ? [`--profile=${profile}`] : ['--profile', profile];
}

/** Returns the oldest version that can sign in, if this one cannot; undefined if it can, or may. */
export function neededVersion(via: SignIn['via'], version: string | undefined): string | undefined {
  if (version === undefined) return undefined;
  if (via === 'login') return isAtLeast(version, 2, 32) ? undefined : '2.32';
  return isAtLeast(version, 2, 0) ? undefined : '2';
}

function isAtLeast(version: string, major: number, minor: number): boolean {
  const [first = 0, second = 0] = version.split('.').map(Number);
  return first > major || (first === major && second >= minor);
}
