import { runMocha } from './mocha/runMocha';
import { packIfChanged } from './package';

/** Runs the tests of what ships and of the packages that it is made of. */
export async function run(args: readonly string[]): Promise<void> {
  await packIfChanged();
  await runMocha('supply', 'test/supply', args);
}
