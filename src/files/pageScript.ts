import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { remembering } from '../core/runtime/remembering';

/** Returns a function that reads the script of a page by its name, once. */
export function pageScripts(extensionFolder: string): (name: string) => string {
  const most = 10;
  return remembering((name) => readFileSync(join(extensionFolder, 'dist', 'webview', `${name}.js`), 'utf8'), most);
}
