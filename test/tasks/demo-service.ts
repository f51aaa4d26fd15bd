import { main } from '../../src/demo/main';

/** Serves sample data over HTTP until it is stopped. */
export async function run(args: readonly string[]): Promise<void> {
  process.exitCode = await main(args);
}
