import { resolve } from 'node:path';
import { run as build } from './build';
import { runMocha } from './runMocha';

/** Runs the tests of `src/aws` on what ships of it: modules that the SDK loads for some profiles alone have to be there. */
export async function run(args: readonly string[]): Promise<void> {
  await build();
  process.env.AWS_BUNDLE = resolve('dist/aws/aws.mjs');
  await runMocha('bundle', 'test/unit/aws', args);
}
