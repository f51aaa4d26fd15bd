import { join } from 'node:path';
import type { WireRecord } from '../../src/demo/data/wireRecord';
import type { DemoServer } from '../../src/demo/server/demoServer';
import { expect, test } from './support/fixtures';
import { recordsOf } from './support/replies';

const { PICTURES: pictures } = process.env;
const [first, second, third] = recordsOf('Qualified');
const idOf = (record: WireRecord | undefined) => record?.Id ?? '';
const row = (record: WireRecord | undefined, words = '') => new RegExp(`\\(${idOf(record)}\\): ${words}`);

/** Edits an opportunity as a colleague, or AWS, does at this moment. */
const edit = ({ service }: DemoServer, record: WireRecord | undefined, life: WireRecord['LifeCycle']) =>
  service.change(idOf(record), (now) => ({ ...now, LifeCycle: { ...now.LifeCycle, ...life } }), new Date());

test('what changed is listed in words from the first look on, until it is marked as seen', async ({
  workbench,
  opportunities,
  demo,
  requests,
}) => {
  const { changes, details, page } = workbench;
  await opportunities.expand('Qualified');
  await expect(changes.header).toHaveAttribute('aria-expanded', 'false');
  const before = requests.length;
  await opportunities.settled();
  expect(requests, 'nothing is asked for a view that nobody opened').toHaveLength(before);

  await test.step('the first look says so, and lists nothing', async () => {
    await changes.open();
    await expect(changes.message).toContainText('Changes are listed from now on');
    await expect(changes.tree.getByRole('treeitem')).toHaveCount(0);
    await changes.resize(400);
  });

  await test.step('after Refresh there is one row for each changed opportunity', async () => {
    edit(demo, first, { ReviewStatus: 'Action Required' });
    edit(demo, second, { Stage: 'Committed' });
    edit(demo, third, { NextSteps: 'Call again' });
    await changes.titleAction('Refresh');
    await expect(changes.row(row(first, '.* → Action Required'))).toBeVisible();
    await expect(changes.row(row(second, 'Qualified → Committed'))).toBeVisible();
    await expect(changes.row(row(third, 'next steps changed'))).toBeVisible();
    await expect(changes.row(/^Today, 3 changes/)).toBeVisible();
    await expect(changes.message).toContainText('Changed since');
    if (pictures) await page.screenshot({ path: join(pictures, 'changes.png') });
  });

  await test.step('a click opens the details', async () => {
    await opportunities.press(changes.row(row(first)));
    await details.shows(idOf(first));
  });

  await test.step('what is seen goes, and comes again when it changes again', async () => {
    await changes.markSeen(changes.row(row(second)));
    await expect(changes.row(row(second))).toHaveCount(0);
    await expect(changes.row(/^Today, 2 changes/)).toBeVisible();
    edit(demo, second, { Stage: 'Launched' });
    await changes.titleAction('Refresh');
    await expect(changes.row(row(second, 'Committed → Launched'))).toBeVisible();
  });

  await test.step('all is seen at once, and nothing is claimed that is not known', async () => {
    await changes.titleAction('Mark All as Seen');
    await expect(changes.tree.getByRole('treeitem')).toHaveCount(0);
    await expect(changes.message).toContainText(/^Nothing unseen since /);
  });
});

test('the changes as a document for a colleague', async ({ workbench, opportunities, demo }) => {
  const { changes } = workbench;
  await opportunities.expand('Qualified');
  await workbench.runCommand('Partner Central: Show What Changed');
  await expect(changes.message).toContainText(/listed from now on|Nothing unseen/);
  edit(demo, first, { ReviewStatus: 'Rejected' });
  await changes.titleAction('Refresh');
  await expect(changes.row(row(first, '.* → Rejected'))).toBeVisible();
  await changes.titleAction('Copy Changes as Markdown');
  await expect.poll(() => workbench.clipboard()).toMatch(/^## What changed\n/);
  expect(await workbench.clipboard()).toContain(`(${idOf(first)}): `);
});
