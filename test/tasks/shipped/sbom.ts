import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';

/** An entry of package-lock.json. */
interface LockedPackage {
  readonly version: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/**
 * Writes the software bill of materials (CycloneDX 1.5): every package that the extension depends on, as the lock file has
 * it. `npm sbom` writes the same with the moment, a random number and its own version in it, so that no two are alike.
 */
export async function writeSbom(file: string): Promise<void> {
  await writeFile(file, `${JSON.stringify(sbom(), null, 1)}\n`);
}

function sbom(): object {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
  const { name, version, license } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>;
  const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev);
  const root = `${name}@${version}`;
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'pre-build' }],
      component: { type: 'application', 'bom-ref': root, name, version, ...licences(license) },
    },
    components: unique(shipped.map(([path, locked]) => component(nameOf(path), locked))),
    dependencies: unique([
      { ref: root, dependsOn: dependenciesOf('', packages) },
      ...shipped.map(([path, { version }]) => ({
        ref: `${nameOf(path)}@${version}`,
        dependsOn: dependenciesOf(path, packages),
      })),
    ]),
  };
}

function component(name: string, { version, license, integrity }: LockedPackage) {
  const [algorithm, digest = ''] = integrity?.split('-') ?? [];
  return {
    type: 'library',
    'bom-ref': `${name}@${version}`,
    name,
    version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    ...licences(license),
    ...(algorithm && {
      hashes: [{ alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(digest, 'base64').toString('hex') }],
    }),
  };
}

function licences(license: string | undefined) {
  return license
    ? { licenses: [/ (OR|AND) /.test(license) ? { expression: license } : { license: { id: license } }] }
    : {};
}

/** Returns the packages that one depends on, as `name@version`, found where Node would find them. */
function dependenciesOf(path: string, packages: Lock['packages']): readonly string[] {
  const { dependencies, optionalDependencies, peerDependencies } = packages[path] ?? {};
  const names = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
  return names.flatMap((name) => {
    const found = foldersFrom(path).find((folder) => packages[`${folder}node_modules/${name}`]);
    const version = found === undefined ? undefined : packages[`${found}node_modules/${name}`]?.version;
    return version === undefined ? [] : [`${name}@${version}`];
  });
}

/** Returns the folders whose node_modules a package looks into: its own, then those around it. */
function foldersFrom(path: string): readonly string[] {
  const folders = [''];
  for (const { index } of path.matchAll(/\/node_modules\//g)) folders.unshift(path.slice(0, index + 1));
  return path === '' ? folders : [`${path}/`, ...folders];
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** Returns the entries without those that are there twice: a package may be installed in several folders. */
function unique<T>(entries: readonly T[]): readonly T[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}
