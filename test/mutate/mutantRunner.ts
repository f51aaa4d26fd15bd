import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative } from 'node:path';
import type { InstrumenterContext, MutantResult } from '@stryker-mutator/api/core';
import type { Reporter } from '@stryker-mutator/api/report';
import {
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import fc from 'fast-check';
import Mocha from 'mocha';
import { testFiles } from '../tasks/mocha/runMocha';

/** How long a test may take without a mutant, in milliseconds: with the mutants in it, all code is slower. */
const firstPatience = 600_000;

/** How much longer than usual a test may take, in milliseconds: most slow tests wait for something that never comes. */
const patience = 2_000;

/**
 * How long all tests of one mutant may take together, in milliseconds without a mutant. Its own tests come first, then
 * the fastest: a mutant that only a slower test would find counts as survived.
 */
const budget = Number(process.env.MUTANT_BUDGET ?? 500);

/** Where the results without a mutant are kept, in the sandbox. */
const usualFile = 'usual.json';

/**
 * The object that the mutants and their runner share. Stryker chose the name, and every module keeps this very object.
 */
const holder = globalThis as { __stryker__?: InstrumenterContext };
holder.__stryker__ ??= {};
const shared = holder.__stryker__;

/**
 * Runs the unit tests in Stryker's worker, which loads them once. Stryker's own runner for mocha needs an older mocha
 * or a newer Node than this project uses.
 */
class MutantRunner implements TestRunner {
  readonly #mocha = new Mocha({ ui: 'bdd', timeout: firstPatience, reporter: Mocha.reporters.Base });
  #suites: readonly Mocha.Suite[] = [];
  /** The result of each test without a mutant. */
  readonly #usual = new Map<string, TestResult>();

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init(): Promise<void> {
    // Only this user may enter the sandbox, but a test of permissions runs as another.
    chmodSync('.', 0o755);
    this.#mocha.cleanReferencesAfterRun(false);
    // What a test of an earlier mutant still does says nothing about the current one.
    process.on('uncaughtException', () => {});
    // Only the failure counts here, so a smaller example is not needed.
    fc.configureGlobal({ endOnFailure: true });
    const parts = (process.env.MUTANT_TESTS ?? '').split(',');
    for (const file of testFiles('test/unit')) {
      const name = relative('test/unit', file).replaceAll('\\', '/');
      if (parts.some((part) => name.includes(part))) this.#mocha.addFile(file);
    }
    await this.#mocha.loadFilesAsync();
    if (parts.some((part) => /^(views|host)/.test(part))) loadBesideVscode();
    this.#mocha.suite.beforeEach(function () {
      shared.currentTestId = this.currentTest?.fullTitle() ?? '';
    });
    this.#suites = this.#mocha.suite.suites;
    // A worker that follows one that a mutant kept busy for ever does no dry run.
    if (existsSync(usualFile)) this.#learn(JSON.parse(readFileSync(usualFile, 'utf8')) as TestResult[]);
  }

  #learn(tests: readonly TestResult[]): void {
    for (const test of tests) this.#usual.set(test.id, test);
  }

  async dryRun(): Promise<DryRunResult> {
    const tests = await this.#run(false);
    writeFileSync(usualFile, JSON.stringify(tests));
    this.#learn(tests);
    const { mutantCoverage } = shared;
    return { status: DryRunStatus.Complete, tests, ...(mutantCoverage && { mutantCoverage }) };
  }

  async mutantRun({ testFilter, hitLimit, activeMutant, disableBail }: MutantRunOptions): Promise<MutantRunResult> {
    const chosen = this.#choose(testFilter ?? [...this.#usual.keys()], activeMutant.fileName);
    this.#mocha.grep(new Titles(chosen.keys()));
    this.#mocha.suite.suites = this.#suites
      .map((suite) => ({ suite, at: first(suite, chosen) }))
      .filter(({ at }) => at < chosen.size)
      .sort((a, b) => a.at - b.at)
      .map(({ suite }) => suite);
    Object.assign(shared, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit ? 0 : undefined });
    const tests = await this.#run(!disableBail);
    const endless = determineHitLimitReached(shared.hitCount, hitLimit);
    return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests });
  }

  #run(bail: boolean): Promise<TestResult[]> {
    this.#prepare(this.#mocha.suite, bail);
    const results: TestResult[] = [];
    return new Promise((resolve) => {
      const runner = this.#mocha.run(() => resolve(results));
      runner.on('pass', (test) => results.push({ ...about(test), status: TestStatus.Success }));
      runner.on('pending', (test) => results.push({ ...about(test), status: TestStatus.Skipped }));
      runner.on('fail', (test, error: unknown) =>
        results.push({ ...about(test), status: TestStatus.Failed, failureMessage: String(error) }),
      );
    });
  }

  /** Returns the tests for a mutant with their places in the order in which they should run. */
  #choose(ids: readonly string[], fileName: string): ReadonlyMap<string, number> {
    const own = basename(fileName, '.ts');
    const known = ids.flatMap((id) => this.#usual.get(id) ?? []);
    const rank = ({ fileName: file = '', timeSpentMs }: TestResult) =>
      timeSpentMs + (basename(file, '.test.ts') === own ? 0 : 1_000_000);
    let left = budget;
    const chosen = known
      .sort((a, b) => rank(a) - rank(b))
      .filter(({ timeSpentMs }, index) => {
        const fits = timeSpentMs <= left || index === 0;
        if (fits) left -= timeSpentMs;
        return fits;
      });
    return new Map(chosen.map(({ id }, place) => [id, place]));
  }

  #prepare(suite: Mocha.Suite, bail: boolean): void {
    suite.bail(bail);
    for (const test of suite.tests) {
      const usual = this.#usual.get(test.fullTitle());
      test.timeout(usual === undefined ? firstPatience : patience + 5 * usual.timeSpentMs);
    }
    for (const inner of suite.suites) this.#prepare(inner, bail);
  }
}

