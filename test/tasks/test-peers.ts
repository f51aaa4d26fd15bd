import { runMocha } from './mocha/runMocha';

/** Runs the comparisons with other AWS clients. Those that are not installed are skipped. */
export function run(args: readonly string[]): Promise<void> {
  return runMocha('peers', 'test/peers', args);
}
