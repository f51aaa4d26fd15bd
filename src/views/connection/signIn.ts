import { env as desktop, l10n } from 'vscode';
import { openAddress } from '../../host/openAddress';
import { runInTerminal } from '../../host/programTerminal';
import { inView, tell, translated } from '../../host/tell';
import { isBrowserElsewhere, neededVersion, profileWords, type SignIn, signInLine, signInWords } from './signInCommand';

/** The AWS CLI on the machine where the extension runs. */
export interface FoundCli {
  readonly path: string;
  readonly version?: string;
}

export interface SignInDeps {
  /** Returns undefined if there is none. It never is one of the workspace's. */
  readonly findAwsCli: () => Promise<FoundCli | undefined>;
  /** The variables that the extension itself goes by. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
}

const guide = 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html';

/**
 * Signs in with the AWS CLI in a terminal, or says why that cannot be done and what helps.
 * @param signedIn is called if the AWS CLI succeeds
 */
export async function signIn(remedy: SignIn, signedIn: () => void, deps: SignInDeps): Promise<void> {
  const { findAwsCli, env, platform = process.platform } = deps;
  const cli = await inView(findAwsCli());
  const { via, profile } = remedy;
  const needed = cli && neededVersion(via, cli.version);
  if (!cli) return offerGuide(l10n.t('The AWS CLI is not installed, or not on the PATH.'), remedy);
  if (needed) {
    const words = 'The AWS CLI {0} is too old: “aws {1}” needs version {2} or newer.';
    return offerGuide(translated(words, cli.version ?? '', via === 'sso' ? 'sso login' : 'login', needed), remedy);
  }
  const words = signInWords(via, isBrowserElsewhere(), cli.version);
  const isWindows = platform === 'win32';
  runInTerminal(
    {
      name: l10n.t('AWS Sign-in'),
      path: cli.path,
      // On Windows, a command interpreter reads the words. It never gets to see the name: that is in a variable.
      args: isWindows ? words : [...words, ...profileWords(profile)],
      env: { ...sameVariables(env), ...(isWindows && { AWS_PROFILE: profile }) },
      farewell: l10n.t('The sign-in did not succeed. You can close this terminal.'),
    },
    signedIn,
    platform,
  );
}

async function offerGuide(why: string, remedy: SignIn): Promise<void> {
  const line = signInLine(remedy);
  const [open, copy] = [l10n.t('Open Installation Guide'), l10n.t('Copy Command')];
  const text = translated('{0} Sign in with “{1}” once it is there, in any terminal.', why, line);
  const chosen = await tell('warning', text, open, copy);
  if (chosen === open) await openAddress(guide);
  if (chosen === copy) await desktop.clipboard.writeText(line);
}

/** The variables that decide where the AWS CLI signs in; the settings of a workspace must not set others. */
const deciding = [
  ...['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_CA_BUNDLE'],
  ...['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_SSO', 'AWS_ENDPOINT_URL_SSO_OIDC', 'AWS_ENDPOINT_URL_SIGNIN'],
  ...['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'AWS_LOGIN_CACHE_DIRECTORY'],
];

/** Returns the variables of AWS as the extension has them; null for those that it does not have. */
function sameVariables(env: SignInDeps['env']): Readonly<Record<string, string | null>> {
  const names = Object.keys(env).filter((name) => name.startsWith('AWS_'));
  return Object.fromEntries([...deciding, ...names].map((name) => [name, env[name] ?? null]));
}
