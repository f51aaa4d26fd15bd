import { expect, test } from './support/fixtures';

test('the installed package shows the lifecycle stages in order', async ({ opportunities }) => {
  await expect(opportunities.stages).toHaveText([
    /^Prospect/,
    /^Qualified/,
    /^Technical Validation/,
    /^Business Validation/,
    /^Committed/,
    /^Launched/,
    /^Closed Lost/,
  ]);
});
