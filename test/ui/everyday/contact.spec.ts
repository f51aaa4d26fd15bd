import { Actions } from '../support/actions';
import { expect, test } from '../support/fixtures';
import { recordsOf } from '../support/replies';

const [record] = recordsOf('Committed');
const row = new RegExp(`, ${record?.Id}(,|$)`);

test('AWS’s contact for a deal: two actions', async ({ workbench, opportunities, requests }) => {
  const { details } = workbench;
  await opportunities.expand('Committed');
  await expect(opportunities.item(row)).toBeVisible();
  const sent = requests.length;
  const person = new Actions();

  await person.do('click the row', () => opportunities.item(row).click());
  await person.do('Load Full Record', () => details.button('Load Full Record').click());

  const contacts = details.frame.locator('.contacts');
  await expect(contacts).toContainText(/^\s*AWS’s contacts?/);
  await expect(contacts).toContainText(/\S+@\S+/);
  await expect(contacts, 'in the first screen').toBeInViewport({ ratio: 1 });
  expect(requests).toHaveLength(sent + 2);
  person.atMost(2);
});

test.describe('with full records loaded by themselves', () => {
  test.use({ settings: { 'partnerCentral.alwaysLoadFullRecord': true } });

  test('AWS’s contact for a deal: one action, and no request for what is only clicked through', async ({
    workbench,
    opportunities,
    requests,
  }) => {
    const { details } = workbench;
    await opportunities.expand('Committed');
    await expect(opportunities.item(row)).toBeVisible();
    const sent = requests.length;
    const person = new Actions();
    await person.do('click the row', () => opportunities.item(row).click());
    await expect(details.frame.locator('.contacts')).toContainText(/\S+@\S+/);
    expect(requests).toHaveLength(sent + 2);
    person.atMost(1);
  });
});
