import { once } from 'node:events';
import { accessSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { startDemoServer } from '../../src/demo/server/demoServer';
import { writeAwsFiles } from '../hosts/environment';
import { startTree } from '../hosts/processTree';
import { hostVersions, provision } from '../hosts/provision';
import { quietSettings, startVscodeServer } from '../hosts/vscodeServer';
import { run as build } from './build';
import { run as pack, vsixFile } from './package';

/**
 * Opens VS Code with the extension on the demo service, in its own windows and folders: on the desktop when `code` is on
 * the PATH, otherwise in the browser (`--browser` forces that). Ends on Ctrl-C or when the desktop window closes.
 */
export async function run(args: readonly string[]): Promise<void> {
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const folder = await mkdtemp(join(tmpdir(), 'partner-central-start-'));
  const workspace = join(folder, 'workspace');
  await mkdir(workspace);
  const demo = await startDemoServer({ anchor: today() });
  const aws = await writeAwsFiles(join(folder, 'aws'));
  const settings = { 'partnerCentral.endpoint': demo.url, 'partnerCentral.profile': 'demo' };
  const context: Context = { folder, workspace, settings, env: aws.env, stopped };
  try {
    const code = args.includes('--browser') ? undefined : findCode();
    await (code ? openDesktop(code, context) : openBrowser(context));
  } finally {
    await demo.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

interface Context {
  readonly folder: string;
  readonly workspace: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  /** Settles when the person asks to stop. */
  readonly stopped: Promise<unknown>;
}

async function openDesktop(code: string, { folder, workspace, settings, env, stopped }: Context): Promise<void> {
  await build();
  const userData = join(folder, 'user-data');
  await mkdir(join(userData, 'User'), { recursive: true });
  await writeFile(
    join(userData, 'User/settings.json'),
    JSON.stringify({ ...quietSettings, ...settings }, undefined, 2),
  );
  const window = startTree(
    code,
    [
      ...['--wait', '--new-window', '--user-data-dir', userData, '--extensions-dir', join(folder, 'extensions')],
      ...[`--extensionDevelopmentPath=${resolve('.')}`, workspace],
    ],
    // On Windows, `code` is a script, which only a shell runs.
    { env: { ...process.env, ...env }, stdio: 'inherit', shell: process.platform === 'win32' },
  );
  console.log('VS Code opens on sample data; Ctrl-C ends it.');
  await Promise.race([window.ended, stopped]);
  await closeWindow(userData);
  await window.stop();
}

/** Closes VS Code by the process id in its user data, because `code` starts it detached. */
async function closeWindow(userData: string): Promise<void> {
  try {
    process.kill(Number.parseInt(await readFile(join(userData, 'code.lock'), 'utf8'), 10));
  } catch {
    // It was already closed.
  }
}

async function openBrowser({ workspace, settings, env, stopped }: Context): Promise<void> {
  // The extension is installed, because running it from its folder keeps notifications from popping up.
  await pack();
  const host = await provision(hostVersions[0]);
  const server = await startVscodeServer(host, { settings, env, vsix: [vsixFile] });
  try {
    console.log(`open ${server.url({ folder: workspace })}`);
    await stopped;
  } finally {
    await server.dispose();
  }
}

function findCode(): string | undefined {
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(exists);
}

function exists(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}

function today(): Date {
  return new Date(new Date().setUTCHours(0, 0, 0, 0));
}
