import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beacon, hostileText } from '../../support/hostileTexts';
import { FilterPick } from '../pages/filterPick';
import type { Workbench } from '../pages/workbench';
import { consoleUrl, expect, test } from '../support/fixtures';

/** What ListOpportunities was asked with. */
interface Asked {
  readonly Catalog?: string;
  readonly MaxResults?: number;
  readonly LifeCycleStage?: readonly string[];
  readonly Sort?: { readonly SortBy?: string };
}

// A window takes whether it trusts its folder only when it opens.
test('S01, S03: a workspace decides neither who asks nor whom, trusted or not, and nothing at all where it is not trusted', async ({
  openWorkbench,
  intercept,
  vscode,
  page,
}) => {
  let evilRequests = 0;
  const evil = createServer((_request, response) => {
    evilRequests += 1;
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(evil, 'listening');
  const evilUrl = `http://127.0.0.1:${(evil.address() as AddressInfo).port}`;
  const asked: Asked[] = [];
  intercept(({ input }) => void asked.push((input ?? {}) as Asked));
  const folder = join(vscode.workspace, '.vscode');
  const trust = (enabled: boolean) =>
    vscode.server.writeApplicationSettings({
      'partnerCentral.consoleUrl': consoleUrl,
      'security.workspace.trust.enabled': enabled,
      'security.workspace.trust.startupPrompt': 'never',
      'security.workspace.trust.emptyWindow': false,
    });
  const settings = Object.fromEntries(
    Object.entries({
      ...{ profile: 'evil', catalog: 'Sandbox', endpoint: evilUrl, pageSize: 7, maxItems: 3, requestsPerSecond: 10 },
      ...{
        'sort.by': 'Identifier',
        'sort.order': 'ASCENDING',
        timeZone: 'Asia/Kolkata',
        consoleUrl: `${beacon}?$\u007bid}`,
      },
      savedFilters: [{ name: `Evil ${hostileText}`, filter: { LifeCycleStage: ['Launched'] } }],
    }).map(([key, value]) => [`partnerCentral.${key}`, value]),
  );
  const first = async (workbench: Workbench): Promise<Asked | undefined> => {
    const opportunities = await workbench.openPartnerCentral();
    // It may be open already, as it was before the reload.
    await opportunities.expand('Committed');
    await expect.poll(() => opportunities.rowsOf('Committed').then((rows) => rows.length)).toBeGreaterThan(0);
    await expect(workbench.statusBarItem(/demo/)).toBeVisible();
    return asked.splice(0).find(({ LifeCycleStage: stages }) => stages?.includes('Committed'));
  };
  const offersFilter = async (workbench: Workbench): Promise<number> => {
    const pick = new FilterPick(workbench);
    await pick.open();
    const evilOnes = await workbench.quickPick.options.filter({ hasText: 'Evil' }).count();
    await workbench.quickPick.cancel();
    return evilOnes;
  };
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'settings.json'), JSON.stringify(settings));
    await trust(true);
    const workbench = await openWorkbench();

    await test.step('in Restricted Mode nothing of it counts, and everything can be read', async () => {
      asked.length = 0;
      await workbench.reload();
      await expect(page.getByText('Restricted Mode').first()).toBeVisible();
      expect(await first(workbench)).toMatchObject({
        ...{ Catalog: 'AWS', MaxResults: 100, Sort: { SortBy: 'LastModifiedDate' } },
      });
      expect(await offersFilter(workbench)).toBe(0);
    });

    await test.step('where the folder is trusted, it decides what is listed, and neither who asks nor whom', async () => {
      await trust(false);
      await workbench.reload();
      // Smaller pages would cost more requests: only the person may set them.
      expect(await first(workbench)).toMatchObject({
        ...{ Catalog: 'Sandbox', MaxResults: 100, Sort: { SortBy: 'Identifier' } },
      });
      expect(await offersFilter(workbench)).toBe(1);
    });
    expect(evilRequests).toBe(0);
  } finally {
    evil.close();
    await rm(folder, { recursive: true, force: true });
    await trust(false);
  }
});
