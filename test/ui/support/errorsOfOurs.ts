import type { BrowserContext } from '@playwright/test';

/**
 * What errors of ours have in them: the extension's public name, which is also part of the path of its files, or the page
 * that VS Code writes a panel into.
 */
const ours = /partner-central-tools\.partner-central-opportunities|\/fake\.html/;

/**
 * Notes the errors of this extension in a browser's console: those of its pages, and those of the extension host, whose log
 * VS Code shows there (an activation that fails, a rejection that nobody handles).
 */
export function watchErrors(context: BrowserContext): string[] {
  const errors: string[] = [];
  const note = (text: string) => {
    if (ours.test(text)) errors.push(text);
  };
  context.on('console', (message) => {
    if (message.type() === 'error') note(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => note(error.error().stack ?? String(error.error())));
  return errors;
}
