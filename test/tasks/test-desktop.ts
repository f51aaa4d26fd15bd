import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { writeAwsFiles } from '../hosts/environment';
import { run as build } from './build';
import { countsFile, forgetCounts, readCounts, settle } from './counts';
import { buildHostSuite } from './mocha/buildHostSuite';

/** The newest VS Code, and the oldest that `engines.vscode` allows. */
const versions = ['stable', '1.100.0'];

/**
 * Runs the host suite in downloaded desktop VS Code, in both versions or in the named ones. Linux needs a display
 * (`xvfb-run -a npm run test:desktop`).
 */
export async function run(args: readonly string[]): Promise<void> {
  await build();
  const suite = await buildHostSuite();
  for (const version of args.length > 0 ? args : versions) {
    console.log(`\nHost suite in desktop VS Code ${version}`);
    const name = `desktop-${version}`;
    await forgetCounts(name);
    const exitCode = await runSuite(version, suite, resolve(countsFile(name)));
    const { passed, failed } = settle(await readCounts(name), exitCode);
    console.log(`VS Code ${version}: ${passed} passed, ${failed} failed`);
    if (failed > 0) process.exitCode = 1;
  }
}

async function runSuite(version: string, suite: string, counts: string): Promise<number> {
  // The path is short, because macOS allows only about a hundred characters for a socket in the user data.
  const folder = await mkdtemp(join(tmpdir(), 'pc-'));
  const workspace = join(folder, 'workspace');
  await mkdir(workspace);
  const aws = await writeAwsFiles(join(folder, 'aws'));
  try {
    return await runTests({
      version,
      extensionDevelopmentPath: resolve('.'),
      extensionTestsPath: suite,
      launchArgs: [
        workspace,
        ...['--user-data-dir', join(folder, 'data'), '--extensions-dir', join(folder, 'extensions')],
        '--disable-telemetry',
      ],
      extensionTestsEnv: { ...aws.env, ...noAwsOfThisMachine(), HOST_COUNTS_FILE: counts },
    });
  } catch (error) {
    console.error(error);
    return 1;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** Returns an environment without the AWS setup of the person who runs the tests. */
function noAwsOfThisMachine(): Record<string, string | undefined> {
  const kept = new Set(['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']);
  const names = Object.keys(process.env).filter((name) => name.startsWith('AWS_') && !kept.has(name));
  return { ...Object.fromEntries(names.map((name) => [name, undefined])), AWS_EC2_METADATA_DISABLED: 'true' };
}
