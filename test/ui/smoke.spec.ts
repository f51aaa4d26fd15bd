import { contactedHosts } from './support/contactedHosts';
import { expect, test } from './support/fixtures';

test('the extension shows itself in the activity bar and its view opens', async ({ workbench }) => {
  const view = await workbench.openPartnerCentral();
  // Its buttons show while the pointer is over the view.
  await view.tree.hover();
  await expect(view.toolbar).toBeVisible();
  await workbench.openPalette('Partner Central: Select');
  await expect(workbench.quickPick.option(/^Partner Central: Select AWS Profile/)).toBeVisible();
});

test('the installed package shows the lifecycle stages in order', async ({ opportunities, vscode }) => {
  await expect(opportunities.stages).toHaveText([
    /^Prospect/,
    /^Qualified/,
    /^Technical Validation/,
    /^Business Validation/,
    /^Committed/,
    /^Launched/,
    /^Closed Lost/,
  ]);
  // Every test looks at what was recorded: here is shown that something is.
  await opportunities.expand('Prospect');
  const read = () => contactedHosts(vscode.drivers);
  await expect.poll(read, { message: 'S11: the demo service is among the hosts' }).toContain('127.0.0.1');
});
