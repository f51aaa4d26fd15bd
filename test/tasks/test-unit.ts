import { runMocha } from './runMocha';

/** Runs what needs nothing but Node. */
export function run(args: readonly string[]): Promise<void> {
  return runMocha('unit', 'test/unit', args);
}
