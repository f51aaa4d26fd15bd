import { type DemoServer, startDemoServer } from '../../src/demo/server/demoServer';
import { expect, test } from './support/fixtures';
import { failure, Gate } from './support/replies';

/** Enough for a stage of more than 1,000. */
const opportunities = 3_000;
let large: DemoServer;
let sizes: Readonly<Record<string, number>>;
/** How many more answers come at once; those after them do not come. */
let answers = Number.POSITIVE_INFINITY;

test.beforeAll(async () => {
  large = await startDemoServer({ opportunities, intercept: () => (answers-- > 0 ? undefined : { delayMs: 600_000 }) });
  const stages = ['Prospect', 'Qualified', 'Committed'];
  sizes = Object.fromEntries(stages.map((stage) => [stage, sizeOf(stage)]));
});

test.afterAll(() => large.close());

/** How many opportunities of a stage there are, by the service itself. */
function sizeOf(stage: string): number {
  let count = 0;
  for (let nextToken: string | undefined | null; nextToken !== null; ) {
    const request = { Catalog: 'AWS', LifeCycleStage: [stage], MaxResults: 100, NextToken: nextToken };
    const answer = large.service.handle('AWSPartnerCentralSelling.ListOpportunities', JSON.stringify(request));
    const page = JSON.parse(answer.body) as { OpportunitySummaries: unknown[]; NextToken: string | null };
    count += page.OpportunitySummaries.length;
    nextToken = page.NextToken;
  }
  return count;
}

test('loads all of a large stage, in view: counted, stopped, continued, and divided into ranges', async ({
  openWorkbench,
}) => {
  // Seven pages, what was modified last, and the first page again: the stage was opened before that was known.
  answers = 9;
  const workbench = await openWorkbench({
    'partnerCentral.endpoint': large.url,
    'partnerCentral.requestsPerSecond': 10,
  });
  const errors: string[] = [];
  // The extension host's own log goes there too.
  workbench.page.on('console', (message) => errors.push(message.text()));
  const view = await workbench.openPartnerCentral();
  const stage = view.stage('Prospect');
  const size = sizes.Prospect ?? 0;
  expect(size).toBeGreaterThan(1_100);

  await test.step('it says what has come and what is to come', async () => {
    await view.expand('Prospect');
    await expect(view.description(stage)).toHaveText('100+');
    await view.inlineAction(stage, 'Load All');
    await expect(view.message).toContainText(/Loading all of Prospect: [\d,]+ loaded, \d+ requests/);
    await expect(view.message).toContainText(/up to \d+ requests, at most 10 a second: about \d+ s for 10,000 in all/);
  });

  await test.step('stopped, everything stays', async () => {
    await expect(view.description(stage)).toHaveText('700+');
    await view.titleAction('Stop Loading');
    await expect(view.message).toContainText('Loading stopped. 700 loaded, more exist.');
    await expect(view.progress).toBeHidden();
    await expect(view.description(stage)).toHaveText('700+');
  });

  await test.step('and goes on to the end', async () => {
    answers = Number.POSITIVE_INFINITY;
    await view.titleAction('Continue Loading');
    await expect(view.description(stage)).toHaveText(String(size), { timeout: 60_000 });
    await expect(view.message).toBeHidden();
    await expect(view.item('1–1,000')).toHaveAttribute('aria-expanded', 'true');
  });

  await test.step('Find goes to a row in a range that is closed', async () => {
    const records = JSON.parse(
      large.service.handle(
        'AWSPartnerCentralSelling.ListOpportunities',
        JSON.stringify({
          Catalog: 'AWS',
          LifeCycleStage: ['Prospect'],
          MaxResults: 1,
          Sort: { SortBy: 'LastModifiedDate', SortOrder: 'ASCENDING' },
        }),
      ).body,
    ) as { OpportunitySummaries: { Id: string }[] };
    const id = records.OpportunitySummaries[0]?.Id ?? '';
    await workbench.runCommand('Partner Central: Find in Loaded Opportunities…');
    await workbench.quickPick.type(id);
    await workbench.quickPick.shown(/: 1 of/);
    await workbench.quickPick.accept();
    await workbench.details.shows(id);
    await expect(view.item(new RegExp(`, ${id},`))).toHaveAttribute('aria-selected', 'true');
    await expect(view.item(/^1,001–/)).toHaveAttribute('aria-expanded', 'true');
  });
  expect(errors.filter((text) => /already registered|Cannot resolve tree item/i.test(text))).toEqual([]);
  await expect(workbench.notifications).toHaveCount(0);
});

test('keeps what is loaded when a stage fails, and loads the rest by one click', async ({
  openWorkbench,
  intercept,
  requests,
}) => {
  const broken = failure(500, 'InternalServerException');
  const gate = new Gate();
  intercept((request) => {
    const [stage] = (request.input as { LifeCycleStage?: string[] }).LifeCycleStage ?? [];
    return stage === 'Committed' ? broken : undefined;
  });
  const workbench = await openWorkbench({ 'partnerCentral.requestsPerSecond': 10 });
  const view = await workbench.openPartnerCentral();
  await expect(view.stages.first()).toBeVisible();
  await workbench.runCommand('Partner Central: Load All');
  await expect(view.message).toContainText('Not fully loaded: Committed. What is loaded stays.');
  await expect(view.message).toContainText('Committed: AWS had a problem.');
  await expect(view.description(view.stage('Prospect'))).toHaveText(/^\d+$/);
  const before = requests.length;
  intercept((request) => {
    const [stage] = (request.input as { LifeCycleStage?: string[] }).LifeCycleStage ?? [];
    return stage === undefined ? undefined : gate.hold(request);
  });
  await view.titleAction('Continue Loading');
  await expect.poll(() => gate.held).toBe(1);
  const asked = requests.slice(before).flatMap(({ stage }) => stage ?? []);
  expect(asked).toEqual(['Committed']);
  intercept(undefined);
  gate.open();
  await expect(view.description(view.stage('Committed'))).toHaveText(/^\d+$/);
  await expect(view.message).toContainText('All stages are loaded completely.');
});
