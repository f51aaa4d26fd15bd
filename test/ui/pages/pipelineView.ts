import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';

/** The page of the pipeline. VS Code puts it two frames deep. */
export class PipelinePage {
  readonly frame: FrameLocator;
  readonly main: Locator;
  /** How much is loaded. */
  readonly extent: Locator;
  readonly table: Locator;

  constructor(page: Page, iframe: string) {
    this.frame = page.frameLocator(iframe).frameLocator('#active-frame');
    this.main = this.frame.getByRole('main');
    this.extent = this.frame.locator('.extent');
    this.table = this.frame.getByRole('table');
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
}

/** The Pipeline view below the tree. */
export class PipelineView extends PipelinePage {
  /** The same page in an editor, in a window that shows no other panel. */
  readonly inEditor: PipelinePage;
  readonly header: Locator;

  constructor(private readonly page: Page) {
    // VS Code puts all pages into one place and lays them over their views: only where they are tells them apart.
    super(page, 'iframe.webview.ready:visible:left-of(.part.editor)');
    this.inEditor = new PipelinePage(page, 'iframe.webview.ready:visible:not(:left-of(.part.editor))');
    this.header = page.locator('.part.sidebar').getByRole('button', { name: /^Pipeline Section/ });
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
