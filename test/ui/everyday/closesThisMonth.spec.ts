import { Actions } from '../support/actions';
import { expect, test } from '../support/fixtures';
import { only, recordsOf } from '../support/replies';

const pad = (n: number) => String(n).padStart(2, '0');

test('closes this month above 50,000: as words of Find, in what is loaded and then in everything', async ({
  workbench,
  opportunities,
  intercept,
}) => {
  const actions = new Actions();
  const { quickPick } = workbench;
  const [record] = recordsOf('Prospect');
  const now = new Date();
  const day = (month: number) =>
    new Date(Date.UTC(now.getFullYear(), now.getMonth() + month, 15)).toISOString().slice(0, 10);
  const deal = (n: number, name: string, Amount: string, TargetCloseDate: string) => ({
    ...record,
    ...{ Id: `O90${pad(n)}`, LifeCycle: { ...record?.LifeCycle, TargetCloseDate } },
    Customer: { Account: { ...record?.Customer?.Account, CompanyName: name } },
    Project: {
      ...record?.Project,
      ExpectedCustomerSpend: [{ Amount, CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' }],
    },
  });
  const prospects = [
    deal(1, 'Just Above AG', '50000.01', day(0)),
    deal(2, 'Not Above AG', '50000.00', day(0)),
    deal(3, 'Largest AG', '900000', day(0)),
    deal(4, 'Next Month AG', '900000', day(1)),
  ];
  intercept(only('Prospect', prospects));
  await opportunities.expand('Prospect');
  await expect(opportunities.item('Largest AG')).toBeVisible();

  await actions.do('Find', () => opportunities.titleAction('Find in Loaded Opportunities…'));
  await quickPick.shown();
  await actions.do('type what is looked for', () => quickPick.type('closing this month >50k'));
  await quickPick.shown('Find in Loaded Opportunities: 2 of 4 loaded, more exist');
  const names = async () => (await quickPick.names()).filter((name) => /AG/.test(name));
  await expect
    .poll(async () => (await names()).map((name) => /[\w ]+ AG/.exec(name)?.[0]))
    .toEqual(['Largest AG', 'Just Above AG']);
  await expect(quickPick.options.first()).toContainText('monthly amount over 50,000 in any currency · closing');
  await expect(quickPick.widget.locator('.quick-input-list .monaco-list-row.focused')).toContainText('Largest AG');
  await actions.do('load everything', () => quickPick.pick('Load All…'));
  await quickPick.shown(/of [\d,]+ loaded$/);
  await expect.poll(async () => (await names())[0]).toContain('Largest AG');
  actions.atMost(4);
});
