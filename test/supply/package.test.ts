import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packOptions, vsixFile } from '../tasks/package';
import { zipTexts } from './zipTexts';

interface Shipping {
  readonly options: { readonly entryPoints: Readonly<Record<string, string>> };
  readonly awsOptions: { readonly entryPoints: Readonly<Record<string, string>> };
  readonly pageOptions: { readonly entryPoints: Readonly<Record<string, string>> };
}

interface Bom {
  readonly serialNumber?: unknown;
  readonly metadata: { readonly timestamp?: unknown; readonly tools?: unknown };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses: readonly unknown[];
}

const all = zipTexts(readFileSync(vsixFile));
const files = new Map(
  [...all]
    .filter(([name]) => name.startsWith('extension/'))
    .map(([name, text]) => [name.slice('extension/'.length), text]),
);
const textOf = (name: string) => files.get(name) ?? assert.fail(`${name} is missing`);

describe('S12: the package', () => {
  it('holds what the extension needs, and nothing else', async () => {
    const shipping = (await import(pathToFileURL(resolve('esbuild.mjs')).href)) as Shipping;
    const bundles = (folder: string, part: { entryPoints: Readonly<Record<string, string>> }, end = 'js') =>
      Object.keys(part.entryPoints).map((name) => `${folder}/${name}.${end}`);
    // What the SDK loads for some profiles alone, named by what is in it.
    const isChunk = (name: string) => /^dist\/aws\/.+-\w{8}\.mjs$/.test(name);
    assert.ok([...files.keys()].filter(isChunk).length > 5);
    assert.deepEqual(
      [...files.keys()].filter((name) => !isChunk(name)).sort(),
      [
        ...['package.json', 'package.nls.json'],
        // vsce gives these names of its own.
        ...['LICENSE.txt', 'changelog.md', 'readme.md'],
        ...bundles('dist', shipping.options),
        ...bundles('dist/aws', shipping.awsOptions, 'mjs'),
        ...bundles('dist/webview', shipping.pageOptions),
        ...['dist', 'dist/aws', 'dist/webview'].map((folder) => `${folder}/THIRD_PARTY_NOTICES.txt`),
        ...['dist/opportunity.schema.json', 'dist/opportunities.schema.json', 'dist/sbom.cdx.json'],
        ...['media/icon.png', 'media/partner-central.svg'],
      ].sort(),
    );
  });

  it('has no source map, no path of the machine that it was built on, and no secret', () => {
    for (const [name, text] of files) {
      assert.doesNotMatch(text, /sourceMappingURL=/, name);
      assert.ok(!text.includes(process.cwd()), name);
      assert.doesNotMatch(
        text,
        /\b(AKIA|ASIA)(?!IOSFODNN7EXAMPLE)[A-Z0-9]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----/,
        name,
      );
    }
    // vsce looks for secrets by itself, unless it is told not to.
    assert.deepEqual(
      packOptions.filter((option) => /secret|env/.test(option)),
      [],
    );
  });

  it('brings no other extension, and needs none', () => {
    const { extensionPack = [], extensionDependencies = [], scripts = {} } = JSON.parse(textOf('package.json'));
    assert.deepEqual([extensionPack, extensionDependencies], [[], []]);
    for (const name of Object.keys(scripts)) assert.doesNotMatch(name, /^(vscode:|(pre|post)?(un)?install$|prepare)/);
    const outer = [...all].find(([name]) => name === 'extension.vsixmanifest')?.[1] ?? assert.fail('no manifest');
    assert.match(outer, /Id="Microsoft\.VisualStudio\.Code\.ExtensionDependencies" Value=""/);
    assert.match(outer, /Id="Microsoft\.VisualStudio\.Code\.ExtensionPack" Value=""/);
  });

  it('names all packages that it is made of, with their versions, hashes and licences, and no moment', () => {
    const bom: Bom = JSON.parse(textOf('dist/sbom.cdx.json'));
    assert.deepEqual([bom.serialNumber, bom.metadata.timestamp, bom.metadata.tools], [undefined, undefined, undefined]);
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages as Record<string, { dev?: boolean }>;
    const shipped = Object.keys(lock).filter((path) => path !== '' && !lock[path]?.dev);
    const named = new Set(bom.components.map(({ name }) => name));
    for (const path of shipped) assert.ok(named.has(path.slice(path.lastIndexOf('node_modules/') + 13)), path);
    for (const { name, purl, hashes, licenses } of bom.components) {
      assert.match(purl, /^pkg:npm\/(%40[^/]+\/)?[^/@]+@\d/, name);
      assert.match(hashes[0]?.content ?? '', /^[0-9a-f]{128}$/, name);
      assert.equal(licenses.length, 1, name);
    }
    // What the bundles really hold.
    const notices = [...files].filter(([name]) => name.endsWith('THIRD_PARTY_NOTICES.txt')).map(([, text]) => text);
    const bundled = notices.join('\n').matchAll(/^((?:@[\w.-]+\/)?[\w.-]+) (\d[\w.+-]*) \([^()]+\)$/gm);
    const known = new Set(bom.components.map(({ name, version }) => `${name}@${version}`));
    let count = 0;
    for (const [, name, version] of bundled) {
      assert.ok(known.has(`${name}@${version}`), `${name} ${version} is bundled`);
      count += 1;
    }
    assert.ok(count > 20, `${count} packages`);
    const refs = new Set([...known, ...bom.dependencies.map(({ ref }) => ref)]);
    for (const { dependsOn } of bom.dependencies) for (const ref of dependsOn) assert.ok(refs.has(ref), ref);
  });
});
