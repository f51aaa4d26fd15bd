import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PartialStrykerOptions } from '@stryker-mutator/api/core';

const folder = 'out/mutate';

/** The layers whose tests run in Node; those in one line are tested together. */
const rooms = ['core', 'aws', 'files', 'views host'];

/**
 * Mutates the source and runs the unit tests of the same layer on each mutant. Arguments are files, folders or lines of a
 * file (`src/core/money.ts:10-40`), all of one layer; without any, all layers are mutated, one after the other. What an earlier run
 * found is kept where neither the mutant nor its tests changed; `--force` runs these again.
 */
export async function run(args: readonly string[]): Promise<void> {
  const paths = args.filter((arg) => !arg.startsWith('--'));
  for (const room of rooms) {
    const layers = room.split(' ');
    const own = paths.filter((path) => layers.some((layer) => path.split(/[\\/]/)[1] === layer));
    if (paths.length > 0 && own.length === 0) continue;
    // For the processes that Stryker starts.
    Object.assign(process.env, { MUTANT_TESTS: room, NODE_OPTIONS: '--import tsx' });
    await mutate(
      layers[0] ?? room,
      own.length > 0 ? own : layers.map((layer) => `src/${layer}`),
      args.includes('--force'),
    );
  }
}

async function mutate(name: string, paths: readonly string[], force: boolean): Promise<void> {
  const options: PartialStrykerOptions = {
    mutate: paths.map((path) => (existsSync(path) && statSync(path).isDirectory() ? join(path, '**', '*.ts') : path)),
    // Texts are for a reader to judge, and a union without one of its members does not compile.
    mutator: { excludedMutations: ['StringLiteral'] },
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    plugins: ['./test/tasks/mutantRunner.ts'],
    testRunner: 'unit',
    concurrency: 1,
    // The factor is of all tests that reach a mutant, of which the runner takes the quickest.
    ...{ timeoutMS: 10_000, timeoutFactor: 0.1, dryRunTimeoutMinutes: 15 },
    tempDirName: `${folder}/sandbox`,
    ignorePatterns: ['/out', '/dist', '/.vscode-test'],
    // Stryker would rewrite the paths in it by the compiler's API, which this version of TypeScript does not have.
    tsconfigFile: 'none',
    ...{ incremental: true, incrementalFile: `${folder}/${name}.known.json`, force },
    reporters: ['survivors', 'clear-text', 'html', 'json'],
    clearTextReporter: {
      allowColor: false,
      allowEmojis: false,
      logTests: false,
      reportTests: false,
      reportMutants: false,
    },
    htmlReporter: { fileName: `${folder}/${name}.html` },
    jsonReporter: { fileName: `${folder}/${name}.json` },
  };
  // Only modules of Node's newer kind can be had of it.
  const { Stryker } = await import('@stryker-mutator/core');
  await new Stryker(options).runMutationTest();
}
