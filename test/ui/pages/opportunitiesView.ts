import { expect, type Locator, type Page } from '@playwright/test';

/** The Opportunities view in the side bar. Rows are found by the beginning of their accessible name. */
export class OpportunitiesView {
  readonly tree: Locator;
  readonly items: Locator;
  readonly stages: Locator;
  /** The welcome text and its buttons, shown in place of the tree. */
  readonly welcome: Locator;
  readonly toolbar: Locator;
  /** The row that the keyboard acts on. */
  readonly focused: Locator;
  /** The lines above the tree, such as what went wrong. */
  readonly message: Locator;
  /** The bar that moves while the view waits for AWS. */
  readonly progress: Locator;
  private readonly sideBar: Locator;

  constructor(private readonly page: Page) {
    this.sideBar = page.locator('.part.sidebar');
    this.tree = this.sideBar.getByRole('tree', { name: 'Opportunities' });
    this.items = this.tree.getByRole('treeitem');
    this.stages = this.tree.locator('[role=treeitem][aria-level="1"]');
    this.welcome = this.sideBar.locator('.welcome-view-content');
    this.toolbar = this.sideBar.getByRole('toolbar', { name: 'Opportunities actions' });
    this.focused = this.tree.locator('[role=treeitem].focused');
    this.message = this.sideBar.locator('.tree-explorer-viewlet-tree-view .message');
    this.progress = this.sideBar.locator('.monaco-progress-container.active');
  }

  /** Waits until the view is painted: after a change VS Code paints its rows in several goes, each with other elements. */
  async settled(): Promise<void> {
    // No function in here may have a name: tsx, which runs the benches, calls a helper for it that the page does not have.
    await this.sideBar.evaluate(
      async (sideBar, quietMs) =>
        await new Promise<void>((resolve) => {
          let timer = setTimeout(resolve, quietMs);
          new MutationObserver((_, changes) => {
            clearTimeout(timer);
            timer = setTimeout(() => {
              changes.disconnect();
              resolve();
            }, quietMs);
          }).observe(sideBar, { childList: true, subtree: true, characterData: true });
        }),
      // A little more than what VS Code waits for further changes of a tree.
      300,
    );
  }

  /** A row on any level. */
  item(name: string | RegExp): Locator {
    return this.tree.getByRole('treeitem', { name: startingWith(name) });
  }

  /** The row of a lifecycle stage: `Prospect`. */
  stage(name: string | RegExp): Locator {
    return this.item(name).and(this.stages);
  }

  /** The rows under an expanded stage, its tail (Load More, Retry …) included, as far as they are on screen. */
  async rowsOf(stage: string): Promise<string[]> {
    const names: string[] = [];
    const start = await this.stage(stage).getAttribute('data-index');
    for (const row of await this.rows()) {
      if (row.index <= Number(start)) continue;
      if (row.level === 1) break;
      names.push(row.text);
    }
    return names;
  }

  /** What stands behind the name of a row, in grey. */
  description(row: Locator): Locator {
    return row.locator('.label-description');
  }

  /** The letter or sign at the right end of a row, and the colour of its name. */
  async decoration(row: Locator): Promise<{ badge: string; color: string }> {
    return await row.locator('.monaco-icon-label').evaluate((label) => {
      const badge = getComputedStyle(label, '::after').content.replaceAll('"', '');
      const name = label.querySelector('.label-name') ?? label;
      return { badge: badge === 'none' ? '' : badge, color: getComputedStyle(name).color };
    });
  }

  /**
   * Expands a stage (or another row with children) unless it is open, and waits until it is, and painted: until then VS Code
   * may not know which row a menu or a button belongs to.
   */
  async expand(name: string | RegExp): Promise<void> {
    const row = this.item(name);
    if ((await row.getAttribute('aria-expanded')) !== 'true') await this.press(row.locator('.monaco-tl-twistie'));
    await expect(row).toHaveAttribute('aria-expanded', 'true');
    await this.settled();
  }

  async collapse(name: string | RegExp): Promise<void> {
    const row = this.item(name);
    if ((await row.getAttribute('aria-expanded')) === 'true') await this.press(row.locator('.monaco-tl-twistie'));
    await expect(row).toHaveAttribute('aria-expanded', 'false');
  }

  /** Clicks a row: an opportunity opens, a tail does what it says. */
  async click(name: string | RegExp): Promise<void> {
    await this.press(this.item(name).first());
  }

  /**
   * Clicks in the tree, coming from outside: the tooltip of the row that the pointer rests on covers its neighbours. One that
   * came late, after the pointer had left, stays until the pointer moves again.
   */
  async press(target: Locator, options?: Parameters<Locator['click']>[0]): Promise<void> {
    await expect(async () => {
      await this.page.mouse.move(1, 1);
      await this.page.mouse.move(0, 0);
      await target.click({ ...options, trial: true, timeout: 2_000 });
    }).toPass();
    await target.click(options);
  }

  /** Clicks an inline action of a row, such as Load More on a stage. */
  async inlineAction(row: Locator, action: string | RegExp): Promise<void> {
    await row.hover();
    await row.getByRole('button', { name: action }).click();
  }

  /** Loads the next page of a stage by the inline action on its row. */
  async loadMore(stage: string): Promise<void> {
    await this.inlineAction(this.stage(stage), 'Load More');
  }

