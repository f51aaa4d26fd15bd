import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The environment variables that are read here: `process.env`, or values provided by a test. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Returns the paths of the two files, determined as by the AWS CLI and the SDK. */
export function sharedFiles(env: Environment): { readonly config: string; readonly credentials: string } {
  const home = env.HOME || env.USERPROFILE || homedir();
  const place = (configured: string | undefined, name: string): string => {
    if (!configured) return join(home, '.aws', name);
    return configured.startsWith('~/') ? join(home, configured.slice(2)) : configured;
  };
  return {
    config: place(env.AWS_CONFIG_FILE, 'config'),
    credentials: place(env.AWS_SHARED_CREDENTIALS_FILE, 'credentials'),
  };
}

/** Any one of these variables is enough for the SDK's default chain to find credentials. */
const credentialVariables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

/**
 * Returns whether the default chain has a place to look: variables, or a config or credentials file. It opens no file
 * and sends no request, so it cannot detect an instance's own role.
 */
export function hasCredentials(env: Environment): boolean {
  const { config, credentials } = sharedFiles(env);
  return credentialVariables.some((name) => env[name]) || existsSync(config) || existsSync(credentials);
}
