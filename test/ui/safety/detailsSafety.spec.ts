import { DemoService } from '../../../src/demo/server/demoService';
import { hostileText, hostileTexts } from '../../support/hostileTexts';
import { answer } from '../../support/service/faults';
import { filledWith } from '../../support/summaries';
import { inEveryTheme, overflow, serious } from '../support/accessibility';
import { expect, test } from '../support/fixtures';
import { only, recordsOf } from '../support/replies';

/** Where the page itself keeps what went wrong in it. */
interface WatchedWindow {
  harmed?: unknown;
}

test('S04, S05: nothing in a field of a customer runs, loads or reads as anything but text', async ({
  workbench,
  opportunities,
  intercept,
  page,
}) => {
  const { details } = workbench;
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  const refused: string[] = [];
  // Listeners of the page itself would be gone when VS Code writes the panel's page into its frame.
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) refused.push(`${message.location().url} ${message.text()}`);
  });
  const beacon = 'https://beacon.example/x.png';
  const texts = [...hostileTexts, `<img src="${beacon}"> <link rel=stylesheet href="${beacon}"> ![i](${beacon})`];
  intercept(
    only(
      'Qualified',
      texts.map((text, index) => {
        const filled = filledWith(text);
        return { ...filled, Id: `O10${index}`, Catalog: 'AWS', LifeCycle: { ...filled.LifeCycle, Stage: 'Qualified' } };
      }),
    ),
  );
  await opportunities.expand('Qualified');
  await opportunities.item(/, O100(,|$)/).click();
  await details.shows('O100');
  for (const [index, text] of texts.entries()) {
    await details.shows(`O10${index}`);
    const shown = [...'\u0000\u202e\u2066'].reduce((plain, sign) => plain.replaceAll(sign, ' '), text).trim();
    await expect(details.heading).toHaveText(shown);
    for (const field of ['LifeCycle.NextSteps', 'Customer.Account.WebsiteUrl', 'Customer.Account.Address.City']) {
      await expect(details.value(field)).toHaveText(shown);
      await expect(details.value(field).getByRole('button')).toHaveCount(0);
    }
    await expect(details.main.locator('a, img, link, iframe, script, .codicon')).toHaveCount(0);
    const overflow = await details.main.evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(overflow, 'nothing sticks out').toBeLessThanOrEqual(1);
    if (index < texts.length - 1) await details.button('Next opportunity').click();
  }
  const inPage = await details.main.evaluate(() => ({
    harmed: (window as WatchedWindow).harmed,
    policy: document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content'),
  }));
  expect(inPage.policy).toMatch(/^default-src 'none'; script-src 'nonce-/);
  expect(inPage.harmed).toBeUndefined();
  expect(refused.filter((text) => /fake\.html|details\.js|nonce-/.test(text))).toEqual([]);
  expect(fetched.filter((url) => url.includes('beacon.example'))).toEqual([]);
});

test('S04: nothing in a full record, AWS’s own summary or a comparison reads as anything but text', async ({
  workbench,
  opportunities,
  intercept,
  page,
}) => {
  const { details, editor } = workbench;
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  const all = [...hostileTexts, hostileText].filter((text) => text.length < 100).join(' ');
  const hostile = `<b>${all}</b>`;
  const service = new DemoService();
  /** Every text of a record that names nothing that the page goes by. */
  const filled = (answer: string) =>
    JSON.stringify(
      JSON.parse(answer, (key, value) =>
        typeof value === 'string' && !/^(Id|RelatedOpportunityId|.*Identifier|Catalog|Stage|.*Date|Time)$/.test(key)
          ? hostile
          : value,
      ),
    );
  const ids: string[] = [];
  intercept(({ target, input }) => {
    const { status, body } = service.handle(target, JSON.stringify(input));
    if (!target.endsWith('ListOpportunities')) return { respond: answer(status, filled(body)) };
    if ((input as { LifeCycleStage?: string[] }).LifeCycleStage?.join() !== 'Committed') return undefined;
    const list = JSON.parse(filled(body)) as { OpportunitySummaries: { Id?: string }[] };
    ids.push(...list.OpportunitySummaries.flatMap(({ Id }) => Id ?? []));
    return { respond: answer(status, list) };
  });
  const harmless = async () => {
    const { main } = details;
    await expect(main).toContainText('<b><img src=x onerror="window.harmed=1">');
    await expect(main.locator('a, img, link, iframe, script, .codicon-rocket, .codicon-trash')).toHaveCount(0);
    expect(await main.evaluate(() => (window as WatchedWindow).harmed)).toBeUndefined();
    expect(fetched.filter((url) => url.includes('beacon.example'))).toEqual([]);
  };
  await opportunities.expand('Committed');
  const row = (n: number) => opportunities.item(new RegExp(`, ${ids[n]}(,|$)`));
  await expect.poll(() => ids.length).toBeGreaterThan(3);

  await test.step('a full record beside AWS’s own summary', async () => {
    await opportunities.press(row(0));
    await details.shows(ids[0] ?? '');
    await details.button('Load Full Record').click();
    await expect(details.section('AWS’s assessment')).toBeVisible();
    await harmless();
  });

  await test.step('three opportunities side by side', async () => {
    await opportunities.press(row(0));
    for (const n of [1, 2]) await opportunities.press(row(n), { modifiers: ['ControlOrMeta'] });
    await opportunities.contextMenu(row(2), 'Compare Selected');
    await expect(details.heading).toHaveText('3 opportunities side by side');
    await harmless();
    await editor.closeActive();
  });
});

test('the page can be used in every theme, by everybody, in a narrow panel too', async ({
  workbench,
  opportunities,
  intercept,
  vscode,
  demo,
  page,
}) => {
  const { details } = workbench;
  const [record] = recordsOf('Prospect');
  const life = { Stage: 'Prospect', ReviewStatus: 'Action Required', ReviewComments: 'Please add the city.' };
  intercept((request) =>
    only('Prospect', [
      { ...record, LifeCycle: { ...record?.LifeCycle, ...life } },
      { Id: 'O2', LifeCycle: { Stage: 'Prospect' } },
    ])(request),
  );
  await opportunities.expand('Prospect');
  await opportunities.item(/, O2(,|$)/).click();
  await details.shows('O2');
  await expect(details.value('LifeCycle.NextSteps')).toHaveText('Not given');
  expect(await serious(details.main)).toEqual([]);

  await opportunities.item(new RegExp(`, ${record?.Id}(,|$)`)).click();
  await details.shows(record?.Id ?? '');
  await details.button('Load Full Record').click();
  await expect(details.section('AWS’s assessment')).toBeVisible();
  const settings = { 'partnerCentral.endpoint': demo.url, 'partnerCentral.profile': 'demo' };
  await inEveryTheme(
    details.frame.locator('body'),
    (theme) => vscode.server.writeSettings({ ...settings, ...theme }),
    async (rules) => expect(await serious(details.main, rules)).toEqual([]),
  );

  await test.step('320 pixels', async () => {
    const side = (await page.locator('.part.editor').boundingBox())?.x ?? 0;
    await page.setViewportSize({ width: Math.round(side) + 320, height: 800 });
    await expect.poll(() => details.main.evaluate(() => window.innerWidth)).toBeLessThanOrEqual(322);
    await expect.poll(() => overflow(details.main)).toBeLessThanOrEqual(0);
    expect(await serious(details.main)).toEqual([]);
  });
});
