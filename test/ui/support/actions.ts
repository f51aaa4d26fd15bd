import { expect, test } from '@playwright/test';

/**
 * Counts what a person does to get an answer: a click, a choice, or a text typed and taken with Enter is one action
 * each. What a test does to look at the answer is none.
 */
export class Actions {
  private count = 0;

  /** Does one action, as a step of the test by its name. */
  async do<T>(name: string, action: () => Promise<T>): Promise<T> {
    this.count += 1;
    return test.step(`action ${this.count}: ${name}`, action);
  }

  /** Holds that no more actions than these led to the answer. */
  atMost(most: number): void {
    expect(this.count, 'actions of the person').toBeLessThanOrEqual(most);
  }
}
