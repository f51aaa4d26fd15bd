import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { provisionNode } from '../../hosts/provision';
import { type Bench, compare } from '../measure';
import { buildDefault, buildOurs } from './builds';

const runs = 15;
/** Modules that VS Code has already loaded in the extension host before the bundle (checked by process.moduleLoadList). */
const present = [
  'http',
  'https',
  'http2',
  'zlib',
  'crypto',
  'fs/promises',
  'os',
  'child_process',
  'async_hooks',
  'url',
];

/** Measures loading the AWS bundle, which the first request waits for. */
export const importing: Bench = {
  name: 'import',
  method:
    `import() of our modules and require() of the default build in ${runs} fresh processes each, in turn, of the Node that ` +
    "VS Code runs on, with those of Node's own modules loaded before that the extension host has loaded anyway",
  async run() {
    const node = await provisionNode();
    const [ours, theirs] = [await buildOurs(), await buildDefault()];
    const samples: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
    // The first run of each only brings the files into the system's cache.
    for (let round = 0; round <= runs; round++) {
      const [a, b] = [timeImport(node, ours.file('aws')), timeImport(node, theirs.file('aws'))];
      if (round === 0) continue;
      samples.ours.push(a);
      samples.theirs.push(b);
    }
    return [compare('import of the AWS bundle', 0.55, samples.ours, samples.theirs, 'the default build')];
  },
};

function timeImport(node: string, file: string): number {
  const load = file.endsWith('.mjs')
    ? `await import(${JSON.stringify(pathToFileURL(file).href)});`
    : `require(${JSON.stringify(file)});`;
  // VS Code's own extension host consists of ES modules, so their loader is already there.
  const script = `
    ${present.map((name) => `require('node:${name}');`).join(' ')}
    void import('data:text/javascript,').then(async () => {
      const begun = performance.now();
      ${load}
      console.log(performance.now() - begun);
    });`;
  return Number(execFileSync(node, ['-e', script], { encoding: 'utf8' }));
}
