// Builds what ships: `node esbuild.mjs [--watch]`.
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, context, transform } from 'esbuild';
import { writeSchemas } from './test/tasks/jsonSchemas.mjs';

const watch = process.argv.includes('--watch');

/** What loads later, by the file that is imported for it. */
const later = {
  'views/treeItem': 'rows',
  'aws/awsSource': 'aws',
  'demo/sampleSource': 'demo',
  'commands/commandTable': 'commands',
  'commands/exporter': 'exporter',
  'views/detailPanels': 'panels',
  'views/pipelineSummary': 'pipeline',
};

/** CommonJS cannot be split, so the parts that load later are entries of their own, required by file name. */
const loadedLater = {
  name: 'loaded-later',
  setup(build) {
    build.onResolve({ filter: /^\.\.?\// }, ({ path, kind, resolveDir }) => {
      const file = relative(join(import.meta.dirname, 'src'), join(resolveDir, path)).replaceAll('\\', '/');
      const entry = kind === 'dynamic-import' ? later[file] : undefined;
      return entry && { path: `./${entry}.js`, external: true };
    });
  },
};

/** What is bundled keeps its licence: one text file with those of all packages in the bundles. */
const notices = {
  name: 'notices',
  setup(build) {
    build.onEnd(({ metafile }) => {
      const inputs = Object.values(metafile?.outputs ?? {}).flatMap(({ inputs }) => Object.keys(inputs));
      const folders = inputs.flatMap((file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
      const namesByText = new Map();
      for (const folder of [...new Set(folders)].sort()) {
        const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
        const files = ['LICENSE', 'LICENSE.txt', 'NOTICE'].map((file) => join(folder, file)).filter(existsSync);
        const text = files.map((file) => readFileSync(file, 'utf8').trim()).join('\n\n') || license;
        namesByText.set(text, [...(namesByText.get(text) ?? []), `${name} ${version} (${license})`]);
      }
      const sections = [...namesByText].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);
      writeFileSync(
        join(build.initialOptions.outdir, 'THIRD_PARTY_NOTICES.txt'),
        sections.join(`\n${'-'.repeat(80)}\n\n`),
      );
    });
  },
};

/** What the page's script holds beside code: its style sheet as minified text, and of each icon the paths. */
const pageAssets = {
  name: 'page-assets',
  setup(build) {
    const exporting = (name, value) => ({ contents: `export const ${name} = ${JSON.stringify(value)};`, loader: 'js' });
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true, target: pageTarget });
      return exporting('css', code.trim());
    });
    build.onLoad({ filter: /codicons.*\.svg$/ }, ({ path }) => {
      const shapes = readFileSync(path, 'utf8').matchAll(/<path([^>]*)\/>/g);
      const paths = [...shapes].map(([, attributes]) => ({
        d: / d="([^"]+)"/.exec(attributes)[1],
        rule: attributes.includes('fill-rule="evenodd"') ? 'evenodd' : 'nonzero',
      }));
      return exporting('paths', paths);
    });
  },
};

/** The Chromium of the oldest VS Code that is supported. */
const pageTarget = 'chrome132';

/** What runs in the pages of panels and views. */
export const pageOptions = {
  entryPoints: { details: 'src/webview/details.ts', pipeline: 'src/webview/pipeline.ts' },
  outdir: 'dist/webview',
  bundle: true,
  platform: 'browser',
  target: pageTarget,
  format: 'iife',
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  plugins: [pageAssets, notices],
};

/** The SDK's ES modules and the browser-free conditions: the defaults would pick its CommonJS, a third larger. */
export const options = {
  entryPoints: {
    extension: 'src/extension.ts',
    ...Object.fromEntries(Object.entries(later).map(([file, entry]) => [entry, `src/${file}.ts`])),
  },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  conditions: ['module'],
  external: ['vscode'],
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  plugins: [loadedLater, notices],
};

// Whoever imports this file wants the options alone.
if (import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  writeSchemas(options.outdir);
  if (watch) {
    for (const one of [options, pageOptions]) {
      await (await context({ ...one, sourcemap: true, minify: false })).watch();
    }
  } else {
    await Promise.all([build(options), build(pageOptions)]);
  }
}
