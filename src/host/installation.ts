import { arch } from 'node:os';
import { env, extensions, UIKind, version, workspace } from 'vscode';

const extensionId = 'partner-central-tools.partner-central-opportunities';

/** Returns what runs where, for a report of a problem: versions and the platform. */
export function installation() {
  const { version: own } = extensions.getExtension(extensionId)?.packageJSON ?? {};
  const where = env.remoteName ? `remote (${env.remoteName})` : 'local';
  const web = env.uiKind === UIKind.Web ? ', browser' : '';
  return {
    extension: String(own ?? 'unknown'),
    vscode: version,
    platform: `${process.platform} ${arch()}, ${where}${web}`,
  };
}

/**
 * Returns the proxy that VS Code sends the requests of extensions through, as far as it is known: the system's own settings
 * may name another one. Its address may have a password in it, so only the host is kept.
 */
export function knownProxy(): { readonly host: string; readonly origin: string } | undefined {
  const setting: unknown = workspace.getConfiguration('http').get('proxy');
  const variables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
  const origin = setting ? 'http.proxy' : variables.find((name) => process.env[name]);
  if (origin === undefined) return undefined;
  const address = String(setting || process.env[origin]);
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return { host: url?.host || '?', origin };
}
