import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationTarget, commands, type Extension, extensions, workspace } from 'vscode';
import type { ListRequest, OpportunitySummary } from '../../../src/core/model/opportunity';
import type { SettingKey } from '../../../src/core/query/settings';
import { normalisePage } from '../../../src/core/wire/normalisePage';
import { type DemoServer, type DemoServerOptions, startDemoServer } from '../../../src/demo/server/demoServer';
import { writeAwsFiles } from '../../hosts/environment';

/** The extension's public name. */
export const extensionId = 'partner-central-tools.partner-central-opportunities';

/** The extension as VS Code knows it. */
export function extension(): Extension<unknown> {
  const found = extensions.getExtension(extensionId);
  assert.ok(found, 'not found under its public name');
  return found;
}

/** Sets one of the extension's settings for the user; `undefined` takes it back. */
export async function setSetting(key: SettingKey, value: unknown): Promise<void> {
  await workspace.getConfiguration('partnerCentral').update(key, value, ConfigurationTarget.Global);
}

const keys = ['profile', 'endpoint', 'catalog', 'pageSize', 'sort.by'] as const satisfies readonly SettingKey[];

/**
 * The activated extension, whose profile `demo` leads to a demo service in this process. The AWS files and variables of
 * whoever runs the tests are out of its sight meanwhile.
 */
export class ConnectedExtension {
  /** The requests so far, besides what the badge asks by itself. */
  readonly requests: ListRequest[] = [];
  /** May answer in the service's place. */
  intercept: DemoServerOptions['intercept'];

  /** The user's settings as they were found. */
  private readonly settings = keys.map(
    (key) => [key, workspace.getConfiguration('partnerCentral').inspect(key)?.globalValue] as const,
  );

  private constructor(
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly server: () => DemoServer,
  ) {}

  static async start(): Promise<ConnectedExtension> {
    const folder = await mkdtemp(join(tmpdir(), 'partner-central-'));
    const environment = { ...process.env };
    for (const name of Object.keys(environment)) if (name.startsWith('AWS_')) delete process.env[name];
    const { env } = await writeAwsFiles(folder);
    Object.assign(process.env, env, { AWS_EC2_METADATA_DISABLED: 'true' });
    let server: DemoServer | undefined;
    const connected = new ConnectedExtension(folder, environment, () => server as DemoServer);
    server = await startDemoServer({
      intercept: (request) => {
        const input = request.input as ListRequest;
        if (input.LifeCycleReviewStatus?.join() === 'Action Required') return undefined;
        connected.requests.push(input);
        return connected.intercept?.(request);
      },
    });
    await extension().activate();
    await setSetting('endpoint', server.url);
    await setSetting('profile', 'demo');
    return connected;
  }

  /** What the service holds of an opportunity. */
  lookUp(id: string): OpportunitySummary | undefined {
    return this.list({ Identifier: [id] })[0];
  }

  /** The first page of what the service holds. */
  list(request: object): readonly OpportunitySummary[] {
    const body = JSON.stringify({ Catalog: 'AWS', ...request });
    const answer = this.server().service.handle('AWSPartnerCentralSelling.ListOpportunities', body);
    return normalisePage(JSON.parse(answer.body)).items;
  }

  /** Leaves the window as it was found. */
  async stop(): Promise<void> {
    await commands.executeCommand('partnerCentral.leaveSampleData');
    for (const [key, value] of this.settings) await setSetting(key, value);
    await commands.executeCommand('workbench.action.closeAllEditors');
    await this.server().close();
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
    Object.assign(process.env, this.environment);
    await rm(this.folder, { recursive: true, force: true });
  }
}
