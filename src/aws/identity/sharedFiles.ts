import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The environment variables that this part reads: `process.env`, or a test's own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the two files are, as the AWS CLI and the SDK look for them. */
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

/** Variables of which one is enough for the SDK's default chain to find credentials. */
const credentialVariables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

/**
 * Whether the default chain has anything to go by: variables, or a config or credentials file. Opens no file and asks
 * nobody; an instance's own role cannot be seen like this.
 */
export function hasCredentials(env: Environment): boolean {
  const { config, credentials } = sharedFiles(env);
  return credentialVariables.some((name) => env[name]) || existsSync(config) || existsSync(credentials);
}
