import { run as build } from './build';
import { buildHostSuite } from './mocha/buildHostSuite';

/** Builds what the launch configuration "Extension Tests" runs. */
export async function run(): Promise<void> {
  await build();
  await buildHostSuite();
}
