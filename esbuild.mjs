// Builds what ships: `node esbuild.mjs [--watch]`.
import { readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, context, transform } from 'esbuild';
import { writeSchemas } from './test/tasks/shipped/jsonSchemas.mjs';

const watch = process.argv.includes('--watch');

/** What talks to AWS: ES modules, which esbuild can split. */
const awsFile = 'src/aws/awsSource';

/**
 * The files that the code loads with `import()`, or with `require` where it cannot wait, as paths without `.ts`. Each is a
 * bundle of its own, which has the name of the file and loads when it is first needed: esbuild cannot split CommonJS.
 */
const loadedLater = [...new Set(readdirSync('src', { recursive: true }).flatMap(laterImports))].filter(
  (file) => file !== awsFile,
);

function laterImports(file) {
  if (!file.endsWith('.ts')) return [];
  const imports = readFileSync(join('src', file), 'utf8').matchAll(/(?<!typeof )\b(?:import|require)\('(\.[^']+)'\)/g);
  return [...imports].map(([, path]) => join('src', dirname(file), path).replaceAll('\\', '/'));
}

/** A call of `import()` with a file of ours, and not a type. */
const laterImport = /(?<!typeof |: )\bimport\('(\.[^']+)'\)/g;

/**
 * Imports bundles by the name that they have in the package: with `require`, which is faster than `import()` in the extension
 * host. Only the ES modules for AWS need `import()`. Each is rewritten before esbuild sees it: for an `import()`, esbuild adds
 * a module of its own around each bundle.
 */
const asBundles = {
  name: 'as-bundles',
  setup(build) {
    const fileOf = (folder, path) => relative(import.meta.dirname, join(folder, path)).replaceAll('\\', '/');
    build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const contents = text.replace(laterImport, (call, imported) =>
        fileOf(dirname(path), imported) === awsFile ? call : `Promise.resolve().then(() => require('${imported}'))`,
      );
      return contents === text ? undefined : { contents, loader: 'ts' };
    });
    build.onResolve({ filter: /^\.\.?\//, namespace: 'file' }, ({ path, kind, resolveDir }) => {
      if (kind !== 'dynamic-import' && kind !== 'require-call') return;
      const file = fileOf(resolveDir, path);
      return { path: file === awsFile ? './aws/aws.mjs' : `./${basename(file)}.js`, external: true };
    });
  },
};

/** Imports of the SDK that nothing here comes to: browsers' user agents, and an identity pool that no profile names. */
const neverLoaded = {
  name: 'never-loaded',
  setup(build) {
    build.onResolve({ filter: /^bowser$|\/loadCognitoIdentity(\.js)?$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

/** What is bundled keeps its licence: one text file with those of all packages in the bundles. */
const notices = {
  name: 'notices',
  setup(build) {
    build.onEnd(({ metafile }) => {
      const inputs = Object.values(metafile?.outputs ?? {}).flatMap(({ inputs }) => Object.keys(inputs));
      const folders = inputs.flatMap((file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
      const packages = [...new Set(folders)].sort().map((folder) => ({
        ...JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
        text: licenceTextIn(folder),
      }));
      // A few packages of the SDK hold no text. That of this licence names no owner, so it is the same for all.
      const apache = packages.find(({ license, text }) => license === 'Apache-2.0' && text)?.text;
      const namesByText = new Map();
      for (const { name, version, license, text = license === 'Apache-2.0' ? apache : undefined } of packages) {
        if (!text) throw new Error(`${name} would be shipped without the text of its licence.`);
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

function licenceTextIn(folder) {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|notice)(\.(md|txt))?$/i.test(name));
  const texts = files.sort().map((name) => readFileSync(join(folder, name), 'utf8').trim());
  return texts.length > 0 ? texts.join('\n\n') : undefined;
}

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

/** Packages' ES modules: esbuild by itself would take the SDK's CommonJS, a third larger. */
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  conditions: ['module'],
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};

/** What VS Code runs, and the parts of it that see VS Code and load later. */
export const options = {
  ...common,
  entryPoints: Object.fromEntries(['src/extension', ...loadedLater].map((file) => [basename(file), `${file}.ts`])),
  outdir: 'dist',
  format: 'cjs',
  external: ['vscode'],
  plugins: [asBundles, notices],
};

/**
 * What talks to AWS, split: what the SDK loads for some profiles alone (IAM Identity Center, roles) is read and compiled
 * for those alone.
 */
export const awsOptions = {
  ...common,
  entryPoints: { aws: `${awsFile}.ts` },
  outdir: 'dist/aws',
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  plugins: [neverLoaded, notices],
};

// Whoever imports this file wants the options alone.
if (import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  const parts = [options, awsOptions, pageOptions];
  // Bundles and chunks are named after what is in them: those of an earlier build would stay beside them.
  rmSync(options.outdir, { recursive: true, force: true });
  writeSchemas(options.outdir);
  if (watch) {
    for (const one of parts) await (await context({ ...one, sourcemap: true, minify: false })).watch();
  } else {
    await Promise.all(parts.map(build));
  }
}
