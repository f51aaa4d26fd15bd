import { expect, type Locator, type Page } from '@playwright/test';

/** VS Code's quick pick and input box, at the top of the window. */
export class QuickPick {
  readonly widget: Locator;
  readonly input: Locator;
  readonly options: Locator;

  constructor(private readonly page: Page) {
    this.widget = page.locator('.quick-input-widget');
    this.input = this.widget.getByRole('textbox').or(this.widget.getByRole('combobox')).first();
    this.options = this.widget.getByRole('option');
  }

  /** Waits until a pick is shown, told by its title or placeholder if one is given. */
  async shown(title?: string | RegExp): Promise<void> {
    await expect(this.input).toBeVisible();
    if (title === undefined) return;
    const placeholder = this.widget.getByPlaceholder(title);
    await expect(this.widget.locator('.quick-input-title').getByText(title).or(placeholder).first()).toBeVisible();
  }

  option(name: string | RegExp): Locator {
    return this.widget.getByRole('option', { name });
  }

  /** What a screen reader says of the options on screen: label, description and detail. */
  async names(): Promise<string[]> {
    await expect(this.options.first()).toBeVisible();
    return await this.options.evaluateAll((options) =>
      options.map((option) => option.getAttribute('aria-label') ?? ''),
    );
  }

  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  /** Chooses an option by its label. */
  async pick(name: string | RegExp): Promise<void> {
    await this.option(name).first().click();
  }

  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  /** Answers VS Code's own save dialog, which offers a file like `offered`. */
  async saveAs(file: string, offered: RegExp): Promise<void> {
    await expect(this.input).toHaveValue(offered);
    await this.type(file);
    // It takes no Enter while it reads the folder.
    await expect(async () => {
      if (await this.widget.isVisible()) await this.accept();
      await expect(this.widget).toBeHidden({ timeout: 2000 });
    }).toPass();
  }

  async cancel(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.widget).toBeHidden();
  }
}
