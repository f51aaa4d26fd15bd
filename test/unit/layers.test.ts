import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** What each layer may import: other layers, and packages. An arrow may only point down. */
const layers: Readonly<Record<string, { readonly layers: readonly string[]; readonly packages: RegExp }>> = {
  core: { layers: [], packages: /^@aws-sdk\/client-partnercentral-selling$/ },
  demo: { layers: ['core'], packages: /^node:/ },
  files: { layers: ['core'], packages: /^(node:|jsonc-parser)/ },
  aws: { layers: ['core'], packages: /^(node:|@aws-sdk\/|@smithy\/)/ },
  host: { layers: ['core', 'files'], packages: /^(vscode|node:(crypto|os|path))$/ },
  webview: { layers: ['core'], packages: /^(lit|@vscode-elements\/elements\/|@vscode\/codicons\/)/ },
  views: { layers: ['core', 'host'], packages: /^vscode$/ },
  commands: { layers: ['core', 'files', 'host', 'views'], packages: /^vscode$/ },
};

/** `contributions.ts` holds names alone and may be read from every layer that sees VS Code. */
const namesFor = ['host', 'views', 'commands'];

const imports = /^(import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;

function importsOf(file: string) {
  return [...readFileSync(file, 'utf8').matchAll(imports)].map(([, , type, from, dynamic]) => ({
    typeOnly: type !== undefined,
    specifier: from ?? dynamic ?? '',
  }));
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => join('src', file))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && file.split(sep).length > 2);

describe('layers', () => {
  it('are the folders of src', () => {
    assert.deepEqual([...new Set(files.map((file) => file.split(sep)[1]))].sort(), Object.keys(layers).sort());
  });

  for (const [layer, allowed] of Object.entries(layers)) {
    it(`${layer} imports ${allowed.layers.join(', ') || 'no other layer'}, and packages like ${allowed.packages}`, () => {
      const own = files.filter((file) => file.split(sep)[1] === layer);
      assert.ok(own.length > 0);
      for (const file of own) {
        for (const { specifier, typeOnly } of importsOf(file)) {
          const line = `${file} imports ${specifier}`;
          if (!specifier.startsWith('.')) {
            assert.match(specifier, allowed.packages, line);
            if (layer === 'core') assert.ok(typeOnly, `${line} as a value`);
            continue;
          }
          const target = relative('src', join(dirname(file), specifier)).split(sep);
          if (target[0] === 'contributions') assert.ok(namesFor.includes(layer), line);
          else assert.ok(target[0] === layer || allowed.layers.includes(target[0] ?? ''), line);
        }
      }
    });
  }

  it('let addresses go out at one place alone, as they are written', () => {
    for (const file of files) assert.doesNotMatch(readFileSync(file, 'utf8'), /openExternal|window\.open\b/, file);
  });

  it('reads import lines at all', () => {
    const found = importsOf('src/window.ts').map(({ specifier }) => specifier);
    for (const specifier of ['vscode', './demo/sampleSource', './core/paging/lazySource'])
      assert.ok(found.includes(specifier));
  });

  it('openWindow only builds the graph, in 40 lines at most', () => {
    const text = readFileSync('src/window.ts', 'utf8');
    const body = text.slice(text.indexOf('export function openWindow'));
    const lines = body.slice(0, body.indexOf('\n}')).split('\n').length;
    assert.ok(lines > 10 && lines <= 40, `${lines} lines`);
  });
});
