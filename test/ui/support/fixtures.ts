import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { type DemoServer, type DemoServerOptions, startDemoServer } from '../../../src/demo/server/demoServer';
import { writeAwsFiles } from '../../hosts/environment';
import { provision, targetVersion } from '../../hosts/provision';
import { startVscodeServer, type VscodeServer } from '../../hosts/vscodeServer';
import { delicate, hostileText } from '../../support/hostileTexts';
import { vsixFile } from '../../tasks/package';
import type { OpportunitiesView } from '../pages/opportunitiesView';
import { Workbench } from '../pages/workbench';
import { writeBuiltins } from './builtins';
import { contactedHosts } from './contactedHosts';
import { watchErrors } from './errorsOfOurs';
import { asksWhatNeedsAction, type ReceivedRequest, receivedRequest } from './receivedRequest';
import { WindowDriver } from './windowDriver';

export { expect };

/** Where Open in Partner Central leads: a setting that a window takes only when it opens. */
export const consoleUrl = `https://console.example${delicate}&id=$\u007bid}#/to%2Fo`;

const workspaceName = 'workspace';

/** Where the services of the tests are: the demo service, and those that stand in for STS and IAM Identity Center. */
const onThisMachine = ['127.0.0.1', 'localhost'];

type Intercept = NonNullable<DemoServerOptions['intercept']>;

/** A window that tests use one after the other. */
interface SharedWindow {
  readonly workbench: Workbench;
  readonly driver: WindowDriver;
}

/** A page, and the errors of ours in it so far. */
interface WatchedPage {
  readonly page: Page;
  readonly errors: string[];
}

interface WorkerFixtures {
  readonly vscode: {
    readonly server: VscodeServer;
    /** Where the drivers of windows say where they are, and where their extension hosts connect to. */
    readonly drivers: string;
    /** The folder of the AWS files, whose name is a hostile text. */
    readonly awsFolder: string;
    readonly folder: string;
    /** The folder that windows show. */
    readonly workspace: string;
  };
  /** What tests share: a page, once one of them needs it, and the window in it, once one opens it. */
  readonly shared: { page?: WatchedPage; window?: SharedWindow };
}

interface TestFixtures {
  /** The demo service that windows talk to, what it is asked, and what may come between it and them. */
  readonly demoWithFaults: {
    readonly server: DemoServer;
    readonly requests: ReceivedRequest[];
    readonly actionRequests: ReceivedRequest[];
    readonly faults: { intercept: Intercept | undefined };
  };
  /** The demo service that windows talk to unless a test says otherwise. */
  readonly demo: DemoServer;
  /**
   * What the demo service was asked in this test so far, answered by a fault or not, besides what needs action in the whole
   * catalog: the badge asks that by itself.
   */
  readonly requests: readonly ReceivedRequest[];
  /** How often it was asked what needs action in the whole catalog, which it always answers itself. */
  readonly actionRequests: readonly ReceivedRequest[];
  /** From now on to the end of the test, looks at the demo service's requests and may answer in its place. */
  readonly intercept: (handler: Intercept | undefined) => void;
  /** User settings beside those that lead to the demo service: `test.use({ settings: { … } })`. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The text of `~/.aws/config` and of `~/.aws/credentials`; by default one profile, `demo`. */
  readonly awsConfig: string;
  readonly awsCredentials: string | undefined;
  /** Whether those files exist at all. */
  readonly awsFiles: boolean;
  /**
   * Opens the window, for a test that has something to prepare first; extra settings win. Tests share one window, which each
   * of them finds as if it were new.
   */
  readonly openWorkbench: (settings?: Readonly<Record<string, unknown>>) => Promise<Workbench>;
  /** An open window on an empty folder, with nothing in it from any test before. */
  readonly workbench: Workbench;
  /** The Opportunities view, opened. */
  readonly opportunities: OpportunitiesView;
}

