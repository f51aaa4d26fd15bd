import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { npm } from '../tasks/childProcess';

/** A VS Code that the extension is tested in. Versions of hosts are pinned here and nowhere else. */
export interface HostVersion {
  readonly vscode: string;
  /** The npm package that ships VS Code's server of that version. */
  readonly codeServer: string;
  /** The Node that this server was built for. */
  readonly node: string;
}

/** The newest VS Code, and the oldest that `engines.vscode` allows. */
export const hostVersions: readonly [HostVersion, HostVersion] = [
  { vscode: '1.139', codeServer: '4.139.1', node: '24.21.0' },
  { vscode: '1.100', codeServer: '4.100.3', node: '20.20.2' },
];

/** Where a provisioned VS Code is on disk. */
export interface Host {
  readonly version: HostVersion;
  /** VS Code's own server, to be run by `node`. */
  readonly serverMain: string;
  readonly node: string;
}

const folder = resolve('.vscode-test');

/** The VS Code to use where one is enough: the newest, or the one that the variable VSCODE_TARGET names (`1.100`). */
export function targetVersion(env: NodeJS.ProcessEnv = process.env): HostVersion {
  const wanted = env.VSCODE_TARGET ?? hostVersions[0].vscode;
  const version = hostVersions.find(({ vscode }) => vscode === wanted);
  if (!version)
    throw new Error(`VSCODE_TARGET is ${wanted}, but ${hostVersions.map((h) => h.vscode).join(' and ')} are known.`);
  return version;
}

/**
 * Makes sure that a VS Code and its Node are there, from the npm registry alone, and says where.
 * What is there already is used as it is; about 300 MB and 20 seconds otherwise. Safe to call from several processes.
 */
export async function provision(version: HostVersion): Promise<Host> {
  const node = await provisionNode(version.node);
  const server = await install(`code-server-${version.codeServer}`, async (cwd) => {
    console.error(`Getting VS Code ${version.vscode} (code-server ${version.codeServer} on npm)…`);
    await npmInstall(cwd, `code-server@${version.codeServer}`);
    // The package leaves this to a script of its own, which would also compile native parts that nothing here needs.
    await npmInstall(join(cwd, 'node_modules/code-server/lib/vscode'));
  });
  return { version, node, serverMain: join(server, 'node_modules/code-server/lib/vscode/out/server-main.js') };
}

/** Makes sure that this version of Node is there and returns the path of its executable. */
export async function provisionNode(version: string = hostVersions[0].node): Promise<string> {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const name = `${prefix}-${platform}-${process.arch}`;
  const installed = await install(`node-${version}`, (cwd) => npmInstall(cwd, `${name}@${version}`));
  return join(installed, 'node_modules', name, platform === 'win' ? 'bin/node.exe' : 'bin/node');
}

/** Fills a folder elsewhere and renames it into place when it is complete: a folder that exists is a good one. */
async function install(name: string, fill: (cwd: string) => Promise<void>): Promise<string> {
  const target = join(folder, name);
  if (await exists(target)) return target;
  await mkdir(folder, { recursive: true });
  const filling = await mkdtemp(join(folder, `.${name}-`));
  try {
    // Without a package.json of its own, npm would install into the extension.
    await writeFile(join(filling, 'package.json'), '{"private":true}\n');
    await fill(filling);
    await rename(filling, target).catch(async (error) => {
      // Another process was faster.
      if (!(await exists(target))) throw error;
    });
  } finally {
    await rm(filling, { recursive: true, force: true });
  }
  return target;
}

function npmInstall(cwd: string, ...packages: string[]): Promise<void> {
  const flags = ['--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  return npm(['install', ...flags, ...packages], { cwd, env: withoutNpm(process.env), output: 'quiet' });
}

/** An npm script's own settings (such as its prefix) would otherwise steer the npm that is started inside. */
function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_(package|lifecycle|config_local_prefix)/.test(name)),
  );
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
