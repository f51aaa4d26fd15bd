import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { WindowDriver } from '../support/windowDriver';
import { ChangesView } from './changesView';
import { DetailPanel } from './detailPanel';
import { Editor } from './editor';
import { OpportunitiesView } from './opportunitiesView';
import { PipelineView } from './pipelineView';
import { QuickPick } from './quickPick';

/** The ids of commands by the titles that the palette shows: all of ours, and those of VS Code that tests run. */
const commandIds: ReadonlyMap<string, string> = new Map([
  ['Developer: Open URL', 'workbench.action.url.openUrl'],
  ['Developer: Reload Window', 'workbench.action.reloadWindow'],
  ['Notifications: Clear All Notifications', 'notifications.clearAll'],
  ...ourCommands(),
]);

function ourCommands(): [title: string, id: string][] {
  const { commands } = JSON.parse(readFileSync(resolve('package.json'), 'utf8')).contributes;
  const words = JSON.parse(readFileSync(resolve('package.nls.json'), 'utf8'));
  return commands.map(({ command, category, title }: Record<string, string>) => [
    `${category}: ${words[String(title).slice(1, -1)]}`,
    command,
  ]);
}

/** A window of VS Code, as a person sees it: found by roles and accessible names wherever VS Code gives them. */
export class Workbench {
  readonly quickPick: QuickPick;
  readonly editor: Editor;
  /** The panel that is in front. */
  readonly details: DetailPanel;
  readonly opportunities: OpportunitiesView;
  readonly changes: ChangesView;
  readonly pipeline: PipelineView;
  readonly statusBar: Locator;
  readonly notifications: Locator;
  /** The settings that the settings editor shows. */
  readonly settings: Locator;

  private isTidy = false;

  private constructor(
    readonly page: Page,
    private readonly driver: WindowDriver | undefined,
  ) {
    this.quickPick = new QuickPick(page);
    this.editor = new Editor(page);
    this.details = new DetailPanel(page);
    this.opportunities = new OpportunitiesView(page);
    this.changes = new ChangesView(page);
    this.pipeline = new PipelineView(page);
    this.statusBar = page.getByRole('status').filter({ has: page.getByRole('button', { name: 'Notifications' }) });
    this.settings = page.getByRole('tree', { name: 'Settings', exact: true });
    this.notifications = page.locator('.notifications-toasts').getByRole('dialog');
  }

  /** Opens a window and waits until it can be used. */
  static async open(page: Page, url: string, driver?: WindowDriver): Promise<Workbench> {
    const workbench = new Workbench(page, driver);
    await page.goto(url);
    // The first window of a server may be a while in coming on a busy machine.
    await expect(workbench.activity('Partner Central')).toBeVisible({ timeout: 60_000 });
    await driver?.run();
    return workbench;
  }

  /** An icon of the activity bar. */
  activity(name: string): Locator {
    return this.page.locator('.part.activitybar').getByRole('tab', { name });
  }

  /** Opens Partner Central from the activity bar. */
  async openPartnerCentral(): Promise<OpportunitiesView> {
    const icon = this.activity('Partner Central');
    // A click on the open one would close it, and a window that starts may not hear one yet.
    await expect(async () => {
      if ((await icon.getAttribute('aria-expanded')) !== 'true') await icon.click();
      await expect(icon).toHaveAttribute('aria-expanded', 'true', { timeout: 2000 });
    }).toPass();
    // The Pipeline view is open in a new window: tests of the tree have the whole height.
    if (!this.isTidy) await this.pipeline.close();
    this.isTidy = true;
    return this.opportunities;
  }

  /** Puts the keyboard into the Opportunities view. */
  async focusOpportunities(): Promise<void> {
    await this.driver?.run('partnerCentral.opportunities.focus');
    await expect(this.opportunities.tree).toBeFocused();
  }

  /** Reloads the window as a person does; VS Code then keeps what was open. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await this.driver?.leave();
    await loaded;
    await expect(this.activity('Partner Central')).toBeVisible({ timeout: 60_000 });
    await this.driver?.run();
  }

  /** Opens the command palette with this text typed in it. */
  async openPalette(text: string): Promise<void> {
    await this.inPalette(text, async () => {});
  }

  /**
   * Runs a command by its whole title: `Partner Central: Refresh`. A driver begins it without the palette, which hands the
   * focus back late and closes what has opened meanwhile; without a driver it is chosen there.
   */
  async runCommand(title: string): Promise<void> {
    if (this.driver) {
      const id = commandIds.get(title);
      if (!id) throw new Error(`No command is called ${title}.`);
      await this.driver.begin(id);
      return;
    }
    const command = this.quickPick.option(new RegExp(`^${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(,|$)`));
    await this.inPalette(title, () => command.first().click({ timeout: 5000 }));
  }

  /** Opens a file in an editor, in front of the others. */
  async openFile(path: string): Promise<void> {
    await this.driver?.open(path);
    await expect(this.editor.area.getByRole('tab', { selected: true })).toContainText(basename(path));
  }

  private async inPalette(text: string, then: () => Promise<void>): Promise<void> {
    // VS Code hands the focus around for a moment after a menu or a pick, and what opens meanwhile closes again.
    await expect(async () => {
      await this.page.keyboard.press('F1');
      await this.quickPick.input.fill(`>${text}`, { timeout: 2000 });
      await then();
    }).toPass({ timeout: 60_000 });
  }

  /** Runs a command that asks, and chooses one of its answers. */
  async choose(title: string, answer: RegExp): Promise<void> {
    await this.runCommand(title);
    await this.quickPick.option(answer).first().click();
  }

  notification(text: string | RegExp): Locator {
    return this.notifications.filter({ hasText: text });
  }

  /** Presses a button of a notification. */
  async answerNotification(text: string | RegExp, button: string | RegExp): Promise<void> {
    await this.notification(text).getByRole('button', { name: button }).click();
  }

  /** Closes the settings editor, which newer versions of VS Code open above the window. */
  async closeSettings(): Promise<void> {
    const tab = this.editor.tab(/^Settings/);
    const inTab = tab.getByRole('button', { name: /^Close/ });
    await this.page
      .getByRole('button', { name: /^Close Modal Editor/ })
      .or(inTab)
      .click();
    await expect(this.settings).toBeHidden();
  }

  statusBarItem(name: string | RegExp): Locator {
    return this.statusBar.getByRole('button', { name });
  }

  /** What was copied last. */
  clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }
}
