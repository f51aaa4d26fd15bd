import { existsSync } from 'node:fs';
import { homedir } from 'node:os';

/** The environment variables that are read here: `process.env`, or values provided by a test. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The two files that AWS tools share. */
export type SharedFile = 'config' | 'credentials';

/** Where something stands in one of the files. */
export interface Place {
  readonly file: SharedFile;
  readonly path: string;
  /** Starts at 1. */
  readonly line: number;
}

/**
 * Returns the paths of the two files, as the AWS CLI determines them. A variable that is set but empty means that there is
 * no such file.
 */
export function sharedFiles(
  env: Environment,
  platform: NodeJS.Platform = process.platform,
): Readonly<Record<SharedFile, string>> {
  const usual = (name: SharedFile): string =>
    [homeOf(env, platform), '.aws', name].join(platform === 'win32' ? '\\' : '/');
  const { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials } = env;
  return {
    config: config === undefined ? usual('config') : expanded(config, env, platform),
    credentials: credentials === undefined ? usual('credentials') : expanded(credentials, env, platform),
  };
}

/**
 * Returns the profile that the environment names, or undefined if it names none. Version 2 of the AWS CLI takes the two
 * variables in this order, version 1 and boto3 in the other.
 */
export function profileOfEnvironment(env: Environment): string | undefined {
  return env.AWS_PROFILE || env.AWS_DEFAULT_PROFILE || undefined;
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

/** Returns a path with its variables and its `~` replaced, as by Python's `expandvars` and `expanduser`. */
function expanded(path: string, env: Environment, platform: NodeJS.Platform): string {
  const isWindows = platform === 'win32';
  const variable = isWindows ? /'[^']*'?|%%|\$\$|%([^%]+)%|\$\{([^}]+)\}|\$([\w-]+)/g : /\$\{([^}]*)\}|\$(\w+)/g;
  const text = path.replace(variable, (match, ...names: readonly unknown[]) => {
    if (match === '%%' || match === '$$') return match.charAt(0);
    const name = names.slice(0, isWindows ? 3 : 2).find((found) => found !== undefined);
    return env[String(name)] ?? match;
  });
  return text.replace(isWindows ? /^~(?=[\\/]|$)/ : /^~(?=\/|$)/, () => homeOf(env, platform));
}

/**
 * Returns the person's home folder without a slash at its end. Python does not look at `HOME` on Windows, and looks at
 * `USERPROFILE` only there.
 */
export function homeOf(env: Environment, platform: NodeJS.Platform = process.platform): string {
  if (platform !== 'win32') return (env.HOME ?? homedir()).replace(/\/+$/, '');
  const { USERPROFILE, HOMEDRIVE = '', HOMEPATH } = env;
  return USERPROFILE ?? (HOMEPATH === undefined ? homedir() : HOMEDRIVE + HOMEPATH);
}

/** Returns a path as a person writes it: with `~` for their home folder. */
export function shownPath(path: string, home: string): string {
  const rest = path.slice(home.length);
  return home !== '' && path.startsWith(home) && /^[\\/]/.test(rest) ? `~${rest}` : path;
}
