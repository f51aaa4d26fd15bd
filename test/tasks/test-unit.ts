import { runMocha } from './mocha/runMocha';

/** Runs the tests that need only Node. */
export function run(args: readonly string[]): Promise<void> {
  return runMocha('unit', 'test/unit', args);
}