/** Playwright's `test`, with a VS Code in which the packed extension is installed, on a demo service. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern here.
  demoWithFaults: async ({}, use) => {
    const faults: { intercept: Intercept | undefined } = { intercept: undefined };
    const requests: ReceivedRequest[] = [];
    const actionRequests: ReceivedRequest[] = [];
    const server = await startDemoServer({
      intercept: (request) => {
        if (asksWhatNeedsAction(request)) {
          actionRequests.push(receivedRequest(request));
          return undefined;
        }
        requests.push(receivedRequest(request));
        return faults.intercept?.(request);
      },
    });
    await use({ server, requests, actionRequests, faults });
    await server.close();
  },
  demo: async ({ demoWithFaults }, use) => use(demoWithFaults.server),
  requests: async ({ demoWithFaults }, use) => use(demoWithFaults.requests),
  actionRequests: async ({ demoWithFaults }, use) => use(demoWithFaults.actionRequests),
  intercept: async ({ demoWithFaults: { faults } }, use) => {
    await use((handler) => {
      faults.intercept = handler;
    });
  },
  vscode: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern here.
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'partner-central-ui-'));
      const awsFolder = join(folder, hostileText.replaceAll('/', '⁄'));
      const aws = await writeAwsFiles(awsFolder);
      const host = await provision(targetVersion());
      const server = await startVscodeServer(host, {
        env: { ...aws.env, WINDOW_DRIVERS: folder },
        vsix: [vsixFile],
        // A document that an earlier test scrolled opens at its beginning.
        settings: { 'workbench.editor.restoreViewState': false },
        builtin: await writeBuiltins(join(folder, 'builtin'), host),
      });
      await server.writeApplicationSettings({ 'partnerCentral.consoleUrl': consoleUrl });
      await mkdir(join(folder, workspaceName));
      await use({ server, drivers: folder, awsFolder, folder, workspace: join(folder, workspaceName) });
      await server.dispose();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  shared: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern here.
    async ({}, use) => {
      const shared: WorkerFixtures['shared'] = {};
      await use(shared);
      await shared.page?.page.context().close();
    },
    { scope: 'worker' },
  ],
  settings: [{}, { option: true }],
  awsConfig: ['', { option: true }],
  awsCredentials: [undefined, { option: true }],
  awsFiles: [true, { option: true }],
  page: async ({ browser, shared, vscode, viewport, permissions, actionTimeout }, use) => {
    const open = async (): Promise<WatchedPage> => {
      const context = await browser.newContext({ viewport, ...(permissions && { permissions }) });
      context.setDefaultTimeout(actionTimeout ?? 0);
      // A window takes its time on a busy machine: the limit of the test is enough.
      context.setDefaultNavigationTimeout(0);
      return { errors: watchErrors(context), page: await context.newPage() };
    };
    shared.page ??= await open();
    const { page, errors } = shared.page;
    if (viewport) await page.setViewportSize(viewport);
    await use(page);
    expect(errors.splice(0), 'errors of the extension in the console').toEqual([]);
    const elsewhere = (await contactedHosts(vscode.drivers)).filter((host) => !onThisMachine.includes(host));
    expect(elsewhere, 'S11: hosts that the extension host has connected to, besides the services of the tests').toEqual(
      [],
    );
  },
  openWorkbench: async ({ page, shared, vscode, demo, settings, awsConfig, awsCredentials, awsFiles }, use) => {
    const { server, drivers, workspace, awsFolder } = vscode;
    await use(async (more = {}) => {
      if (shared.window) await leave(shared.window);
      if (awsFiles) await writeAwsFiles(awsFolder, awsConfig, awsCredentials);
      else await rm(awsFolder, { recursive: true, force: true });
      const wanted = { 'partnerCentral.endpoint': demo.url, 'partnerCentral.profile': 'demo', ...settings, ...more };
      if (shared.window) {
        await changeSettings(server, shared.window.driver, wanted);
        await putBack(shared.window);
        return shared.window.workbench;
      }
      await server.writeSettings(wanted);
      const driver = new WindowDriver(drivers, workspaceName);
      const workbench = await Workbench.open(page, server.url({ folder: workspace }), driver);
      shared.window = { workbench, driver };
      return workbench;
    });
  },
  workbench: async ({ openWorkbench }, use) => use(await openWorkbench()),
  opportunities: async ({ workbench }, use) => use(await workbench.openPartnerCentral()),
});

/**
 * Takes what a test left in the window out of it, but for what is loaded: that goes with its connection, as each test has a
 * service of its own. What is closed is not read from the next one.
 */
async function leave({ workbench: { page, editor, changes }, driver }: SharedWindow): Promise<void> {
  await page.keyboard.press('Escape');
  // It would ask the next service what changed.
  if (await changes.header.isVisible()) await changes.close();
  await driver.run(
    'workbench.action.closeQuickOpen',
    'workbench.actions.treeView.partnerCentral.opportunities.collapseAll',
    'partnerCentral.leaveSampleData',
    'partnerCentral.clearFilter',
    'workbench.action.closeAllEditors',
  );
  await driver.forget();
  await expect(editor.tabs).toHaveCount(0);
}

/** Makes the rest of the window what it was when it was opened, and waits until it is. */
async function putBack({ workbench, driver }: SharedWindow): Promise<void> {
  const { page, pipeline, notifications, opportunities, quickPick } = workbench;
  await page.mouse.move(0, 0);
  await driver.run(
    'notifications.clearAll',
    'partnerCentral.opportunities.focus',
    'list.clear',
    'workbench.action.focusActiveEditorGroup',
  );
  await pipeline.close();
  await expect(quickPick.widget).toBeHidden();
  await expect(notifications).toHaveCount(0);
  await opportunities.settled();
}

/** How often settings were written: each time has its number. */
let written = 0;

/** Writes the user settings, and waits until extensions of the window know of them. */
export async function changeSettings(
  server: VscodeServer,
  driver: WindowDriver,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const key = 'windowDriver.written';
  written += 1;
  await server.writeSettings({ ...settings, [key]: written });
  await expect.poll(() => driver.settings(key), { intervals: [25] }).toEqual([written]);
}
