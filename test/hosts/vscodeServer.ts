import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mustExecute } from '../tasks/childProcess';
import { cleanEnvironment } from './environment';
import { startTree } from './processTree';
import type { Host } from './provision';

/** What a server is started with. */
export interface VscodeServerOptions {
  /** User settings, added to {@link quietSettings}. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment of the server and so of the extension host, added to a clean one with a home folder of its own. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Lets a window run an extension, and its tests, from a folder (VS Code's driver for smoke tests). Not where people or
   * page objects look at the window: it keeps notifications from popping up.
   */
  readonly development?: boolean;
  /** Packed extensions to install first. */
  readonly vsix?: readonly string[];
  /** The folder of the extensions that VS Code comes with, in place of its own. */
  readonly builtin?: string;
}

/** What a window opens with. */
export interface WindowOptions {
  /** The folder to open; an empty window without. */
  readonly folder?: string;
  /** The extension's folder, to run it from there; needs a server for development. */
  readonly extension?: string;
  /** A module whose `run()` VS Code calls in the extension host; the window reports its end. */
  readonly tests?: string;
}

/** A VS Code that answers on loopback, to be opened in a browser. */
export interface VscodeServer {
  /** Where its settings, logs and installed extensions are; gone after {@link dispose}. */
  readonly dataFolder: string;
  url(window: WindowOptions): string;
  /** Writes the server's own settings, all but those of scope `application`; open windows notice it. */
  writeSettings(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** Writes the user's settings of scope `application`; windows that are opened or loaded again take them. */
  writeApplicationSettings(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** What the server has printed so far. */
  output(): string;
  /** Ends the server with all its extension hosts and removes its data. */
  dispose(): Promise<void>;
}

/**
 * Settings that keep whatever is not under test out of the window. None may be one that a version of VS Code knows under
 * another name or value by now: it would write the new one, over whatever a test wrote meanwhile.
 */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'security.workspace.trust.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  // What moves is painted again and again, without a screen too.
  'workbench.reduceMotion': 'on',
  'editor.cursorBlinking': 'solid',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'update.mode': 'none',
  'telemetry.telemetryLevel': 'off',
  'git.enabled': false,
  'extensions.webWorker': false,
  // A server looks for ports every few seconds, which blocks the extension host for a tenth of a second; the desktop does
  // not. One that can open tunnels stops only with the second setting.
  'remote.autoForwardPorts': false,
  'remote.autoForwardPortsSource': 'output',
};

const readyWithin = 120_000;

/** Starts VS Code's server with data of its own on a free port and waits until it listens. */
export async function startVscodeServer(host: Host, options: VscodeServerOptions = {}): Promise<VscodeServer> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'partner-central-vscode-'));
  const home = join(dataFolder, 'home');
  const written: Partial<Record<'User' | 'Machine', Readonly<Record<string, unknown>>>> = {};
  const write = async (owner: 'User' | 'Machine', settings: Readonly<Record<string, unknown>>) => {
    const file = join(dataFolder, 'data', owner, 'settings.json');
    await refuseMigrated(file, written[owner]);
    written[owner] = { ...quietSettings, ...options.settings, ...settings };
    await writeFile(file, JSON.stringify(written[owner], undefined, 2));
  };
  const removeData = () => rm(dataFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  try {
    for (const owner of ['User', 'Machine']) await mkdir(join(dataFolder, 'data', owner), { recursive: true });
    await mkdir(home);
    for (const owner of ['User', 'Machine'] as const) await write(owner, {});
    const env = { ...cleanEnvironment(home), ...options.env };
    for (const file of options.vsix ?? []) {
      const args = [host.serverMain, '--install-extension', file, '--server-data-dir', dataFolder];
      await mustExecute(host.node, [...args, '--accept-server-license-terms'], { env, output: 'quiet' });
    }
    const tree = startTree(
      host.node,
      [
        host.serverMain,
        ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
        ...['--telemetry-level', 'off', '--server-data-dir', dataFolder],
        ...(options.development ? ['--enable-smoke-test-driver'] : []),
        ...(options.builtin ? ['--builtin-extensions-dir', options.builtin] : []),
        // The login shell would bring the environment of whoever runs the tests back in.
        '--force-disable-user-env',
      ],
      { env, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const printed = collect(tree.process.stdout, tree.process.stderr);
    const port = await printed.find(/Extension host agent listening on (\d+)/, tree.ended).catch(async (error) => {
      await tree.stop();
      throw error;
    });
    return {
      dataFolder,
      url: (window) => windowUrl(`127.0.0.1:${port}`, window),
      writeSettings: (settings) => write('Machine', settings),
      writeApplicationSettings: (settings) => write('User', settings),
      output: printed.text,
      async dispose() {
        await tree.stop();
        await removeData();
      },
    };
  } catch (error) {
    await removeData();
    throw error;
  }
}

/** Fails where VS Code has written one of the quiet settings anew: it does so in its own time, and a test loses by it. */
async function refuseMigrated(file: string, written: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (!text) return;
  const found: Record<string, unknown> = JSON.parse(text);
  const changed = Object.keys(quietSettings).filter((key) => key in written && found[key] !== written[key]);
  if (changed.length > 0) throw new Error(`VS Code has changed ${changed.join(', ')} in ${file}: do without.`);
}

function windowUrl(authority: string, { folder, extension, tests }: WindowOptions): string {
  const remote = (path: string) => `vscode-remote://${authority}${pathToFileURL(path).pathname}`;
  const payload: [string, string][] = [['skipWelcome', 'true']];
  if (extension) payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  const query = new URLSearchParams({ payload: JSON.stringify(payload) });
  if (folder) query.set('folder', pathToFileURL(folder).pathname);
  else query.set('ew', 'true');
  return `http://${authority}/?${query}`;
}

function collect(...streams: (NodeJS.ReadableStream | null)[]) {
  let text = '';
  let notify = () => {};
  for (const stream of streams) {
    stream?.on('data', (data) => {
      text += data;
      notify();
    });
  }
  return {
    text: () => text,
    /** The first group of the first match, as soon as it was printed. */
    find(pattern: RegExp, ended: Promise<void>): Promise<string> {
      return new Promise((resolve, reject) => {
        const fail = (why: string) => reject(new Error(`VS Code's server ${why}:\n${text}`));
        const timer = setTimeout(fail, readyWithin, `was not ready after ${readyWithin / 1000} s`);
        notify = () => {
          const found = pattern.exec(text)?.[1];
          if (found === undefined) return;
          clearTimeout(timer);
          resolve(found);
        };
        notify();
        void ended.then(() => {
          clearTimeout(timer);
          fail('ended');
        });
      });
    },
  };
}
