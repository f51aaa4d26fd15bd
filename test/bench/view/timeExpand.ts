import type { Page } from '@playwright/test';
import type { OpportunitiesView } from '../../ui/pages/opportunitiesView';

/** The window, where the page keeps the running measurement. */
interface TimedWindow {
  benchPainted?: Promise<number>;
}

/**
 * Clicks the twistie of a stage and returns the milliseconds from the mouse press to the frame after the first row of the
 * stage is in the page, or the first row in its first range at that level. Nothing else may be expanded.
 */
export async function timeExpand(page: Page, view: OpportunitiesView, stage: string, level = 2): Promise<number> {
  if ((await view.tree.locator('[aria-level="2"]').count()) > 0) throw new Error('Something is expanded already.');
  const box = await view.stage(stage).locator('.monaco-tl-twistie').boundingBox();
  if (!box) throw new Error(`${stage} is not on the screen.`);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  // Named functions do not survive the transfer into the page.
  await view.tree.evaluate((tree, row) => {
    (window as TimedWindow).benchPainted = new Promise((resolve) => {
      window.addEventListener(
        'mousedown',
        () => {
          const begun = performance.now();
          new MutationObserver((_, observer) => {
            if (!tree.querySelector(row)) return;
            observer.disconnect();
            requestAnimationFrame(() => resolve(performance.now() - begun));
          }).observe(tree, { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-level'] });
        },
        { capture: true, once: true },
      );
    });
  }, `[role=treeitem][aria-level="${level}"]`);
  await page.mouse.down();
  await page.mouse.up();
  return await page.evaluate(() => (window as TimedWindow).benchPainted ?? Number.NaN);
}
