import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** What each layer may import: other layers, and packages. An arrow may only point down. */
const layers: Readonly<Record<string, { readonly layers: readonly string[]; readonly packages: RegExp }>> = {
  core: { layers: [], packages: /^@aws-sdk\/client-partnercentral-selling$/ },
  demo: { layers: ['core'], packages: /^node:/ },
  files: { layers: ['core'], packages: /^(node:|jsonc-parser)/ },
  aws: { layers: ['core'], packages: /^(node:|@aws-sdk\/|@smithy\/)/ },
  host: { layers: ['core', 'files'], packages: /^(vscode|node:(crypto|os|path))$/ },
  webview: { layers: ['core'], packages: /^(lit|@vscode-elements\/elements\/|@vscode\/codicons\/)/ },
  views: { layers: ['core', 'files', 'host'], packages: /^vscode$/ },
};

/** What each room of the core may import of the others. An arrow may only point down here, too. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  present: ['changes', 'lists', 'query', 'model', 'text', 'time', 'errors', 'runtime'],
  formats: ['lists', 'paging', 'query', 'model', 'text', 'time', 'errors', 'runtime'],
  changes: ['model', 'text', 'time', 'runtime'],
  lists: ['wire', 'paging', 'query', 'model', 'text', 'time', 'errors', 'runtime'],
  wire: ['paging', 'model', 'time', 'errors', 'runtime'],
  query: ['paging', 'model', 'text', 'time', 'errors', 'runtime'],
  paging: ['errors', 'runtime'],
  model: ['text', 'time', 'runtime'],
  errors: ['text'],
  text: ['time', 'runtime'],
  time: ['runtime'],
  runtime: [],
};

/** `contributions.ts` holds names alone and may be read from every layer that sees VS Code. */
const namesFor = ['host', 'views'];

const imports =
  /^(import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]|\b(?:import|require)\(\s*['"]([^'"]+)['"]/gm;

function importsOf(file: string) {
  return [...readFileSync(file, 'utf8').matchAll(imports)].map(([, , type, from, dynamic]) => ({
    typeOnly: type !== undefined,
    specifier: from ?? dynamic ?? '',
  }));
}

/** The files of this project that a file imports, as paths. */
function importedFiles(file: string): readonly string[] {
  const specifiers = importsOf(file).map(({ specifier }) => specifier);
  return specifiers
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => `${join(dirname(file), specifier)}.ts`)
    .filter((target) => existsSync(target));
}

/** Returns the circles of a graph, each as the files that lead to each other, in the order of the arrows. */
function circlesOf(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]) => {
    const start = path.indexOf(file);
    if (start >= 0) circles.push(path.slice(start));
    if (start >= 0 || done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return circles;
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

  it('of the core: its rooms', () => {
    const core = files.filter((file) => file.split(sep)[1] === 'core');
    assert.deepEqual([...new Set(core.map((file) => file.split(sep)[2]))].sort(), Object.keys(rooms).sort());
  });

  for (const [room, allowed] of Object.entries(rooms)) {
    it(`core/${room} imports ${allowed.join(', ') || 'no other room'}`, () => {
      const own = files.filter((file) => file.startsWith(join('src', 'core', room, sep)));
      assert.ok(own.length > 0);
      for (const file of own) {
        for (const target of importedFiles(file)) {
          const other = target.split(sep)[2] ?? '';
          assert.ok(other === room || allowed.includes(other), `${file} imports ${target}`);
        }
      }
    });
  }

  it('hold no circle of files', () => {
    assert.deepEqual(circlesOf(new Map(files.map((file) => [file, importedFiles(file)]))), []);
    assert.deepEqual(
      circlesOf(
        new Map([
          ['a', ['b', 'd']],
          ['b', ['c']],
          ['c', ['b']],
          ['d', []],
        ]),
      ),
      [['b', 'c']],
    );
  });

  it('hold no folder with more than 20 files loose in it, and neither do the tests', () => {
    const entries = ['src', 'test'].flatMap((top) => readdirSync(top, { recursive: true, withFileTypes: true }));
    const loose = new Map<string, number>();
    for (const { parentPath } of entries.filter((entry) => entry.isFile())) {
      loose.set(parentPath, (loose.get(parentPath) ?? 0) + 1);
    }
    assert.ok(loose.size > 60);
    assert.deepEqual(
      [...loose].filter(([, count]) => count > 20),
      [],
    );
  });

  it('keep nothing that changes in a file itself: what changes belongs to an object, which somebody made', () => {
    // What is only read says so by its type.
    const changing =
      /^(?:export )?(?:(?:let|var)\b|const \w+(?:: (?!Readonly)[^=\n]+)? = (?:\[\]|\{\}|new (?:(?:Weak)?(?:Map|Set)|\w*Emitter)\b)).*/gm;
    const top = ['contributions', 'extension', 'window'].map((name) => join('src', `${name}.ts`));
    for (const file of [...files, ...top]) assert.equal(readFileSync(file, 'utf8').match(changing), null, file);
    for (const bad of [
      'let n = 0;',
      'export const m = new Map<string, number>();',
      'const s: Set<1> = new Set([1]);',
    ]) {
      assert.match(bad, new RegExp(changing, 'm'));
    }
    assert.doesNotMatch('const s: ReadonlySet<1> = new Set([1]);', new RegExp(changing, 'm'));
  });

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
