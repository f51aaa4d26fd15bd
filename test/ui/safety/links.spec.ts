import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { delicate } from '../../support/hostileTexts';
import { consoleUrl, expect, test } from '../support/fixtures';
import { failure, only, recordsOf } from '../support/replies';

const estimate = `https://calculator.aws/#/estimate?id=${'0123456789abcdef'.repeat(3)}`;

/** Agrees that VS Code opens a page, wherever it asks (its versions trust different names), and gives the page back. */
async function opened(page: Page, click: () => Promise<void>): Promise<Page> {
  const popups: Page[] = [];
  page.context().once('page', (popup) => popups.push(popup));
  await click();
  const agree = page.getByRole('button', { name: 'Open', exact: true });
  await expect(async () => {
    if (popups.length === 0 && (await agree.isVisible())) await agree.click({ timeout: 2_000 });
    expect(popups).toHaveLength(1);
  }).toPass();
  const [popup = page] = popups;
  await popup.waitForURL(/^https?:/);
  return popup;
}

test('every address that goes out arrives to the letter as it is written', async ({
  workbench,
  opportunities,
  intercept,
  page,
}) => {
  const arrived: string[] = [];
  const website = createServer((request, response) => {
    arrived.push(request.url ?? '');
    response.end('a website');
  }).listen(0, '127.0.0.1');
  await once(website, 'listening');
  // Chromium finds every name under localhost on this machine; VS Code has a way of its own for localhost itself.
  const site = `http://www.localhost:${(website.address() as AddressInfo).port}${delicate}`;
  const toConsole = consoleUrl.replace('$\u007bid}', 'O1');
  const asked: string[] = [];
  const elsewhere = /^https:\/\/(console\.example|calculator\.aws|docs\.aws\.amazon\.com)\//;
  await page.context().route(elsewhere, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ body: 'a page' });
  });
  const [record] = recordsOf('Qualified');
  const Customer = { Account: { ...record?.Customer?.Account, WebsiteUrl: site } };
  const spend = { Amount: '10', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' };
  const Project = { ExpectedCustomerSpend: [{ ...spend, EstimationUrl: estimate }] };
  const qualified = only('Qualified', [{ ...record, Id: 'O1', Customer, Project }]);
  const unlinked = failure(400, 'AccessDeniedException', { Reason: 'INCOMPATIBLE_BENEFIT_AWS_PARTNER_STATE' });
  intercept((request) => qualified(request) ?? unlinked);

  const { details } = workbench;
  await opportunities.expand('Qualified');
  await opportunities.press(opportunities.item(/, O1(,|$)/));
  await details.shows('O1');

  await test.step('the website, from the head of the panel and from its field', async () => {
    const inHead = details.frame.locator('.toolbar').getByRole('button', { name: 'Website' });
    await (await opened(page, () => inHead.click())).close();
    // Its text takes several lines: the middle of the button need not be on one of them.
    const inField = details.value('Customer.Account.WebsiteUrl').getByRole('button', { name: site });
    await (await opened(page, () => inField.press('Enter'))).close();
    expect(arrived.filter((path) => path !== '/favicon.ico')).toEqual([delicate, delicate]);
  });

  await test.step('the estimate', async () => {
    const popup = await opened(page, () => details.button('Open in Pricing Calculator').click());
    expect(popup.url()).toBe(estimate);
    await popup.close();
  });

  await test.step('the page in Partner Central', async () => {
    const popup = await opened(page, () => details.button('Open in Partner Central').click());
    expect(popup.url()).toBe(toConsole);
    await popup.close();
    const row = opportunities.item(/, O1(,|$)/);
    const again = await opened(page, () => opportunities.contextMenu(row, 'Open in Partner Central'));
    expect(again.url()).toBe(toConsole);
    await again.close();
  });

  await test.step('AWS’s guide', async () => {
    await opportunities.expand('Prospect');
    const popup = await opened(page, () => opportunities.click('Open AWS’s Guide'));
    expect(popup.url()).toBe('https://docs.aws.amazon.com/partner-central/latest/getting-started/account-linking.html');
    await popup.close();
  });
  website.close();
  await page.context().unroute(elsewhere);
});
