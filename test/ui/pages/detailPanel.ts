import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';

/** The page in the panel of an opportunity. VS Code puts it two frames deep. */
export class DetailPanel {
  readonly frame: FrameLocator;
  readonly main: Locator;
  readonly heading: Locator;

  constructor(page: Page) {
    this.frame = page
      .frameLocator('iframe.webview.ready:visible:not(:left-of(.part.editor))')
      .frameLocator('#active-frame');
    this.main = this.frame.getByRole('main');
    this.heading = this.frame.getByRole('heading', { level: 1 });
  }

  /** Waits until the page shows an opportunity, by its id. */
  async shows(id: string | RegExp): Promise<void> {
    await expect(this.frame.locator('header .id')).toHaveText(id);
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', { name });
  }

  /** A part of the page, by its heading. */
  section(name: string | RegExp): Locator {
    return this.frame.getByRole('region', { name });
  }

  /** A field's row, by AWS's name of it. */
  field(name: string): Locator {
    return this.frame.locator(`[data-field="${name}"]`);
  }

  /** A field's value as it is shown. */
  value(name: string): Locator {
    return this.field(name).locator('dd');
  }
}
