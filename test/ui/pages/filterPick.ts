import { expect, type Locator } from '@playwright/test';
import type { Workbench } from './workbench';

/** `Filter Opportunities…`, by keyboard alone: the overview of all criteria and a step for each. */
export class FilterPick {
  /** The option that Enter chooses. */
  readonly active: Locator;
  /** What is said beside the input, such as why a text is refused. */
  readonly note: Locator;
  private readonly title: Locator;

  constructor(private readonly workbench: Workbench) {
    const { widget } = workbench.quickPick;
    this.title = widget.locator('.quick-input-title');
    this.note = widget.locator('.quick-input-message');
    this.active = widget.locator('.quick-input-list .monaco-list-row.focused');
  }

  /** Opens it by its command. */
  async open(): Promise<void> {
    // A tree that was just painted takes the focus back, which closes the palette before it opens the pick.
    await expect(async () => {
      await this.workbench.runCommand('Partner Central: Filter Opportunities…');
      await this.overview({ timeout: 3000 });
    }).toPass({ timeout: 60_000 });
  }

  /** Opens it by its button in the view's title, and chooses the option of its overview that a text leads to. */
  async openByButton(text: string, label = text): Promise<void> {
    const { opportunities, quickPick } = this.workbench;
    // The tree that was just painted may take the button away under the click.
    await expect(async () => {
      await opportunities.titleAction(/^(Filter Opportunities|Change Filter)…$/);
      await this.overview({ timeout: 3000 });
      await quickPick.input.fill(text, { timeout: 3000 });
      await expect(this.active).toHaveAccessibleName(startingWith(label), { timeout: 3000 });
      await quickPick.input.press('Enter', { timeout: 3000 });
    }).toPass({ timeout: 60_000 });
  }

  /** Waits for the overview, fresh from the step before or from the command. */
  async overview(options: { readonly timeout?: number } = {}): Promise<void> {
    await expect(this.title).toHaveText('Filter Opportunities', options);
    await expect(this.workbench.quickPick.input).toHaveValue('', options);
    await expect(this.option('Lifecycle stage')).toBeVisible(options);
  }

  /** Goes from the overview into the step of a criterion. */
  async enter(criterion: string): Promise<void> {
    await this.choose(criterion);
    await this.inStep(criterion);
  }

  async inStep(criterion: string): Promise<void> {
    await expect(this.title).toHaveText(`Filter Opportunities: ${criterion}`);
  }

  /** Types the whole label of an option and chooses it. */
  async choose(label: string): Promise<void> {
    await this.workbench.quickPick.type(label);
    await expect(this.active).toHaveAccessibleName(startingWith(label));
    await this.workbench.quickPick.accept();
  }

  /** In a step with check boxes: checks these and goes back to the overview. */
  async check(values: readonly string[]): Promise<void> {
    const { page } = this.workbench;
    // Where several can be chosen, each row is a check box; the arrow keys move the keyboard into the list.
    for (const value of values) {
      const box = this.workbench.quickPick.widget.getByRole('checkbox', { name: startingWith(value) }).first();
      await expect(box).toBeVisible();
      const isActive = () => box.evaluate((row) => row.closest('.monaco-list-row')?.classList.contains('focused'));
      await expect(async () => {
        await page.keyboard.press('ArrowDown');
        expect(await isActive()).toBe(true);
      }).toPass({ intervals: [20], timeout: 5000 });
      await page.keyboard.press('Space');
      await expect(box).toBeChecked();
    }
    await page.keyboard.press('Enter');
    await this.overview();
  }

  /** In a step with a text: pastes it, lines and all, and accepts it. */
  async paste(text: string): Promise<void> {
    const { page } = this.workbench;
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await page.keyboard.press('ControlOrMeta+v');
    await page.keyboard.press('Enter');
  }

  /** In the step of the company names: adds each and goes back to the overview. */
  async addCompanies(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await this.workbench.quickPick.type(name);
      await this.workbench.quickPick.accept();
      await expect(this.workbench.quickPick.input).toHaveValue('');
    }
    await expect(this.active).toHaveAccessibleName(/^Done/);
    await this.workbench.quickPick.accept();
    await this.overview();
  }

  /** Leaves a step by the back button. */
  async back(): Promise<void> {
    await this.workbench.quickPick.widget.getByRole('button', { name: /^Back/ }).click();
    await this.overview();
  }

  /** Chooses Apply, which stands first where something changed. */
  async apply(): Promise<void> {
    await expect(this.active).toHaveAccessibleName(/^Apply/);
    await this.workbench.quickPick.accept();
    await expect(this.workbench.quickPick.widget).toBeHidden();
  }

  /** What is said beside the input, without the marks that make it inert. */
  async said(): Promise<string> {
    return ((await this.note.textContent()) ?? '').replaceAll('\u200b', '');
  }

  option(label: string): Locator {
    return this.workbench.quickPick.option(startingWith(label)).first();
  }
}

/** An option's accessible name is its label, then what is said of it. */
function startingWith(label: string): RegExp {
  return new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(,|$)`);
}
