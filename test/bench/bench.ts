import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { arch, cpus, platform, release } from 'node:os';
import { hostVersions } from '../hosts/provision';
import { run as pack } from '../tasks/package';
import { exporting } from './exporting/exporting';
import { heap } from './heap/heap';
import type { Bench, Measurement } from './measure';
import { refresh } from './reading/refresh';
import { loadAllPaced, requests, walk } from './reading/walk';
import { changes } from './stalls/changes';
import { find } from './stalls/find';
import { pipeline } from './stalls/pipeline';
import { selected } from './stalls/selected';
import { stall } from './stalls/stall';
import { activation } from './start/activation';
import { bundles } from './start/bundles';
import { importing } from './start/importing';
import { printTable } from './table';
import { closeHost } from './view/host';
import { panels } from './view/panels';
import { expand, firstPage } from './view/tree';

const benches: readonly Bench[] = [
  activation,
  bundles,
  importing,
  firstPage,
  expand,
  walk,
  requests,
  loadAllPaced,
  refresh,
  stall,
  find,
  pipeline,
  selected,
  changes,
  exporting,
  panels,
  heap,
];

/**
 * Measures the cost of the extension against its goals, prints one table and writes out/bench.json. Arguments name the
 * benchmarks to run; without any, all run. Figures are ratios within one run, because machines differ. Where a goal is not
 * met, or a program to compare with is missing, the process ends with 1.
 */
export async function run(args: readonly string[]): Promise<void> {
  const unknown = args.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    console.error(`No benchmark is called ${unknown.join(', ')}. There are: ${benches.map((b) => b.name).join(', ')}.`);
    process.exitCode = 1;
    return;
  }
  const chosen = benches.filter(({ name }) => args.length === 0 || args.includes(name));
  // The benchmarks measure what users get: the packed production build.
  await pack();
  const rows: (Measurement & { readonly bench: string })[] = [];
  try {
    for (const bench of chosen) {
      console.error(`${bench.name}…`);
      for (const row of await measure(bench)) rows.push({ bench: bench.name, ...row });
    }
  } finally {
    await closeHost();
  }
  const command = ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' ');
  const foot = [machine(), await versions(), command, ...chosen.map((bench) => `${bench.name}: ${bench.method}.`)];
  printTable(rows, foot);
  await mkdir('out', { recursive: true });
  await writeFile('out/bench.json', `${JSON.stringify({ finished: new Date(), foot, rows }, undefined, 2)}\n`);
  const unmet = rows.filter(({ verdict }) => verdict !== 'met');
  if (unmet.length === 0) return;
  console.error(`${unmet.length} of ${rows.length} goals are not met, or could not be measured.`);
  process.exitCode = 1;
}

/** Returns one missed line for a benchmark that throws, so that the others still run. */
async function measure(bench: Bench): Promise<readonly Measurement[]> {
  try {
    return await bench.run();
  } catch (error) {
    console.error(error);
    const [why] = String(error instanceof Error ? error.message : error).split('\n');
    return [{ metric: `${bench.name} broke off`, value: why ?? '', goal: 'runs to its end', verdict: 'MISSED' }];
  }
}

function machine(): string {
  const all = cpus();
  return `${platform()} ${release()} ${arch()}, ${all.length} × ${all[0]?.model.trim() ?? 'unknown processor'}`;
}

async function versions(): Promise<string> {
  const [host] = hostVersions;
  const { dependencies, devDependencies } = JSON.parse(await readFile('package.json', 'utf8'));
  return [
    `VS Code ${host.vscode} on Node ${host.node} in Chromium`,
    `SDK ${dependencies['@aws-sdk/client-partnercentral-selling']}`,
    `esbuild ${devDependencies.esbuild}`,
    `measured from Node ${process.versions.node}`,
  ].join(', ');
}
