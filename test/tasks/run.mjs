// Runs one of the project's tasks, even on a fresh clone: `node test/tasks/run.mjs <task> [arguments]`. Only Node's own
// modules are used until node_modules is known to match package-lock.json.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');

const [task, ...rest] = process.argv.slice(2);
// As in npm, what follows `--` belongs to the task. Playwright would end its arguments at `--` and run all tests.
const args = rest[0] === '--' ? rest.slice(1) : rest;
const file =
  task && [join(here, `${task}.ts`), join(root, 'test', task, `${task}.ts`)].find((path) => existsSync(path));
if (!file) {
  console.error(`There is no task ${task ?? ''}; see the scripts in package.json.`);
  process.exit(1);
}

process.chdir(root);
if (process.env.npm_lifecycle_event && process.platform !== 'win32') endWithShell();
if (!installed()) install();
// The task runs in this process, so that a signal to npm reaches it.
await import('tsx');
await createRequire(import.meta.url)(file).run(args);

/**
 * Ends when the shell ends, to pass on its signal: npm sends it only to the shell, and Debian's exits without telling its
 * child.
 */
function endWithShell() {
  const shell = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, 100).unref();
}

/** Returns whether npm's last installation (it keeps its own lock file there) matches package-lock.json. */
function installed() {
  const wanted = packagesOf('package-lock.json');
  const present = packagesOf(join('node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, { version, integrity, optional, devOptional, peer }]) => {
    if (path === '') return true;
    const found = present[path];
    if (!found) return Boolean(optional || devOptional || peer);
    return found.version === version && found.integrity === integrity;
  });
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function install() {
  // Install scripts stay off: none are needed (esbuild and Biome only save a few milliseconds with theirs). All output goes
  // to stderr, so that a task's first line on stdout is its own.
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=warn'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('npm ci failed, so the task was not run.');
    process.exit(status ?? 1);
  }
}