  /** Opens a row's context menu and chooses an entry. */
  async contextMenu(row: Locator, entry: string | RegExp): Promise<void> {
    await this.openMenu(row, entry, 'right');
  }

  /** The entries of a row's context menu, which is closed again. */
  async menuOf(row: Locator): Promise<readonly string[]> {
    // The window's own menu has entries, too.
    const entries = this.page.locator('.monaco-menu').getByRole('menuitem');
    let names: readonly string[] = [];
    await expect(async () => {
      // Without a menu, the key would clear the selection.
      if (await entries.first().isVisible()) await this.page.keyboard.press('Escape');
      await row.click({ button: 'right', timeout: 5000 });
      await expect(entries.first()).toBeVisible({ timeout: 3000 });
      names = await entries.locator('.action-label').allTextContents();
    }).toPass();
    await this.page.keyboard.press('Escape');
    await expect(entries).toHaveCount(0);
    return names;
  }

  /** Drags the edge of the side bar until it is this wide, in pixels, and returns how wide it was. */
  async resize(width: number): Promise<number> {
    const box = await this.sideBar.boundingBox();
    if (!box) throw new Error('There is no side bar.');
    const middle = box.y + box.height / 2;
    await this.page.mouse.move(box.x + box.width, middle);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, middle, { steps: 5 });
    await this.page.mouse.up();
    await expect.poll(async () => Math.round((await this.sideBar.boundingBox())?.width ?? 0)).toBe(width);
    return Math.round(box.width);
  }

  /** The part of a row's description that is not cut off, without the ellipsis in place of the rest. */
  async visibleDescription(row: Locator): Promise<string> {
    return await this.description(row).evaluate((element) => {
      const text = element.firstChild;
      const container = element.closest('.monaco-icon-label-container');
      const isCut = container !== null && container.scrollWidth > container.clientWidth;
      const ellipsis = isCut ? Number.parseFloat(getComputedStyle(element).fontSize) : 0;
      const right = (container?.getBoundingClientRect().right ?? 0) - ellipsis;
      const all = element.textContent ?? '';
      if (!text) return '';
      const range = document.createRange();
      for (let end = all.length; end > 0; end--) {
        range.setStart(text, end - 1);
        range.setEnd(text, end);
        if (range.getBoundingClientRect().right <= right) return all.slice(0, end);
      }
      return '';
    });
  }

  /** Chooses an entry behind the dots in the view's title. */
  async titleMenu(entry: string | RegExp): Promise<void> {
    await this.hoverTitle();
    // It is no button in every version of VS Code.
    await this.openMenu(this.toolbar.getByLabel(/More Actions/).last(), entry, 'left');
  }

  private async openMenu(target: Locator, entry: string | RegExp, button: 'left' | 'right'): Promise<void> {
    const item = this.page.getByRole('menuitem', { name: entry });
    const menu = this.page.getByRole('menu').filter({ has: this.page.getByRole('menuitem') });
    // A row that VS Code paints again just then has no menu, or one that knows no row.
    await expect(async () => {
      if (await menu.first().isVisible()) await this.page.keyboard.press('Escape');
      await target.click({ button, timeout: 5000 });
      await expect(item).toBeVisible({ timeout: 3000 });
    }).toPass();
    // A menu takes no click in its first moment, or the one that opened it might choose something.
    await expect(async () => {
      if (await item.isVisible()) await item.click({ timeout: 2000 });
      await expect(item).toBeHidden({ timeout: 500 });
    }).toPass({ timeout: 15_000 });
  }

  /** Clicks a button in the view's title, such as Refresh; several times as fast as the mouse can. */
  async titleAction(name: string | RegExp, times = 1): Promise<void> {
    await this.hoverTitle();
    const button = this.sideBar.getByRole('button', { name }).first();
    // One that is gone once it was clicked has no place any more.
    const box = times > 1 ? await button.boundingBox() : null;
    await button.click({ timeout: 10_000 });
    for (let n = 1; n < times && box; n++) await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  /** The buttons show only while the pointer is over the view; over a row, its tooltip would come in the way. */
  private async hoverTitle(): Promise<void> {
    await this.sideBar.locator('.pane-header', { hasText: 'Opportunities' }).first().hover();
  }

  /** Presses a button of the welcome text. */
  async pressWelcome(name: string | RegExp): Promise<void> {
    await this.welcome.getByRole('button', { name }).click();
  }

  /** Rests on a row until its tooltip, which comes after a moment and may fill in later, says this; and returns it. */
  async tooltip(row: Locator, containing: string | RegExp): Promise<Locator> {
    const hover = this.page.locator('.workbench-hover').last();
    // A row that VS Code paints again under the pointer shows its tooltip only when the pointer comes again.
    await expect(async () => {
      await this.page.mouse.move(0, 0);
      await row.hover();
      await expect(hover).toContainText(containing, { timeout: 3_000 });
    }).toPass({ timeout: 30_000 });
    return hover;
  }

  private rows(): Promise<{ index: number; level: number; text: string }[]> {
    return this.items.evaluateAll((elements) =>
      elements
        .map((row) => ({
          index: Number(row.getAttribute('data-index')),
          level: Number(row.getAttribute('aria-level')),
          text: row.querySelector('.label-name')?.textContent ?? '',
        }))
        .sort((a, b) => a.index - b.index),
    );
  }
}

function startingWith(name: string | RegExp): RegExp {
  return name instanceof RegExp ? name : new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}
