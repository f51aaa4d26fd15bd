import { expect, type Locator, type Page } from '@playwright/test';

/** The editor area: its tabs and the text of the active one. */
export class Editor {
  readonly area: Locator;
  readonly tabs: Locator;

  constructor(private readonly page: Page) {
    this.area = page.getByRole('main');
    this.tabs = this.area.getByRole('tab');
  }

  tab(name: string | RegExp): Locator {
    return this.area.getByRole('tab', { name });
  }

  /** Waits until the tab of this name is the active one. */
  async active(name: string | RegExp): Promise<void> {
    await expect(this.area.getByRole('tab', { name, selected: true })).toBeVisible();
  }

  /** The lines of the active editor that are on screen, with `\n` between them (editors paint no others). */
  async visibleText(): Promise<string> {
    const lines = this.area.locator('.editor-instance .view-line');
    await expect(lines.first()).toBeVisible();
    const painted = await lines.evaluateAll((elements) =>
      elements
        .map((line) => ({ top: (line as HTMLElement).offsetTop, text: line.textContent ?? '' }))
        // The order in the document is the order of painting, not of the lines.
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text.replaceAll('\u00a0', ' ')),
    );
    return painted.join('\n');
  }

  /** The whole text of the active editor, by way of the clipboard. */
  async wholeText(): Promise<string> {
    await this.page.evaluate(() => navigator.clipboard.writeText(''));
    await this.area.locator('.editor-instance .view-lines').first().click();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.press('ControlOrMeta+c');
    const copied = () => this.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).not.toBe('');
    return await copied();
  }

  async closeActive(): Promise<void> {
    await this.area
      .getByRole('tab', { selected: true })
      .getByRole('button', { name: /^Close/ })
      .click();
  }
}
