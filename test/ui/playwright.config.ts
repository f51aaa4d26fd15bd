import { join, resolve } from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumFlags, findChromium } from '../hosts/chromium';
import { targetVersion } from '../hosts/provision';

const out = resolve(__dirname, '../../out');

export default defineConfig({
  testDir: '.',
  testMatch: process.env.SCREENSHOTS ? 'screenshots.ts' : '**/*.spec.ts',
  // Each version of VS Code keeps its own pictures and traces of what failed.
  outputDir: join(out, 'ui', targetVersion().vscode),
  // One VS Code at a time: two would only wait for each other on a small machine.
  workers: 1,
  // The workbench hands the focus around by itself now and then. One more try in the gate, which names who needed it.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: true,
  // A shared machine may be several times slower than usual; a good test is as fast as before.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.UI_REPORT_FILE ?? join(out, 'ui', targetVersion().vscode, 'report.json') }],
  ],
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    actionTimeout: 30_000,
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: { executablePath: findChromium(), args: [...chromiumFlags] },
    screenshot: 'only-on-failure',
    // A trace takes a quarter of the time of a test: in the gate, the picture of a failure has to do.
    trace: process.env.CI ? 'off' : 'retain-on-failure',
  },
});
