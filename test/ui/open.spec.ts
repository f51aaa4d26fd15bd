import { expect, test } from './support/fixtures';
import { labelsOf, recordsOf } from './support/replies';

// One of the stage that has every field and no null in it.
const record = recordsOf('Committed').find(
  (one) => one.PartnerOpportunityIdentifier && one.Arn && one.Project && !JSON.stringify(one).includes('null'),
);
const { Id: id, Arn: arn } = record ?? {};
const company = record?.Customer?.Account?.CompanyName ?? '';
/** As AWS sent it, to the letter. */
const summary = record;
const title = `${id}.opportunity.json`;

test.describe('an opportunity', () => {
  test('opens as a read-only JSON document', async ({ workbench, opportunities, page, requests }) => {
    const { editor } = workbench;
    await opportunities.expand('Committed');
    // With the count VS Code paints the rows once more, and until then may not know which row a button belongs to.
    await expect(opportunities.description(opportunities.stage('Committed'))).toHaveText(/^\d/);
    await opportunities.inlineAction(opportunities.item(new RegExp(`, ${id},`)), 'Open Summary as JSON');
    await editor.active(title);
    await expect(workbench.statusBarItem(/^JSON$/)).toBeVisible();
    const text = await editor.wholeText();
    expect(JSON.parse(text)).toEqual(summary);
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
    expect(Object.keys(JSON.parse(text)).join()).toBe(
      'Catalog,Id,Arn,PartnerOpportunityIdentifier,OpportunityType,LastModifiedDate,CreatedDate,LifeCycle,Customer,Project',
    );

    await page.keyboard.type('x');
    await expect(editor.area.getByText(/read-only/)).toBeVisible();
    expect(await editor.wholeText()).toBe(text);
    expect(requests).toHaveLength(1);
  });

  test('gives its id, ARN and company to the clipboard', async ({ workbench, opportunities }) => {
    await opportunities.expand('Committed');
    const row = opportunities.item(new RegExp(`, ${id},`));
    for (const [entry, text] of [
      ['Copy ID', id],
      ['Copy ARN', arn],
      ['Copy Company Name', company],
    ] as const) {
      await opportunities.contextMenu(row, entry);
      await expect.poll(() => workbench.clipboard()).toBe(text);
    }
  });
});

test.describe('another connection', () => {
  const keys = (id: string) => `aws_access_key_id = ${id}\naws_secret_access_key = not-a-secret\n`;
  test.use({ awsCredentials: `[demo]\n${keys('DEMO')}[other]\n${keys('OTHER')}` });

  test('closes the documents and takes away the rows of the one before', async ({
    workbench,
    opportunities,
    requests,
  }) => {
    const { editor } = workbench;
    const row = opportunities.item(new RegExp(`, ${id},`));
    const open = async () => {
      await opportunities.expand('Committed');
      // A row of the connection before may be there for a moment yet, and opens nothing.
      await expect(async () => {
        await opportunities.inlineAction(row, 'Open Summary as JSON');
        await expect(editor.tab(title)).toBeVisible({ timeout: 5000 });
      }).toPass();
      await editor.active(title);
    };

    await test.step('another profile', async () => {
      await open();
      await workbench.choose('Partner Central: Select AWS Profile…', /^other/);
      await expect(editor.tab(title)).toBeHidden();
      await expect(workbench.statusBarItem(/other/)).toBeVisible();
      // Whatever is shown now, the new identity has read.
      await expect.poll(() => requests.at(-1)?.keyId).toBe('OTHER');
      const own = requests.filter(({ keyId }) => keyId === 'OTHER');
      expect(own).toMatchObject([{ stage: 'Committed', nextToken: undefined }]);
    });

    await test.step('another catalog', async () => {
      await open();
      await workbench.choose('Partner Central: Select Catalog…', /^Sandbox/);
      await expect(editor.tab(title)).toBeHidden();
      await expect.poll(() => requests.at(-1)?.catalog).toBe('Sandbox');
      const companies = labelsOf('Committed', 'Sandbox');
      await expect.poll(() => opportunities.rowsOf('Committed')).toEqual(companies);
      await expect(row).toBeHidden();
    });
  });
});
