import { availableParallelism } from 'node:os';
import { type HostVersion, hostVersions } from '../hosts/provision';
import { execute } from './childProcess';
import { add, type Counts, countsText, forgetCounts, readCounts, settle } from './counts';
import { hostRunName } from './test-host';
import { uiRunName } from './test-ui';

const parts = ['package', 'lint', 'types', 'supply', 'unit', 'bundle', 'peers', 'host', 'ui'] as const;
type Part = (typeof parts)[number];

/** A check that counts as one test, or a suite that leaves counts under these names. */
interface Phase {
  readonly part: Part;
  readonly title: string;
  readonly command: readonly string[];
  readonly suites?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const task = (name: string) => ['test/tasks/run.mjs', name];
const types = (project: string): Phase => ({
  part: 'types',
  title: `Types of ${project}`,
  command: ['node_modules/typescript/bin/tsc', '-p', project],
});

/** The suites take what the first one makes as it is. */
const checks: readonly Phase[] = [
  {
    part: 'package',
    title: 'S12: build and package, twice the same',
    command: [...task('package'), '--if-changed', '--twice'],
  },
  { part: 'lint', title: 'Format and lint', command: ['node_modules/@biomejs/biome/bin/biome', 'check'] },
  ...['src/core', 'src/aws', 'src/demo', 'src/webview', 'src', 'test'].map(types),
];

/** The suites, with those first that take longest: what is left to the end should be short. */
function suitesIn(versions: readonly HostVersion[]): Phase[] {
  return [
    ...versions.map(
      (version): Phase => ({
        part: 'ui',
        title: `Workbench and package, VS Code ${version.vscode}`,
        command: task('test-ui'),
        suites: [uiRunName(version)],
        env: { VSCODE_TARGET: version.vscode },
      }),
    ),
    {
      part: 'host',
      title: 'Extension host',
      command: [...task('test-host'), ...versions.map(({ vscode }) => vscode)],
      suites: versions.map(hostRunName),
    },
    { part: 'peers', title: 'Other AWS clients', command: task('test-peers'), suites: ['peers'] },
    { part: 'supply', title: 'What ships, and what it is made of', command: task('test-supply'), suites: ['supply'] },
    { part: 'unit', title: 'Unit tests', command: task('test-unit'), suites: ['unit'] },
    { part: 'bundle', title: 'Tests of src/aws on what ships', command: task('test-bundle'), suites: ['bundle'] },
  ];
}

const longestPhase = 40 * 60_000;

/**
 * Runs the whole gate to its end, whatever fails on the way; or one part of it, whose name is the first argument. Further
 * arguments go to that suite, which runs in the newest VS Code alone then, or in the one that is named (`host 1.100`). The
 * last line ends with `N passed, N failed`; how many were skipped, if any, comes first.
 */
export async function run([name, ...args]: readonly string[] = []): Promise<void> {
  const part = parts.find((each) => each === name);
  if (name !== undefined && !part) {
    console.error(`There is no part ${name}; there are ${parts.join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  // The whole runs as it does in the workflow. A part is for whoever works on it: it records traces and tries nothing twice.
  if (!part) process.env.CI ??= 'true';
  const isWanted = (phase: Phase) => !part || phase.part === part;
  const picked = hostVersions.filter(({ vscode }) => args.includes(vscode));
  const versions = args.length === 0 ? hostVersions : picked.length > 0 ? picked : hostVersions.slice(0, 1);
  const rest = args.filter((arg) => !versions.some(({ vscode }) => vscode === arg));
  const before = await runSideBySide(checks.filter(isWanted), []);
  const suites = suitesIn(versions).filter(isWanted);
  const ended = [...before, ...(await runSideBySide(suites, rest))];
  const total = ended.map(({ counts }) => counts).reduce(add);
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(`\n${[...ended.map(({ line }) => line), ...skippedLines(total)].join('\n')}\n\n${countsText(total)}`);
}

interface Ended {
  readonly line: string;
  readonly counts: Counts;
}

/**
 * Runs phases in their order, as many at a time as there are cores: with more than that, all of them take longer. One alone is
 * shown as it goes; of several, each is shown whole when it ends.
 */
async function runSideBySide(phases: readonly Phase[], args: readonly string[]): Promise<Ended[]> {
  const waiting = [...phases.entries()];
  const ended: Ended[] = [];
  const runNext = async (): Promise<void> => {
    const next = waiting.shift();
    if (!next) return;
    const [index, phase] = next;
    if (phase.suites) console.log(`\n── ${phase.title}`);
    const each = await runPhase(phase, args, phases.length === 1 ? 'inherit' : 'whole');
    console.log(each.line);
    ended[index] = each;
    await runNext();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, runNext));
  return ended;
}

async function runPhase(phase: Phase, args: readonly string[], output: 'inherit' | 'whole'): Promise<Ended> {
  const started = performance.now();
  const { title, command, suites = [], env } = phase;
  await forgetCounts(...suites);
  const exitCode = await execute(process.execPath, [...command, ...args], {
    ...{ output, timeLimit: longestPhase, env: { ...process.env, ...env } },
  });
  const counts = await countsOf(phase, exitCode);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  return { counts, line: `${title}: ${countsText(counts)} (${seconds} s)` };
}

async function countsOf({ suites }: Phase, exitCode: number): Promise<Counts> {
  if (!suites) return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
  const each = await Promise.all(suites.map(readCounts));
  // Each must have run something, and together they must account for an exit code that is not 0.
  return settle(each.map((counts) => settle(counts, 0)).reduce(add), exitCode);
}

/** What was skipped and why: a program that is missing, say. */
function skippedLines({ reasons = {} }: Counts): string[] {
  return Object.entries(reasons).map(([reason, count]) => `Skipped ${count}: ${reason}`);
}
