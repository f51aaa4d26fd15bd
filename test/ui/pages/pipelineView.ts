import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';

/** The Pipeline view below the tree, in a window that shows no panel. VS Code puts its page two frames deep. */
export class PipelineView {
  readonly frame: FrameLocator;
  readonly main: Locator;
  /** How much is loaded. */
  readonly extent: Locator;
  readonly table: Locator;
  private readonly header: Locator;

  constructor(private readonly page: Page) {
    this.header = page.locator('.part.sidebar').getByRole('button', { name: /^Pipeline Section/ });
    this.frame = page.frameLocator('iframe.webview.ready:visible').frameLocator('#active-frame');
    this.main = this.frame.getByRole('main');
    this.extent = this.frame.locator('.extent');
    this.table = this.frame.getByRole('table');
  }

  async open(): Promise<void> {
    await this.toggle('true');
    await expect(this.extent).toBeVisible();
  }

  async close(): Promise<void> {
    await this.toggle('false');
  }

  /** Drags its upper edge to this height in the window, in pixels. */
  async resize(top: number): Promise<void> {
    const box = await this.header.boundingBox();
    if (!box) throw new Error('There is no Pipeline view.');
    await this.page.mouse.move(box.x + box.width / 2, box.y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + box.width / 2, top, { steps: 5 });
    await this.page.mouse.up();
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', { name });
  }

  /** A chart by its heading: `Opportunities`, or `Expected monthly spend, USD`. */
  chart(heading: string | RegExp): Locator {
    return this.frame.getByRole('region', { name: heading });
  }

  /** The figures of a chart as they are shown, each behind its label: `Prospect 100+`. */
  async figures(heading: string | RegExp): Promise<readonly string[]> {
    return await this.chart(heading)
      .getByRole('listitem')
      .evaluateAll((items) =>
        items.map((item) => ['.label', '.figure bdi'].map((part) => item.querySelector(part)?.textContent).join(' ')),
      );
  }

  /** The rows of the table, each as its cells. */
  async rows(): Promise<readonly (readonly string[])[]> {
    return await this.table
      .locator('tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent?.trim() ?? '')),
      );
  }

  /** Clicks a button in the view's title. */
  async titleAction(name: string | RegExp): Promise<void> {
    await this.header.hover();
    await this.page.locator('.part.sidebar').getByRole('button', { name }).click();
  }

  private async toggle(expanded: 'true' | 'false'): Promise<void> {
    if ((await this.header.getAttribute('aria-expanded')) !== expanded) await this.header.click();
    await expect(this.header).toHaveAttribute('aria-expanded', expanded);
  }
}
