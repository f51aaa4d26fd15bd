import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { type DemoServer, type DemoServerOptions, startDemoServer } from '../../src/demo/server/demoServer';
import { type AwsFiles, writeAwsFiles } from '../hosts/environment';
import { provision, targetVersion } from '../hosts/provision';
import { startVscodeServer, type VscodeServer } from '../hosts/vscodeServer';
import { vsixFile } from '../tasks/package';
import type { OpportunitiesView } from './pages/opportunitiesView';
import { Workbench } from './pages/workbench';
import { type ReceivedRequest, receivedRequest } from './receivedRequest';

export { expect } from '@playwright/test';

type Intercept = NonNullable<DemoServerOptions['intercept']>;

interface WorkerFixtures {
  /** The name of the folder that the AWS files are in, and variables of the environment beside the usual. */
  readonly around: { readonly awsFolder: string; readonly env: Readonly<Record<string, string>> };
  /** The demo service that windows talk to, what it is asked, and what may come between it and them. */
  readonly demoWithFaults: {
    readonly server: DemoServer;
    readonly requests: ReceivedRequest[];
    readonly faults: { intercept: Intercept | undefined };
  };
  readonly vscode: {
    readonly server: VscodeServer;
    readonly aws: AwsFiles;
    readonly awsFolder: string;
    readonly folder: string;
  };
}

interface TestFixtures {
  /** The demo service that windows talk to unless a test says otherwise. */
  readonly demo: DemoServer;
  /** What the demo service was asked in this test so far, answered by a fault or not. */
  readonly requests: readonly ReceivedRequest[];
  /** From now on to the end of the test, looks at the demo service's requests and may answer in its place. */
  readonly intercept: (handler: Intercept | undefined) => void;
  /** User settings beside those that lead to the demo service: `test.use({ settings: { … } })`. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The text of `~/.aws/config` and of `~/.aws/credentials`; by default one profile, `demo`. */
  readonly awsConfig: string;
  readonly awsCredentials: string | undefined;
  /** Whether those files exist at all. */
  readonly awsFiles: boolean;
  /** Opens the window, for a test that has something to prepare first; extra settings win. */
  readonly openWorkbench: (settings?: Readonly<Record<string, unknown>>) => Promise<Workbench>;
  /** An open window on an empty folder, with nothing in it from any test before. */
  readonly workbench: Workbench;
  /** The Opportunities view, opened. */
  readonly opportunities: OpportunitiesView;
}

/** Playwright's `test`, with a VS Code in which the packed extension is installed, on a demo service. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  demoWithFaults: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern here.
    async ({}, use) => {
      const faults: { intercept: Intercept | undefined } = { intercept: undefined };
      const requests: ReceivedRequest[] = [];
      const server = await startDemoServer({
        intercept: (request) => {
          requests.push(receivedRequest(request));
          return faults.intercept?.(request);
        },
      });
      await use({ server, requests, faults });
      await server.close();
    },
    { scope: 'worker' },
  ],
  demo: async ({ demoWithFaults }, use) => use(demoWithFaults.server),
  requests: async ({ demoWithFaults: { requests } }, use) => {
    requests.length = 0;
    await use(requests);
  },
  intercept: async ({ demoWithFaults: { faults } }, use) => {
    await use((handler) => {
      faults.intercept = handler;
    });
    faults.intercept = undefined;
  },
  around: [
    { awsFolder: 'aws', env: {} },
    { option: true, scope: 'worker' },
  ],
  vscode: [
    async ({ around }, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'partner-central-ui-'));
      const awsFolder = join(folder, around.awsFolder);
      const aws = await writeAwsFiles(awsFolder);
      const server = await startVscodeServer(await provision(targetVersion()), {
        env: { ...aws.env, ...around.env },
        vsix: [vsixFile],
      });
      await use({ server, aws, awsFolder, folder });
      await server.dispose();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  settings: [{}, { option: true }],
  awsConfig: ['', { option: true }],
  awsCredentials: [undefined, { option: true }],
  awsFiles: [true, { option: true }],
  openWorkbench: async ({ page, vscode, demo, settings, awsConfig, awsCredentials, awsFiles }, use, testInfo) => {
    const workspace = join(vscode.folder, testInfo.testId);
    await use(async (more = {}) => {
      await mkdir(workspace, { recursive: true });
      if (awsFiles) await writeAwsFiles(vscode.awsFolder, awsConfig, awsCredentials);
      else await rm(vscode.awsFolder, { recursive: true, force: true });
      await vscode.server.writeSettings({
        'partnerCentral.endpoint': demo.url,
        'partnerCentral.profile': 'demo',
        ...settings,
        ...more,
      });
      return await Workbench.open(page, vscode.server.url({ folder: workspace }));
    });
  },
  workbench: async ({ openWorkbench }, use) => use(await openWorkbench()),
  opportunities: async ({ workbench }, use) => use(await workbench.openPartnerCentral()),
});
