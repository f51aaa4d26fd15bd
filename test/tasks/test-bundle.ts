import { resolve } from 'node:path';
import { buildIfChanged } from './build';
import { runMocha } from './mocha/runMocha';

/** Runs the tests of `src/aws` on the shipped bundle. It must contain modules that the SDK loads only for some profiles. */
export async function run(args: readonly string[]): Promise<void> {
  await buildIfChanged();
  process.env.AWS_BUNDLE = resolve('dist/aws/aws.mjs');
  await runMocha('bundle', 'test/unit/aws', args);
}
