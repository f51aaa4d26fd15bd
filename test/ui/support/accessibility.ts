import { readFileSync } from 'node:fs';
import { expect, type Locator, test } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The rules of axe-core whose result depends on colours. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** What axe-core finds in the page around an element that is serious or worse, each with where it is. */
export async function serious(main: Locator, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  // Evaluated by the browser itself, so that the page's policy need not allow it.
  if (!(await main.evaluate(() => 'axe' in window))) await main.evaluate(axe);
  const results = await main.evaluate(
    async (_, runOnly) => {
      const { axe } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
      return await axe.run(runOnly ? { runOnly: [...runOnly] } : {});
    },
    rules === 'all' ? null : colourRules,
  );
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
    );
}

const themes = [
  ['Default Dark Modern', 'vscode-dark'],
  ['Default Light Modern', 'vscode-light'],
  ['Default High Contrast', 'vscode-high-contrast'],
  ['Default High Contrast Light', 'vscode-high-contrast-light'],
] as const;

/** Checks something in a theme of each kind, once the page around `body` is told of it; in all but the first, colours do. */
export async function inEveryTheme(
  body: Locator,
  choose: (setting: { readonly 'workbench.colorTheme': string }) => Promise<void>,
  check: (rules: 'all' | 'colours') => Promise<void>,
): Promise<void> {
  for (const [n, [theme, kind]] of themes.entries()) {
    await test.step(theme, async () => {
      await choose({ 'workbench.colorTheme': theme });
      await expect(body).toHaveClass(new RegExp(`\\b${kind}(\\s|$)`));
      await check(n === 0 ? 'all' : 'colours');
    });
  }
}

/** Pixels by which the page around an element is wider than it may be. */
export function overflow(main: Locator): Promise<number> {
  return main.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
