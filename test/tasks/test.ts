import { hostVersions } from '../hosts/provision';
import { execute } from './childProcess';
import { add, type Counts, forgetCounts, readCounts, settle } from './counts';
import { hostRunName } from './test-host';
import { uiRunName } from './test-ui';

/** A part of the gate: a check that counts as one test, or a suite that leaves counts under these names. */
interface Phase {
  readonly title: string;
  readonly command: readonly string[];
  readonly suites?: readonly string[];
  /** Every test of the suite may be skipped, because what it needs is not on every machine. */
  readonly optional?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

const task = (name: string) => ['test/tasks/run.mjs', name];
const types = (project: string): Phase => ({
  title: `Types of ${project}`,
  command: ['node_modules/typescript/bin/tsc', '-p', project],
});

const phases: readonly Phase[] = [
  { title: 'Format and lint', command: ['node_modules/@biomejs/biome/bin/biome', 'check'] },
  ...['src/core', 'src/aws', 'src/demo', 'src/webview', 'src', 'test'].map(types),
  { title: 'Unit tests', command: task('test-unit'), suites: ['unit'] },
  { title: 'Tests of src/aws on what ships', command: task('test-bundle'), suites: ['bundle'] },
  { title: 'Other AWS clients', command: task('test-peers'), suites: ['peers'], optional: true },
  { title: 'Extension host', command: task('test-host'), suites: hostVersions.map(hostRunName) },
  ...hostVersions.map((version) => ({
    title: `Workbench and package, VS Code ${version.vscode}`,
    command: task('test-ui'),
    suites: [uiRunName(version)],
    env: { VSCODE_TARGET: version.vscode },
  })),
];

const longestPhase = 40 * 60_000;

/** Runs the whole gate to its end, whatever fails on the way; the last line is `N passed, N failed`. */
export async function run(): Promise<void> {
  let total: Counts = { passed: 0, failed: 0, skipped: 0 };
  const lines: string[] = [];
  for (const phase of phases) {
    console.log(`\n── ${phase.title}`);
    const started = performance.now();
    const counts = await runPhase(phase);
    total = add(total, counts);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
    const line = `${phase.title}: ${counts.passed} passed, ${counts.failed} failed${skipped} (${seconds} s)`;
    lines.push(line);
    console.log(line);
  }
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(`\n${lines.join('\n')}\n\n${total.passed} passed, ${total.failed} failed`);
}

async function runPhase({ command, suites, optional, env }: Phase): Promise<Counts> {
  await forgetCounts(...(suites ?? []));
  const exitCode = await execute(process.execPath, command, {
    timeLimit: longestPhase,
    env: { ...process.env, ...env },
  });
  if (!suites) return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
  const each = await Promise.all(suites.map(readCounts));
  const sum = each.map((counts) => counts ?? settle(undefined, exitCode)).reduce(add);
  if (optional && exitCode === 0 && sum.failed === 0 && sum.skipped > 0) return sum;
  // Each must have run something, and together they must account for an exit code that is not 0.
  return settle(each.map((counts) => settle(counts, 0)).reduce(add), exitCode);
}
