import { resolve } from 'node:path';
import { run as build } from './build';
import { runMocha } from './runMocha';

/** Runs the tests of `src/aws` on the shipped bundle. It must contain modules that the SDK loads only for some profiles. */
export async function run(args: readonly string[]): Promise<void> {
  await build();
  process.env.AWS_BUNDLE = resolve('dist/aws/aws.mjs');
  await runMocha('bundle', 'test/unit/aws', args);
}
