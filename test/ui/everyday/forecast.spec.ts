import type { WireRecord } from '../../../src/demo/data/wireRecord';
import { Actions } from '../support/actions';
import { expect, test } from '../support/fixtures';
import { recordsOf } from '../support/replies';

test.use({ viewport: { width: 1280, height: 1000 }, settings: { 'partnerCentral.requestsPerSecond': 10 } });

// The page keeps what it shows, and tests share a window.
test.afterEach(async ({ workbench: { pipeline } }) => {
  await pipeline.button('By Stage').click();
  await expect(pipeline.chart('Opportunities')).toContainText('Lost: Closed Lost');
});

/** The open pipeline, as the service has it. */
const open: readonly WireRecord[] = (
  ['Prospect', 'Qualified', 'Technical Validation', 'Business Validation', 'Committed'] as const
).flatMap((stage) => recordsOf(stage));

/** How many of the open pipeline close in each month from today on. */
function months(): readonly string[] {
  const today = new Date().toISOString().slice(0, 10);
  const counts = new Map<string, number>();
  for (const { LifeCycle } of open) {
    const day = LifeCycle?.TargetCloseDate ?? '';
    if (day >= today) counts.set(day.slice(0, 7), (counts.get(day.slice(0, 7)) ?? 0) + 1);
  }
  const name = (month: string) =>
    new Date(`${month}-01T00:00:00Z`).toLocaleDateString('en', { month: 'short', year: 'numeric', timeZone: 'UTC' });
  return [...counts].sort().map(([month, count]) => `${name(month)} ${count}`);
}

test('forecast by month: one action, and one more where nothing is loaded yet', async ({
  workbench,
  opportunities,
}) => {
  const { pipeline } = workbench;
  await expect(opportunities.stages.first()).toBeVisible();
  // As it is in a new window.
  await pipeline.open();

  const first = new Actions();
  await first.do('Forecast by Month in the title of the Pipeline view', () =>
    pipeline.titleAction('Forecast by Month'),
  );
  await first.do('Load All', () => pipeline.button('Load All').click());
  await expect(pipeline.extent).toHaveText(/^\d+ loaded, which is all$/);
  await expect.poll(() => pipeline.figures('Opportunities')).toEqual(expect.arrayContaining([...months()]));
  first.atMost(2);

  await pipeline.button('By Stage').click();
  await expect(pipeline.chart('Opportunities')).toContainText('Lost: Closed Lost');
  const later = new Actions();
  await later.do('Forecast by Month in the title of the Pipeline view', () =>
    pipeline.titleAction('Forecast by Month'),
  );
  await expect(pipeline.main).toContainText('Open pipeline only, without Launched and Closed Lost.');
  const shown = await pipeline.figures('Opportunities');
  const ahead = months();
  expect(shown.filter((line) => ahead.includes(line))).toEqual(ahead.slice(0, 24));
  later.atMost(1);
});

test('forecast by month from the Command Palette: one action, with the Pipeline view closed', async ({
  workbench,
  opportunities,
}) => {
  const { pipeline } = workbench;
  await opportunities.expand('Prospect');
  await expect(opportunities.items.first()).toBeVisible();
  await pipeline.close();
  const actions = new Actions();
  await actions.do('the command, typed and taken with Enter', () =>
    workbench.runCommand('Partner Central: Forecast by Month'),
  );
  await expect(pipeline.button('By Month of Target Close')).toHaveAttribute('aria-pressed', 'true');
  await expect(pipeline.extent).toHaveText('100 loaded, more exist');
  actions.atMost(1);
});
