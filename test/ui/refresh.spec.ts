import { join } from 'node:path';
import type { WireRecord } from '../../src/demo/data/wireRecord';
import { expect, test } from './support/fixtures';
import { failure, recordsOf } from './support/replies';

const [moving, staying] = recordsOf('Committed');
const idOf = (record: WireRecord | undefined) => record?.Id ?? '';
const companyOf = (record: WireRecord | undefined) => record?.Customer?.Account?.CompanyName ?? '';
const launched = (now: WireRecord): WireRecord => ({ ...now, LifeCycle: { ...now.LifeCycle, Stage: 'Launched' } });
const time = String.raw`\d{1,2}:\d\d\s[AP]M`;
const changed = new RegExp(`Checked at ${time}: 1 change here$`);

test('Refresh brings in what changed, and the view says when AWS was asked', async ({
  workbench,
  opportunities,
  demo,
  requests,
}) => {
  const { message } = opportunities;
  await opportunities.expand('Launched');
  await opportunities.expand('Committed');
  await expect.poll(async () => (await opportunities.rowsOf('Committed'))[0]).toBe(companyOf(moving));
  await expect(message).not.toContainText('Checked at');
  demo.service.change(idOf(moving), launched, new Date());

  await test.step('a row moves to where it belongs now', async () => {
    await opportunities.titleAction('Refresh');
    await expect(message).toContainText(changed);
    await expect.poll(async () => (await opportunities.rowsOf('Committed'))[0]).toBe(companyOf(staying));
    await opportunities.collapse('Committed');
    await expect.poll(async () => (await opportunities.rowsOf('Launched'))[0]).toBe(companyOf(moving));
    await expect(workbench.notifications).toHaveCount(0);
  });

  await test.step('the line is short in a narrow side bar, too', async () => {
    const before = await opportunities.resize(300);
    await opportunities.titleAction('Refresh');
    await expect(message).toContainText(new RegExp(`Checked at ${time}: nothing new here$`));
    const { height = 0 } = (await message.boundingBox()) ?? {};
    expect(height).toBeLessThan(35);
    const { PICTURES: folder } = process.env;
    if (folder) await workbench.page.screenshot({ path: join(folder, 'refresh-narrow.png') });
    await opportunities.resize(before);
  });

  await test.step('with Alt, the same button reads all pages again', async () => {
    const before = requests.length;
    await workbench.page.keyboard.down('Alt');
    await opportunities.titleAction('Refresh Everything');
    await workbench.page.keyboard.up('Alt');
    await expect(message).toContainText(new RegExp(`Read loaded pages again at ${time}$`));
    const stages = requests.slice(before).flatMap(({ stage }) => stage ?? []);
    expect(stages.toSorted()).toEqual(['Committed', 'Launched']);
  });

  await test.step('so does the command in the palette', async () => {
    const before = requests.length;
    await workbench.runCommand('Partner Central: Refresh Everything');
    await expect.poll(() => requests.slice(before).filter(({ stage }) => stage).length).toBe(2);
  });
});

test('a refresh that fails says so in the view, and leaves what is loaded', async ({
  workbench,
  opportunities,
  demo,
  intercept,
}) => {
  const { message } = opportunities;
  await opportunities.expand('Committed');
  await expect.poll(async () => (await opportunities.rowsOf('Committed'))[0]).toBe(companyOf(moving));
  demo.service.change(idOf(moving), launched, new Date());
  intercept(() => failure(400, 'AccessDeniedException', { Message: 'no' }));
  await opportunities.titleAction('Refresh');
  await expect(message).toContainText('AWS could not be asked for changes: ');
  await expect(message).toContainText('What is loaded stays.');
  expect((await opportunities.rowsOf('Committed'))[0]).toBe(companyOf(moving));
  await expect(workbench.notifications).toHaveCount(0);

  await test.step('the next one brings in what that one missed', async () => {
    intercept(undefined);
    await opportunities.titleAction('Refresh');
    await expect(message).toContainText(changed);
    await expect.poll(async () => (await opportunities.rowsOf('Committed'))[0]).toBe(companyOf(staying));
  });
});
