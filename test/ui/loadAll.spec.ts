import type { InterceptedRequest } from '../../src/demo/server/demoServer';
import { expect, test } from './support/fixtures';
import { receivedRequest } from './support/receivedRequest';
import { page } from './support/replies';

const records = Array.from({ length: 1_200 }, (_, n) => ({
  ...{ Catalog: 'AWS', Id: `O${1_000 + n}`, LifeCycle: { Stage: 'Prospect' } },
  Customer: { Account: { CompanyName: `Company ${n}` } },
}));

test.use({ settings: { 'partnerCentral.requestsPerSecond': 10 } });

test('Load All is told and stopped in the view, goes on, and divides a large stage into ranges', async ({
  workbench,
  opportunities: view,
  intercept,
}) => {
  // The stage has two pages, the second of which does not come at first.
  let comes = false;
  const rest = () => (comes ? page(records.slice(700)) : { delayMs: 600_000 });
  intercept((request: InterceptedRequest) => {
    const { stage, nextToken } = receivedRequest(request);
    if (stage !== 'Prospect') return undefined;
    return nextToken === undefined ? page(records.slice(0, 700), 't1') : rest();
  });
  const errors: string[] = [];
  // The extension host's own log goes there too.
  workbench.page.on('console', (message) => errors.push(message.text()));
  const stage = view.stage('Prospect');

  await test.step('it says what has come and what is to come', async () => {
    await view.expand('Prospect');
    await expect(view.description(stage)).toHaveText('700+');
    await view.inlineAction(stage, 'Load All');
    await expect(view.message).toContainText(/Loading all of Prospect: 700 loaded\./);
    await expect(view.message).toContainText(/At most about \d+ seconds more, for up to 10,000\./);
  });

  await test.step('stopped, everything stays', async () => {
    await view.titleAction('Stop Loading');
    await expect(view.message).toContainText('Loading stopped. 700 loaded, more exist.');
    await expect(view.progress).toBeHidden();
    await expect(view.description(stage)).toHaveText('700+');
  });

  await test.step('and goes on to the end', async () => {
    comes = true;
    await view.titleAction('Continue Loading');
    await expect(view.description(stage)).toHaveText('1,200');
    await expect(view.message).toBeHidden();
    await expect(view.item('1–1,000')).toHaveAttribute('aria-expanded', 'true');
  });

  await test.step('Find goes to a row in a range that is closed', async () => {
    await workbench.runCommand('Partner Central: Find in Loaded Opportunities…');
    await workbench.quickPick.type('O2150');
    await workbench.quickPick.shown(/: 1 of/);
    await workbench.quickPick.accept();
    await workbench.details.shows('O2150');
    await expect(view.item(/, O2150(,|$)/)).toHaveAttribute('aria-selected', 'true');
    await expect(view.item(/^1,001–/)).toHaveAttribute('aria-expanded', 'true');
  });
  expect(errors.filter((text) => /already registered|Cannot resolve tree item/i.test(text))).toEqual([]);
  await expect(workbench.notifications).toHaveCount(0);
});

test('R19: the first page of a stage is stopped in the view, and a row goes on with it', async ({
  opportunities: view,
  intercept,
}) => {
  let comes = false;
  intercept((request: InterceptedRequest) => {
    if (receivedRequest(request).stage !== 'Prospect') return undefined;
    return comes ? page(records.slice(0, 3)) : { delayMs: 600_000 };
  });
  await view.stage('Prospect').click();
  await view.titleAction('Stop Loading');
  await expect(view.item('Continue Loading')).toBeVisible({ timeout: 2_000 });
  comes = true;
  await view.click('Continue Loading');
  await expect(view.item(/^Company 2/)).toBeVisible();
  await expect(view.description(view.stage('Prospect'))).toHaveText('3');
});

test('after Load All, opportunities without a stage are looked for and shown, and then everything is complete', async ({
  workbench,
  opportunities: view,
  intercept,
}) => {
  const dated = records.slice(0, 5).map((record) => ({ ...record, LastModifiedDate: '2026-01-01T00:00:00Z' }));
  const staged = dated.slice(2);
  const unstaged = dated.slice(0, 2).map(({ LifeCycle: _, ...record }) => record);
  let comes = false;
  let looks = 0;
  intercept((request: InterceptedRequest) => {
    const { stage, nextToken } = receivedRequest(request);
    if (stage === 'Prospect') return page(staged);
    if (stage !== undefined) return page([]);
    const { LastModifiedDate: range } = request.input as { readonly LastModifiedDate?: unknown };
    // What was modified last is asked before the stages are read.
    if (nextToken === undefined && range === undefined && ++looks === 1) return page(staged);
    if (range !== undefined) return page([]);
    if (nextToken !== undefined) return page(staged.slice(2));
    return comes ? page([...unstaged, ...staged.slice(0, 2)], 't1') : { delayMs: 600_000 };
  });
  await workbench.runCommand('Partner Central: Load All');
  await expect(view.description(view.stage('Prospect'))).toHaveText('3');
  await expect(view.message).toContainText('3 loaded, all stages complete');
  await expect(view.message).toContainText(/Looking for opportunities without a stage: 0 found, about 1 second more\./);
  await expect(view.item(/^Other/)).toHaveCount(0);
  await view.titleAction('Stop Loading');
  await expect(view.message).toContainText('The search for opportunities without a stage was stopped.');
  comes = true;
  await view.titleAction('Continue Loading');
  await expect(view.item(/^Other, 2/)).toBeVisible();
  await expect(view.message).toHaveText('5 loaded, complete');
  await view.expand(/^Other, 2/);
  await expect(view.item(/^Company 1,/)).toBeVisible();
  if (process.env.PICTURE) await workbench.page.screenshot({ path: process.env.PICTURE });
});

test('Stop on a stage stops that stage, and the others go on', async ({
  workbench,
  opportunities: view,
  intercept,
}) => {
  let comes = false;
  intercept((request: InterceptedRequest) => {
    const { stage, nextToken } = receivedRequest(request);
    if (nextToken !== undefined) return comes || stage === 'Qualified' ? page([]) : { delayMs: 600_000 };
    if (stage === 'Prospect') return page(records.slice(0, 3), 't1');
    if (stage === 'Committed') return page(records.slice(3, 5), 't1');
    return stage === undefined ? undefined : page([]);
  });
  for (const stage of ['Prospect', 'Committed']) await view.expand(stage);
  await workbench.runCommand('Partner Central: Load All');
  await expect(view.message).toContainText('Loading all: 5 loaded.');
  await view.inlineAction(view.stage('Prospect'), 'Stop Loading');
  await expect(view.item('Continue Loading')).toHaveCount(1);
  await expect(view.message).toContainText('Loading all: 5 loaded.');
  comes = true;
  await view.click('Continue Loading');
  await expect(view.description(view.stage('Prospect'))).toHaveText('3');
  await expect(view.message).toContainText('Loading all: 5 loaded.');
  await view.titleAction('Stop Loading');
  await expect(view.message).toContainText('Loading of Committed stopped. 5 loaded, more exist.');
});
