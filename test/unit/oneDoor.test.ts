import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const rule = './test/lint/oneDoor.grit';

/** The lines of files that the rule refuses, as `path:line`. */
function refused(sources: Readonly<Record<string, readonly string[]>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'partner-central-lint-'));
  try {
    writeFileSync(join(folder, 'biome.json'), JSON.stringify({ plugins: [resolve(rule)] }));
    for (const [path, lines] of Object.entries(sources)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), `${lines.join('\n')}\n`);
    }
    const biome = [resolve('node_modules/@biomejs/biome/bin/biome'), 'lint', '--max-diagnostics=none'];
    const { stdout, stderr } = spawnSync(process.execPath, biome, { cwd: folder, encoding: 'utf8' });
    assert.doesNotMatch(`${stdout}${stderr}`, /errored|Failed to compile/);
    return [...`${stdout}${stderr}`.matchAll(/^(src\S+?):(\d+):\d+ plugin/gm)].map(
      ([, path, line]) => `${path}:${line}`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const showing = [
  "void window.showErrorMessage('x');",
  "void vscode.window.showWarningMessage('x');",
  "void window?.showInformationMessage('x');",
  "void window['showInputBox']();",
  'const { showQuickPick } = window;',
  'const { createInputBox: box } = vscode.window;',
  'const later = window.createQuickPick;',
  'class A { private readonly pick = window.createQuickPick<Item>(); }',
  "window.setStatusBarMessage('x', 1);",
  "window.createStatusBarItem('x');",
  'void window.withProgress({ location: 15 }, work);',
  "view.message = 'x';",
  "this.view.description = 'x';",
  "this.panel.title = 'x';",
];

describe('the one door to what a person is shown', () => {
  it('is the only way that the linter lets through', () => {
    const other = ["item.description = 'x';", 'void window.showTextDocument(uri);', "treeItem.label = 'x';"];
    const found = refused({
      'src/views/other.ts': [...showing, ...other],
      'src/host/other.ts': showing,
      'src/host/tell.ts': showing,
    });
    const wanted = ['src/views/other.ts', 'src/host/other.ts'].flatMap((path) =>
      showing.map((_, index) => `${path}:${index + 1}`),
    );
    assert.deepEqual(found.sort(), wanted.sort());
  });

  it('is watched over in all of src', () => {
    const { overrides } = JSON.parse(readFileSync('biome.json', 'utf8')) as { overrides: { plugins?: string[] }[] };
    assert.deepEqual(
      overrides.filter(({ plugins }) => plugins),
      [{ includes: ['src/**'], plugins: [rule] }],
    );
  });
});
