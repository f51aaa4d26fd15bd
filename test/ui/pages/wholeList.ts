import { expect } from '@playwright/test';
import type { OpportunitiesView } from './opportunitiesView';
import type { Workbench } from './workbench';

/** The tree while it shows one list in groups of what is loaded. Its window must be tall enough for all rows. */
export class WholeList {
  private readonly view: OpportunitiesView;

  constructor(private readonly workbench: Workbench) {
    this.view = workbench.opportunities;
  }

  /** Chooses what the tree is grouped by. */
  async groupBy(grouping: string): Promise<void> {
    const { quickPick } = this.workbench;
    await this.workbench.runCommand('Partner Central: Group By…');
    await quickPick.shown('Group Opportunities By');
    await quickPick.type(grouping);
    await expect(quickPick.options).toHaveCount(1);
    await quickPick.accept();
    await expect(quickPick.widget).toBeHidden();
  }

  /** The groups in their order, each with what is said of its size: `['Approved', '12+']`. */
  groups(): Promise<[name: string, size: string][]> {
    return this.view.stages.evaluateAll((rows) =>
      rows
        .filter((row) => row.getAttribute('aria-expanded') !== null)
        .sort((a, b) => Number(a.getAttribute('data-index')) - Number(b.getAttribute('data-index')))
        .map((row): [string, string] => [
          row.querySelector('.label-name')?.textContent ?? '',
          row.querySelector('.label-description')?.textContent ?? '',
        ]),
    );
  }

  /** The row at the end that loads the next page; not the one that stands where a list was cut on purpose. */
  get loadMore() {
    return this.view.item(/^Load More, [\d,]+ loaded$/);
  }
}
