import { listProfiles } from '../../src/aws/identity/profiles';

/**
 * Prints the profiles as the profile pick lists them, as JSON: `[{ "name", "kind", "usable", "why"? }]`. A file with a
 * fault is named on stderr, and the exit code is then 1; the output is complete JSON all the same.
 */
export async function run(): Promise<void> {
  const { profiles, faults } = await listProfiles(process.env);
  const shown = profiles.map(({ name, kind, unusable: why }) => ({
    ...{ name, kind, usable: why === undefined },
    ...(why !== undefined && { why }),
  }));
  console.log(JSON.stringify(shown, null, 2));
  for (const { path, line, reason } of faults) {
    console.error(`${line === undefined ? path : `${path}:${line}`}: ${reason}`);
    process.exitCode = 1;
  }
}
