import { hostVersions, provision } from '../hosts/provision';

/** Downloads every VS Code that the tests run in. */
export async function run(): Promise<void> {
  for (const version of hostVersions) {
    const { serverMain, node } = await provision(version);
    console.log(`VS Code ${version.vscode}: ${node} ${serverMain}`);
  }
}
