import type { OpportunitySummary } from '../../src/core/model/opportunity';
import { detailState } from '../../src/core/present/detail/detailView';
import { normalisePage } from '../../src/core/wire/normalisePage';
import { change } from '../support/changes/fakeWhatChanged';
import { english } from '../support/writing';
import { inEveryTheme, overflow, serious } from './support/accessibility';
import { expect, test } from './support/fixtures';
import { recordsOf } from './support/replies';

const [record] = recordsOf('Committed');
const [item = { Catalog: 'AWS' }] = normalisePage({ OpportunitySummaries: [record] }).items;
const before: OpportunitySummary = {
  ...item,
  LifeCycle: { ...item.LifeCycle, Stage: 'Qualified', NextSteps: 'Call\nthem', TargetCloseDate: '2026-01-31' },
  Project: {
    ExpectedCustomerSpend: [{ Amount: '5', CurrencyCode: 'EUR', Frequency: 'Monthly', TargetCompany: 'AWS' }],
  },
};

test('what changed since the person last looked is marked with what it was, and goes away where the person is', async ({
  workbench,
  opportunities,
  vscode,
  demo,
  page,
}) => {
  const { details } = workbench;
  const id = item.Id ?? '';
  await opportunities.expand('Committed');
  await opportunities.item(new RegExp(`, ${id}(,|$)`)).click();
  await details.shows(id);
  const html = details.frame.locator('html');
  // The page is told as the panel tells it, whatever this window knows of changes.
  const say = (state: object) => html.evaluate((_, told) => window.postMessage(told, '*'), state);
  const stage = { from: 'Qualified', to: 'Committed' };
  const seen = detailState({ item, turn: 1, console: true, listed: true }, english);
  const news = detailState(
    { item, turn: 1, console: true, listed: true, change: change(id, { stage, before, fields: [] }) },
    english,
  );
  await say(news);

  await test.step('in words and by strikethrough, not by colour alone', async () => {
    await expect(details.frame.getByRole('status').first()).toContainText(
      /^\s*Changed since you last looked: Qualified → Committed/,
    );
    await expect(details.value('LifeCycle.Stage').getByRole('insertion')).toHaveText(/^Committed/);
    await expect(details.value('LifeCycle.Stage').getByRole('deletion')).toHaveText('Qualified');
    await expect(details.value('LifeCycle.Stage')).toContainText('Changed was: Qualified');
    await expect(details.value('LifeCycle.NextSteps').getByRole('deletion')).toHaveText('Call\nthem');
    await expect(details.section('Expected customer spend').getByRole('deletion')).toHaveText('€5 · AWS · Monthly');
  });

  await test.step('in every theme, and in a narrow panel', async () => {
    const settings = { 'partnerCentral.endpoint': demo.url, 'partnerCentral.profile': 'demo' };
    await inEveryTheme(
      details.frame.locator('body'),
      (theme) => vscode.server.writeSettings({ ...settings, ...theme }),
      async (rules) => expect(await serious(details.main, rules)).toEqual([]),
    );
    const size = page.viewportSize() ?? { width: 1280, height: 800 };
    const side = (await page.locator('.part.editor').boundingBox())?.x ?? 0;
    await page.setViewportSize({ ...size, width: Math.round(side) + 320 });
    await expect.poll(() => overflow(details.main)).toBeLessThanOrEqual(0);
    await page.setViewportSize(size);
  });

  await test.step('the marks go away, and the keyboard and the page stay where they are', async () => {
    const copy = details.button('Copy ID');
    await copy.focus();
    const scrolled = () => html.evaluate(() => window.scrollY);
    expect(await scrolled()).toBeGreaterThan(0);
    await say(seen);
    await expect(details.button('Mark as Seen')).toHaveCount(0);
    await expect(copy).toBeFocused();
    await expect(copy).toBeInViewport();
    expect(await scrolled()).toBeGreaterThan(0);
  });

  await test.step('Mark as Seen is pressed with the keyboard, which stays in the page', async () => {
    await say(news);
    const button = details.button('Mark as Seen');
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(details.heading).toBeFocused();
  });
});
