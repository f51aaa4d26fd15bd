import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PartialStrykerOptions } from '@stryker-mutator/api/core';

const folder = 'out/mutate';

/** The layers that are tested in Node, with the folders and files of their tests. */
const rooms = [
  { layers: ['core'], tests: ['core/', 'files/csv'] },
  { layers: ['aws'], tests: ['aws/'] },
  { layers: ['files'], tests: ['files/'] },
  { layers: ['views', 'host'], tests: ['views/', 'host/'] },
];

/**
 * Mutates the source and runs the unit tests of the same layer on each mutant. Arguments are files, folders or lines of
 * a file (`src/core/text/fold.ts:10-40`); without any, all layers are mutated, one after the other. `--tests core/text`
 * runs only the tests whose paths contain this text; commas separate several. Earlier results are kept if neither the
 * mutant nor its tests changed; `--force` runs these again.
 */
export async function run(args: readonly string[]): Promise<void> {
  const testsAt = args.indexOf('--tests');
  const paths = args.filter((arg, index) => !arg.startsWith('--') && (testsAt < 0 || index !== testsAt + 1));
  for (const room of rooms) {
    const own = paths.filter((path) => room.layers.some((layer) => path.split(/[\\/]/)[1] === layer));
    if (paths.length > 0 && own.length === 0) continue;
    const tests = testsAt < 0 ? room.tests.join() : args[testsAt + 1];
    // The processes that Stryker starts read these variables.
    Object.assign(process.env, { MUTANT_TESTS: tests, NODE_OPTIONS: '--import tsx' });
    const mutated = own.length > 0 ? own : room.layers.map((layer) => `src/${layer}`);
    await mutate(room.layers.join('-'), mutated, args.includes('--force'));
  }
}

async function mutate(name: string, paths: readonly string[], force: boolean): Promise<void> {
  const options: PartialStrykerOptions = {
    mutate: paths.map((path) => (existsSync(path) && statSync(path).isDirectory() ? join(path, '**', '*.ts') : path)),
    // A reader has to judge texts, and a union without one of its members does not compile.
    mutator: { excludedMutations: ['StringLiteral'] },
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    plugins: ['./test/mutate/mutantRunner.ts'],
    testRunner: 'unit',
    concurrency: 1,
    // The factor applies to all tests that reach a mutant, but the runner only uses the fastest of them.
    ...{ timeoutMS: 10_000, timeoutFactor: 0.2, dryRunTimeoutMinutes: 15 },
    tempDirName: `${folder}/sandbox`,
    ignorePatterns: ['/out', '/dist', '/.vscode-test'],
    // Stryker would rewrite its paths with the compiler's API, which this version of TypeScript does not have.
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
  // The package has only ES modules.
  const { Stryker } = await import('@stryker-mutator/core');
  await new Stryker(options).runMutationTest();
}