/** Returns the place of the first test that a suite has of those chosen. */
function first(suite: Mocha.Suite, chosen: ReadonlyMap<string, number>): number {
  let place = chosen.size;
  suite.eachTest((test) => {
    place = Math.min(place, chosen.get(test.fullTitle()) ?? place);
  });
  return place;
}

/** Stands for an expression that matches these titles whole; one of hundreds of titles would take longer than the tests. */
class Titles extends RegExp {
  readonly #titles: ReadonlySet<string>;

  constructor(titles: Iterable<string>) {
    super('');
    this.#titles = new Set(titles);
  }

  override test(title: string): boolean {
    return this.#titles.has(title);
  }
}

/**
 * Loads what tests load themselves once there is a module `vscode`. Otherwise, what a module does while it is loaded
 * would count as done by the first test, and would be the same in all runs.
 */
function loadBesideVscode(): void {
  const load = createRequire(join(process.cwd(), 'package.json'));
  const { vscode } = load('./test/support/fakeVscode.ts') as typeof import('../support/fakeVscode');
  vscode.install();
  for (const layer of ['views', 'host']) {
    for (const file of readdirSync(`src/${layer}`, { recursive: true, encoding: 'utf8' })) {
      if (file.endsWith('.ts')) load(`./src/${layer}/${file}`);
    }
  }
}

function about(test: Mocha.Runnable) {
  const id = test.fullTitle();
  return { id, name: id, timeSpentMs: test.duration ?? 0, ...(test.file && { fileName: test.file }) };
}

/** Prints each mutant that no test found, as soon as that is known. */
class SurvivorReporter implements Reporter {
  onMutantTested({ status, fileName, location: { start }, mutatorName, replacement = '' }: MutantResult): void {
    if (status !== 'Survived' && status !== 'NoCoverage') return;
    const line = readFileSync(fileName, 'utf8').split('\n')[start.line - 1] ?? '';
    const to = replacement.replace(/\s+/g, ' ').slice(0, 160);
    const place = `${relative('', fileName)}:${start.line}:${start.column}`;
    console.log(`${status} ${mutatorName} ${place}\n  - ${line.trim()}\n  + ${to}`);
  }
}

/** Where Stryker looks for the plugins of a module. */
export const strykerPlugins = [
  { kind: 'TestRunner', name: 'unit', injectableClass: MutantRunner },
  { kind: 'Reporter', name: 'survivors', injectableClass: SurvivorReporter },
];
