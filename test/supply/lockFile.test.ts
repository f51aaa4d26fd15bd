import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

const lock: { readonly lockfileVersion: number; readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
  readFileSync('package-lock.json', 'utf8'),
);
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

describe('S13: the lock file', () => {
  it('names no place to get a package from: each comes from the registry by its name and version', () => {
    assert.ok(packages.length > 100);
    for (const [path, { version, resolved, link }] of packages) {
      // A file, a link, a repository or another registry would stand there.
      assert.deepEqual([resolved, link], [undefined, undefined], path);
      assert.match(version ?? '', /^\d+\.\d+\.\d+/, path);
    }
  });

  it('has the hash of every package, a strong one', () => {
    for (const [path, { integrity }] of packages) assert.match(integrity ?? '', /^sha512-[\w+/]{86}==$/, path);
  });

  it('is the one that everything is installed by: no other names a version, and no script of a package runs', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      assert.match(String(version), /^\d+\.\d+\.\d+$/, name);
    }
    assert.equal(lock.lockfileVersion, 3);
    assert.match(readFileSync('test/tasks/run.mjs', 'utf8'), /'npm', \['ci', '--ignore-scripts',/);
  });
});
