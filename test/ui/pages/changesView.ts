import { expect, type Locator, type Page } from '@playwright/test';

/** The view Changes in the side bar, below the list. Rows are found by the beginning of their accessible name. */
export class ChangesView {
  readonly header: Locator;
  readonly tree: Locator;
  /** The lines above the rows, such as since when changes are listed. */
  readonly message: Locator;
  private readonly pane: Locator;
  private readonly sideBar: Locator;

  constructor(private readonly page: Page) {
    this.sideBar = page.locator('.part.sidebar');
    const header = page.getByRole('button', { name: /^Changes( - .*)? Section/ });
    this.header = this.sideBar.locator(header);
    this.pane = this.sideBar.locator('.pane').filter({ has: header });
    this.tree = this.sideBar.getByRole('tree', { name: 'Changes' });
    this.message = this.pane.locator('.message');
  }

  async open(): Promise<void> {
    await this.toggle('true');
  }

  async close(): Promise<void> {
    await this.toggle('false');
  }

  /** Drags its upper edge to this height in the window, in pixels. */
  async resize(top: number): Promise<void> {
    const box = await this.header.boundingBox();
    if (!box) throw new Error('There is no view Changes.');
    await this.page.mouse.move(box.x + box.width / 2, box.y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + box.width / 2, top, { steps: 5 });
    await this.page.mouse.up();
  }

  /** A row on any level. */
  row(name: RegExp): Locator {
    return this.tree.getByRole('treeitem', { name });
  }

  /** What is on screen: the label of each row, and what stands behind it in grey. */
  async rows(): Promise<readonly string[]> {
    return await this.tree
      .getByRole('treeitem')
      .evaluateAll((rows) =>
        rows
          .sort((a, b) => Number(a.getAttribute('data-index')) - Number(b.getAttribute('data-index')))
          .map((row) =>
            ['.label-name', '.label-description'].map((part) => row.querySelector(part)?.textContent ?? '').join(' | '),
          ),
      );
  }

  /** Clicks a button in the view's title. */
  async titleAction(name: string): Promise<void> {
    await this.header.hover();
    // A button says what it does with Alt, too.
    await this.pane.getByRole('button', { name: new RegExp(`^${name}(\\s+\\[Alt\\]|$)`) }).click();
  }

  /** Presses the tick at the end of a row. */
  async markSeen(row: Locator): Promise<void> {
    // A row that VS Code paints again under the pointer shows its buttons only when the pointer comes again.
    await expect(async () => {
      await this.page.mouse.move(0, 0);
      await row.hover({ timeout: 2_000 });
      await row.getByRole('button', { name: 'Mark as Seen' }).click({ timeout: 2_000 });
    }).toPass();
  }

  private async toggle(expanded: 'true' | 'false'): Promise<void> {
    if ((await this.header.getAttribute('aria-expanded')) !== expanded) await this.header.click();
    await expect(this.header).toHaveAttribute('aria-expanded', expanded);
  }
}
